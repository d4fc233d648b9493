"""Stops by reason, micro-stops, and stops that no row tells of."""

from __future__ import annotations

import pytest

from observe.conftest import Build
from observe.test_time_model import hours
from plantwright.model.calendar import ALWAYS
from plantwright.observe.downtime import MOST, ON_ITS_WAY, OTHERS, UNKNOWN
from plantwright.observe.measures import measure


def test_overlapping_stops_count_once(floor_log: Build) -> None:
    """Of two stops that overlap by an hour the first has the hour; one logged twice is one."""
    rows = [
        {"order": "X", "station": "m1", "start": 0, "end": 1},
        {"station": "m1", "kind": "down", "start": 2, "end": 4, "reason": "belt"},
        {"station": "m1", "kind": "down", "start": 3, "end": 6, "reason": "motor"},
        {"station": "m1", "kind": "down", "start": 3, "end": 6, "reason": "motor"},
        {"station": "m1", "kind": "down", "start": 8, "end": 9},
    ]
    lines = measure(floor_log(rows), ALWAYS).table("downtime")
    told = {str(line["reason"]): (hours(line, "hours"), hours(line, "stops")) for line in lines}
    assert told == {"belt": (2.0, 1.0), "motor": (2.0, 1.0), UNKNOWN: (1.0, 1.0)}
    assert sum(hours(line, "share") for line in lines) == pytest.approx(1.0)


def test_rare_reasons_are_summed_up(floor_log: Build) -> None:
    """Beyond thirty reasons one line holds the rest, and no time is lost."""
    rows = [
        {"station": "m1", "kind": "down", "start": k / 2, "end": k / 2 + 0.1 + k / 1000, "reason": f"r{k}"}
        for k in range(40)
    ]
    found = measure(floor_log([*rows, {"order": "X", "station": "m1", "start": 22, "end": 23}]), ALWAYS)
    lines = found.table("downtime")
    assert len(lines) == MOST + 1
    assert OTHERS in {line["reason"] for line in lines}
    assert sum(hours(line, "hours") for line in lines) == pytest.approx(sum(0.1 + k / 1000 for k in range(40)))


def test_a_log_without_stops_has_none(floor_log: Build) -> None:
    """Without rows of stops there is no line, and the logged micro-stops are not known rather than none."""
    found = measure(floor_log([{"order": "X", "station": "m1", "start": 0, "end": 4}]), ALWAYS)
    assert found.table("downtime") == ()
    plant = found.table("micro_stops")[0]
    assert plant["short_stops"].value is None  # type: ignore[union-attr]
    assert hours(plant, "gaps") == 0


def test_short_gaps_and_short_stops_are_micro_stops(floor_log: Build) -> None:
    """A gap of three minutes and a logged stop of four count; a gap of six minutes does not."""
    minute = 1 / 60
    rows = [
        {"order": "X", "station": "m1", "start": 0, "end": 1},
        {"order": "Y", "station": "m1", "start": 1 + 3 * minute, "end": 2},
        {"order": "Z", "station": "m1", "start": 2 + 6 * minute, "end": 3},
        {"station": "m1", "kind": "down", "start": 4, "end": 4 + 4 * minute, "reason": "jam"},
    ]
    plant = measure(floor_log(rows), ALWAYS).table("micro_stops")[0]
    assert (hours(plant, "gaps"), hours(plant, "short_stops")) == (1, 1)
    assert hours(plant, "gap_hours") == pytest.approx(3 * minute)
    assert hours(plant, "share") == pytest.approx(7 * minute / 24)


def test_idle_while_work_waits_is_unexplained(floor_log: Build) -> None:
    """Y waits from 2 h, m1 is free at 3 h, down until 3.5 h and begins at 5 h: 1.5 h are unexplained."""
    rows = [
        {"order": "Y", "station": "a1", "start": 1, "end": 2},
        {"order": "X", "station": "m1", "start": 1, "end": 3},
        {"station": "m1", "kind": "down", "start": 3, "end": 3.5, "reason": "belt"},
        {"order": "Y", "station": "m1", "start": 5, "end": 6},
    ]
    orders = [{"order": name, "released": 1, "completed": 6} for name in "XY"]
    lines = measure(floor_log(rows, orders), ALWAYS).table("downtime")
    told = {str(line["reason"]): hours(line, "hours") for line in lines}
    assert told == {ON_ITS_WAY: 1.5, "belt": 0.5}
