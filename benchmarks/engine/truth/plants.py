"""Plants of the cells, from few words."""

from __future__ import annotations

from collections.abc import Sequence

from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Operation, Product, Routing

EXPONENTIAL = Distribution.exponential(1.0)


def come(rate: float) -> Release:
    """Return orders that come as a Poisson stream [1/s]."""
    return Release(interarrival=Distribution.exponential(1 / rate))


def held(orders: int) -> Release:
    """Return CONWIP with so many orders."""
    return Release(policy="conwip", wip_limit=orders)


def step(center: str, time: float, noise: Distribution = EXPONENTIAL) -> Operation:
    """Return one step, of mean process time ``time`` [s]."""
    return Operation(id=center, work_center=center, per_lot=time, noise=noise)


def product(*routes: Sequence[Operation], name: str = "part", share: float = 1.0) -> Product:
    """Return a product with equally likely routings."""
    return Product(id=name, share=share, routings=tuple(Routing(operations=tuple(one)) for one in routes))


def plant(centers: Sequence[WorkCenter], products: Sequence[Product], release: Release, **more: object) -> Plant:
    """Return a plant; ``more`` fields of it."""
    fields = {"name": "cell", "work_centers": tuple(centers), "products": tuple(products), "release": release, **more}
    return Plant.model_validate(fields)


def station(time: float, release: Release, noise: Distribution = EXPONENTIAL, **more: object) -> Plant:
    """Return a plant of one work center ``a``; ``more`` fields of that work center."""
    center = WorkCenter.model_validate({"id": "a", **more})
    return plant([center], [product([step("a", time, noise)])], release)
