"""Any small plant with all that the twin knows: stops by any clock, hours, limits, stock, cards, carriers."""

from __future__ import annotations

from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from laws.strategies import HOUR, SKILLS, plants
from plantwright.errors import PlantError
from plantwright.model.checked import checked
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import RULES, Failures, Maintenance, WorkCenter
from plantwright.model.orders import Arrival, Order
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Component, Operation, Product, QueueLimit, Routing, Yielded
from plantwright.model.transport import Carriers, Distance

Fields = dict[str, Any]


@st.composite
def rich_plants(draw: st.DrawFn) -> Plant:
    """Draw a plant; one that contradicts itself is drawn again."""
    plain = draw(plants())
    centers = [draw(_center(one)) for one in plain.work_centers]
    products = [draw(_product(one)) for one in plain.products]
    if draw(st.integers(0, 2)) == 0:
        products = _assembled(products, ordered=draw(st.booleans()))
    if draw(st.integers(0, 2)) == 0:
        products = draw(_giving(products))
    workers = [one.model_copy(update={"calendar": draw(_calendars())}) for one in plain.workers]
    fields: Fields = {
        **dict(plain),
        "work_centers": centers,
        "products": products,
        "workers": workers,
        "release": draw(_release(plain)),
        "carriers": draw(st.none() | _carriers([one.id for one in centers])),
        "orders": draw(_orders(products[0])),
    }
    try:
        return checked(Plant, fields, "drawn")
    except PlantError:
        assume(False)
        raise


def _calendars() -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, None, None, "day", "late"])


def _rarely(draw: st.DrawFn, value: Any, otherwise: Any) -> Any:
    return draw(st.sampled_from([otherwise, otherwise, otherwise, value]))


@st.composite
def _center(draw: st.DrawFn, one: WorkCenter) -> WorkCenter:
    calendar_failures = Failures(
        time_to_failure=Distribution.exponential(20 * HOUR),
        time_to_repair=Distribution.constant(HOUR),
        clock="calendar",
    )
    piece_failures = Failures(
        time_to_failure=Distribution.constant(50), time_to_repair=Distribution.exponential(HOUR), clock="pieces"
    )
    clock = draw(st.sampled_from(["calendar", "busy", "pieces", "lots"]))
    every = Distribution.constant({"calendar": 30 * HOUR, "busy": 15 * HOUR, "pieces": 40, "lots": 6}[clock])
    care = Maintenance(every=every, duration=Distribution.constant(0.7 * HOUR), clock=clock)
    setup = one.setup and one.setup.model_copy(update={"min_run": draw(st.sampled_from([1, 1, 3]))})
    return one.model_copy(
        update={
            "setup": setup,
            "further_failures": tuple(draw(st.lists(st.sampled_from([calendar_failures, piece_failures]), max_size=2))),
            "maintenance": _rarely(draw, (care,), ()),
            "team": _rarely(draw, (SKILLS[0],), ()) if one.skill else (),
            "at_close": draw(st.sampled_from(["pause", "pause", "finish"])),
            "blocking": _rarely(draw, "before", "after"),
            "kanban": _rarely(draw, draw(st.integers(2, 5)), None),
            "dispatch": draw(st.sampled_from(RULES)),
        }
    )


@st.composite
def _product(draw: st.DrawFn, one: Product) -> Product:
    ways = tuple(
        Routing(operations=tuple(draw(_operation(step, k)) for k, step in enumerate(way.operations)), weight=way.weight)
        for way in one.routings
    )
    return one.model_copy(
        update={
            "routings": ways,
            "priority": draw(st.integers(1, 4)),
            "divisible": _rarely(draw, True, False),
        }
    )


@st.composite
def _operation(draw: st.DrawFn, one: Operation, index: int) -> Operation:
    limit = QueueLimit(
        time=draw(st.sampled_from([2.0, 30.0])) * HOUR, consequence=draw(st.sampled_from(["scrap", "rework"]))
    )
    return one.model_copy(
        update={
            "rework_limit": draw(st.sampled_from([None, None, 1, 2])),
            "sampling": _rarely(draw, 0.5, 1.0) if index > 0 else 1.0,
            "attendance": draw(st.sampled_from([1.0, 1.0, 0.3, 0.0])),
            "queue_limit": _rarely(draw, limit, None) if index > 0 else None,
            "hold": _rarely(draw, Distribution.constant(3 * HOUR), None),
            "split": _rarely(draw, 3.0, None),
            "family": draw(st.sampled_from([None, None, "red"])),
        }
    )


def _assembled(products: list[Product], *, ordered: bool) -> list[Product]:
    """Let the first product take one piece of a new one at its last step."""
    first = products[0]
    last = first.routings[0].operations[-1]
    part = Component(product="part", quantity=1, ordered=ordered)
    steps = (*first.routings[0].operations[:-1], last.model_copy(update={"components": (part,)}))
    made = Operation(id="made", work_center=last.work_center, per_lot=0.2 * HOUR)
    bought = Product(
        id="part", routings=(Routing(operations=(made,)),), lot_sizes=first.lot_sizes, share=0.0 if ordered else 1.0
    )
    return [first.model_copy(update={"routings": (Routing(operations=steps),)}), *products[1:], bought]


@st.composite
def _giving(draw: st.DrawFn, products: list[Product]) -> list[Product]:
    """Let steps of the first product give off a new one, which may take it apart, and the new one a newer one."""
    first = products[0]
    center = first.routings[0].operations[-1].work_center
    pieces = st.sampled_from([0.5, 1.0, 3.0])
    shell, bolt = (_plain(name, center, draw(st.sampled_from([None, 3.0]))) for name in ("shell", "bolt"))
    given_off = (Yielded(product="bolt", quantity=draw(pieces)),)
    if draw(st.booleans()):
        shell = _yielding(shell, given_off, len(shell.routings[0].operations) - 1)
    into = (*given_off, *(Yielded(product="shell", quantity=draw(pieces)) for _ in range(draw(st.integers(0, 2)))))
    last = len(first.routings[0].operations) - 1
    first = _yielding(first, into, draw(st.integers(0, last)))
    if draw(st.booleans()):  # what comes out is put in again
        part = Component(product="bolt", quantity=1, ordered=draw(st.booleans()))
        products = [*products[:-1], _taking(products[-1], part)] if len(products) > 1 else products
    return [first, *products[1:], shell, bolt]


def _plain(name: str, center: str, split: float | None) -> Product:
    """Return a product of two steps that comes only out of others."""
    steps = (
        Operation(id="clean", work_center=center, per_lot=0.1 * HOUR, split=split, scrap=0.2, rework=0.2),
        Operation(id="sort", work_center=center, per_piece=0.01 * HOUR),
    )
    return Product(id=name, routings=(Routing(operations=steps),), share=0.0)


def _yielding(product: Product, into: tuple[Yielded, ...], number: int) -> Product:
    """Let a step give products off; there is one routing then."""
    return _with_step(product, number, {"yields": into})


def _taking(product: Product, part: Component) -> Product:
    """Let the last step take a component; there is one routing then."""
    steps = product.routings[0].operations
    return _with_step(product, len(steps) - 1, {"components": (*steps[-1].components, part)})


def _with_step(product: Product, number: int, fields: Fields) -> Product:
    steps = list(product.routings[0].operations)
    steps[number] = steps[number].model_copy(update=fields)
    return product.model_copy(update={"routings": (Routing(operations=tuple(steps)),)})


@st.composite
def _release(draw: st.DrawFn, plant: Plant) -> Release:
    kind = draw(st.sampled_from(["as it is", "as it is", "arrivals", "lost", "drum", "kanban"]))
    if kind == "arrivals":
        gap = Distribution.gamma(5 * HOUR, 0.5)
        streams = tuple(Arrival(product=one.id, interarrival=gap, orders=2) for one in plant.products)
        return Release(arrivals=streams)
    if kind == "lost":
        return Release(interarrival=Distribution.exponential(2 * HOUR), when_full="lost")
    if kind == "drum":
        return Release(policy="drum", wip_limit=draw(st.integers(1, 6)), drum=plant.work_centers[-1].id)
    return Release(policy="kanban") if kind == "kanban" else plant.release


@st.composite
def _carriers(draw: st.DrawFn, centers: list[str]) -> Carriers:
    distances = tuple(
        Distance(from_center=a, to_center=b, metres=100.0) for a in centers for b in centers if a < b
    )  # fmt: skip
    return Carriers(count=draw(st.integers(1, 3)), speed=0.5, handling=120.0, distances=distances)


@st.composite
def _orders(draw: st.DrawFn, product: Product) -> tuple[Order, ...]:
    count = draw(st.sampled_from([0, 0, 3]))
    return tuple(Order(id=f"told-{k}", product=product.id, quantity=5, released=-HOUR * k) for k in range(count))
