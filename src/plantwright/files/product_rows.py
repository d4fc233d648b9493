"""From a product to its rows in the tables of a plant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from plantwright.files.cells import Samples, written, written_distribution, written_names
from plantwright.model.product import Operation, Product


def product_row(one: Product, samples: Samples) -> list[str]:
    """Return the row of a product."""
    plain = [one.id, one.family, one.share, one.unit]
    after = [one.priority, one.divisible]
    return [*map(written, plain), written_distribution(one.lead_time, samples), *map(written, after)]


def lot_size_rows(one: Product) -> Iterator[list[str]]:
    """Iterate over the rows of a product's lot sizes."""
    for size in one.lot_sizes:
        yield [written(one.id), written(size.quantity), written(size.weight)]


def routing_rows(one: Product) -> Iterator[list[str]]:
    """Iterate over the rows of a product's routings, which are numbered from 1."""
    for number, routing in enumerate(one.routings, 1):
        yield [written(one.id), written(number), written(routing.weight)]


def operation_rows(one: Product, samples: Samples) -> Iterator[list[str]]:
    """Iterate over the rows of a product's steps."""
    for number, routing in enumerate(one.routings, 1):
        for operation in routing.operations:
            yield [written(one.id), written(number), *_operation(operation, samples)]


def component_rows(one: Product) -> Iterator[list[str]]:
    """Iterate over the rows of what steps take from stock."""
    for where, step in _places(one):
        for part in step.components:
            yield [*where, *map(written, [part.product, part.quantity, part.ordered])]


def yield_rows(one: Product) -> Iterator[list[str]]:
    """Iterate over the rows of what steps give off."""
    for where, step in _places(one):
        for other in step.yields:
            yield [*where, *map(written, [other.product, other.quantity])]


def _places(one: Product) -> Iterator[tuple[list[str], Operation]]:
    """Iterate over the steps, each with the cells that name it: by number where another has its name."""
    for number, routing in enumerate(one.routings, 1):
        named = Counter(step.id for step in routing.operations)
        for place, step in enumerate(routing.operations, 1):
            where = [one.id, number, step.id, place if named[step.id] > 1 else None]
            yield list(map(written, where)), step


def _operation(one: Operation, samples: Samples) -> list[str]:
    times = [one.id, one.work_center, one.per_lot, one.per_piece, one.rate]
    losses = [one.scrap, one.rework, one.rework_back, one.rework_limit, one.ideal_per_piece, one.sampling, one.family]
    limit = [getattr(one.queue_limit, name, None) for name in ("time", "consequence", "back")]
    return [
        *map(written, times),
        written_distribution(one.noise, samples),
        *map(written, losses),
        written_names(one.stations),
        *map(written, [one.attendance, *limit]),
        written_distribution(one.hold, samples),
        *map(written, [one.split, one.join]),
    ]
