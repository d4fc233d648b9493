"""The numbers of a plant that may be believed only so far, by the path that their evidence gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import sqrt

from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Operation

EVERY = "*"
"""In the path of a step: that step of every product."""
_TIMES = ("per_piece", "per_lot", "noise.scv")
_VARYING = ("gamma", "lognormal")
"""Kinds of distributions that may have any squared coefficient of variation."""


@dataclass(frozen=True)
class Number:
    """One number of a plant, and how the plant is made with another in its place."""

    path: str
    source: str
    """What one would go and look at to know it better, such as ``step weld``."""
    value: float
    reading_cv: float
    """By how much one reading of it varies, as a share of the number [1]."""
    put: Callable[[Plant, float], Plant]


def numbers_of(plant: Plant) -> Mapping[str, Number]:
    """Return every number of a plant that beliefs may be about, by path."""
    found = (*_of_steps(plant), *_of_centers(plant), *_of_release(plant))
    return {one.path: one for one in found}


def _of_steps(plant: Plant) -> Iterator[Number]:
    for product, operation in plant.operations():
        for name in (product.id, EVERY):
            yield from _of_step(name, operation)


def _of_step(product: str, operation: Operation) -> Iterator[Number]:
    where = f"products.{product}.{operation.id}"
    values = {
        "per_piece": operation.per_piece, "per_lot": operation.per_lot, "noise.scv": operation.noise.scv,
        "scrap": operation.scrap, "rework": operation.rework,
    }  # fmt: skip
    for field, value in values.items():
        source = _source(operation, field)
        cv = {"noise.scv": sqrt(2), "scrap": _share_cv(value), "rework": _share_cv(value)}.get(field)
        spread = sqrt(operation.noise.scv) if cv is None else cv
        yield Number(f"{where}.{field}", source, value, spread, _step_putter(product, operation.id, field))


def _source(operation: Operation, field: str) -> str:
    if field == "per_lot" and operation.per_piece > 0:
        return f"set-up of {operation.id}"
    return f"step {operation.id}" if field in _TIMES else f"quality of {operation.id}"


def _share_cv(share: float) -> float:
    return sqrt((1 - share) / share) if 0 < share < 1 else 0.0


def _step_putter(product: str, step: str, field: str) -> Callable[[Plant, float], Plant]:
    def put(plant: Plant, value: float) -> Plant:
        products = []
        for one in plant.products:
            routings = [
                way.model_copy(update={"operations": tuple(_with(own, step, field, value) for own in way.operations)})
                for way in one.routings
            ]
            mine = product in (one.id, EVERY)
            products.append(one.model_copy(update={"routings": tuple(routings)}) if mine else one)
        return plant.model_copy(update={"products": tuple(products)})

    return put


def _with(operation: Operation, step: str, field: str, value: float) -> Operation:
    if operation.id != step:
        return operation
    if field == "noise.scv":
        return operation.model_copy(update={"noise": _varying(operation.noise, value)})
    return operation.model_copy(update={field: min(value, 1.0) if field in ("scrap", "rework") else value})


def _varying(law: Distribution, scv: float) -> Distribution:
    return law.model_copy(update={"scv": scv}) if law.kind in _VARYING else law


def _of_centers(plant: Plant) -> Iterator[Number]:
    for center in plant.work_centers:
        where = f"work_centers.{center.id}"
        if center.setup:
            source, cv = f"change-overs of {center.id}", sqrt(center.setup.noise.scv)
            yield Number(f"{where}.setup.default", source, center.setup.default, cv, _setup_putter(center))
        for field in ("time_to_failure", "time_to_repair") if center.failures else ():
            law: Distribution = getattr(center.failures, field)
            put = _failure_putter(center, field)
            yield Number(f"{where}.failures.{field}.mean", f"breakdowns of {center.id}", law.mean, sqrt(law.scv), put)


def _setup_putter(center: WorkCenter) -> Callable[[Plant, float], Plant]:
    def put(plant: Plant, value: float) -> Plant:
        own = plant.work_center(center.id)
        setup = own.setup.model_copy(update={"default": value}) if own.setup else None
        return _replaced(plant, own.model_copy(update={"setup": setup}))

    return put


def _failure_putter(center: WorkCenter, field: str) -> Callable[[Plant, float], Plant]:
    def put(plant: Plant, value: float) -> Plant:
        own = plant.work_center(center.id)
        law: Distribution = getattr(own.failures, field)
        failures = own.failures.model_copy(update={field: _with_mean(law, value)}) if own.failures else None
        return _replaced(plant, own.model_copy(update={"failures": failures}))

    return put


def _with_mean(law: Distribution, mean: float) -> Distribution:
    return law.scaled(mean / law.mean) if law.mean > 0 else law


def _replaced(plant: Plant, center: WorkCenter) -> Plant:
    centers = tuple(center if one.id == center.id else one for one in plant.work_centers)
    return plant.model_copy(update={"work_centers": centers})


def _of_release(plant: Plant) -> Iterator[Number]:
    gap = plant.release.interarrival
    if gap is not None:
        yield Number("release.interarrival.mean", "orders", gap.mean, sqrt(gap.scv), _released(_paced))
        yield Number("release.interarrival.scv", "orders", gap.scv, sqrt(2), _released(_spaced))
    if plant.release.wip_limit is not None:
        yield Number("release.wip_limit", "floor", float(plant.release.wip_limit), 0.3, _released(_limited))


def _released(change: Callable[[Release, float], dict[str, object]]) -> Callable[[Plant, float], Plant]:
    def put(plant: Plant, value: float) -> Plant:
        release = plant.release.model_copy(update=change(plant.release, value))
        return plant.model_copy(update={"release": release})

    return put


def _paced(release: Release, mean: float) -> dict[str, object]:
    return {"interarrival": _with_mean(release.interarrival, mean) if release.interarrival else None}


def _spaced(release: Release, scv: float) -> dict[str, object]:
    return {"interarrival": _varying(release.interarrival, scv) if release.interarrival else None}


def _limited(_: Release, limit: float) -> dict[str, object]:
    return {"wip_limit": max(1, round(limit))}
