"""Writing the index of a log: what every station does when, and where every order is."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from plantwright.web.gantt.states import BLOCK, BLOCKED, FORM, KINDS, PROCESS, STATES
from plantwright.web.gantt.sweep import States, Times, swept

if TYPE_CHECKING:
    from plantwright.events.log import EventLog

_COLUMNS = ("station", "work_center", "order", "kind", "label", "start", "end", "left")


def write_index(log: EventLog, folder: Path) -> None:
    """Write the index of a log into a folder, whole or not at all; one that is there is replaced.

    Notes
    -----
    ``rows_*``: the stations' rows by station and start. ``times`` and ``states``: the changes of all stations, one
    station after the other. ``sums``: at every 16th change, the time spent before it in each state, so that the time
    between any two instants is the difference of two sums and a few changes: exact at every zoom.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".gantt-", dir=folder.parent))
    try:
        _write(_rows(log), _window(log), log, made)
        shutil.rmtree(folder, ignore_errors=True)
        made.rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _window(log: EventLog) -> tuple[int, int]:
    start, end = (_micros(one) for one in (log.meta.start, log.meta.end))
    return start, max(end, start + 1)


def _micros(moment: datetime) -> int:
    return int((moment.replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1e6 + 0.5)


def _rows(log: EventLog) -> pa.Table:
    rows = log.intervals
    rows = rows.mutate(kind=rows.kind.fill_null("process"), label=rows.reason.coalesce(rows.operation))
    wanted = rows.kind.isin(list(KINDS)) & rows.station.notnull() & (rows.start.notnull() | rows.end.notnull())
    return rows.filter(wanted).select(*_COLUMNS).to_pyarrow()


@dataclass(frozen=True)
class _Rows:
    """The rows of stations by station and start, shape (rows,) each; times within the window [µs]."""

    station: NDArray[np.int32]
    start: Times
    end: Times
    left: Times
    state: States
    order: NDArray[np.int32]
    label: NDArray[np.int32]

    def offsets(self, stations: int) -> NDArray[np.int64]:
        """Return where the rows of each station begin, and where the last one's end."""
        return np.searchsorted(self.station, np.arange(stations + 1)).astype(np.int64)


def _write(rows: pa.Table, window: tuple[int, int], log: EventLog, folder: Path) -> None:
    stations, centers, station = _stations(rows)
    kind, orders, labels = (_coded(rows.column(name)) for name in ("kind", "order", "label"))
    state = np.array([KINDS[one] for one in kind[1].to_pylist()], dtype=np.uint8)[kind[0]]
    start, end = _clipped(rows, window)
    left = np.clip(_micro_column(rows, "left", end), end, window[1])
    placed = np.lexsort((start, station))
    placed = placed[end[placed] > start[placed]]
    told = _Rows(
        station[placed], start[placed], end[placed], left[placed], state[placed], orders[0][placed], labels[0][placed]
    )
    offsets = told.offsets(len(stations))
    np.save(folder / "rows_of.npy", offsets)
    for name in ("start", "end", "state", "order", "label"):
        np.save(folder / f"rows_{name}.npy", getattr(told, name))
    _write_orders(told.order, len(orders[1]), folder)
    _write_changes(told, offsets, window, folder)
    _write_names(folder, orders=orders[1], labels=labels[1])
    said = {
        "form": FORM, "stations": stations, "work_centers": centers, "start": window[0], "end": window[1],
        "rows": len(placed), "time_zone": log.meta.time_zone, "origin": log.meta.origin,
    }  # fmt: skip
    (folder / "index.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


def _stations(rows: pa.Table) -> tuple[list[str], list[str], NDArray[np.int32]]:
    """Return the stations in the order of work centers and names, the center of each, and each row's station."""
    code, names = _coded(rows.column("station"))
    center, center_names = _coded(rows.column("work_center"))
    of = np.full(len(names), -1)
    of[code] = center
    centers = ["" if one < 0 else center_names[int(one)].as_py() for one in of]
    told = names.to_pylist()
    placed = sorted(range(len(told)), key=lambda one: (centers[one], told[one]))
    place = np.empty(len(told), dtype=np.int32)
    place[placed] = np.arange(len(told), dtype=np.int32)
    return [told[one] for one in placed], [centers[one] for one in placed], place[code]


def _coded(column: pa.ChunkedArray) -> tuple[NDArray[np.int32], pa.Array]:
    """Return numbers that stand for texts, −1 where there is none, and the texts."""
    coded = pc.dictionary_encode(column.combine_chunks())
    coded = coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded
    return coded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32), coded.dictionary


def _clipped(rows: pa.Table, window: tuple[int, int]) -> tuple[Times, Times]:
    """Return start and end of each row inside the window; one begun before it or running beyond it reaches its edge."""
    start = _micro_column(rows, "start", np.full(len(rows), window[0]))
    end = _micro_column(rows, "end", np.full(len(rows), window[1]))
    return np.clip(start, *window), np.clip(end, *window)


def _micro_column(rows: pa.Table, name: str, missing: Times) -> Times:
    column = rows.column(name).cast(pa.timestamp("us")).cast(pa.int64()).combine_chunks()
    known = column.is_valid().to_numpy(zero_copy_only=False)
    values = column.fill_null(0).to_numpy(zero_copy_only=False)
    return np.where(known, values, missing).astype(np.int64)


def _write_orders(order: NDArray[np.int32], count: int, folder: Path) -> None:
    by_order = np.argsort(order, kind="stable").astype(np.int32 if len(order) < 2**31 else np.int64)
    np.save(folder / "by_order.npy", by_order)
    np.save(folder / "orders_of.npy", np.searchsorted(order[by_order], np.arange(count + 1)))


def _write_changes(rows: _Rows, offsets: NDArray[np.int64], window: tuple[int, int], folder: Path) -> None:
    found = [_changes(rows, slice(first, last), window) for first, last in pairwise(offsets)]
    times = np.concatenate([np.zeros(0, dtype=np.int64), *(one for one, _ in found)])
    states = np.concatenate([np.zeros(0, dtype=np.uint8), *(one for _, one in found)])
    np.save(folder / "times.npy", times)
    np.save(folder / "states.npy", states)
    np.save(folder / "times_of.npy", np.cumsum([0, *(len(one) for one, _ in found)]))
    np.save(folder / "sums.npy", _sums(times, states))


def _changes(rows: _Rows, mine: slice, window: tuple[int, int]) -> tuple[Times, States]:
    """Return the changes of one station; a piece that is done and cannot leave blocks it."""
    start, end, left, state = (getattr(rows, name)[mine] for name in ("start", "end", "left", "state"))
    held = (state == PROCESS) & (left > end)
    blocked = np.full(int(held.sum()), BLOCKED, dtype=np.uint8)
    return swept(
        np.concatenate([start, end[held]]), np.concatenate([end, left[held]]), np.concatenate([state, blocked]), window
    )


def _sums(times: Times, states: States) -> Times:
    """Return the time in each state before every 16th change [µs], shape (blocks + 1, states)."""
    lasted = np.maximum(np.diff(times, append=times[-1:]), 0)  # from one station's end to the next one's begin: none
    blocks = np.arange(0, len(times), BLOCK)
    sums = np.zeros((len(blocks) + 1, len(STATES)), dtype=np.int64)
    for state in range(len(STATES)):
        if len(blocks):
            parts = np.add.reduceat(np.where(states == state, lasted, 0), blocks)
            sums[1:, state] = np.cumsum(parts)
    return sums


def _write_names(folder: Path, **named: pa.Array) -> None:
    for name, texts in named.items():
        table = pa.table({"name": texts})
        with pa.ipc.new_file(folder / f"{name}.arrow", table.schema) as out:
            out.write_table(table)
