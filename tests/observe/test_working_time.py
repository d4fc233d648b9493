"""The clock that stands still while the plant is closed."""

from __future__ import annotations

from datetime import datetime, timedelta

import ibis
import numpy as np
import pyarrow as pa
import pytest

from plantwright.events.clock import WorkClock
from plantwright.model.calendar import ALWAYS, Calendar, Shift
from plantwright.observe.working_time import HOUR, local_seconds, work_time, working_seconds, zone_offsets

START, END = datetime(2025, 1, 1), datetime(2025, 12, 31)  # noqa: DTZ001 - UTC without a zone, as in every log
NIGHTS = Calendar(id="nights", shifts=(Shift(days="mon-sun", start="22:00", end="06:00"),))
DAYS = Calendar(id="days", shifts=(Shift(days="mon-fri", start="06:00", end="14:30"),))


def _between(first: str, last: str, calendar: Calendar, zone: str) -> float:
    times = pa.table({name: pa.array([datetime.fromisoformat(at)], pa.timestamp("us")) for name, at in
                      (("first", first), ("last", last))})  # fmt: skip
    table = ibis.duckdb.connect().create_table("times", times)
    work = work_time(calendar, zone, START, END)
    seconds = working_seconds(table["first"], table["last"], work)
    return float(table.select(seconds=seconds).to_pyarrow().column("seconds")[0].as_py()) / 3600


def test_a_week_of_day_shifts() -> None:
    """From Friday noon to Monday noon local time, a plant that works 6:00–14:30 on weekdays works 2.5 + 6 hours."""
    assert _between("2025-01-10T11:00", "2025-01-13T11:00", DAYS, "Europe/Berlin") == pytest.approx(8.5)


def test_the_night_the_clocks_go_back_has_nine_hours() -> None:
    """A night shift 22:00–06:00 lasts 9 h when the clocks go back, and 7 h when they go forward."""
    assert _between("2025-10-25T20:00", "2025-10-26T05:00", NIGHTS, "Europe/Berlin") == pytest.approx(9.0)
    assert _between("2025-03-29T21:00", "2025-03-30T04:00", NIGHTS, "Europe/Berlin") == pytest.approx(7.0)


def test_a_plant_that_never_closes_keeps_calendar_time() -> None:
    """Round the clock, working time is calendar time, whatever the local clock does."""
    assert _between("2025-10-25T20:00", "2025-10-26T20:00", ALWAYS, "Europe/Berlin") == 24.0


@pytest.mark.parametrize("calendar", [DAYS, NIGHTS, ALWAYS], ids=lambda one: one.id)
@pytest.mark.parametrize("zone", ["UTC", "Europe/Warsaw", "Asia/Tokyo", "America/New_York"])
def test_the_expression_agrees_with_the_work_clock(calendar: Calendar, zone: str) -> None:
    """The expression and the vectorized clock of the events give the same working time, to the microsecond."""
    steps = np.random.default_rng(3).integers(0, 360 * 86_400 * 10**6, 200)
    times = np.sort(np.datetime64(START, "us") + steps.astype("timedelta64[us]"))
    table = ibis.duckdb.connect().create_table("times", pa.table({"time": times}))
    work = work_time(calendar, zone, START, END)
    found = table.select(at=working_seconds(ibis.timestamp(START), table.time, work), time=table.time).order_by("time")
    expected = WorkClock(calendar, zone).between(np.full(200, np.datetime64(START, "us")), times)
    assert found.to_pyarrow().column("at").to_pylist() == pytest.approx(expected.tolist(), abs=2e-6)


def test_one_instant_agrees_with_the_expression() -> None:
    """The work clock of one instant, worked out in Python, is the one the expression gives."""
    work = work_time(DAYS, "Europe/Berlin", START, END)
    instants = [1_740_000_000_000_000 + step * 7 * HOUR // 3 for step in range(500)]
    table = ibis.duckdb.connect().create_table("at", pa.table({"at": instants}))
    found = table.select(at="at", work=work.position(table["at"])).order_by("at").to_pyarrow().column("work")
    assert found.to_pylist() == [work.at(instant) for instant in instants]


def test_offsets_change_to_the_second() -> None:
    """A zone's offsets change when its clocks do: Berlin on 30 March 2025 at 01:00 UTC."""
    changes = zone_offsets("Europe/Berlin", datetime(2025, 3, 1), datetime(2025, 4, 1))  # noqa: DTZ001
    assert [offset // HOUR for _, offset in changes] == [1, 2]
    assert datetime(1970, 1, 5) + timedelta(microseconds=changes[1][0]) == datetime(2025, 3, 30, 1)  # noqa: DTZ001


def test_local_seconds_count_from_monday_midnight() -> None:
    """Monday 00:30 UTC is Monday 09:30 in Tokyo."""
    times = pa.table({"time": pa.array([datetime(2025, 1, 6, 0, 30)], pa.timestamp("us"))})  # noqa: DTZ001
    table = ibis.duckdb.connect().create_table("times", times)
    seconds = local_seconds(table.time, work_time(DAYS, "Asia/Tokyo", START, END))
    assert table.select(at=seconds).to_pyarrow().column("at").to_pylist() == [9.5 * 3600]
