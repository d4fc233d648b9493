"""The working week in parts, its weekdays and blocks of hours, on the clock that runs only while the plant works."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil

import numpy as np

from plantwright.calibrate.arrays import Floats, Ints
from plantwright.messages.told import told
from plantwright.model.calendar import DAY, WEEK, Calendar, clock_seconds, common_spans

WEEKDAYS = (
    told("Mondays"),
    told("Tuesdays"),
    told("Wednesdays"),
    told("Thursdays"),
    told("Fridays"),
    told("Saturdays"),
    told("Sundays"),
)
_LONG = 10 * 3600.0
_MOST = 4
_THIRDS = ((6 * 3600.0, 14 * 3600.0), (14 * 3600.0, 22 * 3600.0), (22 * 3600.0, 30 * 3600.0))
_TINY = 1e-3
"""What rounding to microseconds may move a moment [s]."""


@dataclass(frozen=True)
class WeekParts:
    """Parts of the week by name, and how much working time of each has passed by any moment."""

    names: tuple[str, ...]
    edges: Floats
    """Wall time within a week at which anything opens or closes [s]."""
    worked: Floats
    """Working time of the week before each edge, shape (edges,) [s]."""
    passed: Floats
    """The same by part, shape (parts, edges) [s]."""

    @classmethod
    def of(cls, calendar: Calendar) -> WeekParts:
        """Return the weekdays on which a plant works, and its shifts; long ones are cut into blocks of some 8 hours."""
        spans = calendar.open_spans()
        days: dict[str, tuple[tuple[float, float], ...]] = {
            name: ((k * DAY, (k + 1) * DAY),) for k, name in enumerate(WEEKDAYS)
        }
        blocks = {_clock_name(block): _daily(block) for block in _blocks(calendar)}
        wanted = {name: common_spans(spans, part) for name, part in {**days, **blocks}.items()}
        kept = {name: part for name, part in wanted.items() if part}
        edges = np.unique([0.0, WEEK, *(edge for part in (spans, *kept.values()) for span in part for edge in span)])
        passed = np.array([_passed(part, edges) for part in kept.values()])
        return cls(tuple(kept), edges, _passed(spans, edges), passed)

    def elapsed(self, wall: Floats) -> Floats:
        """Return the working seconds from Monday 00:00 of the first week to each wall time [s]."""
        weeks = np.floor(wall / WEEK)
        return np.asarray(weeks * self.worked[-1] + np.interp(wall - weeks * WEEK, self.edges, self.worked))

    def inside(self, part: int, at: Floats) -> Floats:
        """Return how much working time of a part has passed by moments of the working clock [s]."""
        weeks = np.floor((at + _TINY) / self.worked[-1])
        within = np.interp(at - weeks * self.worked[-1], self.worked, self.passed[part])
        return np.asarray(weeks * self.passed[part, -1] + within)

    def holds(self, part: int, at: Floats) -> Floats:
        """Return 1 for moments of the working clock that lie in a part, else 0."""
        return np.asarray(self.inside(part, at + 2 * _TINY) > self.inside(part, at + _TINY), dtype=np.float64)

    def weekday_count(self) -> int:
        """Return how many of the parts are weekdays; they come first."""
        return sum(name in WEEKDAYS for name in self.names)


def _passed(spans: tuple[tuple[float, float], ...], edges: Floats) -> Floats:
    return np.asarray(sum(np.clip(edges, start, end) - start for start, end in spans), dtype=np.float64)


def _blocks(calendar: Calendar) -> tuple[tuple[float, float], ...]:
    """Return the blocks of hours of a day, from start to end [s]; an end past midnight is above a day."""
    shifts = {(clock_seconds(one.start), one.spans()[0][1] - one.spans()[0][0]) for one in calendar.shifts}
    cut = sorted({piece for start, length in shifts for piece in _cut(start, length)})
    return tuple(cut) if len(cut) <= _MOST else _THIRDS


def _cut(start: float, length: float) -> list[tuple[float, float]]:
    if length >= DAY:
        return list(_THIRDS)
    pieces = 1 if length <= _LONG else ceil(length / (8 * 3600.0))
    edges = [start + length * k / pieces for k in range(pieces + 1)]
    return list(pairwise(edges))


def _daily(block: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    pieces = [(day * DAY + block[0], day * DAY + block[1]) for day in range(-1, 7)]
    return tuple((max(start, 0.0), min(end, WEEK)) for start, end in pieces if end > 0 and start < WEEK)


def _clock_name(block: tuple[float, float]) -> str:
    first, last = (f"{int(edge % DAY // 3600):02d}:{int(edge % 3600 // 60):02d}" for edge in block)
    return told("{first} to {last}", first=first, last=last)


def in_parts(parts: WeekParts, groups: Ints, count: int, begun: Floats, ended: Floats) -> Floats:
    """Return the working time between begins and ends, by group and part of the week, shape (count, parts) [s]."""
    columns = [
        np.bincount(groups, parts.inside(part, ended) - parts.inside(part, begun), minlength=count)
        for part in range(len(parts.names))
    ]
    return np.column_stack(columns) if columns else np.zeros((count, 0))
