"""When a plant works, seen from its rows."""

from __future__ import annotations

from itertools import groupby, takewhile

import ibis
import numpy as np
from numpy.typing import NDArray

from plantwright.events.log import EventLog
from plantwright.model.calendar import ALWAYS, DAYS, Calendar, Shift
from plantwright.observe.floor import columns
from plantwright.observe.working_time import SECOND, microseconds, work_time

QUARTER = 900
"""Edges of shifts are sought on quarters of an hour [s]."""
SURE = 6 * 3600
"""A row this short did not wait for the next shift: it worked all of its time [s]."""
RARE = 0.1
"""Hours with less than this share of a usual hour's rows are closed: stray rows, overtime."""
ENOUGH = 5.0
"""Rows a usual hour or quarter must have before its emptiness means that it is closed."""

Counts = NDArray[np.float64]


def infer_calendar(log: EventLog) -> Calendar:
    """Return the weekly shifts that a log's rows show; ALWAYS where nothing is ever closed.

    Notes
    -----
    Short rows were at work from start to end; long ones may have waited for the next shift, so only their ends count.
    An hour of the week is open when it has at least a tenth of the rows of a usual hour; a shift's edge is the full
    hour unless its outer quarters are clearly empty. Where single days have too few rows, the working days share one
    pattern. A break of an hour inside rows that go on after it is not seen.
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
    """Return how many rows were at work in every quarter of the week, as far as that is sure, shape (7, 96)."""
    work = work_time(ALWAYS, log.meta.time_zone, log.meta.start, log.meta.end)
    rows = log.intervals.filter(log.intervals.kind.fill_null("process").isin(["process", "setup"]))
    start, end = (work.local(microseconds(one)) // (QUARTER * SECOND) for one in (rows.start, rows.end))
    times = rows.select(start=start, end=end)
    short = (times.end >= times.start) & (times.end - times.start <= SURE // QUARTER)
    spans = times.filter(short).select(slot="start", last=times.end - times.start)
    ends = [
        times.filter(~short.fill_null(False) & times[name].notnull()).select(slot=name, last=ibis.literal(0, "int64"))
        for name in ("start", "end")
    ]
    slots = spans.union(*ends)
    found = columns(slots.group_by("last", slot=slots.slot % 672).agg(n=slots.count()))
    week = np.zeros(672)
    for slot, last, number in zip(found["slot"], found["last"], found["n"], strict=True):
        week[np.arange(slot, slot + last + 1) % 672] += number
    return week.reshape(7, 96)


def _trimmed(week: Counts, opened: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the open quarters, from open hours whose edges are moved to where the rows begin and end."""
    quarters, hours = week.ravel(), opened.ravel()
    flags, typical = hours.copy(), usual(week)
    busy = quarters >= RARE * typical
    for edge in np.flatnonzero(hours != np.roll(hours, 1)):
        later, sooner = range(edge, edge + 4), range(edge - 1, edge - 5, -1)
        inside, outside = (later, sooner) if hours[edge] else (sooner, later)
        empty = list(takewhile(lambda slot: not busy[slot], (slot % 672 for slot in inside)))
        if typical * len(empty) >= ENOUGH:
            flags[empty] = False
        worked = takewhile(lambda slot: busy[slot] and quarters[slot] >= ENOUGH, (slot % 672 for slot in outside))
        flags[list(worked)] = True
    return _without_slivers(flags).reshape(7, 96)


def _without_slivers(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    around = np.concatenate([flags[-3:], flags, flags[:3]])
    runs = np.array([around[k : k + flags.size] for k in range(7)])
    # an hour is four quarters in a row, this one among them
    hours = np.array([runs[k : k + 4].all(axis=0) for k in range(4)])
    return flags & hours.any(axis=0)


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
