"""A shop before and after: records of both, with what was truly done between them."""

from __future__ import annotations

from datetime import datetime, timedelta

from plantwright.events.log import EventLog
from plantwright.improve.sides import Recorded
from plantwright.model.change import Change, ScaleProcessTime
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import LotSize, Operation, Product, Routing
from plantwright.twin.log import simulate

DAY, HOUR = 86_400.0, 3600.0
BEFORE, AFTER = datetime(2024, 1, 1), datetime(2024, 6, 3)  # noqa: DTZ001 - two Mondays, local time
FASTER = Change(name="faster mill", edits=(ScaleProcessTime(work_center="mill", factor=0.7),))


def shop(size: float = 10.0, share: float = 1.0, pace: float = 1.0, **release: object) -> Plant:
    """Return two work centers and two products, of which ``big`` takes twice as long at the mill.

    Parameters
    ----------
    size
        Pieces of a lot: a unit of another size makes the same shop.
    share
        How often ``big`` comes for each ``small``.
    pace
        Orders per time, times a factor.
    """
    noise = Distribution.gamma(1.0, 0.3)
    products = tuple(
        Product(
            id=name,
            share=weight,
            lot_sizes=(LotSize(quantity=size),),
            lead_time=Distribution.constant(12 * HOUR),
            routings=(
                Routing(
                    operations=(
                        Operation(id="saw", work_center="saw", per_lot=0.4 * HOUR, noise=noise),
                        Operation(id="mill", work_center="mill", per_piece=hours / size * HOUR, noise=noise),
                    )
                ),
            ),
        )
        for name, weight, hours in (("big", share, 1.2), ("small", 1.0, 0.6))
    )
    told = release or {"interarrival": Distribution.exponential(1.2 * HOUR / pace)}
    return Plant(
        name="shop", work_centers=(WorkCenter(id="saw"), WorkCenter(id="mill")), products=products,
        release=Release(**told),
    )  # fmt: skip


def log_of(plant: Plant, begin: datetime, seed: int, days: float = 56) -> EventLog:
    """Return records of a plant that has run for two weeks."""
    return simulate(plant, warm_up=14 * DAY, horizon=days * DAY, seed=seed, begin=begin - timedelta(days=14))


def recorded(plant: Plant, begin: datetime, seed: int, days: float = 56) -> Recorded:
    """Return records of a plant, with nothing told beside them."""
    return Recorded(log_of(plant, begin, seed, days))
