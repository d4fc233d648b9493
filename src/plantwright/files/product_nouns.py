"""From the rows of a plant's tables to its products and their steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias, TypeVar

from plantwright.files.cells import read_flag
from plantwright.files.sheets import Sheets, kept, place, text, texts
from plantwright.files.tables import Row
from plantwright.model.product import Component, LotSize, Operation, Product, QueueLimit, Routing, Yielded

_PLAIN = (
    "work_center", "per_lot", "per_piece", "rate", "scrap", "rework", "rework_back", "rework_limit",
    "ideal_per_piece", "sampling", "family", "attendance", "split",
)  # fmt: skip
_LIMIT = {"time": "queue_limit", "consequence": "queue_limit_consequence", "back": "queue_limit_back"}

Place: TypeAlias = tuple[str, str, str, str]
"""Product, routing, operation, and number of the step in its routing, as they stand in the cells."""

Part = TypeVar("Part")

Step: TypeAlias = tuple[str, Operation]
"""A step with the routing it belongs to."""


def read_products(sheets: Sheets) -> list[Product]:
    """Return the products in their order."""
    places = _places(sheets)
    parts, others = _components(sheets, places), _yields(sheets, places)
    sizes = sheets.grouped("lot_sizes", "product", "products", lambda row: _lot_size(sheets, row))
    weights = sheets.grouped("routings", "product", "products", lambda row: (row.text("routing"), text(row, "weight")))
    steps = sheets.grouped(
        "operations",
        "product",
        "products",
        lambda row: _step(sheets, row, _at(parts, places[row.where]), _at(others, places[row.where])),
    )
    labels = routing_labels(sheets)
    return kept(
        _product(sheets, row, sizes.get(name, []), _routings(sheets, row, labels.get(name, []), weights, steps))
        for row in sheets.tables["products"]
        for name in [text(row, "id") or ""]
    )


def routing_labels(sheets: Sheets) -> dict[str, list[str]]:
    """Return what the routings of each product are called, in their order."""
    found: dict[str, list[str]] = {}
    for row in (*sheets.tables["routings"], *sheets.tables["operations"]):
        labels = found.setdefault(text(row, "product") or "", [])
        if row.text("routing") not in labels:
            labels.append(row.text("routing"))
    return found


def _places(sheets: Sheets) -> dict[str, Place]:
    """Return which step each row of the operations is."""
    steps: Counter[tuple[str, str]] = Counter()
    found: dict[str, Place] = {}
    for row in sheets.tables["operations"]:
        product, routing, operation = row.text("product"), row.text("routing"), row.text("operation")
        steps[product, routing] += 1
        found[row.where] = (product, routing, operation, str(steps[product, routing]))
    return found


def _components(sheets: Sheets, places: dict[str, Place]) -> dict[Place, list[Component]]:
    """Return what is put in, by step."""
    found: dict[Place, list[Component]] = {}
    for step, row in _rows_of_steps(sheets, "components", places):
        fields = {"product": text(row, "component"), "ordered": read_flag(row.text("ordered"))}
        made = sheets.noun(Component, row, {**fields, **texts(row, "quantity")}, {"product": "component"})
        found.setdefault(step, []).extend([made] if made else [])
    return found


def _yields(sheets: Sheets, places: dict[str, Place]) -> dict[Place, list[Yielded]]:
    """Return what is given off, by step."""
    found: dict[Place, list[Yielded]] = {}
    for step, row in _rows_of_steps(sheets, "yields", places):
        fields = {"product": text(row, "yielded"), **texts(row, "quantity")}
        made = sheets.noun(Yielded, row, fields, {"product": "yielded"})
        found.setdefault(step, []).extend([made] if made else [])
    return found


def _rows_of_steps(sheets: Sheets, table: str, places: dict[str, Place]) -> Iterator[tuple[Place, Row]]:
    """Iterate over the rows of a table, each with the step that it names; without its number where it names none."""
    known = {*places.values(), *((*one[:3], "") for one in places.values())}
    for row in sheets.tables[table]:
        step = (row.text("product"), row.text("routing"), row.text("operation"), row.text("step"))
        if step not in known:
            _note_unknown(sheets, row, step, places)
        yield step, row


def _note_unknown(sheets: Sheets, row: Row, step: Place, places: dict[str, Place]) -> None:
    product, routing, operation, number = step
    told = f"unknown {operation!r}" + (f" as step {number}" if number else "")
    ways = ", ".join(f"{one[2]} as step {one[3]}" for one in places.values() if one[:2] == step[:2])
    of = f"of {product!r}" + (f", routing {routing}" if routing else "")
    sheets.problems.add(place(row, "operation"), f"{told} {of}", f"operations.csv has there {ways or 'no rows'}")


def _at(told: dict[Place, list[Part]], step: Place) -> list[Part]:
    return [*told.get((*step[:3], ""), []), *told.get(step, [])]


def _step(sheets: Sheets, row: Row, components: list[Component], yields: list[Yielded]) -> Step | None:
    limit = {name: text(row, column) for name, column in _LIMIT.items()}
    fields: dict[str, object] = {
        **texts(row, *_PLAIN),
        "id": text(row, "operation"),
        "noise": sheets.spread(row, "noise"),
        "stations": sheets.names(row, "stations"),
        "queue_limit": sheets.part(QueueLimit, row, limit, _LIMIT),
        "hold": sheets.spread(row, "hold"),
        "components": components,
        "yields": yields,
        "join": read_flag(row.text("join")),
    }
    made = sheets.noun(Operation, row, fields, {"id": "operation"})
    return (row.text("routing"), made) if made else None


def _lot_size(sheets: Sheets, row: Row) -> LotSize | None:
    return sheets.noun(LotSize, row, texts(row, "quantity", "weight"))


def _routings(
    sheets: Sheets, row: Row, labels: list[str], weights: dict[str, list[Step]], steps: dict[str, list[Step]]
) -> list[Routing]:
    name = text(row, "id") or ""
    weight = dict(weights.get(name, []))
    return kept(
        sheets.noun(
            Routing,
            Row(f"{row.where}: routing {label or '(empty)'}", {}),
            {"operations": [step for one, step in steps.get(name, []) if one == label], "weight": weight.get(label)},
        )
        for label in labels
    )


def _product(sheets: Sheets, row: Row, sizes: list[LotSize], routings: list[Routing]) -> Product | None:
    fields: dict[str, object] = {
        **texts(row, "id", "family", "share", "unit", "priority"),
        "lead_time": sheets.spread(row, "lead_time"),
        "divisible": read_flag(row.text("divisible")),
        "lot_sizes": sizes or None,
        "routings": routings,
    }
    return sheets.noun(Product, row, fields)
