"""Combinations under a budget: what fits together, what it costs, and what is refused."""

from __future__ import annotations

import pytest

from improve.shops import DAY, bottleneck, everything, twins
from plantwright.errors import PlantError
from plantwright.events.log import EventLog
from plantwright.improve.combine import affordable, combinations, price
from plantwright.improve.experiment import Trial
from plantwright.improve.rank import rank
from plantwright.improve.study import study
from plantwright.improve.what_if import what_if
from plantwright.model.change import (
    AddStations,
    AddWorkers,
    Change,
    Cost,
    CrossTrain,
    Edit,
    ScaleProcessTime,
    SetDispatch,
)

TRIAL = {"warm_up": 5 * DAY, "horizon": 20 * DAY}


def costed(name: str, once: float | None, *edits: Edit, per_year: float | None = None) -> Change:
    """Return a change with its cost."""
    return Change(name=name, edits=edits, cost=Cost(once=once, per_year=per_year))


def faster(center: str, once: float | None, factor: float = 0.8) -> Change:
    """Return a faster work center."""
    return costed(center, once, ScaleProcessTime(work_center=center, factor=factor))


def test_a_union_has_all_edits_and_the_whole_cost() -> None:
    """Two changes joined make one with the edits of both, and the cost of both, once and per year."""
    parts = (faster("left", 4000.0), costed("more", 3000.0, AddStations(work_center="right", count=1), per_year=500.0))
    (made,) = combinations(parts, twins(), 8000.0)
    assert made.name == "left + more"
    assert made.edits == parts[0].edits + parts[1].edits
    assert made.cost == Cost(once=7000.0, per_year=500.0)
    assert price(made, twins()) == 7500.0
    assert combinations(parts, twins(), 7400.0) == ()


def test_three_fit_where_the_budget_pays_for_three() -> None:
    """Of three changes a budget for all makes three pairs and the whole."""
    parts = tuple(faster(name, 1000.0) for name in ("saw", "mill", "pack"))
    assert len(combinations(parts, bottleneck(), 3000.0)) == 4
    assert len(combinations(parts, bottleneck(), 2500.0)) == 3


def test_edits_of_the_same_thing_are_not_joined() -> None:
    """Two factors for one work center, or a rule for one and another for all, contradict each other."""
    twice = (faster("left", 1.0), costed("still faster", 1.0, ScaleProcessTime(work_center="left", factor=0.5)))
    rules = (
        costed("one", 1.0, SetDispatch(work_center="left", rule="spt")),
        costed("all", 1.0, SetDispatch(work_center="all", rule="fifo")),
    )
    assert combinations(twice, twins(), 10.0) == ()
    assert combinations(rules, twins(), 10.0) == ()
    assert len(combinations((twice[0], rules[0]), twins(), 10.0)) == 1


def test_what_the_plant_cannot_carry_is_not_joined() -> None:
    """Training the only worker with one skill for another is possible once."""
    one = costed("train", 1.0, CrossTrain(from_skill="cut", to_skill="heat", count=1))
    other = costed(
        "train too", 1.0, CrossTrain(from_skill="cut", to_skill="heat", count=1), AddWorkers(skill="cut", count=1)
    )
    assert combinations((one, other), everything(), 10.0) == ()


def test_every_problem_of_a_budget_has_its_cure() -> None:
    """No cost at all, a budget below the cheapest change, and an amount that is none are told apart."""
    with pytest.raises(PlantError, match="none of 1 changes has a cost"):
        affordable([faster("left", None)], twins(), 100.0)
    with pytest.raises(PlantError, match="'left', costs 400"):
        affordable([faster("left", 400.0), faster("right", None)], twins(), 100.0)
    for amount in (0.0, -5.0, float("nan"), float("inf")):
        with pytest.raises(PlantError, match="above 0"):
            affordable([faster("left", 400.0)], twins(), amount)
    assert [one.name for one in affordable([faster("left", 4.0), faster("right", 9.0)], twins(), 5.0)] == ["left"]


def test_both_halves_of_a_plant_together_are_the_best() -> None:
    """In a plant of two like halves the union of both improvements beats each, and what costs too much is left out."""
    changes = [faster("left", 1000.0), faster("right", 1000.0), costed("dear", 1e6, *faster("left", 1.0, 0.5).edits)]
    found = rank(twins(), changes, budget=2500.0, **TRIAL)  # type: ignore[arg-type]
    assert {one.change.name for one in found.changes} == {"left", "right", "left + right"}
    assert found.changes[0].change.name == "left + right"
    assert found.changes[0].tie_group == 1
    assert "1 of 3 changes were left out" in found.sentence


def test_what_if_foretells_the_combinations_too() -> None:
    """With a budget every affordable union of what gains is foretold beside the changes told, all of which remain."""
    changes = [
        faster("left", 1000.0),
        faster("right", 1000.0),
        faster("left", None).model_copy(update={"name": "free"}),
    ]
    found = what_if(twins(), changes, trial=Trial(5 * DAY, 20 * DAY), replications=8, budget=2500.0)
    assert list(found.changes) == ["left", "right", "free", "left + right"]
    assert found.best == ("left + right",)


@pytest.mark.parametrize("budget", [0.0, -5.0, float("inf"), float("nan")])
def test_what_is_no_amount_is_refused_before_any_work(budget: float) -> None:
    """Zero, less, or no number ends a study before anything is measured."""
    told: list[str] = []
    with pytest.raises(PlantError, match="above 0 and finite"):
        study(EventLog(None, None, None), budget=budget, tick=told.append)  # type: ignore[arg-type]
    assert not told
