"""What the learner is asked to do: a budget, and what each kind of change costs here."""

from __future__ import annotations

import math
from collections.abc import Iterable

from pydantic import Field

from plantwright.errors import PlantError, Problems
from plantwright.model.change import Change, Cost, Edit, SetBuffer
from plantwright.model.plant import Plant
from plantwright.model.quantity import Money, Noun

STEP = 0.9
"""A price of a factor is that of one step: ten percent less; half of it costs log 0.5 / log 0.9 = 6.6 steps."""
LEAST_FACTOR, MOST_MTBF = 0.5, 2.0
"""How far a capstone lets times be scaled: what is cheap on paper only is no answer."""
COUNTED = {"add_stations": "count", "add_workers": "count", "cross_train": "count"}
FACTORS = {
    "scale_process_time": ("factor",), "scale_setup_time": ("factor",), "scale_rework": ("factor",),
    "scale_failures": ("mtbf_factor", "mttr_factor"),
}  # fmt: skip
FREE = frozenset({"set_dispatch", "set_wip_limit", "scale_lot_size"})
"""Edits that cost the same whatever they set."""


class Brief(Noun):
    """A capstone's budget and prices; invented, so that every learner of a class has the same."""

    budget: Money = 100_000.0
    """What may be spent, once [currency]."""
    prices: dict[str, Money] = Field(
        default_factory=lambda: {
            "add_stations": 60_000.0, "add_workers": 45_000.0, "cross_train": 4_000.0, "scale_process_time": 25_000.0,
            "scale_setup_time": 6_000.0, "scale_rework": 5_000.0, "scale_failures": 8_000.0, "set_buffer": 1_500.0,
            "set_dispatch": 1_000.0, "set_wip_limit": 1_000.0, "scale_lot_size": 2_000.0,
        }
    )  # fmt: skip
    """By edit: of one station, worker or training, one step of ten percent, one place, or of the edit [currency]."""


def priced(change: Change, brief: Brief, plant: Plant) -> Change:
    """Return a change with the cost that the brief gives it; what it said of its own cost does not count.

    Raises
    ------
    PlantError
        It holds an edit that the brief has no price for, or one that goes further than a capstone allows; lists all.
    """
    problems = Problems(f"change {change.name!r}", PlantError)
    once = sum(_price(edit, brief, plant, problems) for edit in change.edits)
    problems.raise_any()
    return change.model_copy(update={"cost": Cost(once=once, per_year=0.0)})


def within(proposal: Change, brief: Brief, plant: Plant) -> Change:
    """Return a proposal, priced, that fits a plant and its budget.

    Raises
    ------
    PlantError
        It does not fit the plant, has no price, or costs more than the budget.
    """
    told = priced(proposal, brief, plant)
    told.apply(plant)
    cost = told.cost.once or 0.0
    if not cost <= brief.budget:
        raise PlantError("the proposal", [f"it costs {cost:,.0f}; the budget is {brief.budget:,.0f}; propose less"])
    return told


def affordable_of(changes: Iterable[Change], brief: Brief, plant: Plant) -> list[Change]:
    """Return the changes that have a price and that the budget pays for, priced."""
    found = []
    for one in changes:
        try:
            with_price = priced(one, brief, plant)
        except PlantError:
            continue
        if (with_price.cost.once or 0.0) <= brief.budget:
            found.append(with_price)
    return found


def _price(edit: Edit, brief: Brief, plant: Plant, problems: Problems) -> float:
    price = brief.prices.get(edit.key)
    if price is None:
        allowed = ", ".join(sorted(brief.prices))
        problems.add(edit.key, "has no price in this capstone", f"allowed are {allowed}", "choose one of these")
        return 0.0
    return price * _units(edit, plant, problems)


def _units(edit: Edit, plant: Plant, problems: Problems) -> float:
    """Return how many units of its price an edit has."""
    if edit.key in COUNTED:
        return float(getattr(edit, COUNTED[edit.key]))
    if isinstance(edit, SetBuffer):
        return _places(edit, plant, problems)
    if edit.key in FREE:
        return 1.0
    return sum(_steps(name, float(getattr(edit, name)), edit.key, problems) for name in FACTORS.get(edit.key, ()))


def _places(edit: SetBuffer, plant: Plant, problems: Problems) -> float:
    known = {one.id: one.buffer for one in plant.work_centers}.get(edit.work_center)
    if edit.capacity is None:
        problems.add("set_buffer.capacity", "no limit", "a number of places in a capstone", "say how many")
        return 0.0
    return float(max(edit.capacity - known, 0)) if known is not None else 1.0


def _steps(name: str, factor: float, key: str, problems: Problems) -> float:
    better = 1 / factor if name == "mtbf_factor" and factor > 0 else factor
    if not better >= LEAST_FACTOR:
        allowed = f"at most {MOST_MTBF:g}" if name == "mtbf_factor" else f"at least {LEAST_FACTOR:g}"
        problems.add(f"{key}.{name}", f"{factor:g}", f"{allowed} in a capstone", "ask for less")
        return 0.0
    return max(math.log(better) / math.log(STEP), 0.0)
