"""Changes that can be paid for together, joined into one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations as subsets

from plantwright.errors import PlantError, TwinError
from plantwright.improve.experiment import Experiment
from plantwright.improve.gains import gain, objective_of
from plantwright.improve.money import cost_of
from plantwright.messages.told import strung
from plantwright.model.change import Change, Cost, Edit
from plantwright.model.plant import Plant

MOST_SINGLES, MOST_JOINED, MOST_COMBINATIONS = 8, 3, 40
YEARS = 1.0
"""Time over which the cost per year counts."""
_VALUES = {"count", "factor", "mtbf_factor", "mttr_factor", "capacity", "limit", "rule", "calendar"}
"""Arguments of edits that say how much; the others say of what."""


def price(change: Change, plant: Plant, years: float = YEARS) -> float | None:
    """Return what a change costs, once and over ``years``; None where it is not known."""
    cost = cost_of(change, plant)
    return None if cost == Cost() else (cost.once or 0.0) + years * (cost.per_year or 0.0)


def raise_no_amount(budget: float | None) -> None:
    """Raise PlantError where a budget is told and is no amount."""
    if budget is not None and not 0 < budget < float("inf"):
        raise PlantError("budget", [f"budget: {budget:g}; above 0 and finite; write the amount you can spend"])


def affordable(changes: Sequence[Change], plant: Plant, budget: float, years: float = YEARS) -> tuple[Change, ...]:
    """Return the changes that a budget pays for.

    Raises
    ------
    PlantError
        The budget is no amount, no change has a cost, or none costs so little.
    """
    raise_no_amount(budget)
    prices = {one.name: found for one in changes if (found := price(one, plant, years)) is not None}
    if not prices:
        cure = "write 'cost: {once: 12000, per_year: 0}' beside a change, or tell the plant's costs"
        raise PlantError(
            "budget", [f"budget: none of {len(changes)} changes has a cost; one or more are needed; {cure}"]
        )
    made = tuple(one for one in changes if prices.get(one.name, budget + 1) <= budget)
    if not made:
        name = min(prices, key=lambda one: prices[one])
        least = f"the cheapest, {name!r}, costs {prices[name]:,.0f} over {years:g} years"
        raise PlantError("budget", [f"budget: {budget:,.0f}; {least}; raise the budget or tell cheaper changes"])
    return made


def combinations(changes: Sequence[Change], plant: Plant, budget: float, years: float = YEARS) -> tuple[Change, ...]:
    """Return up to forty unions of two or three changes that fit together, the plant and the budget.

    Parameters
    ----------
    changes
        Single changes in the order in which they are wanted: unions of the first come first.
    """
    costly = [one for one in changes if price(one, plant, years) is not None]
    fitting = (one for one in _unions(costly, plant) if (price(one, plant, years) or 0.0) <= budget)
    return tuple(one for one, _ in zip(fitting, range(MOST_COMBINATIONS), strict=False))


def join(experiment: Experiment, singles: Sequence[Change], budget: float, runs: int) -> list[Change]:
    """Return the combinations that a budget pays for, after adding them to an experiment; what cannot run is left out.

    ``singles`` are the changes of the experiment that may be joined.
    """
    added = []
    for one in combinations(worth_joining(experiment, singles), experiment.plant, budget):
        told = experiment.changes
        if one.name not in told:
            experiment.changes = {**told, one.name: one}
            try:
                experiment.extend([one.name], runs)
                added.append(one)
            except TwinError:
                experiment.changes = told
    return added


def worth_joining(experiment: Experiment, singles: Sequence[Change]) -> list[Change]:
    """Return the changes whose gain is above zero beyond chance, the largest first, eight at most."""
    objective = objective_of(experiment.plant)
    names = [one.name for one in singles if one.name in experiment.changes]
    gains = {name: gain(experiment, objective, name) for name in names}
    sure = [name for name, one in gains.items() if one.bounds()[0] > 0]
    return [experiment.changes[name] for name in sorted(sure, key=lambda name: -gains[name].mean)[:MOST_SINGLES]]


def _unions(changes: Sequence[Change], plant: Plant) -> Iterator[Change]:
    places = [places for size in range(2, MOST_JOINED + 1) for places in subsets(range(len(changes)), size)]
    for chosen in sorted(places, key=sum):
        parts = [changes[place] for place in chosen]
        if not _conflict([edit for one in parts for edit in one.edits]):
            made = _joined(parts, plant)
            if _fits(made, plant):
                yield made


def _joined(parts: Sequence[Change], plant: Plant) -> Change:
    costs = [cost_of(one, plant) for one in parts]
    cost = Cost(once=sum(one.once or 0.0 for one in costs), per_year=sum(one.per_year or 0.0 for one in costs))
    name = strung((one.name for one in parts), " + ")
    edits = tuple(edit for one in parts for edit in one.edits)
    return Change(name=name, edits=edits, cost=cost)


def _conflict(edits: Sequence[Edit]) -> bool:
    """Return whether two edits say how much of the same thing; ``all`` work centers are every one."""
    targets = [_target(edit) for edit in edits]
    keys = [edit.key for edit in edits]
    for first, second in subsets(range(len(edits)), 2):
        everywhere = "all" in targets[first] or "all" in targets[second]
        if keys[first] == keys[second] and (everywhere or targets[first] == targets[second]):
            return True
    return False


def _target(edit: Edit) -> tuple[str, ...]:
    return tuple(str(value) for name, value in edit.model_dump().items() if name not in _VALUES)


def _fits(change: Change, plant: Plant) -> bool:
    try:
        change.apply(plant)
    except PlantError:
        return False
    return True
