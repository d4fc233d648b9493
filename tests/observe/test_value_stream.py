"""The value stream of the product made most."""

from __future__ import annotations

import pytest

from observe.conftest import Build
from observe.test_time_model import hours
from plantwright.events.log import EventLog
from plantwright.model.calendar import ALWAYS
from plantwright.observe.measures import measure


def test_steps_stand_in_order_with_their_times(line_log: EventLog) -> None:
    """Step 1 takes 2 h after 1 h of wait, half an hour of it repair; step 2 takes 1.5 h after 1.25 h and a setup."""
    first, second = measure(line_log, ALWAYS).table("value_stream")
    assert (first["step"], second["step"], first["product"]) == ("1", "2", "P")
    assert hours(first, "process_time") == pytest.approx(2.0)
    assert hours(first, "down_time") == pytest.approx(0.5)
    assert hours(first, "wait") == pytest.approx(1.0)
    assert hours(second, "process_time") == pytest.approx(1.5)
    assert hours(second, "setup_time") == pytest.approx(0.25)
    assert hours(second, "wait") == pytest.approx((0.5 + 2.0) / 2)
    assert hours(second, "lot_size") == pytest.approx(9.5)
    assert hours(second, "wip") == pytest.approx(2 * (1.5 + 0.25 + 1.25) / 24)
    assert hours(first, "value_added") == pytest.approx(2.0 / 3.5)


def test_value_added_is_the_work_over_all_of_it(line_log: EventLog) -> None:
    """Of the 13 hours that two lots spend, 7 add value."""
    assert measure(line_log, ALWAYS)["value_added"].value == pytest.approx(7 / 13)


def test_only_the_product_made_most_is_shown(floor_log: Build) -> None:
    """A product with two completed orders goes before one with one, whatever its steps take."""
    rows = [
        {"order": name, "product": product, "operation": f"{product}1", "station": "m1", "start": k, "end": k + 1}
        for k, (name, product) in enumerate([("X", "P"), ("Y", "Q"), ("Z", "Q")])
    ]
    orders = [
        {"order": row["order"], "product": row["product"], "released": 0, "completed": row["end"]} for row in rows
    ]
    lines = measure(floor_log(rows, orders), ALWAYS).table("value_stream")
    assert [line["step"] for line in lines] == ["Q1"]


def test_uptime_without_logged_stops_is_not_known(floor_log: Build) -> None:
    """A station that no row ever stops is not called always up."""
    rows = [{"order": "X", "product": "P", "station": "m1", "start": 0, "end": 1}]
    orders = [{"order": "X", "product": "P", "released": 0, "completed": 1}]
    (line,) = measure(floor_log(rows, orders), ALWAYS).table("value_stream")
    assert line["uptime"].value is None  # type: ignore[union-attr]
