"""The clock that runs only while the plant works."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from plantwright.events.zones import MICRO, Times, offsets, to_local
from plantwright.model.calendar import WEEK, Calendar

Floats = npt.NDArray[np.float64]

_MONDAY = np.datetime64("1970-01-05T00:00:00", "us")


class WorkClock:
    """Working time of a weekly calendar in a time zone, vectorized.

    Notes
    -----
    With ``W(l)`` the scheduled seconds up to wall time ``l``, working time at ``t`` is ``W(local(t))`` less the
    jumps that ``W`` made at the clock changes before ``t``: it runs with true time and never goes back.
    """

    def __init__(self, calendar: Calendar, time_zone: str = "UTC") -> None:
        self.calendar = calendar
        self.time_zone = time_zone
        spans = calendar.open_spans()
        edges = np.array([edge for span in spans for edge in span])
        lengths = np.array([end - start for start, end in spans])
        self._edges = np.concatenate([[0.0], edges, [WEEK]])
        worked = np.repeat(np.concatenate([[0.0], np.cumsum(lengths)]), 2)
        self._worked = worked
        self._per_week = float(lengths.sum())
        self._changes, self._jumps = self._clock_changes()

    def local(self, times: Times) -> Times:
        """Return wall times of UTC times, ``datetime64[us]``."""
        return to_local(times, self.time_zone)

    def elapsed(self, times: Times) -> Floats:
        """Return working seconds since Monday 1970-01-05 00:00 wall time; NaN where there is no time [s]."""
        times = np.asarray(times, dtype="datetime64[us]")
        wall = (self.local(times) - _MONDAY) / np.timedelta64(MICRO, "us")
        passed = np.searchsorted(self._changes, times.astype(np.int64), side="right")
        return self._scheduled(wall) - self._jumps[passed]

    def between(self, start: Times, end: Times) -> Floats:
        """Return the working seconds from ``start`` to ``end`` [s]."""
        return self.elapsed(end) - self.elapsed(start)

    def _scheduled(self, wall: Floats) -> Floats:
        weeks = np.floor(wall / WEEK)
        within: Floats = np.interp(wall - weeks * WEEK, self._edges, self._worked)
        return np.asarray(weeks * self._per_week + np.where(np.isnan(wall), np.nan, within), dtype=np.float64)

    def _clock_changes(self) -> tuple[npt.NDArray[np.int64], Floats]:
        moments, shifts = offsets(self.time_zone)
        at = moments[1:] - _MONDAY.astype(np.int64)
        jumps = self._scheduled((at + shifts[1:]) / MICRO) - self._scheduled((at + shifts[:-1]) / MICRO)
        return moments[1:], np.concatenate([[0.0], np.cumsum(jumps)])
