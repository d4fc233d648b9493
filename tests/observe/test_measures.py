"""The measures of published records against what others found in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plantwright.events.read import read_log
from plantwright.files.facts import read_facts
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.estimate import Estimate, Measures
from plantwright.observe.measures import measure
from plantwright.observe.shifts import infer_calendar


@pytest.fixture(scope="module")
def levy(shared_data: Path) -> Measures:
    """Return the measures of a real job shop's log."""
    return measure(read_log(shared_data / "levy2014_production" / "production_restored.csv"))


def test_levys_pieces_are_all_counted(levy: Measures) -> None:
    """Levy's log has 225 orders, 92,519 good and 593 rejected pieces, rows without times included."""
    assert [levy[name].value for name in ("orders", "booked_good", "booked_scrapped")] == [225, 92_519, 593]


@pytest.mark.parametrize("name", ["p03", "p08"])
def test_a_known_plant_reads_as_its_own_simulator_says(known_plants: Path, name: str) -> None:
    """Throughput, flow times, promises kept and WIP of the recorded log are those of an independent reading."""
    folder = known_plants / "plants" / name
    facts = read_facts(folder)
    told = tuple(Shift(days=one.days, start=one.start, end=one.end) for one in facts.shifts)
    log = read_log(folder, facts=facts)
    calendar = Calendar(id="told", shifts=told)
    found = measure(log, calendar)
    expected = json.loads((known_plants / "baseline-no-effect.json").read_text())[name]["base"]
    assert {key: found[key].value for key in expected} == pytest.approx({key: one[0] for key, one in expected.items()})
    assert infer_calendar(log).open_spans() == calendar.open_spans()


def test_every_number_says_what_it_is(levy: Measures) -> None:
    """Each Estimate has a unit, a method and its evidence, and lies inside its interval."""
    cells = [cell for table in levy.tables.values() for line in table for cell in line.values()]
    for one in [*levy.values.values(), *(cell for cell in cells if isinstance(cell, Estimate))]:
        assert one.unit
        assert one.method
        assert one.evidence.startswith("recorded log")
        if one.low is not None and one.high is not None and one.value is not None:
            assert one.low <= one.value <= one.high
