"""Ways over the floor, and ways back."""

from __future__ import annotations

from datetime import timedelta

import pyarrow as pa
import pytest

from calibrate.line import BEGIN
from plantwright.calibrate.fit import fit
from plantwright.events.log import EventLog, LogMeta
from plantwright.model.facts import Facts
from plantwright.model.plant import Plant

STEPS = ("10-saw", "20-turn", "30-test")


def records(ways: list[tuple[str, ...]], *, flagged: bool = True) -> EventLog:
    """Return the records of orders that went these ways, one order a way; repeats are rework."""
    rows, orders, clock = [], [], BEGIN
    for number, way in enumerate(ways):
        released, seen = clock, set[str]()
        for place, step in enumerate(way):
            end = clock + timedelta(minutes=10 + (number * 7 + place) % 5)
            again = (step in seen) if flagged else None
            names = {"order": f"O{number}", "product": "P", "operation": step, "work_center": step, "station": step}
            rows.append({**names, "start": clock, "end": end, "quantity": 1.0, "rework": again})
            seen.add(step)
            clock = end + timedelta(minutes=2)
        orders.append({"order": f"O{number}", "product": "P", "released": released, "completed": clock})
    meta = LogMeta("ways", "recorded", BEGIN, clock + timedelta(hours=1))
    return EventLog.from_arrow(pa.Table.from_pylist(rows), pa.Table.from_pylist(orders), meta)


@pytest.fixture(scope="module")
def plant(facts: Facts) -> Plant:
    """Return a plant where every tenth order fails its test and goes two steps back."""
    straight, back = STEPS, (*STEPS, *STEPS[0:])
    return fit(records([back if k % 10 == 0 else straight for k in range(100)]), facts)


def test_rework_is_no_part_of_the_routing(plant: Plant) -> None:
    """Repeated steps are taken out: one routing of three steps is left."""
    (routing,) = plant.products[0].routings
    assert tuple(step.id for step in routing.operations) == STEPS


def test_the_step_that_sent_the_lot_back_is_known(plant: Plant) -> None:
    """The test sends back ten of 110 lots, two steps; no other step sends any back."""
    saw, turn, test = plant.products[0].routings[0].operations
    assert (test.rework, test.rework_back) == (pytest.approx(10 / 110), 2)
    assert saw.rework == turn.rework == 0


def test_repeats_are_rework_where_nothing_is_flagged(facts: Facts) -> None:
    """Without a rework column, a step done before is rework."""
    plant = fit(records([STEPS, (*STEPS, "30-test")] * 40, flagged=False), facts)
    # the second test directly after the first, at the same station, is the same visit reported twice
    assert all(step.rework == 0 for _, step in plant.operations())
    plant = fit(records([STEPS, (*STEPS, "20-turn", "30-test")] * 40, flagged=False), facts)
    test = plant.products[0].routings[0].operations[2]
    assert (test.rework, test.rework_back) == (pytest.approx(40 / 120), 1)


def test_variants_are_kept_by_how_often_they_were_taken(facts: Facts) -> None:
    """A product that skips a step every fourth time has two routings, three to one."""
    plant = fit(records([STEPS, STEPS, STEPS, (STEPS[0], STEPS[2])] * 20), facts)
    weights = {len(routing.operations): routing.weight for routing in plant.products[0].routings}
    assert weights == {3: pytest.approx(0.75), 2: pytest.approx(0.25)}
