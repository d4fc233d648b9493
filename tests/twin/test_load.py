"""How much a plant is asked to do, against closed forms and the twin's own account."""

from __future__ import annotations

import pytest

from plantwright.errors import TwinError
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Batch, Failures, WorkCenter
from plantwright.model.orders import Arrival
from plantwright.model.plant import Plant, Release, Worker
from plantwright.model.product import Component, LotSize, Operation, Product, Routing, Yielded
from plantwright.twin.load import crew_load, overload_problems, raise_overload, utilization, visits
from plantwright.twin.replicate import replicate
from twin.shops import one_station, routed
from twin.visits import visits_by_algebra


def step(rework: float = 0.0, back: int = 0) -> Operation:
    """Return a step with this chance of rework."""
    return Operation(id="s", work_center="a", per_lot=1.0, rework=rework, rework_back=back)


def test_a_step_that_repeats_itself_is_visited_geometrically_often() -> None:
    """A step with chance p of itself again is visited 1/(1 − p) times."""
    assert visits(Routing(operations=(step(), step(0.2), step(0.5)))) == pytest.approx([1, 1.25, 2])


def test_a_loop_over_two_steps_repeats_both() -> None:
    """A step that sends back by one with chance p has itself and the one before visited 1/(1 − p) times."""
    assert visits(Routing(operations=(step(), step(), step(0.2, 1), step()))) == pytest.approx([1, 1.25, 1.25, 1])


def test_rework_without_doubt_ends_at_its_limit() -> None:
    """A step that always sends back, twice at most, is done three times; one that half of the lots pass by, less."""
    always = Operation(id="s", work_center="a", per_lot=1.0, rework=1.0, rework_limit=2)
    assert visits(Routing(operations=(always,))) == pytest.approx([3])
    assert visits(Routing(operations=(always.model_copy(update={"sampling": 0.5}),))) == pytest.approx([1.5])


def test_loops_inside_loops_multiply() -> None:
    """With loops in each other the visits solve the balance of the chain."""
    operations = (step(0.1), step(0.3, 1), step(0.25, 2), step(0.4, 1), step(0.05))
    assert visits(Routing(operations=operations)) == pytest.approx(visits_by_algebra(operations))


def test_visits_are_what_the_twin_does() -> None:
    """A plant whose only use is rework is as busy as its visits say."""
    operations = (step(0.1), step(0.3, 1))
    plant = one_station(interarrival=4.0, products=(Product(id="part", routings=(Routing(operations=operations),)),))
    found = replicate(plant, warm_up=500, horizon=20_000, replications=4).occupied_share()["a"]
    assert found == pytest.approx(sum(visits(plant.products[0].routings[0])) / 4, rel=0.04)


def full_shop() -> Plant:
    """Return a plant with lots, scrap-free batches, repairs, hours and two products."""
    day = Calendar(id="day", shifts=(Shift(days="mon-fri", start="08:00", end="16:00"),))
    failures = Failures(time_to_failure=Distribution.exponential(500.0), time_to_repair=Distribution.exponential(50.0))
    first = Operation(id="1", work_center="a", per_lot=20.0, per_piece=8.0)
    oven = Operation(id="2", work_center="b", per_lot=90.0)
    return Plant(
        name="full",
        calendars=(day,),
        calendar="day",
        work_centers=(
            WorkCenter(id="a", stations=2, failures=failures),
            WorkCenter(id="b", calendar="always", batch=Batch(max_lots=4)),
        ),
        products=(
            Product(id="A", share=3, routings=(Routing(operations=(first, oven)),), lot_sizes=(LotSize(quantity=10),)),
            Product(
                id="B",
                routings=(Routing(operations=(first,), weight=3), Routing(operations=(oven,))),
                lot_sizes=(LotSize(quantity=5, weight=1), LotSize(quantity=25, weight=3)),
            ),
        ),
        release=Release(interarrival=Distribution.exponential(120.0)),
    )


def test_utilization_by_hand() -> None:
    """Utilization is visits × time × repairs over stations and their hours, all weights counted."""
    found = utilization(full_shop())
    one_a, one_b = 20 + 80, 20 + 8 * 20
    assert found["a"] == pytest.approx((0.75 * one_a + 0.25 * 0.75 * one_b) * 1.1 / 120 / 2)
    assert found["b"] == pytest.approx((0.75 + 0.25 * 0.25) * 90 / 4 / 120 * 40 / 168)


def test_the_twin_is_as_busy_as_utilization_says() -> None:
    """Without batches and setups the twin's occupied share is the utilization."""
    plant = full_shop()
    found = replicate(plant, warm_up=7 * 86_400.0, horizon=28 * 86_400.0, replications=4).occupied_share()
    assert found["a"] == pytest.approx(utilization(plant)["a"], rel=0.03)


def test_overload_is_named_before_anything_runs() -> None:
    """A work center asked for more than it can do is named with its utilization; those that can are not."""
    plant = routed(["a", "b"], release=Release(interarrival=Distribution.exponential(0.9)),
                   work_centers=(WorkCenter(id="a"), WorkCenter(id="b", stations=2)))  # fmt: skip
    found = overload_problems(plant)
    assert len(found) == 1
    assert "work_centers.a" in found[0]
    assert "1.111" in found[0]
    with pytest.raises(TwinError, match=r"work_centers\.a"):
        raise_overload(plant)


def test_a_crew_too_small_is_named_before_anything_runs() -> None:
    """Stations enough and people too few: the crew is named."""
    plant = one_station(
        interarrival=0.75,
        work_centers=(WorkCenter(id="a", stations=3, skill="run"),),
        workers=(Worker(id="w", skills=("run",)),),
    )
    assert any("run" in problem for problem in overload_problems(plant))


def test_conwip_is_never_overloaded() -> None:
    """Under CONWIP the floor sets the pace, so nothing is asked that cannot be done."""
    assert overload_problems(routed(["a"], release=Release(policy="conwip", wip_limit=9))) == []


def test_streams_of_orders_are_counted() -> None:
    """Streams in place of shares: a product that comes twice each 100 s for 30 s of work asks for 0.6."""
    operation = Operation(id="1", work_center="a", per_lot=60.0, sampling=0.5)
    streams = Release(arrivals=(Arrival(product="A", interarrival=Distribution.constant(100.0), orders=2),))
    plant = Plant(
        name="streams",
        work_centers=(WorkCenter(id="a"),),
        products=(
            Product(id="A", routings=(Routing(operations=(operation,)),)),
            Product(id="B", share=9.0, routings=(Routing(operations=(operation,)),)),
        ),
        release=streams,
    )
    assert utilization(plant) == pytest.approx({"a": 0.6})
    assert any(
        "a: utilization 1.200" in one
        for one in overload_problems(plant.model_copy(update={"release": streams.paced(2)}))
    )


def test_who_stays_for_a_part_only_is_free_for_the_rest() -> None:
    """One worker who stays for a quarter of 60 s at 1.5 orders a minute is busy for 0.375 of the time."""
    operation = Operation(id="1", work_center="a", per_lot=60.0, attendance=0.25)
    plant = one_station(
        interarrival=40.0,
        work_centers=(WorkCenter(id="a", stations=2, skill="run"),),
        workers=(Worker(id="w", skills=("run",)),),
        products=(Product(id="part", routings=(Routing(operations=(operation,)),)),),
    )
    assert crew_load(plant) == pytest.approx({("run",): 0.375})


def test_wear_by_pieces_is_counted_in_pieces() -> None:
    """A repair of 500 s after each 100 pieces adds 5 s to each piece."""
    failures = Failures(
        time_to_failure=Distribution.constant(100.0), time_to_repair=Distribution.constant(500.0), clock="pieces"
    )
    operation = Operation(id="1", work_center="a", per_piece=10.0)
    plant = one_station(
        interarrival=20.0,
        work_centers=(WorkCenter(id="a", failures=failures),),
        products=(Product(id="part", routings=(Routing(operations=(operation,)),)),),
    )
    assert utilization(plant) == pytest.approx({"a": 0.75})


def parted(*, gap: float = 100.0, **step: float) -> Plant:
    """Return a plant that takes lots of 4 apart into lots of 12 wheels, each with an order of 24 bolts."""
    into = (Yielded(product="wheel", quantity=3.0),)
    tear = Operation.model_validate({"id": "1", "work_center": "a", "per_lot": 20.0, "yields": into, **step})
    screw = (Component(product="bolt", quantity=2.0),)
    true = Operation(id="1", work_center="b", per_lot=6.0, per_piece=2.0, components=screw)
    make = Operation(id="1", work_center="c", per_piece=3.0)
    return Plant(
        name="parted",
        work_centers=(WorkCenter(id="a"), WorkCenter(id="b"), WorkCenter(id="c")),
        products=(
            Product(id="cart", routings=(Routing(operations=(tear,)),), lot_sizes=(LotSize(quantity=4),)),
            Product(id="wheel", share=0.0, routings=(Routing(operations=(true,)),)),
            Product(id="bolt", share=0.0, routings=(Routing(operations=(make,)),)),
        ),
        release=Release(interarrival=Distribution.constant(gap)),
    )


def test_orders_that_come_out_of_others_are_counted() -> None:
    """Of a cart each 100 s come 12 wheels for 6 + 24 s, and with them 24 bolts for 72 s."""
    assert utilization(parted()) == pytest.approx({"a": 0.2, "b": 0.3, "c": 0.72})


def test_scrap_leaves_fewer_to_come_out() -> None:
    """With half of the carts scrapped 6 wheels come out on average, of the 15 lots in 16 that have a cart left."""
    found = utilization(parted(scrap=0.5))
    assert found == pytest.approx({"a": 0.2, "b": (6 * 15 / 16 + 12) / 100, "c": 0.36})
    assert utilization(parted(scrap=1.0)) == pytest.approx({"a": 0.2, "b": 0.0, "c": 0.0})


def test_the_twin_is_as_busy_as_its_yields_say() -> None:
    """Scrap, rework and sampling counted, the twin's occupied share is at least what is said, and little more."""
    plant = parted(scrap=0.2, rework=0.2, sampling=0.7)
    told = utilization(plant)
    found = replicate(plant, warm_up=5000.0, horizon=200_000.0, replications=4).occupied_share()
    assert found == pytest.approx(told, rel=0.04)


def test_a_work_center_that_only_yields_overload_is_named() -> None:
    """Where what comes out of other orders is too much, its work center is named before the run."""
    (problem,) = overload_problems(parted(gap=70.0))
    assert problem.startswith("work_centers.c: utilization 1.029")
