"""A plant as it is after a change: the numbers that the change touched, taken from the records after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from plantwright.model.change import Change, Edit
from plantwright.model.checked import checked
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Evidence, Plant
from plantwright.model.product import Operation, Product

_CENTER_FIELDS = {
    "add_stations": ("stations", "station_ids"),
    "scale_setup_time": ("setup",),
    "scale_failures": ("failures",),
    "set_buffer": ("buffer",),
    "set_dispatch": ("dispatch",),
}
"""What an edit touches of its work center."""
_STEP_FIELDS = {
    "scale_process_time": ("per_lot", "per_piece", "rate", "noise"),
    "scale_rework": ("rework", "rework_back"),
}
"""What an edit touches of the steps at its work center."""
_PLANT_FIELDS = {
    "add_workers": ("workers",), "cross_train": ("workers",), "set_wip_limit": ("release",),
    "scale_demand": ("release",), "set_shift": ("calendar", "calendars"),
}  # fmt: skip
"""What an edit touches of the plant."""


def updated_plant(plant: Plant, became: Plant, change: Change) -> Plant:
    """Return a plant with the numbers that a change touches as the records after it show them, with their evidence.

    What the records after do not know, such as a product that did not come, stays as it was.
    """
    fields: dict[str, Any] = dict(plant)
    for edit in change.edits:
        fields |= _touched(fields, became, edit)
    fields["evidence"] = _evidence(plant, became, change)
    return checked(Plant, fields, f"plant {plant.name!r} after {change.name!r}")


def _touched(fields: dict[str, Any], became: Plant, edit: Edit) -> dict[str, Any]:
    if edit.key in _PLANT_FIELDS:
        return {name: getattr(became, name) for name in _PLANT_FIELDS[edit.key]}
    center = getattr(edit, "work_center", None)
    if edit.key in _CENTER_FIELDS:
        return {"work_centers": tuple(_centers(fields["work_centers"], became, center, _CENTER_FIELDS[edit.key]))}
    if edit.key in _STEP_FIELDS:
        return {"products": tuple(_products(fields["products"], became, center, _STEP_FIELDS[edit.key]))}
    return {"products": tuple(_sizes(fields["products"], became, getattr(edit, "product", None)))}


def _centers(
    centers: Iterable[WorkCenter], became: Plant, name: str | None, fields: tuple[str, ...]
) -> Iterator[WorkCenter]:
    known = {one.id: one for one in became.work_centers}
    for one in centers:
        asked = one.id in known and name in (one.id, "all")
        yield one.model_copy(update={key: getattr(known[one.id], key) for key in fields}) if asked else one


def _products(products: Iterable[Product], became: Plant, center: str | None, fields: tuple[str, ...]) -> Iterator[Any]:
    seen = {(product.id, one.id): one for product, one in became.operations() if one.work_center == center}

    def step(product: str) -> Callable[[Operation], Operation]:
        def made(one: Operation) -> Operation:
            other = seen.get((product, one.id))
            return one.model_copy(update={key: getattr(other, key) for key in fields}) if other else one

        return made

    for one in products:
        ways = tuple(
            way.model_copy(update={"operations": tuple(map(step(one.id), way.operations))}) for way in one.routings
        )
        yield one.model_copy(update={"routings": ways})


def _sizes(products: Iterable[Product], became: Plant, name: str | None) -> Iterator[Product]:
    known = {one.id: one for one in became.products}
    for one in products:
        asked = one.id == name and one.id in known
        yield one.model_copy(update={"lot_sizes": known[one.id].lot_sizes}) if asked else one


def _evidence(plant: Plant, became: Plant, change: Change) -> tuple[Evidence, ...]:
    """Return the evidence, that of the numbers touched replaced and marked with the change."""
    paths = [path for edit in change.edits for path in _paths(became, edit)]
    told = {
        one.path: one.model_copy(update={"method": f"{one.method}; records after “{change.name}”"})
        for one in became.evidence
        if any(one.path.startswith(path) for path in paths)
    }
    kept = tuple(one for one in plant.evidence if one.path not in told)
    return (*kept, *told.values())


def _paths(became: Plant, edit: Edit) -> Iterator[str]:
    center = getattr(edit, "work_center", None)
    if edit.key in _PLANT_FIELDS:
        yield from _PLANT_FIELDS[edit.key]
    elif edit.key in _CENTER_FIELDS:
        names = [one.id for one in became.work_centers if center in (one.id, "all")]
        yield from (f"work_centers.{name}.{field}" for name in names for field in _CENTER_FIELDS[edit.key])
    elif edit.key in _STEP_FIELDS:
        ends = ("per_lot", "per_piece") if edit.key == "scale_process_time" else ("rework",)
        for product, one in became.operations():
            if one.work_center == center:
                yield from (f"products.{product.id}.{one.id}.{end}" for end in ends)
