"""One look at the floor: exact intervals where few are seen, else the state that lasts longest in each pixel."""

from __future__ import annotations

from typing import Any

import numpy as np

from plantwright.web.gantt.index import GanttIndex
from plantwright.web.gantt.states import STATES
from plantwright.web.gantt.sweep import Times


def view(index: GanttIndex, start: int, end: int, width: int, *, first: int = 0, rows: int = 60) -> dict[str, Any]:
    """Return what some stations do between two instants.

    Parameters
    ----------
    start, end
        [µs since 1970, UTC]; they are moved into the window.
    width
        Pixels, so bins at most.
    first, rows
        Which station is on top, and how many are wanted.

    Returns
    -------
    dict
        ``edges`` of the look, and of each station its name, the exact time in each state, and its runs as
        ``[begin, end, state, …]``: in pixels, or, where ``exact``, in µs after the look's begin.
    """
    start, end = _moved(index, start, end)
    edges = edges_of(start, end, width)
    shown = range(min(first, len(index.stations)), min(first + rows, len(index.stations)))
    spent = index.spent(shown, edges) if shown else np.zeros((0, len(edges) - 1, len(STATES)), dtype=np.int64)
    stations = [_station(index, one, start, end, spent[one - shown.start]) for one in shown]
    return {
        "start": start, "end": end, "width": len(edges) - 1, "states": list(STATES), "first": shown.start,
        "count": len(index.stations), "stations": stations,
    }  # fmt: skip


def edges_of(start: int, end: int, width: int) -> Times:
    """Return the edges of the pixels, whole µs that share the time out evenly; no pixel is shorter than one."""
    width = max(1, min(width, end - start))
    return np.asarray([start + (end - start) * k // width for k in range(width + 1)], dtype=np.int64)


def _moved(index: GanttIndex, start: int, end: int) -> tuple[int, int]:
    start = min(max(start, index.start), index.end - 1)
    return start, min(max(end, start + 1), index.end)


def _station(index: GanttIndex, station: int, start: int, end: int, spent: Times) -> dict[str, Any]:
    exact = index.count(station, start, end) <= max(len(spent) // 2, 1)
    return {
        "name": index.stations[station], "work_center": index.work_centers[station],
        "spent": spent.sum(axis=0).tolist(), "exact": exact,
        "runs": _exact(index, station, start, end) if exact else _binned(spent),
    }  # fmt: skip


def _exact(index: GanttIndex, station: int, start: int, end: int) -> list[int]:
    times, states = index.changes(station, start, end)
    ends = np.append(times[1:], end)
    busy = states > 0
    return np.column_stack([times - start, ends - start, states])[busy].ravel().tolist()


def _binned(spent: Times) -> list[int]:
    """Return runs of pixels in which the same state lasts longest; idle ones are left out."""
    longest = spent.argmax(axis=1)
    edges = np.flatnonzero(np.diff(longest, prepend=-1))
    runs = np.column_stack([edges, np.append(edges[1:], len(longest)), longest[edges]])
    return runs[runs[:, 2] > 0].ravel().tolist()
