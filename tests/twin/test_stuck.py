"""A plant that cannot finish is named with the work center and the reason, and no run goes on for ever."""

from __future__ import annotations

import pytest

from plantwright.errors import TwinError
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Batch, Failures, WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Operation, Product, Routing
from plantwright.twin.replicate import replicate
from twin.shops import one_station, routed


def conwip(limit: int) -> Release:
    """Return a release of so many orders on the floor."""
    return Release(policy="conwip", wip_limit=limit)


def problems(plant: Plant, horizon: float = 5000.0) -> tuple[str, ...]:
    """Run a plant that must fail, and return what is wrong with it."""
    with pytest.raises(TwinError) as raised:
        replicate(plant, warm_up=0, horizon=horizon, replications=1)
    assert "small" in raised.value.subject
    return raised.value.problems


def test_a_loop_of_full_buffers_deadlocks_and_is_named() -> None:
    """Lots that go a → b → a through full buffers wait for each other: both are named, not what they hold up."""
    centers = (WorkCenter(id="a", buffer=1), WorkCenter(id="b", buffer=1), WorkCenter(id="c"), WorkCenter(id="d"))
    noise = Distribution.exponential(1.0)
    plant = routed(["c", "a", "b", "a", "d"], release=conwip(12), noise=noise, work_centers=centers)
    found = problems(plant)
    assert len(found) == 2
    assert all("buffer" in one for one in found)
    assert [name for name in "abcd" if any(f"work center {name!r}" in one for one in found)] == ["a", "b"]


def test_the_same_loop_with_room_runs() -> None:
    """The same loop with fewer orders than places never deadlocks, and makes what its slowest station allows."""
    centers = (WorkCenter(id="a", buffer=2), WorkCenter(id="b", buffer=2))
    made = replicate(
        routed(["a", "b", "a"], release=conwip(2), work_centers=centers), warm_up=100, horizon=1000, replications=1
    )
    assert made.metric("throughput")[0] == pytest.approx(86_400 / 2, rel=0.02)


def test_rework_never_deadlocks() -> None:
    """Rework goes back into full buffers, so that a line with much of it and no room keeps moving."""
    step = Operation(id="1", work_center="a", per_lot=1.0)
    back = Operation(id="2", work_center="b", per_lot=1.0, rework=0.6, rework_back=1)
    plant = routed(
        ["a"],
        release=conwip(20),
        work_centers=(WorkCenter(id="a", buffer=0), WorkCenter(id="b", buffer=0)),
        products=(Product(id="part", routings=(Routing(operations=(step, back)),)),),
    )
    assert replicate(plant, warm_up=0, horizon=5000, replications=1).metric("throughput")[0] > 0.2 * 86_400


def test_a_batch_that_never_fills_is_named() -> None:
    """An oven for three lots that may never start with fewer stands still where two orders are on the floor."""
    oven = WorkCenter(id="a", batch=Batch(max_lots=4, min_lots=3))
    found = problems(routed(["a"], release=conwip(2), work_centers=(oven,)))
    assert len(found) == 1
    assert "work center 'a'" in found[0]
    assert "3" in found[0]


def test_a_storm_of_breakdowns_is_named() -> None:
    """A station that fails so often that the run would never end is named."""
    failures = Failures(time_to_failure=Distribution.constant(1e-9), time_to_repair=Distribution.constant(1e-9))
    found = problems(one_station(work_centers=(WorkCenter(id="a", failures=failures),)))
    assert "a-1" in found[0]
    assert "breakdowns" in found[0]


def test_two_hundred_breakdowns_are_no_storm() -> None:
    """A lot with many breakdowns still ends, later by all of them."""
    failures = Failures(time_to_failure=Distribution.constant(0.00625), time_to_repair=Distribution.constant(0.00625))
    plant = routed(["a"], release=conwip(1), work_centers=(WorkCenter(id="a", failures=failures),))
    made = replicate(plant, warm_up=0, horizon=1000, replications=1).metric("throughput")[0]
    assert made == pytest.approx(86_400 / 2, rel=0.01)


def test_steps_without_time_do_not_hang() -> None:
    """Operations that take no time pass in no time, and those that take some set the pace."""
    steps = tuple(Operation(id=f"{k}", work_center="a", per_lot=float(k == 1)) for k in range(3))
    product = Product(id="part", routings=(Routing(operations=steps),))
    plant = routed(["a"], release=conwip(1), products=(product,))
    assert replicate(plant, warm_up=0.5, horizon=600, replications=1).metric("throughput")[0] == pytest.approx(86_400)


def test_a_floor_on_which_no_time_passes_is_refused() -> None:
    """Under CONWIP an order that takes no time is followed by the next for ever: said, not run."""
    steps = (Operation(id="1", work_center="a"),)
    plant = routed(["a"], release=conwip(2), products=(Product(id="part", routings=(Routing(operations=steps),)),))
    assert "time" in problems(plant)[0]


def test_a_lot_that_is_nearly_always_reworked_leaves_at_last() -> None:
    """A lot may pass a step some thousand times, with new luck each time."""
    step = Operation(id="1", work_center="a", per_lot=1.0, rework=0.998)
    plant = routed(["a"], release=conwip(1), products=(Product(id="part", routings=(Routing(operations=(step,)),)),))
    made = replicate(plant, warm_up=0, horizon=100_000, replications=4).metric("throughput").mean()
    assert made == pytest.approx(0.002 * 86_400, rel=0.3)


def test_a_flood_of_orders_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A floor that fills up beyond all bounds ends the run and names the work center where the lots wait."""
    monkeypatch.setattr("plantwright.twin.machine.MOST_LOTS", 2000)
    plant = routed(["a", "b"], release=Release(interarrival=Distribution.constant(0.5)))
    found = problems(plant, horizon=1e6)
    assert "work center 'a'" in found[0]
    assert "cannot keep up" in found[0]
