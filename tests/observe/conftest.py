"""Tiny floors whose numbers can be worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

from plantwright.events.log import EventLog, LogMeta
from plantwright.events.schema import INTERVALS, LINKS, ORDERS

MONDAY = datetime(2025, 1, 6)  # noqa: DTZ001 - UTC without a zone, as in every log
Build = Callable[..., EventLog]

_TIMES = ("ready", "start", "end", "left", "released", "due", "completed")
_TYPES = {
    "string": pa.string(),
    "timestamp": pa.timestamp("us"),
    "float64": pa.float64(),
    "int64": pa.int64(),
    "boolean": pa.bool_(),
}


def _table(lines: Sequence[dict[str, Any]], schema: dict[str, str]) -> pa.Table:
    def value(line: dict[str, Any], name: str) -> Any:
        found = line.get(name)
        return MONDAY + timedelta(hours=found) if name in _TIMES and found is not None else found

    return pa.table({name: pa.array([value(line, name) for line in lines], _TYPES[schema[name]]) for name in schema})


@pytest.fixture
def floor_log() -> Build:
    """Return a maker of logs: rows and orders as dictionaries, times in hours after Monday 00:00."""

    def build(rows: Sequence[dict[str, Any]], orders: Sequence[dict[str, Any]] = (), **told: Any) -> EventLog:
        start, end = told.get("hours", (0.0, 24.0))
        meta = LogMeta(
            name="tiny",
            origin="recorded",
            start=MONDAY + timedelta(hours=start),
            end=MONDAY + timedelta(hours=end),
            time_zone=told.get("time_zone", "UTC"),
        )
        filled = [{"kind": "process", "work_center": str(row.get("station", ""))[:1], **row} for row in rows]
        links = _table(told["links"], LINKS) if "links" in told else None
        tables = _table(filled, INTERVALS), _table(orders, ORDERS)
        return EventLog.from_arrow(*tables, meta, columns=told.get("columns"), links=links)

    return build


@pytest.fixture
def line_log(floor_log: Build) -> EventLog:
    """Return two orders through stations a1 and b1 on one day.

    Order X: released 0 h, a1 1–3 h, b1 4–6 h (its setup 3.5–4 h), done 6 h. Order Y: released 2 h, a1 3–6 h with a
    breakdown 4–5 h, b1 8–9 h, done 10 h.
    """
    rows = [
        {"order": "X", "product": "P", "operation": "1", "station": "a1", "start": 1, "end": 3, "quantity": 10},
        {"order": "X", "product": "P", "operation": "s", "station": "b1", "start": 3.5, "end": 4, "kind": "setup"},
        {"order": "X", "product": "P", "operation": "2", "station": "b1", "start": 4, "end": 6, "quantity": 10},
        {"order": "Y", "product": "P", "operation": "1", "station": "a1", "start": 3, "end": 6, "quantity": 10},
        {"station": "a1", "kind": "down", "start": 4, "end": 5, "reason": "belt"},
        {"order": "Y", "product": "P", "operation": "2", "station": "b1", "start": 8, "end": 9, "quantity": 9},
    ]
    scraps = {("X", "1"): 0.0, ("X", "2"): 1.0, ("Y", "1"): 1.0, ("Y", "2"): 0.0}
    for row in rows:
        key = (str(row.get("order")), str(row.get("operation")))
        if key in scraps:
            row |= {"scrapped": scraps[key], "rework": key == ("Y", "2")}
    orders = [
        {"order": "X", "product": "P", "quantity": 10, "released": 0, "due": 7, "completed": 6},
        {"order": "Y", "product": "P", "quantity": 10, "released": 2, "due": 9, "completed": 10},
    ]
    return floor_log(rows, orders)
