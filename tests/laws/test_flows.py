"""Lines, rework, scrap, setups and batches against what theory gives for them.

Sources: Gross, Shortle, Thompson, Harris, Fundamentals of Queueing Theory, 4th ed. (2008), ch. 4 (Burke's theorem,
Jackson networks with feedback) and 2 (the Pollaczek-Khinchine formula); Hopp, Spearman, Factory Physics, ch. 8.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from laws.floors import run_of
from laws.plants import line
from laws.test_queues import HOUR, assert_agrees
from plantwright.model.distribution import NO_NOISE, Distribution
from plantwright.model.equipment import Batch, Setup, WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import LotSize, Operation, Product, Routing
from plantwright.twin.kernel import floor as records
from plantwright.twin.replicate import replicate


def but(plant: Plant, **changes: object) -> Plant:
    """Return a plant of one product and one routing with each step changed."""
    product = plant.products[0]
    steps = tuple(one.model_copy(update=changes) for one in product.routings[0].operations)
    return plant.model_copy(
        update={"products": (product.model_copy(update={"routings": (Routing(operations=steps),)}),)}
    )


def test_a_line_of_queues_is_the_sum_of_its_queues() -> None:
    """M/M/1, M/M/2, M/M/1 in a row: what leaves one is a Poisson stream for the next (Burke), so flow times add."""
    arrivals = 0.7
    centers = [WorkCenter(id="a"), WorkCenter(id="b", stations=2), WorkCenter(id="c")]
    plant = line(centers, [1.0, 2.0, 0.8], interarrival=1 / arrivals)
    single = 1 / (1 - arrivals) + 1 / (1.25 - arrivals)
    pair = 2 / (1 - arrivals**2)  # M/M/2 with ρ = λ·2/2
    assert_agrees(plant, "flow_mean", (single + pair) / HOUR, warm_up=3000, horizon=20_000)


def test_moves_add_to_flow_time_and_no_more() -> None:
    """A move between two steps delays each order by its mean: the next queue sees the same Poisson stream."""
    plant = line([WorkCenter(id="a"), WorkCenter(id="b")], [1.0, 1.0], interarrival=2.0)
    plant = plant.model_copy(update={"transport": Distribution.gamma(5.0, 0.8)})
    assert_agrees(plant, "flow_mean", (2 / (1 - 0.5) + 5.0) / HOUR, warm_up=2000, horizon=20_000)


def test_rework_is_a_geometric_number_of_visits() -> None:
    """With chance p of rework an order visits 1/(1 − p) times, and the feedback queue is M/M/1 at rate μ(1 − p)."""
    chance, arrivals = 0.25, 0.5
    plant = but(line([WorkCenter(id="a")], [1.0], interarrival=1 / arrivals), rework=chance)
    assert_agrees(plant, "flow_mean", 1 / (1 - chance - arrivals) / HOUR, warm_up=2000, horizon=30_000)
    run = run_of(plant, end=40_000.0)
    visits = run.visits()
    done = np.isin(visits["order"], run.orders()["order"][~np.isnan(run.orders()["completed"])])
    times = np.bincount(np.bincount(visits["order"][done]))[1:]
    total = times.sum()
    for count, found in enumerate(times[:5], start=1):
        expected = (1 - chance) * chance ** (count - 1)
        assert abs(found / total - expected) < 4 * math.sqrt(expected * (1 - expected) / total)


def test_scrap_takes_its_share_at_every_step() -> None:
    """Of q pieces released q(1 − s₁)(1 − s₂) leave good, and each lot's scrap is binomial."""
    plant = but(line([WorkCenter(id="a"), WorkCenter(id="b")], [0.1, 0.1], interarrival=1.0), scrap=0.2)
    product = plant.products[0].model_copy(update={"lot_sizes": (LotSize(quantity=10), LotSize(quantity=30))})
    plant = plant.model_copy(update={"products": (product,)})
    assert_agrees(plant, "throughput", 20 * 0.8**2 * 86_400, warm_up=50, horizon=2000)
    run = run_of(plant, end=9000.0)
    first = run.visits()
    first = first[(first["step"] == 0) & (first["quantity"] == 30) & ~np.isnan(first["end"])]["scrapped"]
    assert first.mean() == pytest.approx(6.0, abs=4 * math.sqrt(4.8 / len(first)))
    assert first.var() == pytest.approx(4.8, rel=0.15)


def _families(setup: Setup | None, interarrival: float | None) -> Plant:
    step = Operation(id="1", work_center="a", per_lot=1.0, noise=NO_NOISE)
    return Plant(
        name="families",
        work_centers=(WorkCenter(id="a", setup=setup),),
        products=tuple(Product(id=name, routings=(Routing(operations=(step,)),)) for name in "AB"),
        release=Release(policy="conwip", wip_limit=3)
        if interarrival is None
        else Release(interarrival=Distribution.exponential(interarrival)),
    )


def test_setups_are_part_of_the_service() -> None:
    """Two families at random, setup s: each start has a setup with chance ½, so M/G/1 holds with that service."""
    setup, arrivals = 0.6, 0.55
    mean = 1 + setup / 2
    wait = arrivals * (mean**2 + setup**2 / 4) / 2 / (1 - arrivals * mean)
    plant = _families(Setup(default=setup), 1 / arrivals)
    assert_agrees(plant, "flow_mean", (mean + wait) / HOUR, warm_up=2000, horizon=30_000)


def test_setups_cost_a_saturated_station_their_share() -> None:
    """A station that is never idle and changes over for every other lot makes 1/(p + s/2)."""
    noise = Distribution.gamma(1.0, 0.5)
    plant = _families(Setup(default=0.8, noise=noise), None)
    assert_agrees(plant, "throughput", 86_400 / 1.4, warm_up=100, horizon=10_000)


def test_families_in_turn_are_set_up_every_time() -> None:
    """Two families strictly in turn, as earliest due has them: each lot takes its own change-over, A→B or B→A."""
    plant = _families(Setup(default=0.25), None)
    run = run_of(plant, end=400.0)
    visits, family = run.visits(), run.tables.products["family"]
    changes = family[visits["product"][1:]] != family[visits["product"][:-1]]
    lasted = np.diff(visits["start"])
    assert np.allclose(lasted[:-1], np.concatenate([[1.0], 1.0 + 0.25 * changes])[: len(lasted) - 1])
    assert len(run.rows(records.SETUP_ROW)) == pytest.approx(changes.sum(), abs=1)


def test_a_station_already_set_up_is_preferred() -> None:
    """No lot is set up for while another station that was set up for its family stands idle."""
    plant = _families(None, 0.8)
    plant = plant.model_copy(update={"work_centers": (WorkCenter(id="a", stations=3, setup=Setup(default=0.5)),)})
    run = run_of(plant, end=2000.0)
    family, visits = run.tables.products["family"], run.visits()
    setups = run.rows(records.SETUP_ROW)
    assert len(setups) > 100
    for one in setups:
        for _, others in run.by("station", visits[visits["start"] < one["start"]]):
            if others["left"][-1] < one["start"]:
                assert family[others["product"][-1]] != family[one["product"]]


def test_full_batches_wait_for_their_last_lot() -> None:
    """One lot a second, four to a load, three seconds a load: waits 3, 2, 1 and 0, so flow time is 4.5 s for ever."""
    oven = WorkCenter(id="a", batch=Batch(max_lots=4, min_lots=4))
    plant = line([oven], [3.0], noise=NO_NOISE, interarrival=1.0)
    plant = plant.model_copy(update={"release": Release(interarrival=Distribution.constant(1.0))})
    values = replicate(plant, warm_up=100, horizon=4000, replications=1).metric("flow_mean")
    assert values[0] * HOUR == pytest.approx(4.5)


def test_full_batches_of_a_poisson_stream() -> None:
    """Poisson arrivals served in full batches of K, exponential: the stationary mean of its Markov chain."""
    arrivals, size, states = 1.2, 3, 250
    # n → n + 1 at rate λ; n → n − K at rate 1 where a full batch is there
    rates = np.diag(np.full(states - 1, arrivals), 1) + np.diag(np.ones(states - size), -size)
    balance = rates - np.diag(rates.sum(axis=1))
    share = np.linalg.lstsq(np.vstack([balance.T, np.ones(states)]), np.eye(states + 1)[-1], rcond=None)[0]
    expected = float(np.dot(np.arange(states), share))
    oven = WorkCenter(id="a", batch=Batch(max_lots=size, min_lots=size))
    plant = line([oven], [1.0], interarrival=1 / arrivals)
    assert_agrees(plant, "wip", expected, warm_up=500, horizon=10_000)


@pytest.mark.parametrize(("load_time", "expected"), [("longest", 5.0), ("lead", 2.0)])
def test_a_load_lasts_as_its_longest_or_its_lead_lot_does(load_time: str, expected: float) -> None:
    """A mixed load of a 5 s and a 2 s lot lasts 5 s, or, where the lead lot says, 2 s when that lot is first."""
    oven = WorkCenter(id="a", dispatch="spt", batch=Batch(max_lots=2, min_lots=2, load_time=load_time))  # type: ignore[arg-type]
    step = Operation(id="1", work_center="a", per_piece=1.0)
    product = Product(
        id="A", routings=(Routing(operations=(step,)),), lot_sizes=(LotSize(quantity=2), LotSize(quantity=5))
    )
    plant = Plant(name="oven", work_centers=(oven,), products=(product,), release=Release(policy="conwip", wip_limit=2))
    run = run_of(plant, end=600.0)
    seen = set()
    for _, lots in run.by("batch", run.visits()):
        if not np.isnan(lots["end"]).any() and sorted(lots["quantity"].tolist()) == [2, 5]:
            seen.add(float((lots["end"] - lots["start"])[0]))
    assert seen == {expected}


def test_an_oven_that_may_not_wait_longer_starts() -> None:
    """A lone lot in an oven for three starts when it has waited as long as told, working time."""
    oven = WorkCenter(id="a", batch=Batch(max_lots=3, min_lots=3, max_wait=7.0))
    plant = line([oven], [1.0], noise=NO_NOISE, wip_limit=1)
    visits = run_of(plant, end=100.0).visits()
    assert np.allclose((visits["start"] - visits["ready"])[:-1], 7.0)


def test_penny_fab_two_is_at_its_best_without_chance() -> None:
    """Factory Physics, Penny Fab Two: r_b 0.4 per hour, T₀ 20 h; without variability TH is min(w/T₀, r_b)."""
    centers = [WorkCenter(id=f"c{k}", stations=count) for k, count in enumerate((1, 2, 6, 2))]
    for orders in (2, 4, 8, 12):
        plant = line(centers, [2.0, 5.0, 10.0, 3.0], noise=NO_NOISE, wip_limit=orders)
        made = replicate(plant, warm_up=400, horizon=4000, replications=1).metric("throughput")[0] / 86_400
        assert made == pytest.approx(min(orders / 20, 0.4), rel=1e-9)
