"""A fictional rear axle line as a plant folder: run ``python examples/axle-line/make.py``.

Every number is invented; README.md says what the line shows.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

from plantwright.files.plant import write_plant
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, Maintenance, Power, WorkCenter
from plantwright.model.plant import Costs, Plant, Release, Worker
from plantwright.model.product import Component, Operation, Product, Routing

HERE = Path(__file__).parent
MINUTE, HOUR = 60.0, 3600.0
HUBS = 2
"""Hubs in an axle."""
PALLETS = 24
"""Axles on the line at most: each stands on a pallet that comes back."""
SCRAP = 0.004
"""Share of the axles that the test bench rejects."""
RETEST = 0.03
"""Share of the axles that are tested once more."""

DIE_PIECES, DIE_MINUTES = 2000, 12
"""After how many pieces the bushing press gets a new die, and how long that takes."""


class Station(NamedTuple):
    """A station of the line."""

    name: str
    cycle: float
    """Seconds a piece."""
    places: int | None
    """For pallets in front of it."""
    power: float
    """While it works [kW]."""
    minutes_up: float = 0.0
    """Working between two failures; 0: never fails."""
    minutes_down: float = 0.0


LINE = (
    Station("load", 46, None, 6, 240, 4),
    Station("bushings", 52, 3, 18, 90, 5),
    Station("bearings", 54, 3, 22, 75, 6),
    Station("hubs", 53, 2, 12, 120, 5),
    Station("brakes", 55, 4, 2),
    Station("torque", 50, 3, 9, 100, 6),
    Station("test", 51, 2, 15, 180, 8),
)
HUB_CELL = Station("hub-cell", 24, None, 16, 150, 7)
SHIFTS = (Shift(days="mon-fri", start="06:00", end="22:00"),)
BREAKS = tuple(
    Shift(days="mon-fri", start=start, end=end)
    for start, end in (("08:45", "09:00"), ("11:30", "12:00"), ("16:45", "17:00"), ("19:30", "20:00"))
)


def axle_line() -> Plant:
    """Return the line."""
    return Plant(
        name="axle-line",
        currency="EUR",
        calendars=(Calendar(id="two shifts", shifts=SHIFTS, breaks=BREAKS),),
        calendar="two shifts",
        work_centers=tuple(_center(one) for one in (*LINE, HUB_CELL)),
        products=(_axle(), _hub()),
        workers=tuple(Worker(id=f"fitter {k}", skills=("fit",)) for k in (1, 2)),
        release=Release(policy="conwip", wip_limit=PALLETS),
        transport=Distribution.constant(8.0),
        costs=Costs(
            margin_per_piece=6.0,
            worker_per_hour=42.0,
            energy_per_kwh=0.18,
            station_once={"bearings": 380_000.0, "bushings": 340_000.0, "brakes": 45_000.0},
        ),
    )


def _center(station: Station) -> WorkCenter:
    manual = station.name == "brakes"
    return WorkCenter(
        id=station.name,
        buffer=station.places,
        skill="fit" if manual else None,
        team=("fit",) if manual else (),
        failures=_failures(station) if station.minutes_up else None,
        maintenance=(_die_change(),) if station.name == "bushings" else (),
        power=Power(process=station.power, setup=0.0, down=station.power / 6, idle=station.power / 3),
    )


def _failures(station: Station) -> Failures:
    return Failures(
        time_to_failure=Distribution.exponential(station.minutes_up * MINUTE),
        time_to_repair=Distribution.lognormal(station.minutes_down * MINUTE, scv=0.8),
        reason="stopped",
    )


def _die_change() -> Maintenance:
    return Maintenance(
        every=Distribution.constant(DIE_PIECES),
        duration=Distribution.constant(DIE_MINUTES * MINUTE),
        clock="pieces",
        reason="die",
    )


def _axle() -> Product:
    steps = tuple(_step(one.name, one.cycle) for one in LINE)
    return Product(id="axle", routings=(Routing(operations=steps),))


def _step(name: str, cycle: float) -> Operation:
    return Operation(
        id=name,
        work_center=name,
        per_lot=cycle,
        # hands vary, machines do not
        noise=Distribution.gamma(1.0, scv=0.04) if name == "brakes" else Distribution.constant(1.0),
        components=(Component(product="hub", quantity=HUBS),) if name == "hubs" else (),
        scrap=SCRAP if name == "test" else 0.0,
        rework=RETEST if name == "test" else 0.0,
    )


def _hub() -> Product:
    step = Operation(id="press hub", work_center=HUB_CELL.name, per_piece=HUB_CELL.cycle)
    return Product(id="hub", share=0.0, routings=(Routing(operations=(step,)),))


def seconds_an_axle(station: Station) -> float:
    """Return the working time a station needs for an axle by hand, its stops in and its queues left out [s]."""
    runs = {HUB_CELL.name: HUBS, "test": 1 / (1 - RETEST)}.get(station.name, 1.0)
    stopped = station.minutes_down / station.minutes_up if station.minutes_up else 0.0
    die = DIE_MINUTES * MINUTE / DIE_PIECES if station.name == "bushings" else 0.0
    return station.cycle * runs * (1 + stopped) + die


def most_axles_a_day() -> float:
    """Return the good axles a calendar day if the slowest station never waited, by hand [1/d]."""
    slowest = max(seconds_an_axle(one) for one in (*LINE, HUB_CELL))
    week = axle_line().calendars[0].hours_per_week() * HOUR
    return week / 7 / slowest * (1 - SCRAP)


def by_hand() -> str:
    """Return what each station needs for an axle, as text."""
    lines = [f"{one.name:10}{seconds_an_axle(one):6.1f} s an axle, stops included" for one in (*LINE, HUB_CELL)]
    return "\n".join([*lines, f"at most {most_axles_a_day():.0f} good axles a calendar day"])


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, default=HERE, help="folder of the plant")
    parser.add_argument("--by-hand", action="store_true", help="print the times worked out by hand, write nothing")
    given = parser.parse_args()
    if given.by_hand:
        sys.stdout.write(by_hand() + "\n")
    else:
        write_plant(axle_line(), given.out)


if __name__ == "__main__":
    main()
