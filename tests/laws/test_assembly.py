"""Assemblies wait for what goes into them; lots that are split come together; no piece is lost or found."""

from __future__ import annotations

import numpy as np
import pytest

from laws.floors import Run, run_of
from laws.shops import CONSTANT, disagreements, product, shop, step, table
from plantwright.errors import TwinError
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.orders import Arrival, Order
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Component, LotSize, Product
from plantwright.twin.log import simulate

UNEVEN = Distribution.empirical([0.5, 1.0, 1.5])
"""Noise whose times the log holds exactly: its clock goes in microseconds."""


def assembly(*parts: Component, time: float = 1.0, **more: object) -> Product:
    """Return a product assembled from ``parts``."""
    return product("car", step("assemble", time, components=parts, **more))


def bought(name: str, time: float, **more: object) -> Product:
    """Return a component made in one step at a station of its own, never ordered by itself."""
    return product(name, step(f"make {name}", time), **{"share": 0.0, **more})


def times(run: Run, name: str) -> list[float]:
    """Return when the orders of a product were completed, by number."""
    number = [one.id for one in run.plant.products].index(name)
    return [float(one["completed"]) for one in run.orders() if one["product"] == number]


def two_levels() -> Plant:
    """Return a plant whose product takes 2 frames, each of them 3 tubes; lots of 4."""
    frame = product("frame", step("weld", 2.0, components=(Component(product="tube", quantity=3),)), share=0.0)
    car = assembly(Component(product="frame", quantity=2))
    car = car.model_copy(update={"lot_sizes": (LotSize(quantity=4),)})
    return shop(car, frame, bought("tube", 5.0), every=10.0)


def test_assembly_waits_for_the_last_component() -> None:
    """An order of components 3 s and 7 s away, assembled in 1 s, is done 8 s after its release."""
    plant = shop(assembly(Component(product="a"), Component(product="b")), bought("a", 3), bought("b", 7), every=10.0)
    run = run_of(plant, end=35.0)
    assert times(run, "car")[:2] == [18.0, 28.0]
    assert times(run, "a")[:2] == [13.0, 23.0]


def test_two_levels_of_a_bill() -> None:
    """Tubes 5 s, then frames 2 s, then the car 1 s; 4 cars bring 8 frames and 24 tubes."""
    run = run_of(two_levels(), end=25.0)
    orders = run.orders()[:3]
    assert list(orders["quantity"]) == [4.0, 8.0, 24.0]
    assert list(orders["completed"]) == [18.0, 17.0, 15.0]


def test_stock_made_by_own_arrivals() -> None:
    """One component every 4 s in lots of 2, two a product: the car of 1 s starts as each lot comes into stock."""
    arrivals = (
        Arrival(product="car", interarrival=CONSTANT(1.0)),
        Arrival(product="a", interarrival=CONSTANT(4.0)),
    )
    car = assembly(Component(product="a", quantity=2, ordered=False))
    part = bought("a", 1, lot_sizes=(LotSize(quantity=2),))
    run = run_of(shop(car, part, release=Release(arrivals=arrivals)), end=14.5)
    assert sorted(times(run, "car"))[:3] == [6.0, 10.0, 14.0]


def test_pieces_made_are_used_or_in_stock() -> None:
    """Components completed, good, are those linked into orders and those left in stock."""
    arrivals = (
        Arrival(product="car", interarrival=Distribution.exponential(9.0)),
        Arrival(product="a", interarrival=Distribution.exponential(5.0), orders=2),
    )
    part = product("a", step("make a", 1.0, scrap=0.2), size=3.0)
    plant = shop(assembly(Component(product="a", quantity=4, ordered=False)), part, release=Release(arrivals=arrivals))
    run = run_of(plant, end=4000.0, seed=5)
    state = run.floor.state[0]
    made = run.orders()[(run.orders()["product"] == 1) & ~(run.orders()["completed"] != run.orders()["completed"])]
    used = run.floor.links[: state["links"]]["quantity"].sum()
    starts = len(run.rows(0)[run.rows(0)["product"] == 0])
    assert used == 4 * starts > 400
    assert made["good"].sum() == used + run.floor.products["stock"][1]


def test_links_say_what_went_into_what() -> None:
    """The log links each order to the component orders it took from, first in first out, with what it took."""
    found = {
        (one["parent"], one["child"]): one["quantity"] for one in table(simulate(two_levels(), horizon=19.0).links)
    }
    assert found == {("S000001", "S000002"): 8.0, ("S000002", "S000003"): 24.0}


def test_rework_takes_no_second_set() -> None:
    """An assembly done twice by rework uses its components once, and does not starve."""
    car = assembly(Component(product="a"), time=1.0, rework=1.0, rework_limit=1, scrap=0.0)
    run = run_of(shop(car, bought("a", 1), every=10.0), end=19.0)
    assert times(run, "car") == [13.0]
    assert run.floor.state[0]["links"] == 1


def test_only_what_leaves_is_throughput() -> None:
    """A plant of 4 cars every 10 s makes 4 pieces an order of cars; frames and tubes are no throughput."""
    log = simulate(two_levels(), horizon=100.0)
    assert set(log.meta.inner_products) == {"frame", "tube"}
    assert disagreements(two_levels(), horizon=101.0) == {}


def test_one_assembly_may_take_from_thousands_of_lots() -> None:
    """A lot that takes 5,000 pieces out of 5,000 lots of stock is linked to each of them."""
    car = assembly(Component(product="a", quantity=5000, ordered=False))
    told = tuple(Order(id=f"a{k}", product="a", quantity=1, released=0.001 * k) for k in range(5000))
    plant = shop(
        car,
        product("a", step("a", 0.0005)),
        release=Release(policy="orders"),
        orders=(*told, Order(id="car", product="car", quantity=1, released=6.0)),
    )
    run = run_of(plant, end=100.0)
    links = run.floor.links[: run.floor.state[0]["links"]]
    assert len(links) == 5000
    assert len(set(links["child"].tolist())) == 5000
    assert links["quantity"].sum() == 5000
    assert len(run.orders()) == 5001


def test_a_missing_component_is_named() -> None:
    """A CONWIP floor whose component is never ordered stops at once and names the component."""
    car = assembly(Component(product="a", ordered=False))
    plant = shop(car, bought("a", 1), release=Release(policy="conwip", wip_limit=2))
    with pytest.raises(TwinError, match="'assemble': 2 lots wait for components that are never made, a"):
        run_of(plant, end=1e6)


def test_a_missing_component_ends_an_open_run() -> None:
    """An open floor whose component is never made runs to its end with every order waiting."""
    run = run_of(shop(assembly(Component(product="a", ordered=False)), bought("a", 1), every=10.0), end=105.0)
    assert len(run.orders()) == 10
    assert all(np.isnan(one) for one in times(run, "car"))


def test_kanban_brings_components() -> None:
    """Cards release an order with its components: one card and 3 s + 1 s a car are a car every 4 s."""
    centers = (WorkCenter(id="assemble", kanban=1), WorkCenter(id="make a", kanban=1))
    plant = shop(assembly(Component(product="a")), bought("a", 3), release=Release(policy="kanban"), centers=centers)
    assert times(run_of(plant, end=13.0), "car")[:3] == [4.0, 8.0, 12.0]


def test_sums_agree_with_components() -> None:
    """Log and run agree where a product is assembled at random times from scrapped and reworked components."""
    part = product("a", step("make a", 2.0, noise=UNEVEN, rework=0.2), size=2.0, share=0.0)
    car = assembly(Component(product="a", quantity=2), noise=UNEVEN, scrap=0.1)
    car = car.model_copy(update={"lot_sizes": (LotSize(quantity=5),), "lead_time": CONSTANT(9.0)})
    assert disagreements(shop(car, part, every=6.0), horizon=9000.25) == {}
