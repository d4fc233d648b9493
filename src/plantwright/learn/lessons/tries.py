"""Changes that lessons ask to try in the twin, made to fit the learner's plant."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from plantwright.learn.lessons.look import Look
from plantwright.model.change import (
    AddStations,
    AddWorkers,
    Change,
    CrossTrain,
    Edit,
    ScaleDemand,
    ScaleFailures,
    ScaleLotSize,
    ScaleProcessTime,
    ScaleRework,
    ScaleSetupTime,
    SetBuffer,
    SetDispatch,
    SetWipLimit,
)
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant
from plantwright.plot.cells import number

Build: TypeAlias = "Callable[[Plant, Look], tuple[Edit, str] | None]"
"""Returns the edit and what it does in words; None where the plant has nothing of the kind."""

NO_TWIN = (
    "No twin of this plant is here yet; 'plantwright study' learns one from the log. Until then, write down what you "
    "expect and why; the answer keeps."
)


@dataclass(frozen=True)
class Trial:
    """A change that a lesson can ask to try."""

    means: str
    needs: str
    """What the plant must have for it."""
    build: Build


def change_of(name: str, look: Look) -> tuple[Change, str] | None:
    """Return the change of a name, fit to the plant, and what it does; None where the plant has no such thing."""
    plant = look.case.plant
    made = TRIES[name].build(plant, look) if plant else None
    if plant is None or made is None:
        return None
    edit, says = made
    change = Change(name=f"try {name.replace('_', ' ')}", edits=(edit,))
    return None if change.problems(plant) else (change, says)


def _center(plant: Plant, look: Look, has: Callable[[WorkCenter], bool]) -> WorkCenter | None:
    """Return the bottleneck if it has what is asked, else the busiest work center that has it."""
    busy = {str(one.get("work_center")): number(one.get("busy_share")) or 0.0 for one in look.rows("work_centers")}
    first = look.bottleneck.work_center if look.bottleneck else ""
    able = [one for one in plant.work_centers if has(one)]
    return max(able, key=lambda one: (one.id == first, busy.get(one.id, 0.0)), default=None)


def _faster(plant: Plant, look: Look) -> tuple[Edit, str] | None:
    center = _center(plant, look, lambda _: True)
    if center is None:
        return None
    return ScaleProcessTime(work_center=center.id, factor=0.8), f"Every process time at {center.id} is a fifth shorter."


def _slack_faster(plant: Plant, look: Look) -> tuple[Edit, str] | None:
    busy = {str(one.get("work_center")): number(one.get("busy_share")) or 0.0 for one in look.rows("work_centers")}
    first = look.bottleneck.work_center if look.bottleneck else ""
    others = [one for one in plant.work_centers if one.id != first and busy.get(one.id)]
    center = min(others, key=lambda one: busy[one.id], default=None)
    if center is None:
        return None
    return ScaleProcessTime(work_center=center.id, factor=0.8), f"Every process time at {center.id} is a fifth shorter."


def _station(plant: Plant, look: Look) -> tuple[Edit, str] | None:
    center = _center(plant, look, lambda _: True)
    if center is None:
        return None
    return AddStations(work_center=center.id, count=1), f"{center.id} gets one more station, and nobody new to run it."


def _setups(plant: Plant, look: Look) -> tuple[Edit, str] | None:
    center = _center(plant, look, lambda one: one.setup is not None)
    if center is None:
        return None
    return ScaleSetupTime(work_center=center.id, factor=0.5), f"Setups at {center.id} take half as long."


def _repairs(plant: Plant, look: Look) -> tuple[Edit, str] | None:
    center = _center(plant, look, lambda one: bool(one.failure_modes()))
    if center is None:
        return None
    return ScaleFailures(work_center=center.id, mttr_factor=0.5), f"Repairs at {center.id} take half as long."


def _rework(plant: Plant, look: Look) -> tuple[Edit, str] | None:
    redone = {operation.work_center for _, operation in plant.operations() if operation.rework > 0}
    center = _center(plant, look, lambda one: one.id in redone)
    if center is None:
        return None
    return ScaleRework(work_center=center.id, factor=0.5), f"Half as much is done again after {center.id}."


def _buffer(plant: Plant, look: Look) -> tuple[Edit, str] | None:
    center = _center(plant, look, lambda one: one.buffer is not None)
    if center is None or center.buffer is None:
        return None
    more = max(2 * center.buffer, center.buffer + 1)
    return SetBuffer(work_center=center.id, capacity=more), (
        f"{more} lots may wait in front of {center.id}, up from {center.buffer}."
    )


def _skills(plant: Plant) -> list[str]:
    return sorted({skill for worker in plant.workers for skill in worker.skills})


def _worker(plant: Plant, look: Look) -> tuple[Edit, str] | None:
    center = _center(plant, look, lambda one: one.skill in _skills(plant))
    if center is None or center.skill is None:
        return None
    return AddWorkers(skill=center.skill, count=1), f"One more worker who can do {center.skill}."


def _training(plant: Plant, look: Look) -> tuple[Edit, str] | None:
    center = _center(plant, look, lambda one: one.skill in _skills(plant))
    if center is None or center.skill is None:
        return None
    edits = (
        CrossTrain(from_skill=one, to_skill=center.skill, count=1) for one in _skills(plant) if one != center.skill
    )
    edit = _first(one for one in edits if not list(one.problems(plant)))
    return (edit, f"One worker who can do {edit.from_skill} learns {edit.to_skill}.") if edit else None


def _first(edits: Iterable[CrossTrain]) -> CrossTrain | None:
    return next(iter(edits), None)


def _limit(_plant: Plant, look: Look) -> tuple[Edit, str] | None:
    known = look.measures.values.get("critical_wip")
    if known is None or known.value is None:
        return None
    limit = max(math.ceil(1.5 * known.value), 2)
    return SetWipLimit(limit=limit), f"No more than {limit} orders are on the floor at once."


def _rule(plant: Plant, _look: Look) -> tuple[Edit, str] | None:
    rule, words = ("edd", "earliest due date") if _has_due_dates(plant) else ("spt", "shortest process time")
    if all(one.dispatch == rule for one in plant.work_centers):
        return None
    return SetDispatch(work_center="all", rule=rule), f"Every queue goes by {words} first."


def _has_due_dates(plant: Plant) -> bool:
    return any(one.lead_time is not None for one in plant.products) or any(one.due is not None for one in plant.orders)


def _demand(plant: Plant, _look: Look) -> tuple[Edit, str] | None:
    if plant.release.policy == "conwip":
        return None
    return ScaleDemand(factor=1.1), "A tenth more orders come."


def _lots(plant: Plant, _look: Look) -> tuple[Edit, str] | None:
    large = [one for one in plant.products if one.mean_quantity() >= 2]
    product = max(large, key=lambda one: one.share, default=None)
    if product is None:
        return None
    return ScaleLotSize(product=product.id, factor=0.5), f"Lots of {product.id} are half as large, and twice as many."


TRIES: dict[str, Trial] = {
    "scale_process_time": Trial("a fifth off the bottleneck's process times", "a work center", _faster),
    "speed_elsewhere": Trial("a fifth off the idlest work center's process times", "two work centers", _slack_faster),
    "add_stations": Trial("one more station at the bottleneck", "a work center", _station),
    "scale_setup_time": Trial("setups half as long", "setups", _setups),
    "scale_failures": Trial("repairs half as long", "failures", _repairs),
    "scale_rework": Trial("half the rework", "rework", _rework),
    "set_buffer": Trial("twice the places in front of a work center", "a buffer that has a limit", _buffer),
    "add_workers": Trial("one more worker", "a work center that needs a skill", _worker),
    "cross_train": Trial("one worker learns a second skill", "workers of two skills", _training),
    "set_wip_limit": Trial("one and a half times critical WIP as a limit", "a known critical WIP", _limit),
    "set_dispatch": Trial("another rule in every queue", "queues that go by another rule", _rule),
    "scale_demand": Trial("a tenth more orders", "demand from outside", _demand),
    "scale_lot_size": Trial("lots half as large", "lots of two pieces or more", _lots),
}
"""Every change that a lesson may ask to try, by the name in ``{{try: name}}``."""
