"""When the plant is closed, as spans of the window: a replay shows them as off and may pass over them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from plantwright.model.calendar import WEEK, Calendar
from plantwright.visit.rows import Window

Spans = list[tuple[datetime, datetime]]


def closed_spans(calendar: Calendar, time_zone: str, window: Window) -> Spans:
    """Return the closed stretches of a window, UTC without a zone in the type."""
    zone = ZoneInfo(time_zone)
    closed, since = [], window.start
    for start, end in _open_spans(calendar, zone, window):
        if start > since:
            closed.append((since, min(start, window.end)))
        since = max(since, end)
        if since >= window.end:
            return closed
    return [*closed, (since, window.end)]


def _open_spans(calendar: Calendar, zone: ZoneInfo, window: Window) -> Spans:
    local = window.start.replace(tzinfo=UTC).astimezone(zone)
    monday = (local - timedelta(days=local.weekday() + 7)).replace(
        tzinfo=None, hour=0, minute=0, second=0, microsecond=0
    )
    weeks = int(window.seconds() // WEEK) + 3
    spans = [
        (_utc(monday, week * WEEK + start, zone), _utc(monday, week * WEEK + end, zone))
        for week in range(weeks)
        for start, end in calendar.open_spans()
    ]
    return [(start, end) for start, end in spans if end > window.start and start < window.end]


def _utc(monday: datetime, seconds: float, zone: ZoneInfo) -> datetime:
    """Return an instant told in local wall time after a Monday."""
    return (monday + timedelta(seconds=seconds)).replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)
