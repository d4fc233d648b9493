"""Flow: where lots go, how long they wait there, and what their time on the floor is made of."""

from __future__ import annotations

from plantwright.improve.study import Study
from plantwright.plot.cells import rows_of
from plantwright.plot.flow_map import flow_map
from plantwright.plot.flow_time_parts import flow_time_parts
from plantwright.report.page import READINGS
from plantwright.web.cards.card import Card, card_of, grounds_of, table_of
from plantwright.web.cards.losses import loss_card

_MOVES = {"from": "From", "to": "To", "lots": "Lots", "wait": "Mean wait before"}
_PARTS = {"part": "Part of the flow time", "hours": "Mean time of an order", "share": "Share"}
_PRODUCTS = {
    "product": "Product", "orders": "Orders", "quantity": "Pieces", "flow_mean": "Mean flow time",
    "on_time": "On time",
}  # fmt: skip


def flow_cards(study: Study) -> list[Card]:
    """Return the flow map, the parts of the flow time, the value stream, and the products."""
    measures = study.measures
    if measures is None:
        return []
    moves, parts, products = (rows_of(measures, name) for name in ("flow_map", "flow_parts", "products"))
    return [
        card_of(
            flow_map(measures), "flow-map", str(READINGS["flow-map"]), table_of(_MOVES, moves), **grounds_of(moves)
        ),
        card_of(
            flow_time_parts(measures), "flow-parts", str(READINGS["flow-parts"]), table_of(_PARTS, parts),
            **grounds_of(parts),
        ),
        loss_card("value-stream", measures),
        loss_card("benchmark", measures),
        Card(
            "products", "Products", "one row a product; orders that were completed in the window.",
            table=table_of(_PRODUCTS, products), **grounds_of(products),
        ),
    ]  # fmt: skip
