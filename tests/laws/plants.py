"""Plants whose behavior theory knows exactly, one unit of time a second."""

from __future__ import annotations

from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Operation, Product, Routing

EXPONENTIAL = Distribution.exponential(1.0)


def line(
    centers: list[WorkCenter],
    times: list[float],
    *,
    noise: Distribution = EXPONENTIAL,
    interarrival: float | None = None,
    wip_limit: int | None = None,
    **more: object,
) -> Plant:
    """Return a line of work centers with one step at each, mean process ``times`` [s]; ``more`` fields of a plant."""
    steps = tuple(
        Operation(id=f"{k}", work_center=center.id, per_lot=time, noise=noise)
        for k, (center, time) in enumerate(zip(centers, times, strict=True))
    )
    release = (
        Release(policy="conwip", wip_limit=wip_limit)
        if interarrival is None
        else Release(interarrival=Distribution.exponential(interarrival))
    )
    product = Product(id="part", routings=(Routing(operations=steps),))
    fields = {"name": "line", "work_centers": tuple(centers), "products": (product,), "release": release, **more}
    return Plant.model_validate(fields)
