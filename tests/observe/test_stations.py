"""Where the time of a station goes."""

from __future__ import annotations

from typing import Any

import pytest

from observe.conftest import Build
from plantwright.events.log import EventLog
from plantwright.model.calendar import ALWAYS, Calendar, Shift
from plantwright.observe.measures import measure
from plantwright.observe.stations import STATES


def _hours(log: EventLog, station: str, calendar: Calendar = ALWAYS) -> dict[str, float]:
    lines = {line["station"]: line for line in measure(log, calendar).table("stations")}
    found: dict[str, Any] = lines[station]
    assert sum(found[state].value for state in STATES) == pytest.approx(1.0)
    return {state: round(found[state].value * log.meta.days() * 24, 6) for state in STATES if found[state].value}


def test_a_breakdown_goes_before_the_work_it_interrupts(line_log: EventLog) -> None:
    """Station a1 works 1–6 h and is down 4–5 h: four hours of process, one of repair, the rest starved."""
    assert _hours(line_log, "a1") == {"process": 4.0, "down": 1.0, "starved": 19.0}


def test_setup_rows_are_setup(line_log: EventLog) -> None:
    """Station b1 has half an hour of setup and three of process."""
    assert _hours(line_log, "b1") == {"process": 3.0, "setup": 0.5, "starved": 20.5}


def test_overlapping_rows_count_once(floor_log: Build) -> None:
    """Two lots of one batch 2–5 h and a double booking 4–7 h occupy a station for five hours, not nine."""
    rows = [
        {"order": "X", "station": "o1", "start": 2, "end": 5},
        {"order": "Y", "station": "o1", "start": 2, "end": 5},
        {"order": "Z", "station": "o1", "start": 4, "end": 7},
    ]
    assert _hours(floor_log(rows), "o1") == {"process": 5.0, "starved": 19.0}


def test_the_same_breakdown_logged_twice_counts_once(floor_log: Build) -> None:
    """Down rows 3–5 h and 4–6 h inside process 2–8 h leave three hours of process."""
    rows = [
        {"order": "X", "station": "m1", "start": 2, "end": 8},
        {"station": "m1", "kind": "down", "start": 3, "end": 5},
        {"station": "m1", "kind": "down", "start": 4, "end": 6},
    ]
    assert _hours(floor_log(rows), "m1") == {"process": 3.0, "down": 3.0, "starved": 18.0}


def test_closed_hours_are_off_even_inside_a_row(floor_log: Build) -> None:
    """A row from 10 h to 18 h in a plant that works 8–12 h and 14–20 h holds two closed hours."""
    shifts = (Shift(days="mon", start="08:00", end="12:00"), Shift(days="mon", start="14:00", end="20:00"))
    log = floor_log([{"order": "X", "station": "m1", "start": 10, "end": 18}])
    found = _hours(log, "m1", Calendar(id="two", shifts=shifts))
    assert found == {"process": 6.0, "starved": 4.0, "off": 14.0}


def test_blocked_only_where_left_is_known(floor_log: Build) -> None:
    """A lot done at 3 h that leaves at 5 h blocks for two hours; without ``left`` nothing is blocked."""
    row = {"order": "X", "station": "m1", "ready": 0, "start": 1, "end": 3}
    assert _hours(floor_log([{**row, "left": 5}]), "m1") == {"process": 2.0, "blocked": 2.0, "starved": 20.0}
    assert "blocked" not in _hours(floor_log([row]), "m1")


def test_rows_cut_by_the_window_count_inside_it(floor_log: Build) -> None:
    """Work begun before the window, or unfinished at its end, occupies the station up to the edge."""
    rows = [
        {"order": "X", "station": "m1", "start": None, "end": 2},
        {"order": "Y", "station": "m1", "start": 20, "end": None},
        {"order": "Z", "station": "m1", "start": 30, "end": 40},
        {"order": "Q", "station": "m1", "start": None, "end": None},
    ]
    assert _hours(floor_log(rows), "m1") == {"process": 6.0, "starved": 18.0}


def test_a_row_over_many_weeks_is_split_among_them(floor_log: Build) -> None:
    """A row that lasts the whole window of five weeks keeps the station busy in every one of them."""
    log = floor_log([{"order": "X", "station": "m1", "start": 0, "end": 840}], hours=(0, 840))
    line = measure(log, ALWAYS).table("stations")[0]
    busy: Any = line["busy_share"]
    assert (busy.value, busy.low, busy.high) == (1.0, 1.0, 1.0)


def test_busy_share_is_of_scheduled_time(floor_log: Build) -> None:
    """Four hours of work in an eight-hour shift are a busy share of one half."""
    calendar = Calendar(id="day", shifts=(Shift(days="mon", start="08:00", end="16:00"),))
    log = floor_log([{"order": "X", "station": "m1", "start": 8, "end": 12}])
    busy: Any = measure(log, calendar).table("stations")[0]["busy_share"]
    assert busy.value == pytest.approx(0.5)
