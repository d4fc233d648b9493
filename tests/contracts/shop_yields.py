"""A plant that takes old engines apart at a stopping, crowded yard, and puts new ones together from what is left."""

from __future__ import annotations

from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Batch, Failures, Setup, WorkCenter
from plantwright.model.orders import Arrival
from plantwright.model.plant import Plant, Release, Worker
from plantwright.model.product import Component, LotSize, Operation, Product, Routing, Yielded

DAY = 86_400.0


def _product(name: str, *steps: Operation, size: float = 1.0, share: float = 0.0) -> Product:
    lead_time = Distribution.uniform(0.3 * DAY, 0.2)
    routings, sizes = (Routing(operations=steps),), (LotSize(quantity=size),)
    return Product(id=name, routings=routings, share=share, lot_sizes=sizes, lead_time=lead_time)


def yielding_shop() -> Plant:
    """Return the plant."""
    noise = Distribution.lognormal(1.0, 0.3)
    failures = Failures(
        time_to_failure=Distribution.exponential(9000.0), time_to_repair=Distribution.exponential(600.0)
    )
    chips = (Yielded(product="chips", quantity=0.25),)
    look = Operation(id="look", work_center="yard", per_piece=60.0, noise=noise, scrap=0.1, yields=chips)
    into = (Yielded(product="block"), Yielded(product="piston", quantity=4.0))
    tear = Operation(id="tear", work_center="tear", per_lot=900.0, noise=noise, rework=0.1, scrap=0.05, yields=into)
    wash = Operation(id="wash", work_center="wash", per_lot=300.0, per_piece=20.0, noise=noise)
    press = Operation(id="press", work_center="yard", per_lot=120.0)
    hone = Operation(id="hone", work_center="bench", per_piece=150.0, noise=noise, scrap=0.1, split=2.0)
    parts = (Component(product="block", ordered=False), Component(product="piston", quantity=4.0, ordered=False))
    build = Operation(id="build", work_center="bench", per_lot=1500.0, components=parts)
    gaps = {"old": 3000.0, "new": 4500.0}
    return Plant(
        name="yields",
        work_centers=(
            WorkCenter(id="yard", failures=failures),
            WorkCenter(id="tear", stations=3, buffer=3, batch=Batch(max_lots=2, max_wait=1200.0)),
            WorkCenter(id="wash", buffer=2, setup=Setup(default=60.0)),
            WorkCenter(id="bench", stations=2, skill="build"),
        ),
        products=(
            _product("old", look, tear, size=2.0, share=1.0),
            _product("block", wash, hone),
            _product("piston", wash),
            _product("chips", press),
            _product("new", build, share=1.0),
        ),
        workers=(Worker(id="w1", skills=("build",)), Worker(id="w2", skills=("build",))),
        transport=Distribution.exponential(60.0),
        release=Release(
            arrivals=tuple(
                Arrival(product=one, interarrival=Distribution.exponential(gap)) for one, gap in gaps.items()
            )
        ),
    )
