"""The SimPy script against the twin, order for order: where nothing is left to chance, both do the very same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray

from laws.floors import Run, run_of
from laws.strategies import plants
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, Setup, WorkCenter
from plantwright.model.plant import Plant, Release, Worker
from plantwright.model.product import Operation, Product, Routing
from plantwright.twin.simpy_script import simpy_script
from twin.scripts import loaded

pytest.importorskip("simpy", reason="simpy comes with the extra test")

END = 14 * 86_400.0
some_plants = settings(max_examples=60, deadline=None, derandomize=True, database=None)


def calm(plant: Plant) -> Plant:
    """Return a plant whose only chance is which product, lot size and priority each order has."""
    centers = tuple(
        one.model_copy(update={"failures": _FAILURES if number % 2 else None})
        for number, one in enumerate(plant.work_centers)
    )
    gap = Distribution.constant(5400.0)
    return plant.model_copy(
        update={
            "work_centers": centers,
            "products": tuple(map(_calm_product, plant.products)),
            "release": plant.release.model_copy(update={"interarrival": gap}),
            "transport": Distribution.constant(720.0 if plant.transport.mean else 0.0),
        }
    )


_FAILURES = Failures(time_to_failure=Distribution.constant(9000.0), time_to_repair=Distribution.constant(1800.0))


def _calm_product(product: Product) -> Product:
    way = product.routings[0]
    steps = tuple(one.model_copy(update={"rework": 0.0, "scrap": 0.0}) for one in way.operations)
    lead = Distribution.constant(144_000.0 + 3600.0 * (product.id == "Q"))
    return product.model_copy(
        update={
            "routings": (way.model_copy(update={"operations": steps}),),
            "lead_time": lead if product.lead_time else None,
        }
    )


class Told(random.Random):
    """Luck that gives each order the product, size and priority that it had in the twin."""

    def __init__(self, run: Run, module: ModuleType) -> None:
        super().__init__(0)
        self.orders: Iterator[np.void] = iter(run.orders())
        self.names = [one.id for one in run.plant.products]
        self.products = module.PRODUCTS
        self.order = None

    def choices(self, options: list[dict[str, object]], weights: list[float]) -> list[dict[str, object]]:
        """Return the option that the order had: a product begins the next order."""
        if "share" in options[0]:
            self.order = next(self.orders)
            return [self.products[self.names[self.order["product"]]]]
        return [one for one in options if one.get("quantity", self.order["quantity"]) == self.order["quantity"]]

    def random(self) -> float:
        """Return what makes the order urgent or not."""
        return 0.0 if self.order["priority"] == 1 else 1 - 1e-9


def completions(plant: Plant, run: Run, folder: Path) -> NDArray[np.float64]:
    """Return when each order of the script is completed, with the luck of the twin [s]."""
    with loaded(simpy_script(plant), folder) as module:
        floor = module.Floor("0")
        floor.rng = Told(run, module)
        floor.env.run(until=END)
        return np.array([lot.completed for lot in floor.orders])


def crew_shop() -> Plant:
    """Return mills with setups and a saw, run by one who can do both and one who can only mill, often both idle."""
    mill = Operation(id="mill", work_center="mill", per_lot=4000.0)
    saw = Operation(id="saw", work_center="saw", per_lot=1500.0)
    return Plant(
        name="crew shop",
        work_centers=(
            WorkCenter(id="saw", skill="sawing"),
            WorkCenter(id="mill", stations=3, skill="milling", setup=Setup(default=1800.0)),
        ),
        products=(
            Product(id="P", priority=3, routings=(Routing(operations=(mill, saw)),)),
            Product(id="Q", routings=(Routing(operations=(saw, mill)),)),
        ),
        workers=(Worker(id="both", skills=("milling", "sawing")), Worker(id="miller", skills=("milling",))),
        release=Release(interarrival=Distribution.constant(5400.0)),
        urgent_first=True,
    )


def assert_same(plant: Plant, folder: Path) -> None:
    """Assert that each order is completed at the same time in the twin and in the script, to a hundredth of a ms."""
    run = run_of(plant, end=END)
    orders = run.orders()
    # SimPy stops before what happens in the last moment, the twin after it
    twin = orders["completed"][orders["released"] < END]
    np.testing.assert_allclose(completions(plant, run, folder), np.where(twin < END, twin, np.inf), rtol=0, atol=1e-5)


def test_crews_and_setups_are_the_same(tmp_path: Path) -> None:
    """The worker with the fewest skills is taken, the station set up already, and the product of lower rank first."""
    assert_same(calm(crew_shop()), tmp_path)


@some_plants
@given(plants(noisy=False))
def test_without_chance_each_order_is_completed_at_the_same_time(
    tmp_path_factory: pytest.TempPathFactory, plant: Plant
) -> None:
    """Buffers, setups, breakdowns, crews, shifts, batches, rules and moves: no order of any small plant differs."""
    assert_same(calm(plant), tmp_path_factory.mktemp("script"))
