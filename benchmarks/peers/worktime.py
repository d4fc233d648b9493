"""Working time: weekly calendars, and when work that pauses off shift will be done."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from typing import Any

DAY = 86_400.0
WEEK = 7 * DAY
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class WorkTime:
    """The open spans of a week, seconds after Monday 00:00, in order and apart [s]."""

    def __init__(self, spans: list[tuple[float, float]]) -> None:
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.before = [0.0]
        for start, end in spans:
            self.before.append(self.before[-1] + end - start)
        self.work = self.before.pop()
        self.always = self.work == WEEK

    def worked(self, t: float) -> float:
        """Return the working time from time zero to ``t`` [s]."""
        if self.always:
            return t
        week, x = divmod(t, WEEK)
        k = bisect_right(self.starts, x) - 1
        inside = self.before[k] + min(x, self.ends[k]) - self.starts[k] if k >= 0 else 0.0
        return week * self.work + inside

    def advance(self, t: float, work: float) -> float:
        """Return when ``work`` seconds of working time have passed since ``t`` [s]."""
        if self.always or work <= 0.0:
            return t + work
        total = self.worked(t) + work
        week = math.ceil(total / self.work) - 1
        rest = total - week * self.work
        # work that ends with a span ends there, not where the next span begins
        k = max(bisect_left(self.before, rest) - 1, 0)
        return max(t, week * WEEK + self.starts[k] + rest - self.before[k])

    def next_open(self, t: float) -> float:
        """Return ``t`` if it is working time, else when work begins again [s]."""
        if self.always:
            return t
        week, x = divmod(t, WEEK)
        k = bisect_right(self.ends, x)
        if k == len(self.ends):
            return (week + 1) * WEEK + self.starts[0]
        return week * WEEK + max(x, self.starts[k])

    def next_close(self, t: float) -> float:
        """Return when the span that is open at ``t`` ends [s]."""
        week, x = divmod(t, WEEK)
        return week * WEEK + self.ends[bisect_right(self.ends, x)]


def work_times(plant: dict[str, Any]) -> dict[str, WorkTime]:
    """Return the calendars of a plant by name; ``always`` needs no definition."""
    named = {one["id"]: WorkTime(_spans(one["shifts"])) for one in plant["calendars"]}
    return {"always": WorkTime([(0.0, WEEK)]), **named}


def _spans(shifts: list[dict[str, str]]) -> list[tuple[float, float]]:
    """Return the spans of shifts that neither overlap nor run past midnight."""
    return sorted(
        (day * DAY + _seconds(one["start"]), day * DAY + _seconds(one["end"]))
        for one in shifts
        for day in _days(one["days"])
    )


def _days(text: str) -> range:
    first, _, last = text.partition("-")
    return range(DAYS.index(first), DAYS.index(last or first) + 1)


def _seconds(clock: str) -> float:
    hours, minutes = clock.split(":")
    return int(hours) * 3600.0 + int(minutes) * 60.0
