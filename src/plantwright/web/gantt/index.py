"""Reading the index of a log: exact times in every state between any instants, and the rows behind a place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from plantwright.errors import NotThereError
from plantwright.web.gantt.states import BLOCK, FORM, STATES
from plantwright.web.gantt.sweep import States, Times

_ARRAYS = (
    "rows_of", "rows_start", "rows_end", "rows_state", "rows_order", "rows_label", "by_order", "orders_of", "times",
    "states", "times_of", "sums",
)  # fmt: skip


@dataclass(frozen=True)
class GanttRow:
    """One row of the log that is of a station."""

    station: int
    state: int
    start: int
    """[µs since 1970, UTC]"""
    end: int
    order: str | None
    label: str | None
    """The operation, or the reason of a stop."""


class GanttIndex:
    """An index whose files are mapped, not loaded."""

    def __init__(self, folder: Path) -> None:
        told = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        if told["form"] != FORM:
            raise NotThereError(
                f"the view over time of {folder.name}: was made by another version; read the records again"
            )
        self.stations: list[str] = told["stations"]
        self.work_centers: list[str] = told["work_centers"]
        self.start: int = told["start"]
        self.end: int = told["end"]
        self.rows: int = told["rows"]
        self.time_zone: str = told["time_zone"]
        self.origin: str = told["origin"]
        self._arrays: dict[str, Any] = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS}
        self._orders, self._labels = (_texts(folder / f"{name}.arrow") for name in ("orders", "labels"))

    def spent(self, stations: Sequence[int], edges: Times) -> Times:
        """Return the time in each state between edges [µs], shape (stations, edges − 1, states).

        Parameters
        ----------
        stations
            Their places in ``stations``.
        edges
            Instants in order, within the window [µs].
        """
        times, states, sums = self._arrays["times"], self._arrays["states"], self._arrays["sums"]
        found = np.concatenate([self._last_change(one, edges) for one in stations])
        first = found // BLOCK * BLOCK
        near = first[:, None] + np.arange(BLOCK + 1)[None, :]
        held = np.asarray(times[np.minimum(near, len(times) - 1)])
        lasted = np.maximum(np.diff(held, axis=1), 0)
        before = near[:, :-1] < found[:, None]
        doing = np.asarray(states[np.minimum(near[:, :-1], len(states) - 1)])
        upto = np.asarray(sums[first // BLOCK])
        for state in np.unique(doing):
            upto[:, state] += np.where(before & (doing == state), lasted, 0).sum(axis=1)
        places = np.arange(len(found))
        upto[places, states[found]] += np.tile(edges, len(stations)) - times[found]
        return np.diff(upto.reshape(len(stations), len(edges), len(STATES)), axis=1)

    def changes(self, station: int, start: int, end: int) -> tuple[Times, States]:
        """Return a station's changes between two instants, the first at ``start``, and its states from then on."""
        first, last = self._between(station, start, end)
        times = np.array(self._arrays["times"][first:last])
        times[0] = start
        return times, np.array(self._arrays["states"][first:last])

    def count(self, station: int, start: int, end: int) -> int:
        """Return how many changes a station has between two instants."""
        first, last = self._between(station, start, end)
        return last - first

    def at(self, station: int, moment: int) -> list[GanttRow]:
        """Return the rows of a station at an instant, the one begun last first."""
        offsets, starts = self._arrays["rows_of"], self._arrays["rows_start"]
        first, last = int(offsets[station]), int(offsets[station + 1])
        begun = first + int(np.searchsorted(starts[first:last], moment, "right"))
        held = np.flatnonzero(self._arrays["rows_end"][first:begun] > moment) + first
        return [self._row(int(one)) for one in held[::-1][:50]]

    def of_order(self, name: str, most: int = 2000) -> list[GanttRow]:
        """Return the rows of an order in time; none where no order is called that."""
        number = pc.index(self._orders, name).as_py()
        if number < 0:
            return []
        first, last = (int(self._arrays["orders_of"][number + k]) for k in (0, 1))
        rows = [self._row(int(one)) for one in self._arrays["by_order"][first:last][:most]]
        return sorted(rows, key=lambda one: one.start)

    def orders_like(self, text: str, most: int = 20) -> list[str]:
        """Return names of orders in which a text stands, those that begin with it first."""
        found = self._orders.filter(pc.match_substring(self._orders, text, ignore_case=True))
        begins = pc.starts_with(found, text, ignore_case=True)
        names = [*found.filter(begins)[:most].to_pylist(), *found.filter(pc.invert(begins))[:most].to_pylist()]
        return names[:most]

    def _last_change(self, station: int, edges: Times) -> NDArray[np.int64]:
        first, last = (int(self._arrays["times_of"][station + k]) for k in (0, 1))
        return first + np.searchsorted(self._arrays["times"][first:last], edges, "right") - 1

    def _between(self, station: int, start: int, end: int) -> tuple[int, int]:
        first, last = self._last_change(station, np.array([start, end - 1]))
        return int(first), int(last) + 1

    def _row(self, number: int) -> GanttRow:
        array = self._arrays
        station = int(np.searchsorted(array["rows_of"], number, "right")) - 1
        order, label = int(array["rows_order"][number]), int(array["rows_label"][number])
        return GanttRow(
            station, int(array["rows_state"][number]), int(array["rows_start"][number]),
            int(array["rows_end"][number]), self._orders[order].as_py() if order >= 0 else None,
            self._labels[label].as_py() if label >= 0 else None,
        )  # fmt: skip


def open_index(folder: Path) -> GanttIndex:
    """Return the index in a folder, kept open while it is asked often.

    Raises
    ------
    NotThereError
        There is none.
    """
    try:
        made = (folder / "index.json").stat().st_mtime_ns
    except OSError:
        raise NotThereError("this run has no view over time; read the records again on the page Records") from None
    return _opened(folder, made)


@lru_cache(maxsize=8)
def _opened(folder: Path, _: int) -> GanttIndex:
    return GanttIndex(folder)


def _texts(path: Path) -> pa.ChunkedArray:
    with pa.memory_map(str(path)) as source:
        column: pa.ChunkedArray = pa.ipc.open_file(source).read_all().column("name")
    return column
