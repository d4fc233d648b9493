"""A plant whose log has setups, breakdowns, workers, rework, scrap and a short buffer."""

from __future__ import annotations

from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, Setup, WorkCenter
from plantwright.model.plant import Plant, Release, Worker
from plantwright.model.product import LotSize, Operation, Product, Routing

DAY = 86_400.0


def shop() -> Plant:
    """Return the plant."""
    saw = Operation(id="10-saw", work_center="saw", per_piece=60.0, noise=Distribution.lognormal(1.0, 0.2), scrap=0.02)
    mill = Operation(id="20-mill", work_center="mill", per_lot=300.0, per_piece=120.0, rework=0.1)
    failures = Failures(
        time_to_failure=Distribution.exponential(20_000.0), time_to_repair=Distribution.exponential(2000.0)
    )
    return Plant(
        name="contract",
        time_zone="Europe/Paris",
        calendars=(Calendar(id="days", shifts=(Shift(days="mon-sat", start="06:00", end="20:00"),)),),
        calendar="days",
        work_centers=(
            WorkCenter(id="saw", stations=2, failures=failures),
            WorkCenter(id="mill", stations=2, buffer=4, skill="milling", setup=Setup(default=900.0)),
        ),
        products=tuple(
            Product(
                id=name,
                routings=(Routing(operations=(saw, mill)),),
                lot_sizes=(LotSize(quantity=20),),
                lead_time=Distribution.uniform(0.6 * DAY, 0.2),
            )
            for name in ("A", "B")
        ),
        workers=(Worker(id="w1", skills=("milling",)), Worker(id="w2", skills=("milling",))),
        release=Release(interarrival=Distribution.exponential(2400.0)),
    )
