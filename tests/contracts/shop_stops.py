"""A plant whose log has every stop: failures and maintenance by several clocks, blocked and closed stations."""

from __future__ import annotations

from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, Maintenance, Setup, WorkCenter
from plantwright.model.plant import Plant, Release, Worker
from plantwright.model.product import LotSize, Operation, Product, Routing

DAY = 86_400.0


def _chance(mean: float) -> Distribution:
    return Distribution.exponential(mean)


def stopping_shop() -> Plant:
    """Return the plant: a saw, two mills and an oven in a line of short buffers, each stopped in several ways."""
    centers = (
        WorkCenter(
            id="saw",
            setup=Setup(default=600.0),
            failures=Failures(time_to_failure=_chance(9000.0), time_to_repair=_chance(900.0), clock="calendar"),
            further_failures=(
                Failures(time_to_failure=_chance(300.0), time_to_repair=_chance(300.0), clock="pieces", reason="jam"),
            ),
            maintenance=(
                Maintenance(every=Distribution.constant(0.4 * DAY), duration=_chance(1800.0)),
                Maintenance(every=Distribution.constant(40), duration=_chance(900.0), clock="lots", reason="blade"),
            ),
        ),
        WorkCenter(
            id="mill",
            stations=2,
            buffer=1,
            skill="milling",
            failures=Failures(time_to_failure=_chance(12_000.0), time_to_repair=_chance(1500.0), clock="calendar"),
            maintenance=(Maintenance(every=_chance(20_000.0), duration=_chance(1200.0), clock="busy"),),
        ),
        WorkCenter(
            id="oven",
            buffer=0,
            failures=Failures(time_to_failure=_chance(15_000.0), time_to_repair=_chance(3000.0), clock="calendar"),
        ),
    )
    noise = Distribution.lognormal(1.0, 0.4)
    steps = (
        Operation(id="10", work_center="saw", per_piece=60.0, noise=noise, scrap=0.02),
        Operation(id="20", work_center="mill", per_lot=300.0, per_piece=120.0, noise=noise),
        Operation(id="30", work_center="oven", per_lot=900.0, noise=noise),
    )
    return Plant(
        name="stops",
        calendars=(
            Calendar(
                id="days",
                shifts=(Shift(days="mon-sat", start="06:00", end="20:00"),),
                breaks=(Shift(days="mon-sat", start="12:00", end="12:30"),),
            ),
        ),
        calendar="days",
        work_centers=centers,
        products=tuple(
            Product(
                id=name,
                routings=(Routing(operations=steps),),
                lot_sizes=(LotSize(quantity=10),),
                lead_time=Distribution.uniform(DAY, 0.2),
            )
            for name in ("A", "B")
        ),
        workers=(Worker(id="w1", skills=("milling",)), Worker(id="w2", skills=("milling",))),
        release=Release(interarrival=_chance(2400.0)),
    )
