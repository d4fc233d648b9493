"""An example to try: what an invented plant of ours would have recorded, made by the twin."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

from plantwright.events.whole_folder import whole_folder
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import LotSize, Operation, Product, Routing
from plantwright.twin.log import simulate

HOUR, DAY = 3600.0, 86_400.0
WARM_UP, WINDOW = 28 * DAY, 84 * DAY
BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
FACTS = """\
# Invented, as are all the records beside it
plant: example works
time_zone: UTC
currency: EUR
shifts:
- {days: mon-fri, from: '06:00', to: '22:00'}
release: open
costs: {margin_per_piece: 6.0, worker_per_hour: 40.0}
"""
_TWO_SHIFTS = Calendar(id="two-shifts", shifts=(Shift(days="mon-fri", start="06:00", end="22:00"),))
_STEPS = {"bracket": {"saw": 1.2, "mill": 5.0, "wash": 0.8}, "lever": {"saw": 0.8, "mill": 3.6, "grind": 4.4}}
"""Minutes a piece takes at each step."""
_COLUMNS = ("order", "product", "operation", "work_center", "station", "start", "end", "quantity")


def example_plant() -> Plant:
    """Return a small invented plant: four work centers, two products, mills that are the bottleneck and break down."""
    broken = Failures(
        time_to_failure=Distribution.exponential(40 * HOUR), time_to_repair=Distribution.lognormal(2 * HOUR, 1.0)
    )
    return Plant(
        name="example works",
        work_centers=(
            WorkCenter(id="saw"), WorkCenter(id="mill", stations=2, failures=broken), WorkCenter(id="wash"),
            WorkCenter(id="grind"),
        ),
        products=tuple(_product(name, steps) for name, steps in _STEPS.items()),
        calendars=(_TWO_SHIFTS,),
        calendar="two-shifts",
        release=Release(interarrival=Distribution.exponential(1.1 * HOUR)),
    )  # fmt: skip


def _product(name: str, steps: dict[str, float]) -> Product:
    noise = Distribution.gamma(1.0, 0.1)
    operations = tuple(
        Operation(id=place, work_center=place, per_lot=360.0, per_piece=60 * minutes, noise=noise, scrap=0.004)
        for place, minutes in steps.items()
    )
    return Product(
        id=name, routings=(Routing(operations=operations),), lot_sizes=tuple(LotSize(quantity=n) for n in (10, 20, 30))
    )


def write_example(folder: Path) -> None:
    """Write the example's ``log.csv`` and ``facts.yaml`` into a folder that is made."""
    log = simulate(example_plant(), horizon=WINDOW, warm_up=WARM_UP, seed=7, begin=BEGIN.replace(tzinfo=None))
    rows = log.intervals.to_pyarrow().to_pylist()
    kept = sorted((one for one in rows if one["kind"] == "process" and one["start"]), key=lambda one: one["start"])
    with whole_folder(folder, ("log.csv", "facts.yaml")) as made:
        with (made / "log.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(_COLUMNS)
            out.writerows([_cell(one[name]) for name in _COLUMNS] for one in kept)
        (made / "facts.yaml").write_text(FACTS, encoding="utf-8")


def _cell(value: object) -> object:
    if isinstance(value, datetime):
        return (value + timedelta(microseconds=500_000)).replace(microsecond=0).isoformat(sep=" ")
    return "" if value is None else value
