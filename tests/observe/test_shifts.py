"""Shifts seen in a log."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from observe.conftest import Build
from plantwright.model.calendar import ALWAYS, Calendar, Shift
from plantwright.observe.shifts import infer_calendar


def _rows(calendar: Calendar, weeks: int, stations: int, seed: int) -> list[dict[str, Any]]:
    """Return rows of half an hour on average that pause over closed hours, in UTC."""
    rng = np.random.default_rng(seed)
    spans = np.array(calendar.open_spans()) / 3600
    edges = np.concatenate([[0.0], np.cumsum(spans[:, 1] - spans[:, 0])])

    def hour(work: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        week, rest = np.divmod(work, edges[-1])
        span = np.searchsorted(edges, rest, side="right") - 1
        return np.asarray(week * 168 + spans[span, 0] + rest - edges[span])

    rows: list[dict[str, Any]] = []
    for station in range(stations):
        ends = np.cumsum(rng.exponential(0.5, int(weeks * edges[-1] * 2)))
        ends = ends[ends < weeks * edges[-1]]
        starts = np.concatenate([[0.0], ends[:-1]])
        rows += [
            {"station": f"m{station}", "start": a, "end": b} for a, b in zip(hour(starts), hour(ends), strict=True)
        ]
    return rows


CALENDARS = [
    Calendar(id="inferred", shifts=(Shift(days="mon-fri", start="06:00", end="22:00"),)),
    Calendar(id="inferred", shifts=(Shift(days="mon-fri", start="07:00", end="15:30"),)),
    Calendar(
        id="inferred",
        shifts=(Shift(days="mon-thu", start="06:45", end="16:15"), Shift(days="fri", start="06:45", end="12:00")),
    ),
]


@pytest.mark.parametrize("calendar", CALENDARS, ids=["two shifts", "one shift", "short Friday"])
def test_shifts_are_found(floor_log: Build, calendar: Calendar) -> None:
    """Eight weeks of three stations show the shifts to the quarter of an hour, stray rows at night or not."""
    rows = _rows(calendar, 8, 3, seed=5)
    rows += [{"station": "m0", "start": 168 * k + 146, "end": 168 * k + 147} for k in range(3)]
    found = infer_calendar(floor_log(rows, hours=(0, 8 * 168)))
    assert found.open_spans() == calendar.open_spans()


def test_shifts_are_local(floor_log: Build) -> None:
    """The same rows seen in Tokyo are nine hours later."""
    rows = _rows(CALENDARS[1], 8, 3, seed=5)
    (shift,) = infer_calendar(floor_log(rows, hours=(0, 8 * 168), time_zone="Asia/Tokyo")).shifts[:1]
    assert shift.start == "16:00"


def test_round_the_clock_is_always(floor_log: Build) -> None:
    """A plant that never closes has the calendar ALWAYS."""
    assert infer_calendar(floor_log(_rows(ALWAYS, 4, 3, seed=2), hours=(0, 4 * 168))) == ALWAYS


@pytest.mark.parametrize("seed", range(20))
def test_long_rows_round_the_clock_leave_no_gaps(floor_log: Build, seed: int) -> None:
    """Some hours of a plant that never closes are empty by chance; that closes none of them."""
    rng = np.random.default_rng(seed)
    edges = np.cumsum(rng.gamma(2.5, 48, (60, 20)), axis=1) - 200
    rows = [
        {"station": f"m{station}", "start": start, "end": end}
        for station, line in enumerate(edges)
        for start, end in pairwise(line)
        if start > 0 and end < 720
    ]
    assert infer_calendar(floor_log(rows, hours=(0, 720))) == ALWAYS


def test_a_handful_of_rows_shows_no_shifts(floor_log: Build) -> None:
    """Too few rows to tell closed hours from chance: the plant is taken as always open."""
    assert infer_calendar(floor_log([{"station": "m1", "start": 8, "end": 9}])) == ALWAYS
    assert infer_calendar(floor_log([])) == ALWAYS


def test_few_rows_share_one_pattern_of_a_day(floor_log: Build) -> None:
    """A single slow station over three weeks still shows its working days and hours."""
    rows = _rows(CALENDARS[0], 3, 1, seed=9)[::2]
    found = infer_calendar(floor_log(rows, hours=(0, 3 * 168)))
    assert found.hours_per_week() == pytest.approx(80, abs=5)
