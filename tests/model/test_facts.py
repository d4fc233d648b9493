"""Facts: what a manager tells, in the forms managers write it."""

from __future__ import annotations

import pytest
import yaml

from plantwright.errors import PlantError
from plantwright.model.checked import checked
from plantwright.model.facts import NO_FACTS, Facts

TOLD = """
plant: shop
time_zone: Europe/Paris
currency: EUR
shifts:
- {days: mon-fri, from: 06:00, to: 22:00}
- {days: sat, start: '06:00', end: '14:00'}
log_window: {from: '2025-04-21T00:00:00', to: '2025-06-30T00:00:00'}
release: 'conwip: 12'
dispatch: spt
urgent_orders_first: true
families: {P1: F1}
work_centers:
- {id: saw, stations: 2, buffer: 0, skill: sawing}
- {id: oven, batch: {max_lots: 4, min_lots: 2, max_wait_hours: 3.5}}
- {id: mill}
workers: 4
costs: {margin_per_piece: 3, station_once: {saw: 1000}}
"""


def told(text: str) -> Facts:
    """Return the facts that a text tells."""
    return checked(Facts, yaml.safe_load(text), "the facts")


def test_facts_are_read_as_people_write_them() -> None:
    """``from`` and ``start`` mean the same, times need no quotes, and what is left out is not known."""
    facts = told(TOLD)
    assert [(one.days, one.start, one.end) for one in facts.shifts] == [
        ("mon-fri", "06:00", "22:00"), ("sat", "06:00", "14:00"),
    ]  # fmt: skip
    saw, oven, mill = facts.work_centers
    assert (saw.stations, saw.buffer, saw.skill) == (2, 0, "sawing")
    assert oven.batch is not None
    assert (oven.batch.max_lots, oven.batch.max_wait_hours, oven.batch.same_family) == (4, 3.5, True)
    assert (mill.stations, mill.buffer, mill.batch, mill.dispatch) == (None, None, None, None)


@pytest.mark.parametrize(
    ("written", "policy", "limit"),
    [("open", "open", None), ("'conwip: 12'", "conwip", 12), ("conwip:7", "conwip", 7)],
)
def test_release_is_open_or_a_number_of_orders(written: str, policy: str, limit: int | None) -> None:
    """Open, or CONWIP with its limit, with or without the blank."""
    facts = told(f"release: {written}")
    assert (facts.policy(), facts.wip_limit()) == (policy, limit)


def test_who_tells_nothing_is_not_taken_to_have_told_anything() -> None:
    """Without facts there is no policy, no limit, no shift, and no work center."""
    assert NO_FACTS.policy() is None
    assert NO_FACTS.wip_limit() is None
    assert told("{}") == NO_FACTS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("release: push", "release: 'push' is no release; write open, or conwip: N with N orders on the floor"),
        ("release: 'conwip: 0'", "release: 'conwip: 0' is no release"),
        ("release: conwip", "release: 'conwip' is no release"),
        ("workers: 0", "workers: 0; input should be greater than or equal to 1"),
        ("dispatch: lifo", "dispatch: 'lifo' is no rule; allowed are fifo, edd, spt, cr"),
        ("shift: []", "shift: extra inputs are not permitted"),
        ("shifts: [{days: mon, from: 06:00}]", "shifts.0.to: field required"),
        ("shifts: [{days: mon, from: 06:00, to: 26:00}]", "shifts.0.to: 1560"),
        ("shifts: [{days: workdays, from: 06:00, to: 14:00}]", "shifts.0.days: 'workdays' names no days"),
        ("work_centers: [{id: saw, stations: 0}]", "work_centers.0.stations: 0; input should be greater"),
        ("work_centers: [{id: saw, buffer: -1}]", "work_centers.0.buffer: -1; input should be greater"),
        ("work_centers: [{stations: 1}]", "work_centers.0.id: field required"),
        ("work_centers: [{id: oven, batch: {max_lots: 0}}]", "work_centers.0.batch.max_lots: 0"),
        ("work_centers: [{id: oven, batch: {max_lots: 2, max_wait_hours: -1}}]", "work_centers.0.batch.max_wait_hours"),
        ("costs: {margin_per_piece: .nan}", "costs.margin_per_piece: nan; input should be a finite number"),
    ],
)
def test_what_cannot_be_a_fact_is_refused_where_it_stands(text: str, said: str) -> None:
    """The message begins with the path as written in the file."""
    with pytest.raises(PlantError) as caught:
        told(text)
    (problem,) = caught.value.problems
    assert problem.startswith(said), problem


def test_all_that_is_wrong_with_the_facts_is_said_at_once() -> None:
    """Three wrong facts come as three sentences of one error."""
    with pytest.raises(PlantError) as caught:
        told("{release: push, workers: none, dispatch: lifo}")
    assert [problem.split(":")[0] for problem in caught.value.problems] == ["release", "dispatch", "workers"]
