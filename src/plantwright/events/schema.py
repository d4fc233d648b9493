"""The columns of an event log, each with its type and meaning.

One row is one interval of one station, worker or order. ``ready ≤ start ≤ end ≤ left``: queue = start − ready,
blocked = left − end. An empty ``start`` was begun before the window, an empty ``end`` runs beyond it: such rows are
censored, never finished.
"""

from __future__ import annotations

from typing import Literal

Kind = Literal["process", "setup", "attend", "down", "maintenance", "transport", "off"]

INTERVALS: dict[str, str] = {
    "order": "string",
    "lot": "string",
    "product": "string",
    "operation": "string",
    "work_center": "string",
    "station": "string",
    "worker": "string",
    "kind": "string",
    "reason": "string",
    "batch": "int64",
    "ready": "timestamp",
    "start": "timestamp",
    "end": "timestamp",
    "left": "timestamp",
    "quantity": "float64",
    "unit": "string",
    "scrapped": "float64",
    "rework": "boolean",
}
"""Columns of the intervals; times are UTC in microseconds, without a zone in the type."""

ORDERS: dict[str, str] = {
    "order": "string",
    "product": "string",
    "quantity": "float64",
    "unit": "string",
    "priority": "int64",
    "released": "timestamp",
    "due": "timestamp",
    "completed": "timestamp",
}
"""Columns of the orders: priority 1 is urgent, 2 is normal; ``completed`` is empty while on the floor."""

LINKS: dict[str, str] = {"parent": "string", "child": "string", "quantity": "float64"}
"""Genealogy: the parent is what holds the child. A child is a component that went into the parent, a part that the
parent was split into, or an order that came out of the parent; ``quantity``: pieces of the child."""

MEASUREMENTS: dict[str, str] = {
    "time": "timestamp",
    "station": "string",
    "order": "string",
    "characteristic": "string",
    "value": "float64",
    "unit": "string",
    "subgroup": "string",
    "lower_limit": "float64",
    "upper_limit": "float64",
    "target": "float64",
}
"""Readings of a characteristic; values of one ``subgroup`` were taken together, the limits are its specification."""

TABLES: dict[str, dict[str, str]] = {
    "intervals": INTERVALS,
    "orders": ORDERS,
    "links": LINKS,
    "measurements": MEASUREMENTS,
}
"""The tables of a log; links and measurements are optional."""
