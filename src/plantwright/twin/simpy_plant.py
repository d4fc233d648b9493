"""A plant as plain Python data for the SimPy script."""

from __future__ import annotations

from typing import Any

from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Batch, Failures, Setup, WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Operation, Product, Routing

Data = dict[str, Any]
Law = tuple[Any, ...]


def plant_data(plant: Plant) -> Data:
    """Return the value of each name in the script's part on the plant."""
    used = dict.fromkeys([plant.calendar, *(plant.calendar_of(one).id for one in plant.work_centers)])
    families = {one.family_name() for one in plant.products}
    return {
        "NAME": plant.name,
        "CALENDARS": {name: list(plant.find_calendar(name).open_spans()) for name in used},
        "PLANT_CALENDAR": plant.calendar,
        "WORK_CENTERS": {one.id: _center(plant, one, families) for one in plant.work_centers},
        "PRODUCTS": {one.id: _product(one) for one in plant.products},
        "WORKERS": {one.id: list(dict.fromkeys(one.skills)) for one in plant.workers},
        "RELEASE": _release(plant.release),
        "URGENT_FIRST": plant.urgent_first,
        "TRANSPORT": law_data(plant.transport),
    }


def law_data(law: Distribution) -> Law:
    """Return a distribution as the script's ``DRAW`` takes it; one that cannot vary is constant."""
    if law.mean == 0 or law.kind == "constant":
        return "constant", law.mean
    if law.kind == "empirical":
        return "empirical", list(law.values)
    if law.kind == "exponential":
        return "exponential", law.mean
    return (law.kind, law.mean, law.scv) if law.scv > 0 else ("constant", law.mean)


def _center(plant: Plant, center: WorkCenter, families: set[str]) -> Data:
    return {
        "stations": center.stations,
        "buffer": center.buffer,
        "calendar": plant.calendar_of(center).id,
        "skill": center.skill,
        "dispatch": center.dispatch,
        "setup": _setup(center.setup, families) if center.setup else None,
        "failures": _failures(center.failures) if center.failures else None,
        "batch": _batch(center.batch) if center.batch else None,
    }


def _setup(setup: Setup, families: set[str]) -> Data:
    times = {
        (one.from_family, one.to_family): one.time
        for one in setup.times
        if {one.from_family, one.to_family} <= families
    }
    return {"default": setup.default, "times": times, "noise": law_data(setup.noise)}


def _failures(failures: Failures) -> Data:
    return {
        "time_to_failure": law_data(failures.time_to_failure),
        "time_to_repair": law_data(failures.time_to_repair),
    }


def _batch(batch: Batch) -> Data:
    names = ("max_lots", "min_lots", "max_wait", "same_family", "load_time")
    return {name: getattr(batch, name) for name in names}


def _product(product: Product) -> Data:
    return {
        "share": product.share,
        "family": product.family_name(),
        "priority": product.priority,
        "lead_time": law_data(product.lead_time) if product.lead_time else None,
        "lot_sizes": [{"quantity": one.quantity, "weight": one.weight} for one in product.lot_sizes],
        "routings": [_routing(one) for one in product.routings],
    }


def _routing(routing: Routing) -> Data:
    return {"weight": routing.weight, "steps": [_step(one) for one in routing.operations]}


def _step(step: Operation) -> Data:
    return {
        "operation": step.id,
        "work_center": step.work_center,
        "per_lot": step.per_lot,
        "per_piece": step.time_per_piece(),
        "noise": law_data(step.noise),
        "scrap": step.scrap,
        "rework": step.rework,
        "rework_back": step.rework_back,
    }


def _release(release: Release) -> Data:
    return {
        "policy": release.policy,
        "interarrival": law_data(release.interarrival) if release.interarrival else None,
        "wip_limit": release.wip_limit,
        "urgent_share": release.urgent_share,
    }
