"""Changes worth trying on a plant, from the change vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plantwright.messages.told import Told, told
from plantwright.model.change import (
    AddStations,
    AddWorkers,
    Change,
    CrossTrain,
    Edit,
    ScaleFailures,
    ScaleLotSize,
    ScaleProcessTime,
    ScaleRework,
    ScaleSetupTime,
    SetBuffer,
    SetDispatch,
    SetWipLimit,
)
from plantwright.model.equipment import DispatchRule, WorkCenter
from plantwright.model.plant import Plant

MOST_CENTERS = 6
"""Work centers for which shorter times are tried: the busiest."""


def candidates(plant: Plant, occupied: Mapping[str, float]) -> tuple[Change, ...]:
    """Return changes of usual size for this plant, each with a telling name.

    Parameters
    ----------
    occupied
        Share of its working time that each work center is in process, setup or repair [1].
    """
    ranked = sorted(plant.work_centers, key=lambda one: -occupied[one.id])
    busiest = {one.id for one in ranked[:MOST_CENTERS]}
    made: list[Change] = []
    for center in plant.work_centers:
        made += _of_center(plant, center, center.id in busiest)
    made += _of_people(plant)
    made += _of_release(plant)
    made += _of_lots(plant)
    return tuple(made)


def _change(name: str, edit: Edit) -> Change:
    return Change(name=name, edits=(edit,))


def _of_center(plant: Plant, center: WorkCenter, is_busy: bool) -> Iterator[Change]:
    name = center.id
    if is_busy:
        yield _change(told("{place}: process 10 % faster", place=name), ScaleProcessTime(work_center=name, factor=0.9))
        yield _change(told("{place}: one more station", place=name), AddStations(work_center=name, count=1))
        if center.setup:
            yield _change(told("{place}: halve setups", place=name), ScaleSetupTime(work_center=name, factor=0.5))
        if center.failures:
            edit = ScaleFailures(work_center=name, mtbf_factor=1.5, mttr_factor=0.7)
            yield _change(told("{place}: fail less, repair faster", place=name), edit)
    if any(one.work_center == name and one.rework > 0 for _, one in plant.operations()):
        yield _change(told("{place}: halve rework", place=name), ScaleRework(work_center=name, factor=0.5))
    if center.buffer is not None:
        places = center.buffer + max(2, center.buffer // 2)
        yield _change(
            told("{place}: buffer {old} → {new}", place=name, old=center.buffer, new=places),
            SetBuffer(work_center=name, capacity=places),
        )


def _of_people(plant: Plant) -> Iterator[Change]:
    needed = sorted({center.skill for center in plant.work_centers if center.skill})
    for skill in needed:
        yield _change(told("one more worker with {skill}", skill=skill), AddWorkers(skill=skill, count=1))
    for one in needed:
        for other in needed:
            change = _change(
                told("train one {skill} for {other}", skill=one, other=other),
                CrossTrain(from_skill=one, to_skill=other, count=1),
            )
            if one != other and not change.problems(plant):
                yield change


def _of_release(plant: Plant) -> Iterator[Change]:
    limit = plant.release.wip_limit
    if plant.release.policy == "conwip" and limit:
        for scale in (0.8, 1.2):
            other = max(1, round(limit * scale))
            if other != limit:
                yield _change(told("WIP limit {old} → {new}", old=limit, new=other), SetWipLimit(limit=other))
    rules = {center.dispatch for center in plant.work_centers}
    has_due = any(product.lead_time for product in plant.products)
    for rule, name in _RULES.items():
        if rules != {rule} and (rule != "edd" or has_due):
            yield _change(name, SetDispatch(work_center="all", rule=rule))


_RULES: dict[DispatchRule, Told] = {
    "spt": told("dispatch shortest first"),
    "edd": told("dispatch earliest due first"),
    "fifo": told("dispatch longest waiting first"),
}


def _of_lots(plant: Plant) -> Iterator[Change]:
    pieces = {one.id: one.share * one.mean_quantity() for one in plant.products}
    for product in sorted(plant.products, key=lambda one: -pieces[one.id])[:2]:
        if min(size.quantity for size in product.lot_sizes) >= 4:
            yield _change(
                told("{product}: halve lots", product=product.id), ScaleLotSize(product=product.id, factor=0.5)
            )
