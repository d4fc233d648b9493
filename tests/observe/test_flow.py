"""Throughput, WIP and flow time."""

from __future__ import annotations

import pytest

from observe.conftest import Build
from plantwright.events.log import EventLog
from plantwright.model.calendar import ALWAYS
from plantwright.observe.measures import measure


def test_a_day_by_hand(line_log: EventLog) -> None:
    """Two orders of one day: nine good pieces each, flow times 6 h and 8 h, 14 order-hours on the floor."""
    found = measure(line_log, ALWAYS)
    expected = {
        "orders": 2,
        "orders_completed": 2,
        "orders_in_progress": 0,
        "rows": 6,
        "throughput": 18.0,
        "order_throughput": 2.0,
        "wip": 14 / 24,
        "flow_mean": 7.0,
        "flow_median": 7.0,
        "flow_p95": 7.9,
        "on_time": 0.5,
        "little_ratio": 1.0,
    }
    assert {name: found[name].value for name in expected} == pytest.approx(expected)


def test_orders_at_the_edges(floor_log: Build) -> None:
    """Every order on the floor counts in WIP; only those completed inside count in flow time and throughput."""
    orders = [
        {"order": "before", "quantity": 5, "released": -10, "completed": 2},
        {"order": "after", "quantity": 5, "released": 20, "completed": 30},
        {"order": "open", "quantity": 5, "released": 18, "completed": None},
        {"order": "unknown", "quantity": 5, "released": None, "completed": 6},
        {"order": "gone", "quantity": 5, "released": -9, "completed": -1},
    ]
    found = measure(floor_log([{"order": "open", "station": "m1", "start": 19, "end": 20}], orders), ALWAYS)
    assert found["wip"].value == pytest.approx((2 + 4 + 6 + 6) / 24)
    assert (found["flow_mean"].value, found["flow_mean"].n) == (12.0, 1)
    assert found["orders_completed"].value == 2
    assert found["orders_in_progress"].value == 2
    assert found["throughput"].value == pytest.approx(10.0)


def test_good_pieces_are_those_of_the_last_pass(floor_log: Build) -> None:
    """A last step done twice counts its second pass; pieces booked in parts are added up."""
    rows = [
        {"order": "R", "operation": "1", "station": "m1", "start": 1, "end": 2, "quantity": 10, "scrapped": 1},
        {
            "order": "R",
            "operation": "1",
            "station": "m1",
            "start": 2,
            "end": 3,
            "quantity": 9,
            "scrapped": 2,
            "rework": True,
        },
        {"order": "S", "operation": "1", "station": "m1", "start": 3, "end": 4, "quantity": 4, "scrapped": 0},
        {"order": "S", "operation": "1", "station": "m1", "start": 4, "end": 5, "quantity": 6, "scrapped": 1},
    ]
    orders = [{"order": name, "quantity": 10, "released": 0, "completed": 5} for name in "RS"]
    assert measure(floor_log(rows, orders), ALWAYS)["throughput"].value == pytest.approx(7 + 9)


def test_intervals_come_from_weeks(floor_log: Build) -> None:
    """One order a week, released Monday, done after a day: throughput, WIP and flow time are certain."""
    orders = [
        {"order": str(week), "quantity": 7, "released": 168 * week, "completed": 168 * week + 24} for week in range(8)
    ]
    found = measure(
        floor_log([{"order": "0", "station": "m1", "start": 0, "end": 1}], orders, hours=(0, 8 * 168)), ALWAYS
    )
    for name, value in {"throughput": 1.0, "wip": 1 / 7, "flow_mean": 24.0}.items():
        one = found[name]
        assert (one.value, one.low, one.high) == pytest.approx((value, value, value))
        assert "8 weeks" in one.method


def test_too_short_a_window_has_no_interval(line_log: EventLog) -> None:
    """One day tells no spread, and the method says so."""
    one = measure(line_log, ALWAYS)["throughput"]
    assert (one.low, one.high) == (None, None)
    assert "no interval" in one.method


def test_an_empty_floor_knows_nothing(floor_log: Build) -> None:
    """Without orders nothing of orders is known, not even that there were none; and it is no error."""
    found = measure(floor_log([{"station": "m1", "start": 1, "end": 2}]), ALWAYS)
    assert found["flow_mean"].value is None
    assert found["flow_p95"].value is None
    assert found["orders"].value is None


def test_products_have_their_own_flow(line_log: EventLog) -> None:
    """The only product has both orders, 18 good pieces and the mean flow time of 7 h."""
    (line,) = measure(line_log, ALWAYS).table("products")
    found = {name: line[name].value for name in ("orders", "quantity", "flow_mean", "on_time")}  # type: ignore[union-attr]
    assert found == {"orders": 2, "quantity": 18, "flow_mean": 7.0, "on_time": 0.5}


@pytest.mark.parametrize("joined", [True, False])
def test_a_lot_that_was_split_counts_once(floor_log: Build, joined: bool) -> None:
    """Ten pieces cut in two parts leave as nine: neither the whole before the cut nor joined parts count again."""
    told = {"order": "S", "station": "m1"}
    rows: list[dict[str, object]] = [
        {**told, "operation": "cut", "start": 0, "end": 1, "quantity": 10, "scrapped": 1},
        {**told, "operation": "coat", "lot": "S.1", "start": 1, "end": 2, "quantity": 5, "scrapped": 0},
        {**told, "operation": "coat", "lot": "S.2", "start": 2, "end": 3, "quantity": 4, "scrapped": 0},
    ]
    rows += [{**told, "operation": "pack", "start": 3, "end": 4, "quantity": 9, "scrapped": 0}] if joined else []
    orders = [{"order": "S", "quantity": 10, "released": 0, "completed": 4}]
    links = [{"parent": "S", "child": f"S.{part}", "quantity": size} for part, size in ((1, 5), (2, 4))]
    assert measure(floor_log(rows, orders, links=links), ALWAYS)["throughput"].value == pytest.approx(9.0)


def test_records_without_pieces_do_not_say_that_nothing_was_made(floor_log: Build) -> None:
    """Where no row and no order tells its pieces, their throughput is not known, while orders are still counted."""
    rows = [{"order": "A", "operation": "1", "station": "m1", "start": 1, "end": 2}]
    found = measure(floor_log(rows, [{"order": "A", "released": 0, "completed": 2}]), ALWAYS)
    assert found["throughput"].value is None
    assert found["order_throughput"].value == 1.0
