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
SURELY = 12.0
"""Rows that would have ended in all hours that are empty on end, or at the same time of several days, if open."""

Counts = NDArray[np.float64]


def infer_calendar(log: EventLog) -> Calendar:
    """Return the weekly shifts that a log's rows show; ALWAYS where nothing is ever closed.

    Notes
    -----
    Short rows were at work from start to end; long ones may have waited for the next shift, so only their ends count.
    An hour of the week is closed when it has less than a tenth of the rows of a usual hour, and so have so many hours
    around it, or the same hour of so many days, that it is no chance; a shift's edge is the full hour unless its outer
    quarters are clearly empty. Where single days have too few rows, the working days share one pattern. A break of an
    hour inside rows that go on after it is not seen.
    """
    week, rows = _quarters(log)
    hours = week.reshape(7, 24, 4).sum(axis=2)
    opened = _open_hours(hours, rows)
    if usual(hours) < ENOUGH:
        open_days = hours.sum(axis=1) >= RARE * usual(hours.sum(axis=1))
        pooled = week[open_days].sum(axis=0) if open_days.any() else np.zeros(96)
        hours = pooled.reshape(1, 24, 4).sum(axis=2)
        if usual(hours) < ENOUGH:
            return ALWAYS
        week, opened = np.where(open_days[:, None], pooled, 0.0), open_days[:, None] & _open_hours(hours, rows)
    opened = _trimmed(week, np.repeat(opened, 4, axis=1))
    return ALWAYS if opened.mean() > 0.95 else Calendar(id="inferred", shifts=_shifts(opened))


def _open_hours(hours: Counts, rows: int) -> NDArray[np.bool_]:
    """Return which hours of some days are open, shape (days, 24): those that are not surely closed."""
    closed = hours < RARE * usual(hours)
    an_hour = rows / max(int((~closed).sum()), 1)
    hours_on_end = _run_lengths(closed.ravel()).reshape(hours.shape)
    days_alike = np.broadcast_to(closed.sum(axis=0), hours.shape)
    return np.asarray(~closed | (an_hour * np.maximum(hours_on_end, days_alike) < SURELY))


def _run_lengths(flags: NDArray[np.bool_]) -> Counts:
    """Return for each set flag how many are set on end around it, the last beside the first; 0 for the others."""
    if flags.all():
        return np.full(flags.size, float(flags.size))
    begin = int(np.argmin(flags))
    turned = np.roll(flags, -begin)
    number = np.cumsum(~turned)
    return np.roll(np.where(turned, np.bincount(number)[number] - 1.0, 0.0), begin)


def usual(numbers: Counts) -> float:
    """Return the count of a typical event's cell, Σn²/Σn: empty and nearly empty cells hardly matter."""
    total = float(numbers.sum())
    return float((numbers**2).sum()) / total if total else 0.0


def _quarters(log: EventLog) -> tuple[Counts, int]:
    """Return how many rows were surely at work in every quarter of the week, shape (7, 96), and how many there are."""
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
    return week.reshape(7, 96), int(columns(times.agg(n=times.count()))["n"][0])


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
