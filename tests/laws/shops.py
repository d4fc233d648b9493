"""Small shops for laws of single features: steps of whole seconds, orders told by name and time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from plantwright.events.log import EventLog
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.orders import Order
from plantwright.model.plant import Plant, Release
from plantwright.model.product import LotSize, Operation, Product, Routing
from plantwright.observe.measures import measure
from plantwright.twin.log import simulate
from plantwright.twin.replicate import METRICS, Summary, replicate

CONSTANT = Distribution.constant


def step(center: str, time: float, name: str | None = None, **more: Any) -> Operation:
    """Return a step at a work center that takes ``time`` for each lot [s]."""
    return Operation.model_validate({"id": name or center, "work_center": center, "per_lot": time, **more})


def product(name: str, *steps: Operation, size: float = 1.0, **more: Any) -> Product:
    """Return a product with one routing and one lot size."""
    sizes = (LotSize(quantity=size),)
    return Product.model_validate({"id": name, "routings": (Routing(operations=steps),), "lot_sizes": sizes, **more})


def shop(*products: Product, release: Release | None = None, every: float | None = None, **more: Any) -> Plant:
    """Return a plant of single stations at all work centers named; an order comes ``every`` so often [s]."""
    told = {one.id: one for one in more.pop("centers", ())}
    names = {one.work_center for made in products for way in made.routings for one in way.operations}
    centers = tuple(told.get(name, WorkCenter(id=name)) for name in sorted(names))
    chosen = release or Release(interarrival=CONSTANT(every or 1.0))
    fields = {"name": "shop", "work_centers": centers, "products": products, "release": chosen, **more}
    return Plant.model_validate(fields)


def told(*orders: tuple[str, float, float], **more: Any) -> dict[str, Any]:
    """Return the release and orders of a plant: product, pieces and time of release of each [s]."""
    named = [
        Order.model_validate({"id": f"o{k + 1}", "product": name, "quantity": pieces, "released": time, **more})
        for k, (name, pieces, time) in enumerate(orders)
    ]
    return {"release": Release(policy="orders"), "orders": tuple(named)}


def table(rows: Any) -> list[dict[str, Any]]:
    """Return a table of a log as a list of records."""
    found: list[dict[str, Any]] = rows.to_pyarrow().to_pylist()
    return found


def disagreements(plant: Plant, *, horizon: float, names: Sequence[str] = METRICS, seed: int = 3) -> dict[str, Any]:
    """Return the metrics on which the log's measures and the run's own sums differ by more than 1e-9."""
    summary: Summary = replicate(plant, warm_up=0.0, horizon=horizon, replications=1, seed=seed).runs[0]
    log: EventLog = simulate(plant, horizon=horizon, seed=seed * 1_000_003)
    values = measure(log, plant.find_calendar(plant.calendar)).values
    pairs = {name: (summary.metrics[name], values[name].value) for name in names}
    return {name: pair for name, pair in pairs.items() if not _same(*pair)}


def _same(summed: float, measured: float | str | None) -> bool:
    if measured is None or isinstance(measured, str):
        return summed != summed  # noqa: PLR0124 - not a number: unknown in both
    return abs(summed - measured) <= 1e-9 * max(1.0, abs(summed))
