"""Small plants that go wrong, or right, in one way."""

from __future__ import annotations

from plantwright.model.distribution import NO_NOISE, Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Operation, Product, Routing


def one_station(*, noise: Distribution = NO_NOISE, interarrival: float = 2.0, **fields: object) -> Plant:
    """Return a plant of one work center ``a``, one lot a ``interarrival``, each a second of work."""
    return routed(["a"], noise=noise, release=Release(interarrival=Distribution.exponential(interarrival)), **fields)


def routed(way: list[str], *, release: Release, noise: Distribution = NO_NOISE, **fields: object) -> Plant:
    """Return a plant of one product that goes this way through single stations, a second at each."""
    steps = tuple(Operation(id=f"{k}", work_center=name, per_lot=1.0, noise=noise) for k, name in enumerate(way))
    told = {
        "name": "small",
        "work_centers": tuple(WorkCenter(id=name) for name in sorted(set(way))),
        "products": (Product(id="part", routings=(Routing(operations=steps),)),),
        "release": release,
    }
    return Plant.model_validate({**told, **fields})
