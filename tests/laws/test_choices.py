"""Where a lot may start and who goes first: dedication, families, places ahead, classes, rules brought by packages."""

from __future__ import annotations

import importlib.metadata
import math
from collections.abc import Callable
from importlib.metadata import EntryPoint

import numpy as np
import pytest

from laws.floors import run_of
from laws.plants import line
from laws.schedules import Told, made, order_of, spans, step, told
from laws.test_queues import assert_agrees
from plantwright.errors import TwinError
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Setup, WorkCenter
from plantwright.model.orders import Arrival
from plantwright.model.plant import Plant, Release
from plantwright.model.product import LotSize, Operation, Product, Routing
from plantwright.twin import plugins
from plantwright.twin.compile import tables_of
from plantwright.twin.kernel import floor as records


def test_a_lot_starts_only_on_the_stations_that_may_do_it() -> None:
    """Lots that only the second station may do follow each other there, while what may go anywhere takes the first."""
    center = WorkCenter(id="a", stations=2, station_ids=("x", "y"))
    products = [made("p", step("a", 4.0, stations=("y",))), made("q", step("a", 3.0))]
    run = run_of(told([center], products, [("p", 0.0), ("p", 0.0), ("q", 1.0), ("q", 1.0)]), end=30.0)
    assert spans(run, station=1) == [(0, 4), (4, 8)]
    assert spans(run, station=0) == [(1, 4), (4, 7)]


def test_a_dedicated_lot_waits_beside_an_idle_station() -> None:
    """With both lots bound to the second station the first stays idle, and nobody behind them is held up."""
    center = WorkCenter(id="a", stations=2, station_ids=("x", "y"))
    products = [made("p", step("a", 4.0, stations=("y",))), made("q", step("a", 1.0, stations=("x",)))]
    run = run_of(told([center], products, [("p", 0.0), ("p", 0.0), ("q", 2.0)]), end=30.0)
    assert order_of(run) == [0, 2, 1]
    assert spans(run) == [(0, 4), (2, 3), (4, 8)]


def test_dedicated_stations_are_queues_of_their_own() -> None:
    """Two products, each bound to a station of one work center, are two M/M/1 of half the rate."""
    center = WorkCenter(id="a", stations=2, station_ids=("x", "y"))
    noise = Distribution.exponential(1.0)
    products = tuple(made(name, step("a", 1.0, stations=(name,), noise=noise)) for name in "xy")
    plant = Plant(name="two", work_centers=(center,), products=products,
                  release=Release(interarrival=Distribution.exponential(1 / 1.2)))  # fmt: skip
    assert_agrees(plant, "flow_mean", 1 / (1 - 0.6) / 3600)


def test_a_family_by_operation_decides_about_the_setup() -> None:
    """Two products that share the family of one step change over at the other step only."""
    centers = [WorkCenter(id="a", setup=Setup(default=5.0)), WorkCenter(id="b", setup=Setup(default=7.0))]
    products = [made(name, step("a", 1.0, family="both"), step("b", 1.0)) for name in "pq"]
    run = run_of(told(centers, products, [("p", 0.0), ("q", 0.0)]), end=30.0)
    assert spans(run, records.SETUP_ROW) == [(2, 9)]
    assert spans(run) == [(0, 1), (1, 2), (1, 2), (9, 10)]


def _alternating(min_run: int, orders: list[Told]) -> list[int]:
    center = WorkCenter(id="a", setup=Setup(default=5.0, min_run=min_run))
    return order_of(run_of(told([center], [made(name, step("a", 2.0)) for name in "pq"], orders), end=99.0))


def test_a_station_runs_a_family_for_its_least_number_of_starts() -> None:
    """P q p q p q in turn with min_run 1; three p, then three q, with 3; with 2 a third p may wait."""
    orders = [(name, 0.0) for name in "pqpqpq"]
    assert _alternating(1, orders) == [0, 1, 2, 3, 4, 5]
    assert _alternating(2, orders) == [0, 2, 1, 3, 4, 5]
    assert _alternating(3, orders) == [0, 2, 4, 1, 3, 5]


def test_a_family_of_which_nothing_waits_holds_no_station() -> None:
    """With min_run 3 a station that has run one p changes over at once where only q wait."""
    assert _alternating(3, [("p", 0.0), ("q", 0.0), ("p", 8.5)]) == [0, 1, 2]


def test_a_lot_that_may_not_run_here_holds_no_station_to_its_family() -> None:
    """A p bound to the busy station y does not keep the station x, set up for p, from changing over to q."""
    center = WorkCenter(id="a", stations=2, station_ids=("x", "y"), setup=Setup(default=5.0, min_run=3))
    bound = step("a", 20.0, stations=("y",))
    products = [made("p", step("a", 2.0, stations=("x",))), made("r", bound, family="p"), made("q", step("a", 2.0))]
    run = run_of(told([center], products, [("p", 0.0), ("r", 0.0), ("r", 0.0), ("q", 0.0)]), end=60.0)
    assert spans(run, records.SETUP_ROW) == [(2, 7)]
    assert spans(run, station=0) == [(0, 2), (7, 9)]


def test_a_station_that_asks_before_begins_nothing_without_a_place_ahead() -> None:
    """One place before b: a works on the place's next lot from the moment at which b takes the last one out of it."""
    centers = [WorkCenter(id="a", blocking="before"), WorkCenter(id="b", buffer=1)]
    run = run_of(told(centers, [made("p", step("a", 2.0), step("b", 5.0))], [("p", 0.0)] * 4), end=60.0)
    # the second lot reserves the place at 2 and stands in it from 4 on, until b takes it at 7
    assert spans(run, station=0) == [(0, 2), (2, 4), (7, 9), (12, 14)]
    assert spans(run, station=1) == [(2, 7), (7, 12), (12, 17), (17, 22)]
    assert run.floor.stations["blocked_time"][0] == 0


def test_without_any_place_a_station_that_asks_before_waits_for_an_idle_one() -> None:
    """No place before b: only one of the two stations works at a time."""
    centers = [WorkCenter(id="a", blocking="before"), WorkCenter(id="b", buffer=0)]
    run = run_of(told(centers, [made("p", step("a", 2.0), step("b", 5.0))], [("p", 0.0)] * 3), end=60.0)
    assert spans(run, station=0) == [(0, 2), (7, 9), (14, 16)]
    assert spans(run, station=1) == [(2, 7), (9, 14), (16, 21)]


@pytest.mark.parametrize(("buffer", "second_time"), [(0, 1.0), (1, 1.0), (3, 1.0), (2, 0.8)])
def test_two_station_line_that_asks_before(buffer: int, second_time: float) -> None:
    """Saturated two-station exponential line, blocking before service: throughput of M/M/1/(B + 1), one place less."""
    centers = [WorkCenter(id="a", blocking="before"), WorkCenter(id="b", buffer=buffer)]
    plant = line(centers, [1.0, second_time], wip_limit=500)
    weights = [second_time**n for n in range(buffer + 2)]
    expected = (1 - weights[0] / sum(weights)) / second_time
    assert_agrees(plant, "throughput", expected * 86_400, warm_up=1000, horizon=1.5e4)


def test_three_classes_wait_as_cobham_says() -> None:
    """M/G/1, three products of priorities 1, 2, 3, nothing pre-empted: R over (1 − σ before)(1 − σ up to it)."""
    rates, means = (0.2, 0.2, 0.1), (1.0, 1.5, 2.0)
    noise = Distribution.gamma(1.0, 0.5)
    products = tuple(
        made(f"p{k}", step("a", mean, noise=noise), priority=k + 1) for k, mean in enumerate(means)
    )  # fmt: skip
    streams = tuple(
        Arrival(product=f"p{k}", interarrival=Distribution.exponential(1 / rate)) for k, rate in enumerate(rates)
    )
    plant = Plant(name="classes", work_centers=(WorkCenter(id="a"),), products=products, urgent_first=True,
                  release=Release(arrivals=streams))  # fmt: skip
    residual = sum(rate * mean**2 * 1.5 for rate, mean in zip(rates, means, strict=True)) / 2
    sums = np.concatenate([[0.0], np.cumsum(np.multiply(rates, means))])
    waits = [residual / (1 - sums[k]) / (1 - sums[k + 1]) for k in range(3)]
    found: list[list[float]] = []
    for seed in range(20):
        orders = run_of(plant, end=40_000.0, seed=seed).orders()
        orders = orders[orders["completed"] > 2000]
        flows = orders["completed"] - orders["released"]
        found.append([float(flows[orders["product"] == k].mean()) for k in range(3)])
    half = 3.88 * np.std(found, axis=0, ddof=1) / math.sqrt(20)  # t(19) at 99.9 %
    expected = np.add(means, waits)
    assert (np.abs(np.mean(found, axis=0) - expected) < half).all()
    assert (half < 0.06 * expected).all()


def shortest(
    now: float, ready: float, due: float, process_time: float, remaining: float, setup: float, quantity: float,
    priority: float,
) -> float:  # fmt: skip
    """Return what ``spt`` ranks by."""
    return process_time


def texted(*arguments: float) -> str:
    """Return what is no number."""
    return "first"


@pytest.fixture
def bring(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return what lets an installed package bring rules."""

    def install(**rules: object) -> None:
        class Entry(EntryPoint):
            def load(self) -> object:
                return rules[self.name]

        known = [Entry(name, f"rules:{name}", plugins.GROUP) for name in rules]
        for where in (importlib.metadata, plugins):
            monkeypatch.setattr(where, "entry_points", lambda group: known if group == plugins.GROUP else [])

    return install


def _sizes(rule: str) -> Plant:
    operation = Operation(id="1", work_center="a", per_piece=0.5, noise=Distribution.gamma(1.0, 0.5))
    sizes = (LotSize(quantity=1), LotSize(quantity=2), LotSize(quantity=5))
    return Plant(
        name="sizes",
        work_centers=(WorkCenter(id="a", stations=2, dispatch=rule),),
        products=(Product(id="p", routings=(Routing(operations=(operation,)),), lot_sizes=sizes),),
        release=Release(interarrival=Distribution.exponential(0.75), urgent_share=0.2),
        urgent_first=True,
    )


def test_a_rule_that_is_spt_gives_the_run_of_spt(bring: Callable[..., None]) -> None:
    """A package's rule that returns the process time completes every order at the second at which ``spt`` does."""
    bring(shortest=shortest)
    ours, theirs = (run_of(_sizes(rule), end=3000.0).orders() for rule in ("plugin:shortest", "spt"))
    fifo = run_of(_sizes("fifo"), end=3000.0).orders()
    assert len(ours) > 3000
    assert np.array_equal(ours["completed"], theirs["completed"], equal_nan=True)
    assert not np.array_equal(fifo["completed"], theirs["completed"], equal_nan=True)


def test_a_rule_that_no_package_brings_is_refused_with_those_that_are(bring: Callable[..., None]) -> None:
    """An unknown rule names its place and the rules that are installed."""
    bring(shortest=shortest)
    with pytest.raises(TwinError, match=r"work_centers\.a\.dispatch: no rule plugin:longest .* installed are shortest"):
        tables_of(_sizes("plugin:longest"))


def test_a_rule_that_cannot_be_compiled_is_refused(bring: Callable[..., None]) -> None:
    """A function that returns text, or takes too little, is refused in one sentence with what is needed."""
    bring(texted=texted, short=lambda now: now, broken=None)
    for name in ("texted", "short", "broken"):
        with pytest.raises(TwinError, match=rf"plugin:{name} cannot be compiled \(.*needed is a function of now") as it:
            tables_of(_sizes(f"plugin:{name}"))
        assert len(it.value.problems) == 1
