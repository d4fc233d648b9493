"""When a plant works: weekly shifts in local time."""

from __future__ import annotations

import math
import re
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BeforeValidator

from plantwright.model.quantity import Name, Noun

DAY = 86_400.0
WEEK = 7 * DAY
Spans: TypeAlias = tuple[tuple[float, float], ...]
"""Starts and ends within one week, in order [s]."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _clock_text(value: object) -> object:
    # YAML 1.1 reads an unquoted 22:00 as the base-60 number 1320
    # and nothing before 1:00 so: a smaller number is an hour that lost its minutes
    if isinstance(value, int) and not isinstance(value, bool) and 60 <= value <= 1440:
        return f"{value // 60:02d}:{value % 60:02d}"
    return value


def _clock(value: str) -> str:
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", value)
    if not match or int(match[1]) * 60 + int(match[2]) > 1440 or int(match[2]) > 59:
        raise ValueError(f"{value!r} is no time of day; write HH:MM from 00:00 to 24:00")
    return f"{int(match[1]):02d}:{match[2]}"


def _day_range(value: str) -> str:
    day_numbers(value)
    return value.lower()


def day_numbers(text: str) -> tuple[int, ...]:
    """Return the weekdays (Monday 0) that a text such as ``mon-fri`` or ``mon,wed`` names."""
    numbers: list[int] = []
    for part in text.lower().replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        if first not in DAYS or (dash and last not in DAYS):
            raise ValueError(f"{text!r} names no days; write for example mon-fri, or sat, or mon,wed")
        start, stop = DAYS.index(first), DAYS.index(last or first)
        numbers += [(start + k) % 7 for k in range((stop - start) % 7 + 1)]
    return tuple(sorted(set(numbers)))


Clock = Annotated[str, BeforeValidator(_clock_text), AfterValidator(_clock)]
DayRange = Annotated[str, AfterValidator(_day_range)]


class Shift(Noun):
    """A stretch of work on certain weekdays; one that ends at or before its start runs past midnight."""

    days: DayRange
    start: Clock
    end: Clock

    def spans(self) -> list[tuple[float, float]]:
        """Return the worked spans of the week, seconds after Monday 00:00, possibly past its end [s]."""
        first, last = clock_seconds(self.start), clock_seconds(self.end)
        length = last - first if last > first else last - first + DAY
        return [(day * DAY + first, day * DAY + first + length) for day in day_numbers(self.days)]


class Calendar(Noun):
    """A weekly pattern of shifts."""

    id: Name
    shifts: tuple[Shift, ...]
    breaks: tuple[Shift, ...] = ()
    """Times within the shifts at which nobody works."""

    def open_spans(self) -> tuple[tuple[float, float], ...]:
        """Return the worked spans of one week, merged and in order, within [0, 604800] [s]."""
        return _without(_spans(self.shifts), _spans(self.breaks))

    def longest_opening(self) -> float:
        """Return the longest time for which it is open without a break; infinity where it never closes [s]."""
        spans = self.open_spans()
        if spans == ((0.0, WEEK),):
            return math.inf
        lengths = [end - start for start, end in spans]
        if len(spans) > 1 and spans[0][0] == 0 and spans[-1][1] == WEEK:
            lengths.append(lengths[0] + lengths[-1])  # Sunday night goes on into Monday
        return max(lengths, default=0.0)

    def hours_per_week(self) -> float:
        """Return the worked hours of one week [h]."""
        return sum(end - start for start, end in self.open_spans()) / 3600


def clock_seconds(text: str) -> float:
    """Return the seconds after midnight of ``HH:MM`` [s]."""
    hours, minutes = text.split(":")
    return int(hours) * 3600.0 + int(minutes) * 60.0


def common_spans(one: Spans, other: Spans) -> Spans:
    """Return where both of two weeks are open, in order [s]."""
    pairs = ((max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other)
    return tuple(sorted((start, end) for start, end in pairs if start < end))


def _spans(shifts: tuple[Shift, ...]) -> Spans:
    pieces: list[tuple[float, float]] = []
    for shift in shifts:
        for start, end in shift.spans():
            pieces += [(start, min(end, WEEK))] + ([(0.0, end - WEEK)] if end > WEEK else [])
    return _merged(sorted(pieces))


def _without(spans: Spans, gaps: Spans) -> Spans:
    edges = [0.0, *(edge for gap in gaps for edge in gap), WEEK]
    rest = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
    return common_spans(spans, tuple(rest)) if gaps else spans


def _merged(pieces: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    merged: list[tuple[float, float]] = []
    for start, end in pieces:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


ALWAYS = Calendar(id="always", shifts=(Shift(days="mon-sun", start="00:00", end="24:00"),))
"""A plant that never closes."""
