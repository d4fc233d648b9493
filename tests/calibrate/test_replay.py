"""A plant under the orders of a log: what is the same, and what is brought to be."""

from __future__ import annotations

import numpy as np
import pytest

from improve.changed_shop import AFTER, BEFORE, DAY, log_of, shop
from plantwright.calibrate.own_pace import Demand
from plantwright.calibrate.recorded import recorded_metrics
from plantwright.calibrate.replay import imagined, with_mix_of
from plantwright.events.held import HeldLog
from plantwright.model.plant import Plant
from plantwright.model.product import Routing
from plantwright.twin.replicate import replicate

CONWIP = {"policy": "conwip", "wip_limit": 6}


def whole(log: object) -> Demand:
    """Return the whole stretch of a log."""
    held = HeldLog.of(log)  # type: ignore[arg-type]
    return Demand(held, held.meta.start, held.meta.end)


def test_the_same_orders_leave_little_to_chance() -> None:
    """With the orders of a log every run has its throughput, but for what is on the floor at the end."""
    demand = whole(log_of(shop(), BEFORE, seed=1, days=28))
    recorded = recorded_metrics(demand.log, demand.start, demand.end)["throughput"]
    runs = imagined(shop(), demand, 8)["throughput"]
    assert runs == pytest.approx(recorded, rel=0.03)


def test_a_faster_plant_has_shorter_flow_times_with_the_same_orders() -> None:
    """Run by run the same orders pass a faster mill sooner."""
    demand = whole(log_of(shop(), BEFORE, seed=1, days=28))
    faster = shop().model_copy(update={"products": tuple(_halved(one) for one in shop().products)})
    assert (imagined(faster, demand, 8)["flow_mean"] < imagined(shop(), demand, 8)["flow_mean"]).all()


def _halved(product):  # type: ignore[no-untyped-def]
    steps = tuple(
        one.model_copy(update={"per_lot": one.per_lot / 2, "per_piece": one.per_piece / 2})
        for one in product.routings[0].operations
    )
    return product.model_copy(update={"routings": (product.routings[0].model_copy(update={"operations": steps}),)})


def test_runs_at_their_own_pace_are_brought_to_the_orders_of_the_log() -> None:
    """Brought to the orders of a log, runs of the plant that made it tell its throughput, spread as before."""
    plant = shop(**CONWIP)
    demand = whole(log_of(plant, AFTER, seed=2, days=28))
    recorded = recorded_metrics(demand.log, demand.start, demand.end)["throughput"]
    plain = replicate(plant, warm_up=28 * DAY, horizon=28 * DAY, replications=24).metric("throughput")
    brought = imagined(plant, demand, 24)["throughput"]
    assert brought.mean() == pytest.approx(recorded, rel=0.05)
    assert np.log(brought).std() == pytest.approx(np.log(plain).std())


def two_ways(second: tuple[str, ...], mill: float = 1.0) -> Plant:
    """Return a shop whose orders all have two routings, half of them each: ``second`` names the steps of the other."""
    plant, products = shop(), []
    for one in plant.products:
        first = one.routings[0].operations
        other = tuple(
            step.model_copy(update={"per_piece": step.per_piece * mill}) for step in first if step.id in second
        )
        ways = (Routing(operations=first), Routing(operations=other))
        products.append(one.model_copy(update={"routings": ways}))
    return plant.model_copy(update={"products": tuple(products)})


def test_an_order_on_the_shorter_of_two_routings_stays_on_it() -> None:
    """Where half of the orders skip the mill, the plant that made the log has the log's flow times under its orders."""
    plant = two_ways(("saw",))
    demand = whole(log_of(plant, BEFORE, seed=1, days=84))
    recorded = recorded_metrics(demand.log, demand.start, demand.end)["flow_mean"]
    assert imagined(plant, demand, 12)["flow_mean"].mean() == pytest.approx(recorded, rel=0.1)


def test_routings_that_steps_do_not_tell_apart_are_taken_by_their_weights() -> None:
    """Two routings of the same steps, one with no time at the mill: neither is taken for all orders."""
    plant = two_ways(("saw", "mill"), mill=0.1)
    demand = whole(log_of(plant, BEFORE, seed=1, days=84))
    recorded = recorded_metrics(demand.log, demand.start, demand.end)["flow_mean"]
    assert imagined(plant, demand, 12)["flow_mean"].mean() == pytest.approx(recorded, rel=0.1)


def test_the_mix_of_another_is_taken_and_nothing_else() -> None:
    """Shares and lot sizes are those of the other plant, process times stay, a product that is gone is kept."""
    mine, theirs = shop(size=10, share=1.0), shop(size=20, share=3.0)
    found = with_mix_of(mine, theirs)
    assert [one.share for one in found.products] == [one.share for one in theirs.products]
    assert [one.lot_sizes for one in found.products] == [one.lot_sizes for one in theirs.products]
    assert [one.routings for one in found.products] == [one.routings for one in mine.products]
    alone = theirs.model_copy(update={"products": theirs.products[:1]})
    assert {one.id for one in with_mix_of(mine, alone).products} == {one.id for one in mine.products}


def test_a_held_log_is_the_same_log_taken_out_once() -> None:
    """Its frames equal those of the log, and are the very same object each time."""
    log = log_of(shop(), BEFORE, seed=1, days=7)
    held = HeldLog.of(log)
    assert held.frame().equals(log.frame())
    assert held.frame() is held.frame()
    assert held.order_frame() is held.order_frame()
    assert np.array_equal(held.order_frame()["order"], log.order_frame()["order"])
