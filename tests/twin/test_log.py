"""The twin's log: what the kernel wrote, in the plant's words and in UTC."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from laws.floors import run_of
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, Setup, WorkCenter
from plantwright.model.plant import Plant, Release, Worker
from plantwright.twin.log import MONDAY, simulate
from twin.shops import routed

HOUR, DAY = 3600.0, 86_400.0


def shop(zone: str = "UTC") -> Plant:
    """Return a plant with setups, breakdowns and a worker, open from 8 to 16."""
    failures = Failures(
        time_to_failure=Distribution.exponential(4 * HOUR), time_to_repair=Distribution.exponential(HOUR), reason="jam"
    )
    plant = routed(
        ["a", "b"],
        release=Release(interarrival=Distribution.exponential(1.2 * HOUR)),
        noise=Distribution.gamma(HOUR, 0.4),
        work_centers=(
            WorkCenter(id="a", station_ids=("saw",), failures=failures),
            WorkCenter(id="b", stations=2, setup=Setup(default=600.0), skill="run"),
        ),
        workers=(Worker(id="ann", skills=("run",)),),
        calendars=(Calendar(id="day", shifts=(Shift(days="mon-sun", start="08:00", end="16:00"),)),),
        calendar="day",
        time_zone=zone,
    )
    return plant.model_copy(
        update={"products": (plant.products[0], plant.products[0].model_copy(update={"id": "other"}))}
    )


def test_rows_are_the_kernels_in_the_plants_words() -> None:
    """Every row of the kernel stands in the log with the names of order, product, station, worker and reason."""
    log, run = simulate(shop(), horizon=10 * DAY, seed=3), run_of(shop(), end=10 * DAY, seed=3)
    rows, kernel = log.frame(), run.floor.rows[: run.floor.state[0]["rows"]]
    seconds = (rows["start"] - pd.Timestamp(MONDAY)).dt.total_seconds()
    kernel = kernel[kernel["start"] < 10 * DAY]
    assert np.allclose(seconds, kernel["start"], atol=1e-5)
    assert rows["station"].tolist() == [("saw", "b-1", "b-2")[one] for one in kernel["station"]]
    assert rows["kind"].tolist() == [("process", "setup", "down")[one] for one in kernel["kind"]]
    assert set(rows["worker"].dropna()) == {"ann"}
    assert set(rows["reason"].dropna()) == {"jam"}
    assert set(rows["product"].dropna()) == {"part", "other"}
    work = rows[rows["kind"] != "down"]
    assert work["order"].tolist() == [f"S{one + 1:06d}" for one in kernel["order"][kernel["kind"] != 2]]


def test_the_plant_keeps_its_hours_through_a_clock_change() -> None:
    """A plant in Berlin works from 8 to 16 by the clock on the wall before and after clocks go forward."""
    begin = datetime(2025, 3, 24)  # noqa: DTZ001 - wall time of the plant
    log = simulate(shop("Europe/Berlin"), horizon=14 * DAY, seed=1, begin=begin)
    rows = log.frame()
    starts = rows[rows["kind"] == "process"]["start"].dt.tz_localize("UTC").dt.tz_convert("Europe/Berlin")
    assert starts.dt.hour.between(8, 15).all()
    utc = rows[rows["kind"] == "process"]["start"]
    assert utc[utc < "2025-03-30"].dt.hour.max() == 14
    assert utc[utc >= "2025-03-31"].dt.hour.min() == 6
    assert (log.meta.start, log.meta.time_zone) == (datetime(2025, 3, 23, 23), "Europe/Berlin")  # noqa: DTZ001


def test_the_window_cuts_what_goes_on() -> None:
    """Work beyond the end has no end yet, what left before the begin is not there, and the days are those asked for."""
    log = simulate(shop(), warm_up=3 * DAY, horizon=4.5 * DAY, seed=2)
    rows, orders = log.frame(), log.order_frame()
    start, end = pd.Timestamp(log.meta.start), pd.Timestamp(log.meta.end)
    assert log.meta.days() == 4.5
    assert start == pd.Timestamp(MONDAY) + pd.Timedelta(days=3)
    assert not (rows["left"] < start).any()
    assert (rows["start"] < end).all()
    assert not (rows["end"] >= end).any()
    assert not (orders["completed"] < start).any()
    assert orders["completed"].isna().any()
    assert rows["end"].isna().any()


@pytest.mark.parametrize("weekday", [0, 4, 6])
def test_a_run_begins_on_the_day_told(weekday: int) -> None:
    """A run that begins on any day of the week has the opening hours of that day."""
    plant = shop().model_copy(
        update={"calendars": (Calendar(id="day", shifts=(Shift(days="mon-fri", start="08:00", end="16:00"),)),)}
    )
    begin = datetime(2025, 3, 3 + weekday)  # noqa: DTZ001 - wall time of the plant
    released = simulate(plant, horizon=9 * DAY, seed=1, begin=begin).order_frame()["released"]
    assert released.min() > pd.Timestamp(begin)
    assert released.dt.day_of_week.max() <= 4
