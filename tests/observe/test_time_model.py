"""The time model of ISO 22400-2, and OEE."""

from __future__ import annotations

import pytest

from observe.conftest import Build
from plantwright.events.log import EventLog
from plantwright.model.calendar import ALWAYS, Calendar, Shift
from plantwright.model.estimate import Estimate, Row
from plantwright.observe.measures import measure
from plantwright.observe.time_model import PARTS, PLANT, TIMES

DAY = Calendar(id="day", shifts=(Shift(days="mon", start="00:00", end="10:00"),))


def hours(line: Row, name: str) -> float:
    """Return the number of a cell."""
    cell = line[name]
    assert isinstance(cell, Estimate)
    assert cell.value is not None
    return cell.value


def test_every_time_is_that_of_the_standard(line_log: EventLog) -> None:
    """Two stations, ten hours planned of 24: a1 makes 4 h and is down 1 h, b1 makes 3 h and is set up 0.5 h."""
    plant, first, second = measure(line_log, DAY).table("time_model")
    assert [line["work_center"] for line in (plant, first, second)] == [PLANT, "a", "b"]
    assert [hours(first, name) for name in PARTS] == [14.0, 0.0, 5.0, 1.0, 0.0, 4.0]
    assert [hours(second, name) for name in PARTS] == [14.0, 0.0, 6.5, 0.0, 0.5, 3.0]
    assert [hours(plant, name) for name in TIMES] == [48.0, 20.0, 20.0, 8.5, 7.5]
    assert hours(plant, "allocation_efficiency") == pytest.approx(8.5 / 20)
    assert hours(plant, "utilization_efficiency") == pytest.approx(7 / 8.5)
    assert hours(plant, "technical_efficiency") == pytest.approx(7 / 8)
    assert hours(plant, "setup_ratio") == pytest.approx(0.5 / 7.5)
    assert hours(plant, "availability") == pytest.approx(7 / 20)


def test_maintenance_and_off_are_planned_down_time(floor_log: Build) -> None:
    """Four hours of maintenance, one of them while switched off for two, leave 19 of 24 hours of planned busy time."""
    rows = [
        {"station": "m1", "kind": "maintenance", "start": 2, "end": 6},
        {"station": "m1", "kind": "off", "start": 5, "end": 7},
        {"station": "m1", "kind": "down", "start": 8, "end": 9, "reason": "belt"},
        {"order": "X", "station": "m1", "start": 10, "end": 12},
    ]
    plant = measure(floor_log(rows), ALWAYS).table("time_model")[0]
    assert hours(plant, "planned_down_time") == pytest.approx(5.0)
    assert hours(plant, "planned_busy_time") == pytest.approx(19.0)
    assert hours(plant, "unit_delay_time") == pytest.approx(1.0)
    assert hours(plant, "unit_down_time") == pytest.approx(16.0)


def test_oee_is_the_product_of_its_factors(line_log: EventLog) -> None:
    """Ideal 6 min a piece: 7 of 20 hours produce, 39 pieces are worth 3.9 h of them, 37 are good."""
    ideal = {("P", "1"): 360.0, ("P", "2"): 360.0}
    found = measure(line_log, DAY, ideal_times=ideal)
    factors = [found[name].value for name in ("availability", "effectiveness", "quality_ratio")]
    assert factors == pytest.approx([7 / 20, 3.9 / 7, 3.7 / 3.9])
    assert found["oee"].value == pytest.approx(3.7 / 20)


def test_factors_without_ideal_times_are_marked_relative(line_log: EventLog) -> None:
    """Where the best decile stands in for the ideal, the names and the methods say so."""
    found = measure(line_log, DAY)
    assert "effectiveness" not in found.values
    assert "best decile" in found["effectiveness_relative"].method


def test_the_waterfall_ends_at_the_good_pieces(line_log: EventLog) -> None:
    """All time less every loss is what the good pieces would take at the ideal speed."""
    lines = measure(line_log, DAY, ideal_times={("P", "1"): 360.0, ("P", "2"): 360.0}).table("oee_waterfall")
    told = {str(line["step"]): hours(line, "hours") for line in lines}
    assert told["calendar"] - sum(list(told.values())[1:-1]) == pytest.approx(told["good"])
    assert told["good"] == pytest.approx(3.7)
    assert told["speed"] == pytest.approx(7 - 3.9)


def test_without_pieces_the_waterfall_ends_at_production(floor_log: Build) -> None:
    """Where no row tells its pieces, speed and quality are not known and nothing is made up."""
    found = measure(floor_log([{"order": "X", "station": "m1", "start": 0, "end": 4}]), ALWAYS)
    assert [line["step"] for line in found.table("oee_waterfall")][-2:] == ["setup", "production"]
    assert found["oee_relative"].value is None
    assert found["availability"].value == pytest.approx(4 / 24)
