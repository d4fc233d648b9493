"""The ways that orders took over the floor, and where they were sent back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pandas as pd

from plantwright.calibrate.arrays import Flags, Ints
from plantwright.calibrate.rows import Rows
from plantwright.calibrate.sample import Traces

WENT_ON, UNKNOWN = -1, -2


def first_passes(visits: pd.DataFrame, rows: Rows) -> pd.Series[bool]:
    """Tell which visits are no rework: not flagged, or, in records without flags, the first of its operation."""
    if rows.flagged:
        return ~visits["again"]
    return ~visits.duplicated(["order", "operation"])


def traces_of(visits: pd.DataFrame, rows: Rows) -> Traces:
    """Return the distinct ways, of orders seen from release to completion where there are such.

    A product that never was is known by the longest way seen of it.
    """
    first = visits[first_passes(visits, rows)]
    ways = first.groupby("order_no")["task"].agg(tuple)
    products = first.groupby("order_no")["product_no"].first()
    seen = _seen_whole(visits, rows).reindex(ways.index)
    chosen = [(p, way, n) for p, way, n, whole in zip(products, ways, ways.index, seen, strict=True) if whole]
    missing = set(products) - {product for product, _, _ in chosen}
    chosen += list(_longest(products[products.isin(missing)], ways))
    orders: defaultdict[tuple[int, tuple[int, ...]], list[int]] = defaultdict(list)
    for product, way, order in chosen:
        orders[product, way].append(order)
    return Traces(
        product=np.array([product for product, _ in orders], dtype=np.int64),
        steps=tuple(way for _, way in orders),
        orders=tuple(np.array(numbers, dtype=np.int64) for numbers in orders.values()),
    )


def _seen_whole(visits: pd.DataFrame, rows: Rows) -> pd.Series[bool]:
    orders = rows.orders
    done = pd.Series(orders["inside"].to_numpy() & (orders["completed_at"] <= rows.closes).to_numpy())
    return done & visits.groupby("order_no")["whole"].all().reindex(done.index, fill_value=False)


def _longest(products: pd.Series[int], ways: pd.Series) -> Iterator[tuple[int, tuple[int, ...], int]]:
    for product, orders in products.groupby(products):
        number = max(orders.index, key=lambda order: len(ways[order]))
        yield int(product), ways[number], int(number)


def steps_back(visits: pd.DataFrame, rows: Rows) -> Ints:
    """Return how many steps back each visit sent its lot; −1: it went on; −2: not known."""
    back = np.full(len(visits), UNKNOWN, dtype=np.int64)
    again = ~first_passes(visits, rows).to_numpy()
    operation, order = visits["operation_no"].to_numpy(), visits["order_no"].to_numpy()
    done = (rows.orders["completed_at"] <= rows.closes).to_numpy()
    usual = _usual_places(visits, ~again)
    product = visits["product_no"].to_numpy()
    for line in np.split(np.arange(len(visits)), np.flatnonzero(np.diff(order)) + 1):
        places = _places(operation[line], again[line], usual[product[line[0]]])
        back[line] = _backs(places, again[line], done=bool(done[order[line[0]]]))
    return back


def _usual_places(visits: pd.DataFrame, first: Flags) -> dict[int, dict[int, int]]:
    """Return, by product, the usual place of each operation: in the most frequent of its longer ways."""
    usual: dict[int, dict[int, int]] = {}
    ways = visits[first].groupby("order_no")["operation_no"].agg(tuple)
    products = visits.groupby("order_no")["product_no"].first()
    for product, mine in ways.groupby(products.reindex(ways.index)):
        counts = mine.value_counts()
        way = max(counts.index, key=lambda one: (counts[one] * len(one), len(one)))
        usual[int(product)] = {operation: place for place, operation in reversed(list(enumerate(way)))}
    return defaultdict(dict, usual)


def _places(operations: Ints, again: Flags, usual: dict[int, int]) -> list[int]:
    """Return the step of the routing that each visit of one order was; −1: not known."""
    own: dict[int, int] = {}
    places: list[int] = []
    for operation, repeated in zip(operations.tolist(), again.tolist(), strict=True):
        if not repeated and operation not in usual:
            own[operation] = places[-1] + 1 if places else 0
        places.append(usual.get(operation, own.get(operation, -1)))
    return places


def _backs(places: list[int], again: Flags, *, done: bool) -> list[int]:
    """Return the steps back after each visit of one order."""
    following = zip(places, places[1:], again[1:].tolist(), strict=False)
    backs = [_back(here, there, repeated=repeated) for here, there, repeated in following]
    return [*backs, WENT_ON if done else UNKNOWN]


def _back(here: int, there: int, *, repeated: bool) -> int:
    if not repeated or there > here:
        return WENT_ON
    return here - there if there >= 0 else UNKNOWN
