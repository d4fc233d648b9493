"""What each station does in each shift of the week, from the index over time."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from plantwright.model.calendar import ALWAYS, DAYS, Calendar, Shift, clock_seconds, day_numbers
from plantwright.model.estimate import Row
from plantwright.web.gantt.index import GanttIndex
from plantwright.web.gantt.states import STATES

_THIRDS = tuple(
    Shift(days="mon-sun", start=f"{start:02d}:00", end=f"{(start + 8) % 24:02d}:00") for start in (6, 14, 22)
)
MOST_STATIONS = 200


def shift_rows(index: GanttIndex, calendar: Calendar) -> tuple[Row, ...]:
    """Return shares of the time of each station in each shift of the week [%].

    Parameters
    ----------
    calendar
        The plant's shifts, in its local time; the thirds of the day from 6:00 for a plant that never closes.

    Notes
    -----
    A shift that the window cuts is left out, so that no half shift is compared with whole ones.
    """
    spans = _spans(index, calendar)
    if not spans:
        return ()
    edges = np.unique(np.array([edge for _, begin, end in spans for edge in (begin, end)], dtype=np.int64))
    shown = range(min(len(index.stations), MOST_STATIONS))
    spent = index.spent(shown, edges)
    summed = np.concatenate([np.zeros_like(spent[:, :1]), np.cumsum(spent, axis=1)], axis=1)
    totals: dict[str, np.ndarray] = defaultdict(lambda: np.zeros((len(shown), len(STATES))))
    for name, begin, end in spans:
        first, last = np.searchsorted(edges, [begin, end])
        totals[name] += summed[:, last] - summed[:, first]
    return tuple(_row(index, one, name, total[one]) for one in shown for name, total in totals.items())


def _row(index: GanttIndex, station: int, name: str, times: np.ndarray) -> Row:
    share = dict(zip(STATES, (100 * times / times.sum()).round(3).tolist(), strict=True))
    return {
        "station": index.stations[station], "when": name, "lost": round(100 - share["process"], 3),
        "down": share["down"] + share["maintenance"], "setup": share["setup"], "idle": share["idle"] + share["blocked"],
    }  # fmt: skip


def _spans(index: GanttIndex, calendar: Calendar) -> list[tuple[str, int, int]]:
    """Return each whole shift of the window with its name, by weekday and start [µs since 1970, UTC]."""
    shifts = _THIRDS if calendar.shifts == ALWAYS.shifts else calendar.shifts
    zone = ZoneInfo(index.time_zone)
    first = datetime.fromtimestamp(index.start / 1e6, UTC).astimezone(zone).date()
    days = (index.end - index.start) // 86_400_000_000 + 2
    found = []
    for day in (first + timedelta(days=k) for k in range(-1, days)):
        for shift in shifts:
            if day.weekday() in day_numbers(shift.days):
                begin, end = _edges(day, shift, zone)
                name = f"{DAYS[day.weekday()].capitalize()} {shift.start}–{shift.end}"
                found.append((name, begin, end))
    whole = [one for one in found if index.start <= one[1] < one[2] <= index.end]
    return sorted(whole, key=lambda one: _place(one[0]))


def _place(name: str) -> tuple[int, str]:
    return DAYS.index(name[:3].lower()), name


def _edges(day: date, shift: Shift, zone: ZoneInfo) -> tuple[int, int]:
    first, last = clock_seconds(shift.start), clock_seconds(shift.end)
    length = last - first if last > first else last - first + 86_400
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    # on the local clock, so that a shift keeps its hours when the clocks change
    begin, end = (midnight + timedelta(seconds=one) for one in (first, first + length))
    return int(begin.timestamp() * 1e6), int(end.timestamp() * 1e6)
