"""From a plant to the rows of its tables."""

from __future__ import annotations

from collections.abc import Iterator

from plantwright.files.cells import Samples, written, written_distribution, written_value
from plantwright.model.equipment import Batch, Power, WorkCenter
from plantwright.model.plant import Plant
from plantwright.model.product import Operation, Product

Rows = list[list[str]]


def plant_rows(plant: Plant, samples: Samples) -> dict[str, Rows]:
    """Return the rows of every table but the samples; observed values go into ``samples``."""
    return {
        "work_centers": [_work_center(one, samples) for one in plant.work_centers],
        "stations": [[written(one.id), written(name)] for one in plant.work_centers for name in one.station_ids],
        "setups": [row for one in plant.work_centers for row in _setups(one)],
        "products": [_product(one, samples) for one in plant.products],
        "lot_sizes": [row for one in plant.products for row in _lot_sizes(one)],
        "routings": [row for one in plant.products for row in _routings(one)],
        "operations": [row for one in plant.products for row in _operations(one, samples)],
        "workers": [[written(one.id), written(skill)] for one in plant.workers for skill in one.skills],
        "evidence": list(_evidence(plant)),
    }


def sample_rows(samples: Samples) -> Rows:
    """Return the rows of the table of samples."""
    return [[name, repr(value)] for name, values in samples.items() for value in values]


def _work_center(one: WorkCenter, samples: Samples) -> list[str]:
    plain = [one.id, one.stations, one.buffer, one.calendar, one.skill, one.dispatch]
    setup, failures = one.setup, one.failures
    return [
        *map(written, plain),
        written(setup.default if setup else None),
        written_distribution(setup.noise if setup else None, samples),
        written_distribution(failures.time_to_failure if failures else None, samples),
        written_distribution(failures.time_to_repair if failures else None, samples),
        written(failures.reason if failures else None),
        *(written(getattr(one.batch, name, None)) for name in Batch.model_fields),
        *(written(getattr(one.power, name, None)) for name in Power.model_fields),
    ]


def _setups(one: WorkCenter) -> Iterator[list[str]]:
    for pair in one.setup.times if one.setup else ():
        yield [written(one.id), written(pair.from_family), written(pair.to_family), written(pair.time)]


def _product(one: Product, samples: Samples) -> list[str]:
    plain = [one.id, one.family, one.share, one.unit]
    return [*map(written, plain), written_distribution(one.lead_time, samples)]


def _lot_sizes(one: Product) -> Iterator[list[str]]:
    for size in one.lot_sizes:
        yield [written(one.id), written(size.quantity), written(size.weight)]


def _routings(one: Product) -> Iterator[list[str]]:
    for number, routing in enumerate(one.routings, 1):
        yield [written(one.id), written(number), written(routing.weight)]


def _operations(one: Product, samples: Samples) -> Iterator[list[str]]:
    for number, routing in enumerate(one.routings, 1):
        for operation in routing.operations:
            yield [written(one.id), written(number), *_operation(operation, samples)]


def _operation(one: Operation, samples: Samples) -> list[str]:
    before = [one.id, one.work_center, one.per_lot, one.per_piece]
    after = [one.scrap, one.rework, one.rework_back, one.ideal_per_piece]
    return [*map(written, before), written_distribution(one.noise, samples), *map(written, after)]


def _evidence(plant: Plant) -> Iterator[list[str]]:
    for one in plant.evidence:
        plain = [one.unit, one.low, one.high, one.n, one.method]
        yield [written(one.path), written_value(one.value), *map(written, plain)]
