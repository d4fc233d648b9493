"""How orders reach the floor: streams, losses, cards, the drum, orders told, and what is there at the beginning."""

from __future__ import annotations

import math

import numpy as np
import pytest

from laws.floors import Run, run_of
from laws.plants import line
from laws.shops import CONSTANT, product, shop, step, table, told
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.orders import Arrival, Order
from plantwright.model.plant import Plant, Release
from plantwright.twin.log import simulate
from plantwright.twin.replicate import replicate

EXPONENTIAL = Distribution.exponential(1.0)


def releases(run: Run, product_number: int = 0) -> list[float]:
    """Return when the orders of a product were released."""
    orders = run.orders()
    return [float(one["released"]) for one in orders[orders["product"] == product_number]]


def most_between(run: Run, first: str, last: str) -> int:
    """Return the most orders that were at once between two moments of their way."""
    orders = run.orders()
    ends = np.nan_to_num(orders[last], nan=np.inf)
    return max(int(((orders[first] <= t) & (ends > t)).sum()) for t in orders[first])


def test_streams_of_their_own() -> None:
    """Two products come by clocks of their own, one of them three at a time."""
    arrivals = (
        Arrival(product="x", interarrival=CONSTANT(2.0)),
        Arrival(product="y", interarrival=CONSTANT(5.0), orders=3),
    )
    plant = shop(product("x", step("a", 0.1)), product("y", step("b", 0.1)), release=Release(arrivals=arrivals))
    run = run_of(plant, end=11.0)
    assert releases(run, 0) == [2.0, 4.0, 6.0, 8.0, 10.0]
    assert releases(run, 1) == [5.0] * 3 + [10.0] * 3


def lost_share(plant: Plant) -> np.ndarray:
    """Return the share of arrivals turned away in each of 12 runs."""
    shares = []
    for seed in range(12):
        state = run_of(plant, end=2e4, seed=seed).floor.state[0]
        shares.append(state["lost"] / state["released"])
    return np.array(shares)


def losing(stations: int, buffer: int, load: float) -> Plant:
    """Return M/M/c/(c + buffer) with service times of mean 1 s."""
    steps = (step("a", 1.0, noise=EXPONENTIAL),)
    release = Release(interarrival=Distribution.exponential(1 / load), when_full="lost")
    return shop(
        product("part", *steps), release=release, centers=(WorkCenter(id="a", stations=stations, buffer=buffer),)
    )


@pytest.mark.parametrize(("stations", "buffer", "load"), [(1, 3, 0.8), (1, 1, 1.0), (3, 0, 2.0), (2, 2, 1.5)])
def test_loss(stations: int, buffer: int, load: float) -> None:
    """M/M/c/K loses the share of time it is full: Erlang's B without a buffer, the geometric law for one server."""
    weights = [1.0]
    for n in range(1, stations + buffer + 1):
        weights.append(weights[-1] * load / min(n, stations))
    shares = lost_share(losing(stations, buffer, load))
    half = 4.44 * shares.std(ddof=1) / math.sqrt(12)  # t(11) at 99.9 %
    assert abs(shares.mean() - weights[-1] / sum(weights)) < half
    assert half < 0.08 * shares.mean()


def test_loss_of_several_at_a_time() -> None:
    """Of 4 orders that come at once to an idle station with 2 places, one is worked on, two wait, one is lost."""
    arrivals = (Arrival(product="x", interarrival=CONSTANT(10.0), orders=4),)
    centers = (WorkCenter(id="a", buffer=2),)
    release = Release(arrivals=arrivals, when_full="lost")
    run = run_of(shop(product("x", step("a", 1.0)), release=release, centers=centers), end=25.0)
    assert run.floor.state[0]["lost"] == 2
    assert len(run.orders()) == 6


def cards(first: int, second: int, noise: Distribution = EXPONENTIAL, times: tuple[float, float] = (1.0, 1.0)) -> Plant:
    """Return two stations in line with kanban cards each."""
    steps = tuple(step(name, time, noise=noise) for name, time in zip("ab", times, strict=True))
    centers = (WorkCenter(id="a", kanban=first), WorkCenter(id="b", kanban=second))
    return shop(product("part", *steps), release=Release(policy="kanban"), centers=centers)


@pytest.mark.parametrize(("first", "second"), [(1, 1), (1, 2), (3, 2)])
def test_two_stage_kanban(first: int, second: int) -> None:
    """Two exponential stages with k and m cards: pieces past the first are M/M/1/(k + m), throughput N/(N + 1).

    Buzacott, Shanthikumar (1993), Stochastic Models of Manufacturing Systems, section 4.6.
    """
    values = replicate(cards(first, second), warm_up=500.0, horizon=1e4, replications=12, seed=2).metric("throughput")
    half = 4.44 * values.std(ddof=1) / math.sqrt(12)
    expected = (first + second) / (first + second + 1) * 86_400
    assert abs(values.mean() - expected) < half
    assert half < 0.05 * expected


def test_cards_are_never_exceeded() -> None:
    """At no time are more orders before the second stage's station than the first stage's cards."""
    run = run_of(cards(2, 1), end=3000.0)
    second = run.visits()
    second = second[run.center_of(second) == 1]
    started = dict(zip(second["order"].tolist(), second["start"].tolist(), strict=True))
    orders = run.orders()
    taken = np.array([started.get(one, np.inf) for one in orders["order"].tolist()])
    held = [int(((orders["released"] <= t) & (taken > t)).sum()) for t in orders["released"]]
    assert max(held) == 2
    assert most_between(run, "released", "completed") == 3


def test_a_missing_card_does_not_block() -> None:
    """Stages of 1 s and 3 s with 2 and 1 cards: the first works ahead into its store and is starved, not blocked."""
    run = run_of(cards(2, 1, CONSTANT(1.0), (1.0, 3.0)), end=13.5)
    rows = run.visits()
    assert list(rows[run.center_of(rows) == 0]["start"]) == [0.0, 1.0, 2.0, 4.0, 7.0, 10.0, 13.0]
    assert list(rows[run.center_of(rows) == 1]["start"]) == [1.0, 4.0, 7.0, 10.0, 13.0]
    assert run.floor.stations["blocked_time"].sum() == 0


def drummed(limit: int, **more: object) -> Plant:
    """Return a line a, drum, c of 1 s, 3 s and 7 s on exponential noise unless told."""
    noise = more.pop("noise", EXPONENTIAL)
    steps = (step("a", 1.0, noise=noise), step("drum", 3.0, noise=noise), step("c", 7.0, noise=noise))
    return shop(product("part", *steps), release=Release(policy="drum", drum="drum", wip_limit=limit), **more)


def upstream(run: Run) -> list[int]:
    """Return how many orders have not passed the drum yet, at each release."""
    rows = run.visits()
    rows = rows[(run.center_of(rows) == run.tables.plant.work_centers.index(run.plant.work_center("drum")))]
    passed = dict(zip(rows["order"].tolist(), rows["end"].tolist(), strict=True))
    orders = run.orders()
    ends = np.nan_to_num([passed.get(one, np.nan) for one in orders["order"].tolist()], nan=np.inf)
    return [int(((orders["released"] <= t) & (ends > t)).sum()) for t in orders["released"]]


def test_drum() -> None:
    """Orders that have not passed the drum are never more than the limit, and as many whenever one comes."""
    run = run_of(drummed(4), end=3000.0)
    assert set(upstream(run)) == {4}
    assert len(run.orders()) > 500


def test_drum_exactly() -> None:
    """With 2 orders before a drum of 3 s that is never starved, orders come at 0, 0 and then every 3 s from 4 s on."""
    assert releases(run_of(drummed(2, noise=CONSTANT(1.0)), end=14.0)) == [0.0, 0.0, 4.0, 7.0, 10.0, 13.0]


def test_orders_told() -> None:
    """Policy orders: those told, when told, of the quantity told, and no others."""
    plant = shop(product("part", step("a", 1.0, per_piece=1.0)), **told(("part", 2, 4.0), ("part", 1, 0.0)))
    orders = run_of(plant, end=100.0).orders()
    assert list(orders["released"]) == [4.0, 0.0]
    assert list(orders["completed"]) == [7.0, 2.0]


def test_order_names() -> None:
    """The log knows told orders by their names, in the step where they stand; others are numbered after them."""
    start = (Order(id="rush", product="part", quantity=1, released=0.0, operation="b", station="b-1", remaining=0.5),)
    plant = shop(product("part", step("a", 1.0), step("b", 4.0)), every=10.0, orders=start)
    log = simulate(plant, horizon=13.0)
    assert {(one["order"], one["work_center"]) for one in table(log.intervals)} == {
        ("rush", "b"), ("S000002", "a"), ("S000002", "b"),
    }  # fmt: skip
    first = next(one for one in table(log.intervals) if one["order"] == "rush")
    assert (first["end"] - first["start"]).total_seconds() == 2.0


def standing(count: int, operation: str) -> tuple[Order, ...]:
    """Return orders that wait at a step when the run begins."""
    return tuple(Order(id=f"w{k}", product="part", quantity=1, released=0.0, operation=operation) for k in range(count))


@pytest.mark.parametrize("there", [0, 2, 3, 5])
def test_conwip_counts_what_is_there(there: int) -> None:
    """CONWIP of 3: the floor begins full, with what was there; what is beyond the limit leaves without a follower."""
    steps = (step("a", 1.0), step("b", 1.0))
    release = Release(policy="conwip", wip_limit=3)
    run = run_of(shop(product("part", *steps), release=release, orders=standing(there, "b")), end=50.5)
    orders = run.orders()
    on_floor = [int(((orders["released"] <= t) & ~(orders["completed"] <= t)).sum()) for t in np.arange(0.5, 50)]
    assert on_floor == [max(3, there - int(t)) for t in np.arange(0.5, 50)]


def test_drum_counts_what_is_there() -> None:
    """What waits before the drum at the beginning counts against its limit; what is past it does not."""
    before = run_of(drummed(3, noise=CONSTANT(1.0), orders=standing(2, "drum")), end=20.0)
    past = run_of(drummed(3, noise=CONSTANT(1.0), orders=standing(2, "c")), end=20.0)
    assert releases(before)[2:5] == [0.0, 3.0, 6.0]
    assert releases(past)[2:6] == [0.0, 0.0, 0.0, 4.0]


def test_open_floor_with_work_in_it() -> None:
    """Orders there at the beginning of an open floor are worked on first: 2 of 4 s, then the one that comes at 5 s."""
    plant = shop(product("part", step("a", 4.0)), every=5.0, orders=standing(2, "a"))
    assert list(run_of(plant, end=13.0).orders()["completed"][:3]) == [4.0, 8.0, 12.0]


def test_trace() -> None:
    """Order n of a trace has value n; after the last comes the first."""
    plant = shop(product("part", step("a", 1.0, noise=Distribution.trace([0.5, 1.0, 1.5]))), every=5.0)
    orders = run_of(plant, end=34.0).orders()
    assert list(orders["completed"] - orders["released"]) == [0.5, 1.0, 1.5, 0.5, 1.0, 1.5]


def test_trace_of_arrivals() -> None:
    """Gaps of a trace come in their order."""
    plant = shop(product("part", step("a", 0.1)), release=Release(interarrival=Distribution.trace([1.0, 2.0, 4.0])))
    assert releases(run_of(plant, end=14.5)) == [1.0, 3.0, 7.0, 8.0, 10.0, 14.0]


def test_empirical() -> None:
    """An empirical distribution draws its values and no others, each equally often."""
    plant = line([WorkCenter(id="a")], [1.0], noise=Distribution.empirical([0.5, 1.0, 1.5]), interarrival=50.0)
    rows = run_of(plant, end=5e5).visits()
    found, counts = np.unique(np.round(rows["end"] - rows["start"], 6), return_counts=True)
    found = found[counts > 1]
    assert set(found) == {0.5, 1.0, 1.5}
    n = counts.sum()
    assert np.all(np.abs(counts[counts > 1] - n / 3) < 3.6 * math.sqrt(n * 2 / 9))
