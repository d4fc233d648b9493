"""Eight changes to ask an invented plant about: any key of the vocabulary that fits it, each at one place."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.interventions.invent_routes import Rng
from plantwright.model.change import (
    AddStations,
    AddWorkers,
    Change,
    Edit,
    ScaleDemand,
    ScaleFailures,
    ScaleProcessTime,
    ScaleRework,
    ScaleSetupTime,
    SetBuffer,
    SetDispatch,
    SetWipLimit,
)
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant

ASKED = 8
"""Changes of each plant."""
_RULES = ("fifo", "spt", "edd")


def levers(rng: Rng, plant: Plant) -> tuple[Change, ...]:
    """Draw changes; shorter process times are asked about more often than anything else."""
    edits = list(_of_plant(rng, plant))
    for one in plant.work_centers:
        edits += _of_center(rng, plant, one)
    order = rng.permutation(len(edits))[:ASKED].tolist()
    return tuple(
        Change(name=f"c{number + 1}_{edits[index].key}", edits=(edits[index],)) for number, index in enumerate(order)
    )


def _of_center(rng: Rng, plant: Plant, one: WorkCenter) -> Iterator[Edit]:
    yield ScaleProcessTime(work_center=one.id, factor=float(rng.choice([0.8, 0.9, 0.95])))
    if rng.random() < 0.4:
        yield AddStations(work_center=one.id, count=1)
    if one.setup:
        yield ScaleSetupTime(work_center=one.id, factor=float(rng.choice([0.3, 0.5, 0.7])))
    if one.failures:
        yield ScaleFailures(work_center=one.id, mtbf_factor=2.0, mttr_factor=0.7)
    if any(step.rework > 0 and step.work_center == one.id for _, step in plant.operations()):
        yield ScaleRework(work_center=one.id, factor=float(rng.choice([0.0, 0.5])))
    if one.buffer is not None:
        yield SetBuffer(work_center=one.id, capacity=one.buffer + int(rng.integers(2, 6)))


def _of_plant(rng: Rng, plant: Plant) -> Iterator[Edit]:
    rule = str(rng.choice([rule for rule in _RULES if rule != plant.work_centers[0].dispatch]))
    yield SetDispatch(work_center="all", rule=rule)
    for skill in plant.skills():
        yield AddWorkers(skill=skill, count=1)
    if plant.release.wip_limit:
        scale = float(rng.choice([0.75, 1.25]))
        yield SetWipLimit(limit=max(2, round(plant.release.wip_limit * scale)))
    else:
        yield ScaleDemand(factor=float(rng.choice([0.9, 0.95, 1.03])))
