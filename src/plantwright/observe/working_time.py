"""Time inside the shifts, as an expression: a clock that stands still while the plant is closed.

Local time comes from the zone's offsets, worked out here in Python for the span of the log, so that every engine
computes the same without time-zone data of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import ibis

from plantwright.model.calendar import WEEK, Calendar

SECOND = 1_000_000
"""Microseconds in a second."""
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
MONDAY = datetime(1970, 1, 5)  # noqa: DTZ001 - UTC without a zone in the type, as in the log
"""Where the microseconds of ``microseconds`` begin: a Monday, so that weeks divide evenly."""

_WEEK = int(WEEK) * SECOND
_MARGIN = timedelta(days=60)


@dataclass(frozen=True)
class Segment:
    """A stretch of time with one offset from UTC."""

    start: int
    """Its first instant, UTC [µs since MONDAY]."""
    offset: int
    """Local time minus UTC [µs]."""
    carried: int
    """What the shifts of earlier segments add or take, so that the work clock never jumps [µs]."""


@dataclass(frozen=True)
class WorkTime:
    """The work clock of a calendar in a time zone.

    Notes
    -----
    With ``p`` the local position in the week and spans [a, b) worked in each week,
    ``W(t) = weeks · Σ(b − a) + Σ min(max(p − a, 0), b − a)``; working time between two instants is ``W(t₂) − W(t₁)``.
    """

    spans: tuple[tuple[int, int], ...]
    """Worked spans of the week, local [µs after Monday 00:00]."""
    segments: tuple[Segment, ...]

    def per_week(self) -> int:
        """Return the working time of one week [µs]."""
        return sum(end - start for start, end in self.spans)

    def position(self, instant: Any) -> Any:
        """Return an expression of the work clock at ``instant`` [µs since MONDAY, UTC] [µs]."""
        return self.position_at(instant, self.local(instant))

    def position_at(self, instant: Any, local: Any) -> Any:
        """Return the same where ``local`` is that instant's local time, in a column: it stands in many places here."""
        if self.per_week() == _WEEK:
            return instant
        place = local % _WEEK
        return (local - place) // _WEEK * self.per_week() + self._inside(place) + self._chosen(instant, "carried")

    def _inside(self, place: Any) -> Any:
        """Return the working time since Monday 00:00, local [µs]; days in a row with the same span are one term."""
        return sum(_worked_in(place, *run) for run in _daily(self.spans))

    def at(self, instant: int) -> int:
        """Return the work clock at one instant [µs]."""
        if self.per_week() == _WEEK:
            return instant
        last = [one for one in self.segments if one.start <= instant] or self.segments[:1]
        return _local_position(self.spans, instant + last[-1].offset) + last[-1].carried

    def local(self, instant: Any) -> Any:
        """Return an expression of local time at ``instant`` [µs since MONDAY, local]."""
        return instant + self._chosen(instant, "offset")

    def _chosen(self, instant: Any, name: str) -> Any:
        values = [getattr(one, name) for one in self.segments]
        changes = [k for k in range(1, len(values)) if values[k] != values[k - 1]]
        return _step(instant, [self.segments[k].start for k in changes], [values[0], *(values[k] for k in changes)])


def _daily(spans: tuple[tuple[int, int], ...]) -> list[tuple[int, int, int]]:
    """Return start, length and count of every run of equal spans that begin a day after one another."""
    runs: list[tuple[int, int, int]] = []
    for start, end in spans:
        first, length, count = runs[-1] if runs else (start, 0, 0)
        if (start, end - start) == (first + count * DAY, length):
            runs[-1] = (first, length, count + 1)
        else:
            runs.append((start, end - start, 1))
    return runs


def _worked_in(place: Any, first: int, length: int, count: int) -> Any:
    inside = ibis.least(ibis.greatest(place - first, 0), length if count == 1 else count * DAY)
    if count == 1:
        return inside
    rest = inside % DAY
    return (inside - rest) // DAY * length + ibis.least(rest, length)


def _step(instant: Any, edges: list[int], values: list[int]) -> Any:
    """Return an expression of a step function, halved again and again: few comparisons however many steps there are."""
    if not edges:
        return ibis.literal(values[0], "int64")
    half = len(edges) // 2
    before = _step(instant, edges[:half], values[: half + 1])
    after = _step(instant, edges[half + 1 :], values[half + 1 :])
    return ibis.ifelse(instant < edges[half], before, after)


def work_time(calendar: Calendar, time_zone: str, start: datetime, end: datetime) -> WorkTime:
    """Return the work clock of ``calendar``, its offsets known from weeks before ``start`` to weeks after ``end``."""
    spans = tuple((round(a) * SECOND, round(b) * SECOND) for a, b in calendar.open_spans())
    segments: list[Segment] = []
    for instant, offset in zone_offsets(time_zone, start - _MARGIN, end + _MARGIN):
        carried = 0
        if segments:
            before = _local_position(spans, instant + segments[-1].offset) + segments[-1].carried
            carried = before - _local_position(spans, instant + offset)
        segments.append(Segment(instant, offset, carried))
    return WorkTime(spans, tuple(segments))


def zone_offsets(time_zone: str, start: datetime, end: datetime) -> list[tuple[int, int]]:
    """Return (from when, offset) of every offset that a zone has between two instants [µs since MONDAY] [µs]."""
    zone = ZoneInfo(time_zone)
    found = [(instant_of(start), _offset(zone, instant_of(start)))]
    for day in range(instant_of(start) + DAY, instant_of(end) + DAY, DAY):
        if _offset(zone, day) != found[-1][1]:
            instant = _change_between(zone, day - DAY, day)
            found.append((instant, _offset(zone, instant)))
    return found


def microseconds(time: Any) -> Any:
    """Return a timestamp expression as whole microseconds since MONDAY [µs]."""
    return time.delta(ibis.timestamp(MONDAY), unit="microsecond")


def local_seconds(time: Any, work: WorkTime) -> Any:
    """Return an expression of local seconds after Monday 00:00 of the week [s]."""
    return work.local(microseconds(time)) % _WEEK / SECOND


def working_seconds(start: Any, end: Any, work: WorkTime) -> Any:
    """Return an expression of the working time between two timestamps [s]."""
    return (work.position(microseconds(end)) - work.position(microseconds(start))) / SECOND


def _local_position(spans: tuple[tuple[int, int], ...], local: int) -> int:
    weeks, place = divmod(local, _WEEK)
    inside = sum(min(max(place - start, 0), end - start) for start, end in spans)
    return weeks * sum(end - start for start, end in spans) + inside


def instant_of(instant: datetime) -> int:
    """Return a moment, UTC without a zone in the type, as whole microseconds since MONDAY [µs]."""
    return (instant - MONDAY) // timedelta(microseconds=1)


def _offset(zone: ZoneInfo, instant: int) -> int:
    aware = (MONDAY + timedelta(microseconds=instant)).replace(tzinfo=UTC).astimezone(zone)
    return (aware.utcoffset() or timedelta()) // timedelta(microseconds=1)


def _change_between(zone: ZoneInfo, low: int, high: int) -> int:
    before = _offset(zone, low)
    while high - low > SECOND:
        middle = (low + high) // (2 * SECOND) * SECOND
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    return high
