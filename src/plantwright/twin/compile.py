"""Plant to tables: with its neighbors ``compile_…``, the only files that know both nouns and records."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plantwright.model.plant import Plant
from plantwright.model.product import Operation
from plantwright.twin.compile_centers import Centers
from plantwright.twin.compile_laws import Hours, Laws
from plantwright.twin.compile_products import Products, families_of, operations_of
from plantwright.twin.compile_room import spare_lots
from plantwright.twin.kernel import floor

_POLICIES = {
    "open": floor.OPEN, "conwip": floor.CONWIP, "drum": floor.DRUM, "kanban": floor.KANBAN, "orders": floor.TOLD,
}  # fmt: skip
TOLD_ONLY = floor.TOLD


@dataclass(frozen=True)
class Tables:
    """A plant as the kernel's tables, not yet running; shared by all runs of the plant, which copy what they change."""

    plant: Plant
    tables: dict[str, NDArray[np.void]]
    """By name of ``TABLES``."""
    families: tuple[str, ...]
    operations: tuple[Operation, ...]
    """The steps' operations, in the order of ``steps``."""
    station_names: tuple[str, ...]
    """The stations, then the carriers."""
    reasons: tuple[str, ...]
    """Of breakdowns and maintenance, by number."""

    def __getattr__(self, name: str) -> NDArray[np.void]:
        if name in floor.TABLES:
            return self.tables[name]
        raise AttributeError(name)

    @property
    def calendar(self) -> int:
        """Number of the plant's own calendar."""
        return int(self.tables["state"]["calendar"][0])

    def longest_routing(self) -> int:
        """Return the most steps that any routing has."""
        return int(self.tables["routings"]["steps"].max())


def tables_of(plant: Plant) -> Tables:
    """Compile a plant; raise TwinError where a rule that it names is not installed."""
    families, laws, hours = families_of(plant), Laws(), Hours(plant)
    centers, products = Centers(plant, families, laws, hours), Products(plant, families, laws)
    made = {**centers.tables(), **products.tables(), **hours.tables(), **_moves(plant)}
    made["arrivals"] = _arrivals(plant, products, laws)
    made["planned"] = _planned(plant, products)
    made["state"] = _state(plant, hours, products, laws, made)
    made |= laws.tables()
    stations = tuple(name for center in plant.work_centers for name in center.station_names())
    carriers = tuple(f"carrier-{k + 1}" for k in range(plant.carriers.count if plant.carriers else 0))
    return Tables(plant, made, families, operations_of(plant), stations + carriers, tuple(centers.reasons))


def _state(
    plant: Plant, hours: Hours, products: Products, laws: Laws, made: dict[str, NDArray[np.void]]
) -> NDArray[np.void]:
    release = plant.release
    state = np.zeros(1, floor.STATE)
    state["policy"], state["wip_limit"] = _POLICIES[release.policy], release.wip_limit or 0
    state["move_law"] = laws.number(plant.transport) if plant.transport.mean > 0 else -1
    state["urgent_share"], state["urgent_first"] = release.urgent_share, plant.urgent_first
    state["when_full"] = release.policy == "open" and release.when_full == "lost"
    state["asking"] = made["centers"]["before"].any()
    state["calendar"], state["always"] = hours.numbers[plant.calendar], hours.numbers["always"]
    state["families"], state["calendars"] = len(products.families), len(hours.weeks)
    state["centers"], state["stations"] = len(plant.work_centers), len(made["stations"])
    state["workers"] = state["idle_workers"] = len(plant.workers)
    state["products"], state["arrivals"] = len(plant.products), len(made["arrivals"])
    state["told"] = state["released"] = len(plant.orders)
    state["carrier_head"] = state["carrier_tail"] = state["pending"] = -1
    if plant.carriers:
        state["carriers"] = state["idle_carriers"] = plant.carriers.count
        state["speed"], state["handling"] = plant.carriers.speed, plant.carriers.handling
    state["most_parts"] = made["steps"]["parts"].max()
    state["passes"] = 2 * int(made["routings"]["steps"].max())
    state["spare_lots"] = spare_lots(plant, made, made["planned"][: len(plant.orders)])
    return state


def _arrivals(plant: Plant, products: Products, laws: Laws) -> NDArray[np.void]:
    release = plant.release
    told = [
        (products.numbers[one.product], laws.number(one.interarrival), one.orders, 0, 0) for one in release.arrivals
    ]
    single = [(-1, laws.number(release.interarrival), 1, 0, 0)] if release.interarrival else []
    return np.array(told or single or [(-1, -1, 1, 0, 0)], floor.ARRIVAL)


def _planned(plant: Plant, products: Products) -> NDArray[np.void]:
    records = np.zeros(max(len(plant.orders), 1), floor.PLANNED)
    for record, order in zip(records, plant.orders, strict=False):
        product = plant.products[products.numbers[order.product]]
        names = [one.id for one in product.routings[order.routing].operations]
        record["product"] = products.numbers[order.product]
        record["routing"] = products.products["first_routing"][record["product"]] + order.routing
        record["step"] = names.index(order.operation) if order.operation else 0
        record["priority"] = order.priority or product.priority
        record["station"] = products.stations[order.station] if order.station else -1
        record["time"] = record["released"] = order.released
        record["due"] = np.inf if order.due is None else order.due
        record["quantity"] = record["good"] = order.quantity
        record["remaining"] = order.remaining
    return records


def _moves(plant: Plant) -> dict[str, NDArray[np.void]]:
    names = {one.id: number for number, one in enumerate(plant.work_centers)}
    metres = np.zeros((len(names), len(names)))
    told = plant.carriers.distances if plant.carriers else ()
    for one in told:
        metres[names[one.to_center], names[one.from_center]] = one.metres
    for one in told:
        metres[names[one.from_center], names[one.to_center]] = one.metres
    carriers = np.zeros(max(plant.carriers.count if plant.carriers else 0, 1), floor.CARRIER)
    carriers["center"] = -1
    return {"distances": metres.ravel(), "carriers": carriers}
