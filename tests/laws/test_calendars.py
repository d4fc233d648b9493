"""Closing hours: what a day of eight hours does to work that needs no chance, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from laws.floors import run_of
from laws.plants import line
from laws.strategies import HOUR
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import NO_NOISE, Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant, Release

DAY = 24 * HOUR


def open_for(plant: Plant, start: str, end: str, days: str = "mon-sun") -> Plant:
    """Return the plant with one shift."""
    calendar = Calendar(id="shift", shifts=(Shift(days=days, start=start, end=end),))
    return plant.model_copy(update={"calendars": (calendar,), "calendar": "shift"})


def one_at_a_time(hours: float, **more: object) -> Plant:
    """Return a station with one order on the floor, each taking so many hours of work."""
    return line([WorkCenter(id="a", **more)], [hours * HOUR], noise=NO_NOISE, wip_limit=1)  # type: ignore[arg-type]


@pytest.mark.parametrize(("end", "times"), [("16:00", 3), ("20:00", 2)])
def test_a_plant_open_a_third_of_the_day_takes_three_times_as_long(end: str, times: int) -> None:
    """Work of two shifts takes two days where the plant is open 8 of 24 hours, thrice its length; twice with 12."""
    length = 2 * 24 / times
    orders = run_of(open_for(one_at_a_time(length), "08:00", end), end=28 * DAY).orders()
    flow = np.diff(orders["completed"][~np.isnan(orders["completed"])])
    assert np.allclose(flow, times * length * HOUR)


def test_orders_through_an_eight_hour_day() -> None:
    """12 h of work in days from 8 to 16: done Tue noon, Wed 16:00, Fri noon, Sat 16:00, Mon noon, hours counted."""
    orders = run_of(open_for(one_at_a_time(12.0), "08:00", "16:00"), end=7.6 * DAY).orders()
    done = orders["completed"][:5] / HOUR
    assert orders["released"][0] == 8 * HOUR
    assert done.tolist() == [36.0, 64.0, 108.0, 136.0, 180.0]
    assert ((orders["completed"] - orders["released"])[:5] / HOUR).tolist() == [28.0, 28.0, 44.0, 28.0, 44.0]


def test_a_weekend_is_skipped() -> None:
    """Work that begins on Friday an hour before the end and needs two is done on Monday an hour after the start."""
    plant = open_for(one_at_a_time(39.0), "08:00", "16:00", "mon-fri")
    orders = run_of(plant, end=9 * DAY).orders()
    assert orders["completed"][0] == 4 * DAY + 15 * HOUR
    plant = open_for(one_at_a_time(41.0), "08:00", "16:00", "mon-fri")
    assert run_of(plant, end=9 * DAY).orders()["completed"][0] == 7 * DAY + 9 * HOUR


def test_a_shift_past_midnight_and_past_sunday() -> None:
    """A night shift from 22 to 6 on Sundays works its last six hours on Monday morning, the first of the week."""
    plant = open_for(one_at_a_time(5.0), "22:00", "06:00", "sun")
    orders = run_of(plant, end=8 * DAY).orders()
    assert orders["released"][0] == 0.0
    assert orders["completed"][0] == 5 * HOUR
    assert orders["completed"][1] == 7 * DAY + 2 * HOUR  # 1 h on Monday, 2 h on Sunday night, 2 h after midnight


def test_orders_come_in_open_hours_only() -> None:
    """One order each two open hours of an eight-hour day comes at 10, 12, 14 and 16 o'clock."""
    plant = line([WorkCenter(id="a", calendar="always")], [60.0], noise=NO_NOISE, interarrival=1.0)
    plant = plant.model_copy(update={"release": Release(interarrival=Distribution.constant(2 * HOUR))})
    released = run_of(open_for(plant, "08:00", "16:00"), end=3 * DAY).orders()["released"]
    assert (released / HOUR % 24).tolist() == [10, 12, 14, 16] * 3


def test_a_work_center_may_close_while_the_plant_is_open() -> None:
    """A work center of its own calendar waits for its own opening, and is late by as much."""
    day = Calendar(id="day", shifts=(Shift(days="mon-sun", start="08:00", end="16:00"),))
    centers = [WorkCenter(id="a"), WorkCenter(id="b", calendar="day")]
    plant = line(centers, [HOUR, HOUR], noise=NO_NOISE, wip_limit=1, calendars=(day,))
    visits = run_of(plant, end=2 * DAY).visits()
    second = visits[visits["step"] == 1]
    assert (second["start"][:4] / HOUR).tolist() == [8, 10, 12, 14]
    assert (second["end"][:4] / HOUR).tolist() == [9, 11, 13, 15]


def test_moves_and_repairs_stop_at_night() -> None:
    """A move of two hours that begins at 15 arrives at 9 the next day where the plant closes at 16."""
    plant = line([WorkCenter(id="a"), WorkCenter(id="b")], [7 * HOUR, HOUR], noise=NO_NOISE, wip_limit=1)
    plant = plant.model_copy(update={"transport": Distribution.constant(2 * HOUR)})
    visits = run_of(open_for(plant, "08:00", "16:00"), end=2 * DAY).visits()
    assert visits["left"][0] == 15 * HOUR
    assert visits["ready"][1] == DAY + 9 * HOUR
