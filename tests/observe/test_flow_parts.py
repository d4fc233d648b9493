"""What flow time is made of."""

from __future__ import annotations

import pytest

from observe.conftest import Build
from plantwright.events.log import EventLog
from plantwright.model.calendar import ALWAYS, Calendar, Shift
from plantwright.model.estimate import Measures
from plantwright.observe.measures import measure


def _hours(measures: Measures) -> dict[str, float]:
    return {str(line["part"]): line["hours"].value for line in measures.table("flow_parts")}  # type: ignore[union-attr]


def test_the_parts_by_hand(line_log: EventLog) -> None:
    """X: 4 h process, 0.5 setup, 1.5 queue; Y: 3 process, 1 down, 3 queue, 1 until booked complete; means of both."""
    found = measure(line_log, ALWAYS)
    expected = {"process": 3.5, "setup": 0.25, "down": 0.5, "queue": 2.25, "finish": 0.5}
    assert _hours(found) == pytest.approx(expected)
    assert sum(_hours(found).values()) == pytest.approx(found["flow_mean"].value)
    assert found["raw_process_time"].value == pytest.approx(3.5)


def test_recorded_ready_and_left_tell_moves_and_blocking(floor_log: Build) -> None:
    """Done 3 h, left 5 h, ready at the next station 6 h, begun 8 h: two blocked, one on the way, two in queue."""
    rows = [
        {"order": "X", "station": "a1", "ready": 0, "start": 1, "end": 3, "left": 5},
        {"order": "X", "station": "b1", "ready": 6, "start": 8, "end": 9, "left": 9},
    ]
    log = floor_log(rows, [{"order": "X", "quantity": 1, "released": 0, "completed": 9}])
    expected = {"process": 3.0, "queue": 3.0, "blocked": 2.0, "transport": 1.0}
    assert _hours(measure(log, ALWAYS)) == pytest.approx(expected)


def test_closed_hours_are_a_part_of_their_own(floor_log: Build) -> None:
    """An order from 10 h to 18 h in a plant that works 8–12 h and 14–20 h was two hours behind closed doors."""
    shifts = (Shift(days="mon", start="08:00", end="12:00"), Shift(days="mon", start="14:00", end="20:00"))
    row = {"order": "X", "station": "m1", "start": 11, "end": 18}
    log = floor_log([row], [{"order": "X", "quantity": 1, "released": 10, "completed": 18}])
    found = _hours(measure(log, Calendar(id="two", shifts=shifts)))
    assert found == pytest.approx({"process": 5.0, "queue": 1.0, "off": 2.0})


def test_overlapping_rows_of_a_lot_count_once(floor_log: Build) -> None:
    """Two workers on one order, 1–4 h and 2–5 h, process it for four hours; rows without times add nothing."""
    rows = [
        {"order": "X", "station": "m1", "start": 1, "end": 4},
        {"order": "X", "station": "m2", "start": 2, "end": 5},
        {"order": "X", "station": "m3", "start": None, "end": None},
    ]
    log = floor_log(rows, [{"order": "X", "quantity": 1, "released": 0, "completed": 5}])
    assert _hours(measure(log, ALWAYS)) == pytest.approx({"process": 4.0, "queue": 1.0})


def test_transport_rows_are_moves(floor_log: Build) -> None:
    """An hour of transport between two steps leaves one hour of queue of the two between them."""
    rows = [
        {"order": "X", "station": "a1", "start": 0, "end": 3},
        {"order": "X", "kind": "transport", "start": 3, "end": 4, "work_center": None},
        {"order": "X", "station": "b1", "start": 5, "end": 6},
    ]
    log = floor_log(rows, [{"order": "X", "quantity": 1, "released": 0, "completed": 6}])
    assert _hours(measure(log, ALWAYS)) == pytest.approx({"process": 4.0, "queue": 1.0, "transport": 1.0})


def test_lots_of_an_order_are_averaged(floor_log: Build) -> None:
    """Lots of 2 h and 6 h of one order: four hours in process, the rest waiting for the other lot."""
    rows = [
        {"order": "X", "lot": "1", "station": "a1", "start": 0, "end": 2},
        {"order": "X", "lot": "2", "station": "a2", "start": 0, "end": 6},
    ]
    log = floor_log(rows, [{"order": "X", "quantity": 1, "released": 0, "completed": 6}])
    assert _hours(measure(log, ALWAYS)) == pytest.approx({"process": 4.0, "finish": 2.0})
