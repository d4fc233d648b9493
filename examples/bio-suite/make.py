"""A fictional biomanufacturing suite as a plant folder: run ``python examples/bio-suite/make.py``.

Every number is invented; README.md says what the suite shows.
"""

from __future__ import annotations

import argparse
import sys
from math import ceil
from pathlib import Path

from plantwright.files.plant import write_plant
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, Maintenance, Setup, SetupTime, WorkCenter
from plantwright.model.orders import Arrival
from plantwright.model.plant import Plant, Release, Worker
from plantwright.model.product import LotSize, Operation, Product, QueueLimit, Routing

HERE = Path(__file__).parent
HOUR, DAY = 3600.0, 86_400.0
CAMPAIGN = 4
"""Batches that are ordered together."""
CAMPAIGN_EVERY = {"mab-A": 35.0, "mab-B": 70.0}
"""Days between campaigns, by antibody."""
HARVEST_KG = {"mab-A": 8.0, "mab-B": 5.0}
"""Antibody in the broth of a production bioreactor [kg]."""
CYCLE_KG, CYCLE_HOURS = 1.5, 5.0
"""What the column takes in a cycle, and how long that is."""
LOSSES = {"harvest": 0.05, "capture": 0.06, "polish": 0.08, "filtration": 0.03}
"""Part of the antibody that each step loses."""
CONTAMINATION = 0.03
"""Share of the production runs that are lost and begun anew from a vial."""
CLEAN_DAYS = {"seed": 1.0, "production": 3.0, "capture": 1.5}
"""Change-over from one antibody to another."""
DAYS = {"inoculum": 9.0, "seed": 4.0, "production": 13.0}
"""Of culture, with cleaning and sterilizing between batches."""
QUARANTINE_DAYS = 10.0
REACTORS = {"inoculum": 4, "seed": 2, "production": 3}


def bio_suite() -> Plant:
    """Return the suite."""
    return Plant(
        name="bio-suite",
        currency="EUR",
        calendars=(Calendar(id="day shift", shifts=(Shift(days="mon-sun", start="06:00", end="18:00"),)),),
        work_centers=(
            *(_culture(name) for name in REACTORS),
            WorkCenter(id="harvest", skill="downstream"),
            WorkCenter(id="capture", skill="downstream", setup=_cleaning("capture"), maintenance=(_packing(),)),
            WorkCenter(id="polish", skill="downstream"),
            WorkCenter(id="filtration", skill="downstream"),
            WorkCenter(id="fill", calendar="day shift", skill="downstream"),
        ),
        products=tuple(_antibody(name) for name in HARVEST_KG),
        workers=(
            *(Worker(id=f"upstream {k}", skills=("upstream",)) for k in (1, 2)),
            *(Worker(id=f"downstream {k}", skills=("downstream",)) for k in (1, 2, 3)),
        ),
        release=Release(
            arrivals=tuple(
                Arrival(product=name, interarrival=Distribution.constant(days * DAY), orders=CAMPAIGN)
                for name, days in CAMPAIGN_EVERY.items()
            )
        ),
    )


def _culture(name: str) -> WorkCenter:
    return WorkCenter(
        id=name,
        stations=REACTORS[name],
        skill="upstream",
        dispatch="fewest_setups" if name in CLEAN_DAYS else "fifo",
        setup=_cleaning(name) if name in CLEAN_DAYS else None,
        failures=_probe() if name == "production" else None,
    )


def _cleaning(name: str) -> Setup:
    one, other = HARVEST_KG
    time = CLEAN_DAYS[name] * DAY
    pairs = ((one, other, time), (other, one, 1.25 * time))
    times = tuple(SetupTime(from_family=a, to_family=b, time=c) for a, b, c in pairs)
    # the column serves a whole batch before another antibody comes
    return Setup(times=times, min_run=4 if name == "capture" else 2, noise=Distribution.gamma(1.0, scv=0.02))


def _probe() -> Failures:
    return Failures(
        time_to_failure=Distribution.exponential(90 * DAY),
        time_to_repair=Distribution.lognormal(20 * HOUR, scv=0.5),
        reason="probe",
    )


def _packing() -> Maintenance:
    return Maintenance(
        every=Distribution.constant(60), duration=Distribution.constant(2 * DAY), clock="lots", reason="column packing"
    )


def _antibody(name: str) -> Product:
    return Product(
        id=name,
        unit="kg",
        divisible=True,
        lot_sizes=(LotSize(quantity=HARVEST_KG[name]),),
        lead_time=Distribution.constant(75 * DAY),
        routings=(Routing(operations=(*_upstream(), *_downstream())),),
    )


def _upstream() -> tuple[Operation, ...]:
    grow = Distribution.gamma(1.0, scv=0.01)
    inoculum = Operation(
        id="inoculum", work_center="inoculum", per_lot=DAYS["inoculum"] * DAY, noise=grow, attendance=0.05
    )
    seed = Operation(
        id="seed",
        work_center="seed",
        per_lot=DAYS["seed"] * DAY,
        noise=grow,
        attendance=0.1,
        # cells past their growth are thrown away, and a vial is thawed anew
        queue_limit=QueueLimit(time=4 * DAY, consequence="rework", back=1),
    )
    production = Operation(
        id="production",
        work_center="production",
        per_lot=DAYS["production"] * DAY,
        noise=grow,
        attendance=0.05,
        queue_limit=QueueLimit(time=4 * DAY, consequence="rework", back=2),
        rework=CONTAMINATION,
        rework_back=2,
        rework_limit=2,
    )
    return inoculum, seed, production


def _downstream() -> tuple[Operation, ...]:
    vary = Distribution.gamma(1.0, scv=0.03)
    cold = QueueLimit(time=5 * DAY)
    harvest = Operation(
        id="harvest",
        work_center="harvest",
        per_lot=4 * HOUR,
        rate=1.0 / HOUR,
        noise=vary,
        scrap=LOSSES["harvest"],
        queue_limit=QueueLimit(time=2 * DAY),
        split=CYCLE_KG,
    )
    # one lot here is one cycle of the column; then an hour at low pH kills viruses
    capture = Operation(
        id="capture",
        work_center="capture",
        per_lot=CYCLE_HOURS * HOUR,
        noise=vary,
        scrap=LOSSES["capture"],
        queue_limit=cold,
        attendance=0.5,
        hold=Distribution.constant(HOUR),
    )
    polish = Operation(
        id="polish",
        work_center="polish",
        per_lot=6 * HOUR,
        rate=0.5 / HOUR,
        noise=vary,
        scrap=LOSSES["polish"],
        queue_limit=cold,
        join=True,
    )
    filtration = Operation(
        id="filtration",
        work_center="filtration",
        per_lot=8 * HOUR,
        rate=1.0 / HOUR,
        noise=vary,
        scrap=LOSSES["filtration"],
        # quarantine until the laboratory releases the bulk
        hold=Distribution.gamma(QUARANTINE_DAYS * DAY, scv=0.05),
    )
    fill = Operation(id="fill", work_center="fill", per_lot=3 * HOUR, rate=2.0 / HOUR)
    return harvest, capture, polish, filtration, fill


def yield_share() -> float:
    """Return the part of the harvested antibody that is filled, by hand [1]."""
    share = 1.0
    for loss in LOSSES.values():
        share *= 1 - loss
    return share


def kg_a_day() -> float:
    """Return how much is filled a day if no batch is thrown away, by hand [kg/d]."""
    return sum(CAMPAIGN / days * HARVEST_KG[name] for name, days in CAMPAIGN_EVERY.items()) * yield_share()


def load(name: str) -> float:
    """Return the part of its time that a stage of culture is busy, its cleaning left out, by hand [1]."""
    batches = sum(CAMPAIGN / days for days in CAMPAIGN_EVERY.values())
    # a batch that is lost is begun anew at most twice
    runs = 1 + CONTAMINATION + CONTAMINATION**2
    stopped = 20 / (90 * 24) if name == "production" else 0.0
    return batches * runs * DAYS[name] * (1 + stopped) / REACTORS[name]


def days_without_waits(name: str) -> float:
    """Return how long a batch takes if nothing is lost and it waits for its quarantine only, by hand [d]."""
    product = {one.id: one for one in bio_suite().products}[name]
    steps = {one.id: one.mean_time(HARVEST_KG[name]) / DAY for one in product.routings[0].operations}
    cycles = ceil(HARVEST_KG[name] / CYCLE_KG)
    return sum(steps.values()) + (cycles - 1) * steps["capture"] + 1 / 24 + QUARANTINE_DAYS


def by_hand() -> str:
    """Return the output and the loads, as text."""
    lines = [f"{name:12} busy {100 * load(name):5.1f} % of the time, cleaning left out" for name in REACTORS]
    lines += [f"{name} without waits {days_without_waits(name):.1f} days" for name in HARVEST_KG]
    return "\n".join([*lines, f"yield {100 * yield_share():.1f} %, filled {kg_a_day():.3f} kg a day"])


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, default=HERE, help="folder of the plant")
    parser.add_argument("--by-hand", action="store_true", help="print the loads worked out by hand, write nothing")
    given = parser.parse_args()
    if given.by_hand:
        sys.stdout.write(by_hand() + "\n")
    else:
        write_plant(bio_suite(), given.out)


if __name__ == "__main__":
    main()
