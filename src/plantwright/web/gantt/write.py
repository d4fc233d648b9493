"""Writing the index of a log: what every station does when, and where every order is."""

from __future__ import annotations

import json
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from plantwright.events.log import EventLog
from plantwright.web.gantt.states import BLOCKED, KINDS, PROCESS, STATES
from plantwright.web.gantt.sweep import States, Times, swept

BLOCK = 32
"""Changes of state between two sums: a reader adds up fewer than that."""
FORM = 1
"""Raised when the files change, so that no older index is read as if it were a newer one."""
_COLUMNS = ("station", "work_center", "order", "kind", "label", "start", "end", "left")


def write_index(log: EventLog, folder: Path) -> None:
    """Write the index of a log into a folder, whole or not at all; one that is there is replaced.

    Notes
    -----
    ``rows_*``: the stations' rows by station and start. ``times`` and ``states``: the changes of all stations, one
    station after the other. ``sums``: at every 32nd change, the time spent before it in each state, so that the time
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
    wanted = rows.filter(rows.kind.isin(list(KINDS)) & rows.station.notnull() & (rows.start.notnull() | rows.end.notnull()))
    label = wanted.reason.coalesce(wanted.operation)
    return wanted.mutate(label=label).select(*_COLUMNS).to_pyarrow()


def _write(rows: pa.Table, window: tuple[int, int], log: EventLog, folder: Path) -> None:
    stations, centers, station = _stations(rows)
    start, end = _clipped(rows, window)
    left = _micro_column(rows, "left", end)
    kind, orders, labels = (_coded(rows.column(name)) for name in ("kind", "order", "label"))
    state = np.array([KINDS[one] for one in kind[1].to_pylist()], dtype=np.uint8)[kind[0]]
    sort = np.lexsort((start, station))
    sort = sort[end[sort] > start[sort]]
    station, start, end, left, state = (one[sort] for one in (station, start, end, left, state))
    order, label = orders[0][sort], labels[0][sort]
    offsets = np.searchsorted(station, np.arange(len(stations) + 1))
    for name, array in {"rows_of": offsets, "rows_start": start, "rows_end": end, "rows_state": state,
                        "rows_order": order, "rows_label": label}.items():  # fmt: skip
        np.save(folder / f"{name}.npy", array)
    _write_orders(order, len(orders[1]), folder)
    _write_changes(offsets, start, end, np.clip(left, end, window[1]), state, window, folder)
    _write_names(folder, orders=orders[1], labels=labels[1])
    told = {
        "form": FORM, "stations": stations, "work_centers": centers, "start": window[0], "end": window[1],
        "rows": len(start), "time_zone": log.meta.time_zone, "origin": log.meta.origin,
    }  # fmt: skip
    (folder / "index.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


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
    """Return start and end of each row inside the window; a row begun before it or running beyond it reaches its edge."""
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


def _write_changes(
    offsets: NDArray[Any], start: Times, end: Times, left: Times, state: States, window: tuple[int, int], folder: Path
) -> None:
    times, states, lengths = [], [], [0]
    for first, last in zip(offsets[:-1], offsets[1:], strict=True):
        mine = slice(first, last)
        held = (state[mine] == PROCESS) & (left[mine] > end[mine])
        found = swept(
            np.concatenate([start[mine], end[mine][held]]), np.concatenate([end[mine], left[mine][held]]),
            np.concatenate([state[mine], np.full(int(held.sum()), BLOCKED, dtype=np.uint8)]), window,
        )  # fmt: skip
        times.append(found[0])
        states.append(found[1])
        lengths.append(len(found[0]))
    all_times = np.concatenate(times) if times else np.zeros(0, dtype=np.int64)
    all_states = np.concatenate(states) if states else np.zeros(0, dtype=np.uint8)
    np.save(folder / "times.npy", all_times)
    np.save(folder / "states.npy", all_states)
    np.save(folder / "times_of.npy", np.cumsum(lengths))
    np.save(folder / "sums.npy", _sums(all_times, all_states))


def _sums(times: Times, states: States) -> Times:
    """Return the time in each state before every 32nd change [µs], shape (blocks + 1, states)."""
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
