"""Limits of rework and of waiting, samples, holds, rates and measured quantities."""

from __future__ import annotations

import math

import numpy as np
import pytest

from laws.floors import Run, run_of
from laws.shops import CONSTANT, disagreements, product, shop, step, told
from plantwright.model.distribution import Distribution
from plantwright.model.plant import Plant, Release
from plantwright.model.product import QueueLimit

EXPONENTIAL = Distribution.exponential(1.0)


def done(run: Run) -> np.ndarray:
    """Return the orders that were completed, by number."""
    orders = run.orders()
    return orders[np.isfinite(orders["completed"])]


def assert_share(found: float, expected: float, n: int) -> None:
    """Assert that a share of ``n`` independent trials lies in its 99.9 % interval, and that the interval is narrow."""
    half = 3.29 * math.sqrt(expected * (1 - expected) / n)
    assert abs(found - expected) < half
    assert half < 0.1 * expected


@pytest.mark.parametrize(("chance", "limit"), [(0.5, 1), (0.5, 3), (0.7, 2)])
def test_rework_limit(chance: float, limit: int) -> None:
    """A lot is scrapped when it must go back once more than the limit: with chance p to the (limit + 1)."""
    plant = shop(product("part", step("a", 1.0, rework=chance, rework_limit=limit)), every=10.0)
    orders = done(run_of(plant, end=2.5e5))
    assert_share(float((orders["good"] == 0).mean()), chance ** (limit + 1), len(orders))
    assert set(orders["completed"] - orders["released"]) == {float(k) for k in range(1, limit + 2)}


def test_rework_limit_exactly() -> None:
    """What always goes back is worked on limit + 1 times, then scrapped whole: no good piece in sum or log."""
    plant = shop(product("part", step("a", 1.0, rework=1.0, rework_limit=2), step("b", 1.0), size=5.0), every=10.0)
    run = run_of(plant, end=19.0)
    rows = run.visits()
    assert list(rows["start"]) == [10.0, 11.0, 12.0]
    assert list(rows["scrapped"]) == [0.0, 0.0, 5.0]
    assert list(done(run)["good"]) == [0.0]
    assert run.floor.state[0]["good"] == 0.0
    assert disagreements(plant, horizon=105.5) == {}


def test_rework_limit_in_log() -> None:
    """Log and run agree on the good pieces of a plant in which a third of the lots reach their limit."""
    steps = (step("a", 1.0), step("b", 1.0, rework=0.6, rework_limit=1, rework_back=1), step("c", 1.0))
    plant = shop(product("part", *steps, size=3.0), every=10.0)
    assert disagreements(plant, horizon=20_005.5) == {}
    orders = done(run_of(plant, end=2e5))
    assert_share(float((orders["good"] == 0).mean()), 0.36, len(orders))


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_sampling(share: float) -> None:
    """The share of lots that have a step is its sampling, exactly none at 0 and all at 1; the others pass it by."""
    plant = shop(product("part", step("a", 1.0), step("test", 2.0, sampling=share), step("z", 1.0)), every=5.0)
    orders = done(run_of(plant, end=1e5))
    tested = orders["completed"] - orders["released"] == 4.0
    assert set(orders["completed"] - orders["released"]) <= {2.0, 4.0}
    if 0 < share < 1:
        assert_share(float(tested.mean()), share, len(orders))
    else:
        assert tested.mean() == share


def test_nothing_sampled() -> None:
    """A lot of which no step is sampled leaves at once, good as it is."""
    orders = done(run_of(shop(product("part", step("a", 1.0, sampling=0.0)), every=5.0), end=21.0))
    assert list(orders["completed"] - orders["released"]) == [0.0] * 4
    assert orders["good"].sum() == 4


def limited(limit: QueueLimit) -> Plant:
    """Return a step of 1 s, then one of 4 s that must begin in time; 4 orders at 0 s."""
    steps = (step("a", 1.0), step("b", 4.0, queue_limit=limit), step("c", 1.0))
    return shop(product("part", *steps), **told(*[("part", 1, 0.0)] * 4))


def test_queue_limit_scraps() -> None:
    """Of lots that come to ``b`` at 1 to 4 s, allowed 3.5 s, those not begun at 6.5 and 7.5 s are scrapped then."""
    run = run_of(limited(QueueLimit(time=3.5)), end=50.0)
    assert list(done(run)["completed"]) == [6.0, 10.0, 6.5, 7.5]
    assert list(done(run)["good"]) == [1.0, 1.0, 0.0, 0.0]
    lost = run.rows(0)[run.rows(0)["station"] < 0]
    assert list(lost["scrapped"]) == [1.0, 1.0]
    assert disagreements(limited(QueueLimit(time=3.5)), horizon=50.0) == {}


def test_queue_limit_sends_back() -> None:
    """A lot too late goes through ``a`` again: the third starts at 9 s; the fourth goes back twice, starts at 13 s."""
    run = run_of(limited(QueueLimit(time=3.5, consequence="rework")), end=50.0)
    assert list(done(run)["completed"]) == [6.0, 10.0, 14.0, 18.0]
    assert list(done(run)["good"]) == [1.0] * 4
    again = run.visits()
    again = again[run.center_of(again) == 0]
    assert list(again["start"]) == [0.0, 1.0, 2.0, 3.0, 6.5, 7.5, 12.0]
    assert list(again["rework"]) == [0, 0, 0, 0, 1, 1, 1]
    assert disagreements(limited(QueueLimit(time=3.5, consequence="rework")), horizon=50.0) == {}


def test_hold_counts_against_the_limit() -> None:
    """A lot that rests longer than its next step allows is too late when it comes, and takes no place there."""
    steps = (step("a", 1.0, hold=CONSTANT(5.0)), step("b", 4.0, queue_limit=QueueLimit(time=3.0)))
    orders = done(run_of(shop(product("part", *steps), **told(("part", 1, 0.0))), end=50.0))
    assert list(orders["completed"]) == [6.0]
    assert list(orders["good"]) == [0.0]


def test_queue_limit_of_mm1() -> None:
    """M/M/1 with impatient lots (M/M/1+D): the share scrapped is that of Barrer's formula.

    Barrer (1957), Queuing with impatient customers and ordered service, Operations Research 5(5): with λ = ρ, μ = 1 and
    patience x, loss is (1 − ρ)·ρ·exp(−(1 − ρ)x) / (1 − ρ²·exp(−(1 − ρ)x)).
    """
    load, patience = 0.8, 2.0
    steps = (step("a", 0.0), step("b", 1.0, noise=EXPONENTIAL, queue_limit=QueueLimit(time=patience)))
    plant = shop(product("part", *steps), release=Release(interarrival=Distribution.exponential(1 / load)))
    tail = math.exp(-(1 - load) * patience)
    expected = (1 - load) * load * tail / (1 - load**2 * tail)
    shares = [float((done(run_of(plant, end=2e4, seed=seed))["good"] == 0).mean()) for seed in range(12)]
    half = 4.44 * np.std(shares, ddof=1) / math.sqrt(12)  # t(11) at 99.9 %
    assert abs(np.mean(shares) - expected) < half
    assert half < 0.08 * expected


def test_hold_takes_no_station() -> None:
    """Every lot rests 10 s of calendar time after a step of 1 s, none on the station: they leave at 12, 13, 14 s."""
    steps = (step("a", 1.0, hold=CONSTANT(10.0)), step("b", 1.0))
    orders = done(run_of(shop(product("part", *steps), **told(*[("part", 1, 0.0)] * 3)), end=50.0))
    assert list(orders["completed"]) == [12.0, 13.0, 14.0]


def test_what_rests_after_its_last_step_is_still_on_the_floor() -> None:
    """A lot is done once it has rested 10 s after its last step; what is scrapped there does not rest."""
    for scrap, end in ((0.0, 11.0), (1.0, 1.0)):
        steps = (step("a", 1.0, hold=CONSTANT(10.0), scrap=scrap),)
        orders = done(run_of(shop(product("part", *steps), **told(("part", 1, 0.0))), end=50.0))
        assert list(orders["completed"]) == [end]


def test_rate() -> None:
    """A step that runs at 4 kg/s takes 1 s + 10/4 s for 10 kg."""
    kilos = product("paint", step("a", 1.0, rate=4.0), size=10.0, divisible=True, unit="kg")
    assert list(done(run_of(shop(kilos, every=10.0), end=19.0))["completed"]) == [13.5]


def test_divisible_scrap() -> None:
    """What is measured loses its share at each step, exactly: 10 kg less 10 % and 20 % are 7.2 kg."""
    steps = (step("a", 1.0, scrap=0.1), step("b", 1.0, scrap=0.2))
    plant = shop(product("paint", *steps, size=10.0, divisible=True, unit="kg"), every=10.0)
    assert np.allclose(done(run_of(plant, end=99.0))["good"], 7.2, rtol=1e-12)
    assert disagreements(plant, horizon=105.5) == {}


def test_what_is_scrapped_whole_leaves() -> None:
    """A lot of which nothing is left has no further step."""
    for divisible in (False, True):
        plant = shop(product("part", step("a", 1.0, scrap=1.0), step("b", 1.0), divisible=divisible), every=10.0)
        run = run_of(plant, end=19.0)
        assert list(done(run)["completed"]) == [11.0]
        assert len(run.visits()) == 1
