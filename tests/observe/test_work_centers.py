"""What a lot meets at a work center, and where it goes next."""

from __future__ import annotations

from typing import Any

import pytest

from observe.conftest import Build
from plantwright.events.log import EventLog
from plantwright.model.calendar import ALWAYS, Calendar, Shift
from plantwright.observe.measures import measure


def _centers(log: EventLog, calendar: Calendar = ALWAYS) -> dict[str, Any]:
    return {str(line["work_center"]): line for line in measure(log, calendar).table("work_centers")}


def test_a_line_by_hand(line_log: EventLog) -> None:
    """Center a: 2 and 3 h with one of repair; center b: 2 and 1 h with half an hour of setup."""
    found = _centers(line_log)
    names = ("lots", "process_time", "effective_process_time", "scv", "queue_time", "queue_length", "stations")
    values = {center: {name: line[name].value for name in names} for center, line in found.items()}
    a = {"lots": 2, "process_time": 2.0, "effective_process_time": 2.5, "scv": 0.5 / 2.5**2, "queue_time": 1.0}
    b = {"lots": 2, "process_time": 1.5, "effective_process_time": 1.75, "scv": 1.125 / 1.75**2, "queue_time": 1.25}
    assert values["a"] == pytest.approx({**a, "queue_length": 2 / 24, "stations": 1})
    assert values["b"] == pytest.approx({**b, "queue_length": 2.5 / 24, "stations": 1})


def test_inferred_queues_say_so(line_log: EventLog, floor_log: Build) -> None:
    """A queue from inferred times is marked so; one from recorded ``ready`` is too."""
    assert "inferred" in _centers(line_log)["a"]["queue_time"].method
    recorded = floor_log([{"order": "X", "station": "a1", "ready": 1, "start": 3, "end": 4}])
    line = _centers(recorded)["a"]["queue_time"]
    assert line.value == 2.0
    assert "as recorded" in line.method


def test_scrap_and_rework_have_wilson_intervals(line_log: EventLog) -> None:
    """One of 19 pieces scrapped at b and one of two rows repeated; Wilson's intervals by the formula."""
    b = _centers(line_log)["b"]
    assert (b["scrap"].value, b["scrap"].low, b["scrap"].high) == pytest.approx((1 / 19, 0.009353, 0.246395), abs=1e-5)
    assert (b["rework"].value, b["rework"].low, b["rework"].high) == pytest.approx((0.5, 0.094531, 0.905469), abs=1e-5)


def test_overtime_keeps_its_length(floor_log: Build) -> None:
    """A row wholly outside the shifts took its own time; it did not take no time."""
    calendar = Calendar(id="day", shifts=(Shift(days="mon", start="08:00", end="16:00"),))
    log = floor_log([{"order": "X", "station": "m1", "start": 20, "end": 22}])
    assert _centers(log, calendar)["m"]["process_time"].value == 2.0


def test_cut_rows_are_no_process_times(floor_log: Build) -> None:
    """Rows begun before the window or unfinished are left out of process times."""
    rows = [
        {"order": "X", "station": "m1", "start": None, "end": 2},
        {"order": "Y", "station": "m1", "start": 3, "end": 6},
        {"order": "Z", "station": "m1", "start": 20, "end": None},
    ]
    line = _centers(floor_log(rows))["m"]
    assert (line["lots"].value, line["process_time"].value) == (1, 3.0)


def test_the_flow_map_by_hand(line_log: EventLog) -> None:
    """Both lots go release, a, b, completion; they wait 1 h on average before a and 1.25 h before b's setup or work."""
    lines = measure(line_log, ALWAYS).table("flow_map")
    found: dict[Any, Any] = {(line["from"], line["to"]): line for line in lines}
    assert {arc: line["lots"].value for arc, line in found.items()} == {
        ("release", "a"): 2,
        ("a", "b"): 2,
        ("b", "completion"): 2,
    }
    assert found["release", "a"]["wait"].value == 1.0
    assert found["a", "b"]["wait"].value == 1.25
    assert found["b", "completion"]["wait"].value is None


def test_the_map_knows_no_origin_of_lots_seen_midway(floor_log: Build) -> None:
    """A lot released before the window shows up somewhere on the floor: that is no arc from release."""
    rows = [{"order": "X", "station": "b1", "start": 1, "end": 2}]
    log = floor_log(rows, [{"order": "X", "quantity": 1, "released": -5, "completed": 2}])
    assert [(line["from"], line["to"]) for line in measure(log, ALWAYS).table("flow_map")] == [("b", "completion")]
