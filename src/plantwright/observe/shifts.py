"""When a plant works, seen from when its work begins and ends."""

from __future__ import annotations

from itertools import groupby, takewhile

import ibis
import numpy as np
from numpy.typing import NDArray

from plantwright.events.log import EventLog
from plantwright.model.calendar import ALWAYS, DAYS, Calendar, Shift
from plantwright.observe.floor import columns
from plantwright.observe.working_time import local_seconds, work_time

QUARTER = 900
"""Edges of shifts are sought on quarters of an hour [s]."""
RARE = 0.1
"""Hours with less than this share of a usual hour's events are closed: stray rows, overtime."""
ENOUGH = 5.0
"""Events a usual hour or quarter must have before its emptiness means that it is closed."""

Counts = NDArray[np.float64]


def infer_calendar(log: EventLog) -> Calendar:
    """Return the weekly shifts that the starts and ends of a log's rows show; ALWAYS where nothing is ever closed.

    Notes
    -----
    Work pauses over closed hours, so nothing begins or ends there. An hour of the week is open when it has at least a
    tenth of the events of a usual hour; a shift's edge is the full hour unless its outer quarters are clearly empty.
    Where single days have too few events, the working days share one pattern.
    """
    week = _quarters(log)
    hours = week.reshape(7, 24, 4).sum(axis=2)
    if usual(hours) < ENOUGH:
        open_days = hours.sum(axis=1) >= RARE * usual(hours.sum(axis=1))
        pooled = week[open_days].sum(axis=0) if open_days.any() else np.zeros(96)
        if usual(pooled.reshape(24, 4).sum(axis=1)) < ENOUGH:
            return ALWAYS
        week = np.where(open_days[:, None], pooled, 0.0)
        hours = week.reshape(7, 24, 4).sum(axis=2)
    opened = _trimmed(week, np.repeat(hours >= RARE * usual(hours), 4, axis=1))
    return ALWAYS if opened.mean() > 0.95 else Calendar(id="inferred", shifts=_shifts(opened))


def usual(numbers: Counts) -> float:
    """Return the count of a typical event's cell, Σn²/Σn: empty and nearly empty cells hardly matter."""
    total = float(numbers.sum())
    return float((numbers**2).sum()) / total if total else 0.0


def _quarters(log: EventLog) -> Counts:
    work = work_time(ALWAYS, log.meta.time_zone, log.meta.start, log.meta.end)
    rows = log.intervals.filter(log.intervals.kind.fill_null("process").isin(["process", "setup"]))
    times = rows.select(time=rows.start).union(rows.select(time=rows.end))
    times = times.filter(times.time.notnull())
    slot = (local_seconds(times.time, work) // QUARTER).cast("int64")
    found = columns(times.group_by(slot=slot).agg(n=ibis._.count()))
    week = np.zeros(7 * 96)
    week[np.array(found["slot"], dtype=int)] = found["n"]
    return week.reshape(7, 96)


def _trimmed(week: Counts, opened: NDArray[np.bool_]) -> NDArray[np.bool_]:
    quarters = week.ravel()
    flags = opened.ravel().copy()
    typical = usual(quarters)
    edges = np.flatnonzero(flags != np.roll(flags, 1))
    for edge in edges:
        # the hour just inside the edge, from the outside in
        inwards = range(edge, edge + 4) if opened.ravel()[edge] else range(edge - 1, edge - 5, -1)
        inside = [slot % flags.size for slot in inwards]
        empty = list(takewhile(lambda slot: quarters[slot] < RARE * typical, inside))
        if typical * len(empty) >= ENOUGH:
            flags[empty] = False
    return flags.reshape(7, 96)


def _shifts(opened: NDArray[np.bool_]) -> tuple[Shift, ...]:
    by_span: dict[tuple[str, str], list[str]] = {}
    for day, flags in zip(DAYS, opened, strict=True):
        for span in _spans(flags):
            by_span.setdefault(span, []).append(day)
    return tuple(Shift(days=_day_text(days), start=start, end=end) for (start, end), days in by_span.items())


def _day_text(days: list[str]) -> str:
    first, last = DAYS.index(days[0]), DAYS.index(days[-1])
    in_a_row = len(days) > 2 and last - first == len(days) - 1
    return f"{days[0]}-{days[-1]}" if in_a_row else ",".join(days)


def _spans(flags: NDArray[np.bool_]) -> list[tuple[str, str]]:
    spans, slot = [], 0
    for state, run in groupby(flags.tolist()):
        length = len(list(run))
        if state:
            spans.append((_clock(slot), _clock(slot + length)))
        slot += length
    return spans


def _clock(slot: int) -> str:
    return f"{slot // 4:02d}:{slot % 4 * 15:02d}"
