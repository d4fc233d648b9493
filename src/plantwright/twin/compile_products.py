"""Products, routings, steps and what goes into them as the kernel's records."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from plantwright.model.plant import Plant
from plantwright.model.product import LotSize, Operation, Product, Routing
from plantwright.twin.compile_laws import Laws, salt
from plantwright.twin.kernel import floor

Table = NDArray[np.void]


def families_of(plant: Plant) -> tuple[str, ...]:
    """Return every setup family, in order."""
    told = {operation.family for _, operation in plant.operations() if operation.family}
    return tuple(sorted(told | {product.family_name() for product in plant.products}))


class Products:
    """The tables of a plant's products."""

    def __init__(self, plant: Plant, families: Sequence[str], laws: Laws) -> None:
        self.plant, self.families, self.laws = plant, families, laws
        self.centers = {one.id: number for number, one in enumerate(plant.work_centers)}
        names = [name for one in plant.work_centers for name in one.station_names()]
        self.stations = {name: number for number, name in enumerate(names)}
        self.numbers = {one.id: number for number, one in enumerate(plant.products)}
        self.stocked = {name for one in plant.products for name in one.component_names()}
        self.steps: list[Table] = []
        self.allowed: list[int] = []
        self.parts: list[tuple[int, float]] = []
        self.routings: list[tuple[int, int]] = []
        self.routing_weights: list[float] = []
        self.sizes: list[LotSize] = []
        self.size_weights: list[float] = []
        self.products = np.concatenate([self._product(one) for one in plant.products])

    def tables(self) -> dict[str, Table]:
        """Return the tables; those that would be empty hold one record that nothing points to."""
        return {
            "products": self.products,
            "product_weights": cumulative([one.share for one in self.plant.products]),
            "steps": np.concatenate(self.steps),
            "allowed": np.array([*self.allowed, -1], np.int64),
            "parts": np.array([*self.parts, (-1, 0.0)], floor.PART),
            "routings": np.array(self.routings, floor.ROUTING),
            "routing_weights": np.array(self.routing_weights),
            "sizes": np.array([one.quantity for one in self.sizes], float),
            "size_weights": np.array(self.size_weights),
        }

    def _product(self, product: Product) -> Table:
        record = np.zeros(1, floor.PRODUCT)
        record["family"] = self.families.index(product.family_name())
        record["first_routing"], record["routings"] = len(self.routings), len(product.routings)
        record["first_size"], record["sizes"] = len(self.sizes), len(product.lot_sizes)
        record["lead_law"] = self.laws.number(product.lead_time)
        record["priority"], record["divisible"] = product.priority, product.divisible
        record["stocked"] = product.id in self.stocked
        record["inner"] = product.id in self.stocked or product.taken_apart()
        record["stock_head"] = record["stock_tail"] = -1
        for number, routing in enumerate(product.routings):
            self._routing(product, number, routing)
        self.routing_weights += list(cumulative([one.weight for one in product.routings]))
        self.sizes += product.lot_sizes
        self.size_weights += list(cumulative([one.weight for one in product.lot_sizes]))
        bill = self._bill(product, 1.0)
        record["bill_first"], record["bill"] = len(self.parts), len(bill)
        self.parts += bill
        return record

    def _bill(self, product: Product, factor: float) -> list[tuple[int, float]]:
        """Return the orders that come with one of a product, by product and quantity, those they bring included."""
        bill: list[tuple[int, float]] = []
        for one in product.routings[0].operations:
            for part in one.components:
                if part.ordered:
                    quantity = factor * part.quantity
                    bill.append((self.numbers[part.product], quantity))
                    bill += self._bill(self.plant.products[self.numbers[part.product]], quantity)
        return bill

    def _routing(self, product: Product, number: int, routing: Routing) -> None:
        self.routings.append((len(self.steps), len(routing.operations)))
        steps = [self._step(product, number, routing, index) for index in range(len(routing.operations))]
        for name, time in (("rest_lot", "per_lot"), ("rest_piece", "per_piece")):
            rest = 0.0
            for step in reversed(steps):
                rest += float(step[time][0])
                step[name] = rest
        self.steps += steps

    def _step(self, product: Product, number: int, routing: Routing, index: int) -> Table:
        one = routing.operations[index]
        record = np.zeros(1, floor.STEP)
        record["center"] = self.centers[one.work_center]
        # the same operation has the same luck wherever it stands in the routing
        times_before = sum(other.id == one.id for other in routing.operations[:index])
        record["salt"] = salt("step", product.id, number, one.id, times_before)
        record["family"] = self.families.index(one.family or product.family_name())
        record["noise_law"], record["hold_law"] = self.laws.number(one.noise), self.laws.number(one.hold)
        record["per_lot"], record["per_piece"] = one.per_lot, one.time_per_piece()
        record["scrap"], record["rework"], record["back"] = one.scrap, one.rework, one.rework_back
        record["rework_limit"], record["sampling"] = one.rework_limit or 0, one.sampling
        record["attendance"], record["join"], record["split"] = one.attendance, one.join, one.split or 0.0
        limit = one.queue_limit
        record["limit"] = limit.time if limit else 0.0
        record["limit_back"] = limit.back if limit and limit.consequence == "rework" else 0
        record["allowed_first"], record["allowed"] = len(self.allowed), len(one.stations)
        self.allowed += [self.stations[name] for name in one.stations]
        record["parts_first"], record["parts"] = len(self.parts), len(one.components)
        self.parts += [(self.numbers[part.product], part.quantity) for part in one.components]
        record["yields_first"], record["yields"] = len(self.parts), len(one.yields)
        self.parts += [(self.numbers[other.product], other.quantity) for other in one.yields]
        record["drum"] = self._is_last_drum(routing, index)
        return record

    def _is_last_drum(self, routing: Routing, index: int) -> bool:
        drum = self.plant.release.drum
        later = [one.work_center for one in routing.operations[index + 1 :]]
        return routing.operations[index].work_center == drum and drum not in later


def cumulative(weights: Sequence[float]) -> NDArray[np.float64]:
    """Return the shares of weights, summed up, ending at one."""
    total = np.cumsum(np.array(weights, float))
    return np.asarray(total / total[-1], dtype=float)


def operations_of(plant: Plant) -> tuple[Operation, ...]:
    """Return the operations in the order of the steps."""
    return tuple(operation for _, operation in plant.operations())
