"""Plant to arrays: the only file that knows both the nouns and the kernel's records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plantwright.model.calendar import WEEK
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Setup, WorkCenter
from plantwright.model.plant import Plant
from plantwright.model.product import LotSize, Operation, Product
from plantwright.twin.kernel import clock, floor, streams

_LAWS = {
    "constant": streams.CONSTANT,
    "exponential": streams.EXPONENTIAL,
    "gamma": streams.GAMMA,
    "lognormal": streams.LOGNORMAL,
    "uniform": streams.UNIFORM,
    "empirical": streams.EMPIRICAL,
}
_RULES = {"fifo": floor.FIFO, "edd": floor.EDD, "spt": floor.SPT}


@dataclass(frozen=True)
class Tables:
    """A plant as the kernel's records, not yet running; read-only and shared by all runs of the plant."""

    plant: Plant
    centers: NDArray[np.void]
    stations: NDArray[np.void]
    workers: NDArray[np.void]
    steps: NDArray[np.void]
    routings: NDArray[np.void]
    routing_weights: NDArray[np.float64]
    products: NDArray[np.void]
    product_weights: NDArray[np.float64]
    sizes: NDArray[np.float64]
    size_weights: NDArray[np.float64]
    setups: NDArray[np.float64]
    laws: NDArray[np.void]
    values: NDArray[np.float64]
    calendars: NDArray[np.void]
    spans: NDArray[np.void]
    families: tuple[str, ...]
    operations: tuple[Operation, ...]
    """The steps' operations, in the order of ``steps``."""
    station_names: tuple[str, ...]
    calendar: int
    release_law: int
    move_law: int

    def longest_routing(self) -> int:
        """Return the most steps that any routing has."""
        return int(self.routings["steps"].max())


class _Laws:
    """Distributions numbered as they are met."""

    def __init__(self) -> None:
        self.records: list[tuple[int, int, int, float, float]] = []
        self.values: list[float] = []
        self.known: dict[Distribution, int] = {}

    def number(self, law: Distribution | None) -> int:
        """Return the index of a distribution; −1 for none."""
        if law is None:
            return -1
        if law not in self.known:
            self.known[law] = len(self.records)
            kind = _LAWS[law.kind] if law.scv > 0 or law.kind in ("exponential", "empirical") else streams.CONSTANT
            self.records.append((kind, len(self.values), len(law.values), law.mean, law.scv))
            self.values += law.values
        return self.known[law]


def tables_of(plant: Plant) -> Tables:
    """Compile a plant."""
    laws = _Laws()
    names = {center.id: k for k, center in enumerate(plant.work_centers)}
    families = tuple(sorted({product.family_name() for product in plant.products}))
    calendars, spans, calendar_numbers = _calendars(plant)
    setups, setup_offsets = _setups(plant.work_centers, families)
    centers = [
        _center(plant, center, setup_offsets[center.id], calendar_numbers, laws) for center in plant.work_centers
    ]
    first = np.concatenate([[0], np.cumsum([center.stations for center in plant.work_centers])])
    operations = tuple(operation for _, operation in plant.operations())
    products, routings, routing_weights, sizes, size_weights = _products(plant.products, families, laws)
    return Tables(
        plant=plant,
        centers=_with_first(np.concatenate(centers), first),
        stations=_stations(plant.work_centers),
        workers=_workers(plant),
        steps=_steps(operations, names, laws),
        routings=routings,
        routing_weights=routing_weights,
        products=products,
        product_weights=_cumulative([product.share for product in plant.products]),
        sizes=sizes,
        size_weights=size_weights,
        setups=setups,
        release_law=laws.number(plant.release.interarrival),
        move_law=laws.number(plant.transport),
        laws=np.array(laws.records, floor.LAW),
        values=np.array([*laws.values, 0.0]),
        calendars=calendars,
        spans=spans,
        families=families,
        operations=operations,
        station_names=tuple(name for center in plant.work_centers for name in center.station_names()),
        calendar=calendar_numbers[plant.calendar],
    )


def _center(plant: Plant, center: WorkCenter, setup: int, calendars: dict[str, int], laws: _Laws) -> NDArray[np.void]:
    record = np.zeros(1, floor.CENTER)
    batch, failures = center.batch, center.failures
    record["stations"] = record["idle"] = center.stations
    record["buffer"] = -1 if center.buffer is None else center.buffer
    record["calendar"] = calendars[plant.calendar_of(center).id]
    record["skill"] = -1 if center.skill is None else plant.skills().index(center.skill)
    record["rule"] = _RULES[center.dispatch]
    record["setup"] = setup
    record["setup_law"] = laws.number(center.setup.noise if center.setup else None)
    record["failure_law"] = laws.number(failures.time_to_failure if failures else None)
    record["repair_law"] = laws.number(failures.time_to_repair if failures else None)
    record["batch_max"] = batch.max_lots if batch else 1
    record["batch_min"] = batch.min_lots if batch else 1
    record["batch_wait"] = np.inf if batch is None or batch.max_wait is None else batch.max_wait
    record["same_family"] = batch.same_family if batch else 1
    record["lead_lot"] = batch is not None and batch.load_time == "lead"
    for name in ("head", "tail", "blocked_head", "blocked_tail", "wake"):
        record[name] = -1
    return record


def _with_first(centers: NDArray[np.void], first: NDArray[np.int64]) -> NDArray[np.void]:
    centers["first_station"] = first[:-1]
    return centers


def _stations(centers: Sequence[WorkCenter]) -> NDArray[np.void]:
    owners = [k for k, center in enumerate(centers) for _ in range(center.stations)]
    stations = np.zeros(len(owners), floor.STATION)
    stations["center"] = owners
    stations["family"] = stations["worker"] = stations["load"] = stations["batch"] = -1
    stations["until_failure"] = np.inf
    return stations


def _workers(plant: Plant) -> NDArray[np.void]:
    skills = plant.skills()
    workers = np.zeros(len(plant.workers), floor.WORKER)
    for record, worker in zip(workers, plant.workers, strict=True):
        held = {skills.index(skill) for skill in worker.skills}
        record["skills"] = sum(1 << index for index in held)
        record["skill_count"] = len(held)
    return workers


def _steps(operations: Sequence[Operation], centers: dict[str, int], laws: _Laws) -> NDArray[np.void]:
    return np.array(
        [
            (
                centers[one.work_center], laws.number(one.noise), one.rework_back,
                one.per_lot, one.per_piece, one.scrap, one.rework,
            )
            for one in operations
        ],
        floor.STEP,
    )  # fmt: skip


def _products(
    products: Sequence[Product], families: tuple[str, ...], laws: _Laws
) -> tuple[NDArray[np.void], NDArray[np.void], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    records = np.zeros(len(products), floor.PRODUCT)
    routings: list[tuple[int, int]] = []
    routing_weights: list[float] = []
    sizes: list[LotSize] = []
    size_weights: list[float] = []
    step = 0
    for record, product in zip(records, products, strict=True):
        record["family"] = families.index(product.family_name())
        record["first_routing"], record["routings"] = len(routings), len(product.routings)
        record["first_size"], record["sizes"] = len(sizes), len(product.lot_sizes)
        record["lead_law"] = laws.number(product.lead_time)
        for routing in product.routings:
            routings.append((step, len(routing.operations)))
            step += len(routing.operations)
        routing_weights += list(_cumulative([routing.weight for routing in product.routings]))
        sizes += product.lot_sizes
        size_weights += list(_cumulative([size.weight for size in product.lot_sizes]))
    quantities = np.array([size.quantity for size in sizes], float)
    return records, np.array(routings, floor.ROUTING), np.array(routing_weights), quantities, np.array(size_weights)


def _cumulative(weights: Sequence[float]) -> NDArray[np.float64]:
    total = np.cumsum(np.array(weights, float))
    return np.asarray(total / total[-1], dtype=float)


def _setups(centers: Sequence[WorkCenter], families: tuple[str, ...]) -> tuple[NDArray[np.float64], dict[str, int]]:
    blocks: list[NDArray[np.float64]] = [np.zeros(1)]
    offsets: dict[str, int] = {}
    for center in centers:
        offsets[center.id] = -1
        if center.setup:
            offsets[center.id] = sum(len(block) for block in blocks)
            blocks.append(_setup_matrix(center.setup, families).ravel())
    return np.concatenate(blocks), offsets


def _setup_matrix(setup: Setup, families: tuple[str, ...]) -> NDArray[np.float64]:
    matrix = np.full((len(families), len(families)), setup.default)
    np.fill_diagonal(matrix, 0.0)
    for one in setup.times:
        if one.from_family in families and one.to_family in families:
            matrix[families.index(one.from_family), families.index(one.to_family)] = one.time
    return matrix


def _calendars(plant: Plant) -> tuple[NDArray[np.void], NDArray[np.void], dict[str, int]]:
    used = {plant.calendar, *(plant.calendar_of(center).id for center in plant.work_centers)}
    calendars: list[tuple[int, int, float]] = []
    spans: list[tuple[float, float, float]] = []
    numbers: dict[str, int] = {}
    for name in sorted(used):
        numbers[name] = len(calendars)
        first, before = len(spans), 0.0
        for start, end in plant.find_calendar(name).open_spans():
            spans.append((start, end, before))
            before += end - start
        calendars.append((first, len(spans) - first, WEEK if before >= WEEK else before))
    return np.array(calendars, clock.CALENDAR), np.array(spans, clock.SPAN), numbers
