"""Plants whose best change is known beforehand."""

from __future__ import annotations

from plantwright.improve.experiment import Trial
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Batch, Failures, Power, Setup, WorkCenter
from plantwright.model.plant import Costs, Plant, Release, Worker
from plantwright.model.product import LotSize, Operation, Product, Routing

HOUR, DAY = 3600.0, 86_400.0
SHORT = Trial(warm_up=5 * DAY, horizon=20 * DAY)


def bottleneck(**more: object) -> Plant:
    """Return a CONWIP line of three steps whose middle one takes twice as long as the others."""
    noise = Distribution.gamma(1.0, 0.4)
    steps = tuple(
        Operation(id=name, work_center=name, per_lot=hours * HOUR, noise=noise)
        for name, hours in (("saw", 1.0), ("mill", 2.0), ("pack", 1.0))
    )
    told = {
        "name": "line",
        "work_centers": tuple(WorkCenter(id=one.id) for one in steps),
        "products": (Product(id="part", routings=(Routing(operations=steps),)),),
        "release": Release(policy="conwip", wip_limit=6),
    }
    return Plant.model_validate({**told, **more})


def twins(load: float = 0.8) -> Plant:
    """Return an open plant of two products, each with a work center of its own that is like the other's."""
    return Plant(
        name="twins",
        work_centers=(WorkCenter(id="left"), WorkCenter(id="right")),
        products=tuple(
            Product(
                id=name,
                routings=(
                    Routing(
                        operations=(
                            Operation(id="1", work_center=name, per_lot=HOUR, noise=Distribution.exponential(1.0)),
                        )
                    ),
                ),
            )
            for name in ("left", "right")
        ),
        release=Release(interarrival=Distribution.exponential(HOUR / 2 / load)),
    )


def everything() -> Plant:
    """Return a plant that has all that a change may edit."""
    saw = Operation(id="1", work_center="saw", per_piece=60.0, rework=0.1)
    mill = Operation(id="2", work_center="mill", per_lot=300.0, per_piece=60.0)
    oven = Operation(id="3", work_center="oven", per_lot=2 * HOUR)
    failures = Failures(
        time_to_failure=Distribution.exponential(20 * HOUR), time_to_repair=Distribution.exponential(HOUR)
    )
    return Plant(
        name="everything",
        calendars=(Calendar(id="day", shifts=(Shift(days="mon-fri", start="06:00", end="22:00"),)),),
        calendar="day",
        work_centers=(
            WorkCenter(id="saw", stations=2, failures=failures, skill="cut", power=Power(process=4.0)),
            WorkCenter(
                id="mill", buffer=4, setup=Setup(default=600.0), skill="cut", power=Power(process=6.0, idle=1.0)
            ),
            WorkCenter(id="oven", batch=Batch(max_lots=4), skill="heat", power=Power(process=30.0, idle=5.0)),
        ),
        products=tuple(
            Product(
                id=name,
                routings=(Routing(operations=(saw, mill, oven)),),
                lot_sizes=(LotSize(quantity=8),),
                lead_time=Distribution.constant(3 * DAY),
            )
            for name in "AB"
        ),
        workers=(Worker(id="ann", skills=("cut",)), Worker(id="bob", skills=("cut", "heat"))),
        release=Release(policy="conwip", wip_limit=10),
        costs=Costs(margin_per_piece=2.0, worker_per_hour=40.0, station_once={"saw": 30_000.0, "mill": 90_000.0}),
    )
