"""How many lots one event may put on the floor at most: room that is made before it happens."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from plantwright.errors import TwinError
from plantwright.model.plant import Plant
from plantwright.model.product import Product

Table = NDArray[np.void]

MOST_AT_ONCE = 1_000_000
"""Lots that one event may put on the floor."""


def spare_lots(plant: Plant, tables: dict[str, Table], planned: Table) -> int:
    """Return how many lots one event may put on the floor at most, ``planned`` orders told beforehand.

    A load that is done is the worst: each of its lots may be followed by an order with all that comes with it, be
    split, and give off orders that bring others again.

    Raises
    ------
    TwinError
        So many are more than any floor holds.
    """
    bill = int(tables["products"]["bill"].max()) + 1
    arrivals = max([1, *(one.orders for one in plant.release.arrivals)])
    loads = np.maximum(tables["centers"]["batch_max"], _crowds(tables, planned))
    become = loads * (bill + _made(plant, planned, bill))
    if become.max() > MOST_AT_ONCE:
        name, lots = plant.work_centers[int(become.argmax())].id, f"{become.max():.6g}"
        told = f"work center {name!r}: a load may become {lots} lots at once, split and with what it yields"
        raise TwinError(
            f"plant {plant.name!r}",
            [f"{told}; at most {MOST_AT_ONCE}; lower max_lots, split into larger parts, or yield less"],
        )
    most = bill * arrivals + int(become.max())
    if plant.release.policy != "kanban":
        return most + 1
    # cards release orders after it as long as half of the room is left
    return 2 * (most + bill * sum(one.kanban or 0 for one in plant.work_centers)) + 1


def _crowds(tables: dict[str, Table], planned: Table) -> NDArray[np.int64]:
    """Return how many lots told beforehand stand on one station at most, shape (work centers,)."""
    owners = tables["stations"]["center"]
    told = np.bincount(planned["station"][planned["station"] >= 0], minlength=len(owners))
    crowds = np.zeros(len(tables["centers"]), np.int64)
    np.maximum.at(crowds, owners, told)
    return crowds


def _made(plant: Plant, planned: Table, bill: int) -> NDArray[np.float64]:
    """Return how many lots a lot that comes out may become at most, shape (work centers,)."""
    largest = _largest(plant, planned)
    made = {one.id: 0.0 for one in plant.work_centers}
    for product, one in plant.operations():
        parts = largest[product.id] / one.split + 1 if one.split else 0.0
        made[one.work_center] = max(made[one.work_center], parts + bill * len(one.yields))
    return np.array(list(made.values()))


def _largest(plant: Plant, planned: Table) -> dict[str, float]:
    """Return the largest quantity that an order of each product may have."""
    largest = {one.id: max(size.quantity for size in one.lot_sizes) for one in plant.products}
    for number, quantity in zip(planned["product"], planned["quantity"], strict=True):
        name = plant.products[int(number)].id
        largest[name] = max(largest[name], float(quantity))
    for _ in plant.products:  # no way from one product to another is longer
        for one in plant.products:
            for name, pieces in _children(one):
                largest[name] = max(largest[name], pieces * largest[one.id])
    return largest


def _children(product: Product) -> Iterator[tuple[str, float]]:
    """Iterate over the products of which an order of this one makes orders, with their pieces for each of its own."""
    for way in product.routings:
        for step in way.operations:
            yield from ((one.product, one.quantity) for one in step.components if one.ordered)
            yield from ((one.product, one.quantity) for one in step.yields)
