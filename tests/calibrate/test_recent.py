"""The last part of a very long log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyarrow as pa

from plantwright.calibrate.recent import FEWEST_WEEKS, recent, recent_finding
from plantwright.events.log import EventLog, LogMeta

MONDAY = datetime(2025, 1, 6, tzinfo=UTC).replace(tzinfo=None)
WEEKS = 30


def log() -> EventLog:
    """Return thirty weeks of twenty orders a week, each of two steps on two days that follow one another."""
    rows, orders = [], []
    for number in range(20 * WEEKS):
        begun = MONDAY + timedelta(weeks=number // 20, hours=8 * (number % 20))
        for step in (0, 1):
            start = begun + timedelta(days=step)
            at = {"work_center": f"w{step}", "station": f"w{step}", "start": start, "end": start + timedelta(hours=2)}
            rows.append({"order": f"O{number}", "operation": f"{step}", "kind": "process"} | at)
        orders.append({"order": f"O{number}", "released": begun, "completed": begun + timedelta(days=1, hours=2)})
    meta = LogMeta("long", "recorded", MONDAY, MONDAY + timedelta(weeks=WEEKS))
    return EventLog.from_arrow(pa.Table.from_pylist(rows), pa.Table.from_pylist(orders), meta)


def test_a_log_that_is_not_long_stays_as_it_is() -> None:
    """Up to the rows asked for, nothing is left out and nothing is said."""
    whole = log()
    assert recent(whole, 40 * WEEKS) is whole
    assert recent_finding(whole, whole) == ()


def test_whole_weeks_at_the_end_are_kept() -> None:
    """Four hundred rows are the last ten weeks; the window says so, and rows and orders that ended before are gone."""
    whole = log()
    part = recent(whole, 400)
    assert part.meta.end == whole.meta.end
    assert (part.meta.end - part.meta.start) == timedelta(weeks=10)
    frame, orders = part.frame(), part.order_frame()
    assert (frame["end"] > part.meta.start).all()
    assert set(frame["order"]) <= set(orders["order"])
    assert (orders["completed"] > part.meta.start).all()
    assert whole.frame()["order"].nunique() == 20 * WEEKS
    (found,) = recent_finding(part, whole)
    assert (found.name, found.count) == ("recent_part", len(frame))


def test_some_weeks_are_always_kept() -> None:
    """However few rows are asked for, weekdays and a held-out part must show."""
    part = recent(log(), 10)
    assert part.meta.end - part.meta.start == timedelta(weeks=FEWEST_WEEKS)
