"""From the rows of a plant's tables to its orders."""

from __future__ import annotations

from plantwright.files.product_nouns import routing_labels
from plantwright.files.sheets import Sheets, kept, place, text, texts
from plantwright.files.tables import Row
from plantwright.model.orders import Arrival, Order

_PLAIN = ("product", "quantity", "released", "due", "priority", "operation", "station", "remaining")


def read_orders(sheets: Sheets) -> list[Order]:
    """Return the orders told beforehand, in their order."""
    labels = routing_labels(sheets)
    return kept(
        sheets.noun(Order, row, {**texts(row, *_PLAIN), "id": text(row, "order"), "routing": number}, {"id": "order"})
        for row in sheets.tables["orders"]
        for number in [_routing(sheets, row, labels.get(text(row, "product") or "", []))]
    )


def read_arrivals(sheets: Sheets) -> list[Arrival]:
    """Return the streams of orders, in their order."""
    return kept(
        sheets.noun(
            Arrival, row, {**texts(row, "product", "orders"), "interarrival": sheets.spread(row, "interarrival")}
        )
        for row in sheets.tables["arrivals"]
    )


def _routing(sheets: Sheets, row: Row, labels: list[str]) -> int:
    """Return the number of an order's routing from 0; the first where the cell is empty."""
    label = row.text("routing")
    if label in labels:
        return labels.index(label)
    if label and labels:
        sheets.problems.add(place(row, "routing"), f"unknown {label!r}", f"operations.csv has {', '.join(labels)}")
    return 0
