"""A log as it looked at an earlier moment shows nothing of what came later."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import ibis
import pandas as pd
import pytest

from contracts.shop import DAY, shop
from plantwright.events.cut import known_at
from plantwright.events.log import EventLog
from plantwright.twin.log import simulate


@pytest.fixture(scope="module")
def log() -> EventLog:
    """Return ten days of a plant with all kinds of rows."""
    return simulate(shop(), horizon=10 * DAY, warm_up=4 * DAY, seed=1)


@pytest.fixture(scope="module", params=[1.5, 4.6, 9.4])
def moment(request: pytest.FixtureRequest, log: EventLog) -> datetime:
    """Return a moment so many days into the log."""
    return log.meta.start + timedelta(days=request.param)


def test_no_time_of_the_future_is_known(log: EventLog, moment: datetime) -> None:
    """No row starts, ends or leaves, and no order is released or completed, at the moment or after it."""
    known, stamp = known_at(log, moment), pd.Timestamp(moment)
    rows, orders = known.frame(), known.order_frame()
    for column in (rows["start"], rows["end"], rows["left"], orders["released"], orders["completed"]):
        assert not (column >= stamp).any()
    assert known.meta.end == moment
    assert known.meta.start == log.meta.start


def test_the_past_is_whole(log: EventLog, moment: datetime) -> None:
    """Every row that started and every order that was released before the moment is there, unchanged where it ended."""
    known, stamp = known_at(log, moment), pd.Timestamp(moment)
    before, rows = log.frame(), known.frame()
    begun = before[before["start"] < stamp].reset_index(drop=True)
    assert len(rows) == len(begun)
    ended = begun["left"] < stamp
    pd.testing.assert_frame_equal(rows[ended.to_numpy()], begun[ended])
    orders = log.order_frame()
    assert set(known.order_frame()["order"]) == set(orders[orders["released"] < stamp]["order"])


def test_what_ran_has_not_ended(log: EventLog, moment: datetime) -> None:
    """Work that ran at the moment is there without its end and without its scrap, and blocked work without leaving."""
    known, stamp = known_at(log, moment), pd.Timestamp(moment)
    before, rows = log.frame(), known.frame()
    begun = before[before["start"] < stamp].reset_index(drop=True)
    runs = (begun["end"] >= stamp) | begun["end"].isna()
    assert rows[runs.to_numpy()]["end"].isna().all()
    assert rows[runs.to_numpy()]["scrapped"].isna().all()
    assert rows["left"].isna().sum() >= runs.sum()


def test_a_moment_after_the_end_changes_nothing(log: EventLog) -> None:
    """At the end of the records everything is known."""
    known = known_at(log, log.meta.end + timedelta(days=3))
    pd.testing.assert_frame_equal(known.frame(), log.frame())
    assert known.meta.end == log.meta.end


def test_cutting_twice_is_cutting_once(log: EventLog, moment: datetime) -> None:
    """What is known at an earlier moment does not depend on how much was known later."""
    later = known_at(log, moment + timedelta(hours=7))
    pd.testing.assert_frame_equal(known_at(later, moment).frame(), known_at(log, moment).frame())


def test_readings_of_the_future_are_not_known(log: EventLog, moment: datetime) -> None:
    """Measurements taken later are not there yet."""
    times = [moment + timedelta(hours=shift) for shift in (-2, -1, 0, 3)]
    table = ibis.memtable(
        pd.DataFrame({"time": pd.Series(times, dtype="datetime64[us]"), "value": [1.0, 2.0, 3.0, 4.0]})
    )
    known = known_at(replace(log, measurements=table), moment)
    assert known.measurements is not None
    assert known.measurements.execute()["value"].tolist() == [1.0, 2.0]
