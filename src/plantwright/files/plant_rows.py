"""From a plant to the rows of its tables."""

from __future__ import annotations

from collections.abc import Iterator

from plantwright.files.cells import Samples, written, written_distribution, written_names, written_value
from plantwright.files.product_rows import (
    component_rows,
    lot_size_rows,
    operation_rows,
    product_row,
    routing_rows,
    yield_rows,
)
from plantwright.files.tables import Rows
from plantwright.model.equipment import Batch, Power, WorkCenter
from plantwright.model.orders import Order
from plantwright.model.plant import Plant, Worker


def plant_rows(plant: Plant, samples: Samples) -> dict[str, Rows]:
    """Return the rows of every table but the samples; observed values go into ``samples``."""
    centers, products = plant.work_centers, plant.products
    return {
        "work_centers": [_work_center(one, samples) for one in centers],
        "stations": [[written(one.id), written(name)] for one in centers for name in one.station_ids],
        "setups": [row for one in centers for row in _setups(one)],
        "stops": [row for one in centers for row in _stops(one, samples)],
        "products": [product_row(one, samples) for one in products],
        "lot_sizes": [row for one in products for row in lot_size_rows(one)],
        "routings": [row for one in products for row in routing_rows(one)],
        "operations": [row for one in products for row in operation_rows(one, samples)],
        "components": [row for one in products for row in component_rows(one)],
        "yields": [row for one in products for row in yield_rows(one)],
        "workers": [row for one in plant.workers for row in _worker(one)],
        "arrivals": list(_arrivals(plant, samples)),
        "orders": [_order(one) for one in plant.orders],
        "distances": list(_distances(plant)),
        "evidence": list(_evidence(plant)),
    }


def sample_rows(samples: Samples) -> Rows:
    """Return the rows of the table of samples."""
    return [[name, repr(value)] for name, values in samples.items() for value in values]


def _work_center(one: WorkCenter, samples: Samples) -> list[str]:
    setup, failures = one.setup, one.failures
    return [
        *map(written, [one.id, one.stations, one.buffer, one.calendar, one.skill]),
        written_names(one.team),
        *map(written, [one.dispatch, one.blocking, one.at_close, one.kanban]),
        written(setup.default if setup else None),
        written_distribution(setup.noise if setup else None, samples),
        written(setup.min_run if setup else None),
        written_distribution(failures.time_to_failure if failures else None, samples),
        written_distribution(failures.time_to_repair if failures else None, samples),
        *(written(getattr(failures, name, None)) for name in ("reason", "clock")),
        *(written(getattr(one.batch, name, None)) for name in Batch.model_fields),
        *(written(getattr(one.power, name, None)) for name in Power.model_fields),
    ]


def _setups(one: WorkCenter) -> Iterator[list[str]]:
    for pair in one.setup.times if one.setup else ():
        yield [written(one.id), written(pair.from_family), written(pair.to_family), written(pair.time)]


def _stops(one: WorkCenter, samples: Samples) -> Iterator[list[str]]:
    for mode in one.further_failures:
        times = [written_distribution(time, samples) for time in (mode.time_to_failure, mode.time_to_repair)]
        yield [written(one.id), "failure", mode.clock, *times, written(mode.reason)]
    for work in one.maintenance:
        times = [written_distribution(time, samples) for time in (work.every, work.duration)]
        yield [written(one.id), "maintenance", work.clock, *times, written(work.reason)]


def _worker(one: Worker) -> Iterator[list[str]]:
    for skill in one.skills:
        yield [written(one.id), written(skill), written(one.calendar)]


def _arrivals(plant: Plant, samples: Samples) -> Iterator[list[str]]:
    for one in plant.release.arrivals:
        yield [written(one.product), written_distribution(one.interarrival, samples), written(one.orders)]


def _order(one: Order) -> list[str]:
    before = [one.id, one.product, one.quantity, one.released, one.due, one.priority]
    # routings are numbered from 1 in the tables
    return [*map(written, before), *map(written, [one.routing + 1, one.operation, one.station, one.remaining])]


def _distances(plant: Plant) -> Iterator[list[str]]:
    for one in plant.carriers.distances if plant.carriers else ():
        yield [written(one.from_center), written(one.to_center), written(one.metres)]


def _evidence(plant: Plant) -> Iterator[list[str]]:
    for one in plant.evidence:
        plain = [one.unit, one.low, one.high, one.n, one.method]
        yield [written(one.path), written_value(one.value), *map(written, plain)]
