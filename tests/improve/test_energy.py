"""Energy per good piece, by hand."""

from __future__ import annotations

import math

import pytest

from plantwright.improve.energy import energy_per_piece
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, Power, Setup, WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import LotSize, Operation, Product, Routing
from plantwright.twin.replicate import replicate

HOUR, DAY = 3600.0, 86_400.0


def line(power: Power | None, **more: object) -> Plant:
    """Return a station that does a lot of 4 in 6 of 8 open hours a day, 2 pieces of 8 scrapped nowhere."""
    step = Operation(id="1", work_center="a", per_lot=6 * HOUR)
    told = {
        "name": "one",
        "calendars": (Calendar(id="day", shifts=(Shift(days="mon-sun", start="08:00", end="16:00"),)),),
        "calendar": "day",
        "work_centers": (WorkCenter(id="a", power=power),),
        "products": (Product(id="p", routings=(Routing(operations=(step,)),), lot_sizes=(LotSize(quantity=4),)),),
        "release": Release(interarrival=Distribution.constant(8 * HOUR)),
    }
    return Plant.model_validate({**told, **more})


def energy(plant: Plant, days: int = 14) -> float:
    """Return the energy per piece of one run [kWh]."""
    runs = replicate(plant, warm_up=2 * DAY, horizon=days * DAY, replications=1)
    return energy_per_piece(plant, runs.runs[0], runs.horizon)


def test_energy_of_work_and_of_waiting() -> None:
    """6 h of work at 10 kW and 2 h idle at 1 kW a day make 62 kWh for 4 pieces; a closed plant draws nothing."""
    assert energy(line(Power(process=10.0, idle=1.0))) == pytest.approx(62 / 4)


def test_setups_and_repairs_draw_their_own_power() -> None:
    """1 h of setup a lot at 3 kW and repairs at 2 kW come on top of the work and out of the idle time."""
    failures = Failures(time_to_failure=Distribution.constant(6 * HOUR), time_to_repair=Distribution.constant(HOUR / 2))
    center = WorkCenter(
        id="a", setup=Setup(default=HOUR), failures=failures, power=Power(process=10.0, setup=3.0, down=2.0, idle=1.0)
    )
    plant = line(None, work_centers=(center,))
    runs = replicate(plant, warm_up=2 * DAY, horizon=28 * DAY, replications=1)
    seconds = {name: float(values[0]) for name, values in runs.runs[0].stations.items()}
    assert seconds["process"] == pytest.approx(28 * 6 * HOUR)
    assert seconds["setup"] == 0.0  # one product is one family
    assert seconds["down"] == pytest.approx(27.5 * HOUR / 2, rel=0.03)
    joules = 10 * seconds["process"] + 2 * seconds["down"] + (28 * 8 * HOUR - seconds["process"] - seconds["down"])
    assert energy_per_piece(plant, runs.runs[0], runs.horizon) == pytest.approx(joules / HOUR / (28 * 4))


def test_energy_is_not_known_where_one_power_is_not() -> None:
    """A work center whose power nobody told makes energy unknown, not smaller."""
    assert math.isnan(energy(line(None)))
    known = WorkCenter(id="a", power=Power(process=10.0))
    assert math.isnan(energy(line(None, work_centers=(known, WorkCenter(id="b")))))


def test_no_pieces_no_energy_per_piece() -> None:
    """Where nothing good comes out there is no energy per piece."""
    step = Operation(id="1", work_center="a", per_lot=HOUR, scrap=1.0)
    plant = line(Power(process=1.0), products=(Product(id="p", routings=(Routing(operations=(step,)),)),))
    assert math.isnan(energy(plant))
