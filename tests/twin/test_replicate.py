"""Summaries: every second of a station is accounted for once, and runs with a number are always the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from laws.strategies import HOUR, any_plant, plants
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant, Release, Worker
from plantwright.twin.compile import tables_of
from plantwright.twin.replicate import METRICS, replicate, summarize
from twin.shops import one_station, routed

DAY = 24 * HOUR


@any_plant
@given(plants())
def test_a_station_is_in_one_state_at_a_time(plant: Plant) -> None:
    """Process, setup, down and blocked of a station are not negative and fit into its open hours."""
    run = summarize(tables_of(plant), warm_up=2 * DAY, horizon=5 * DAY, seed=1)
    for seconds in run.stations.values():
        assert (seconds >= -1e-4).all()
    assert (sum(run.stations.values()) <= run.available + 1e-4).all()


@any_plant
@given(plants())
def test_two_windows_are_one(plant: Plant) -> None:
    """What happens in two weeks is what happens in the first and what happens in the second, summed."""
    tables = tables_of(plant)
    first = summarize(tables, warm_up=0.0, horizon=7 * DAY, seed=2)
    second = summarize(tables, warm_up=7 * DAY, horizon=7 * DAY, seed=2)
    both = summarize(tables, warm_up=0.0, horizon=14 * DAY, seed=2)
    for name in ("throughput", "wip"):
        assert both.metrics[name] == pytest.approx((first.metrics[name] + second.metrics[name]) / 2, abs=1e-9)
    for state, seconds in both.stations.items():
        assert np.allclose(seconds, first.stations[state] + second.stations[state], atol=1e-3)
    if plant.workers:
        assert both.worker_busy == pytest.approx((first.worker_busy + second.worker_busy) / 2, abs=1e-9)


def test_a_worker_who_never_rests_is_busy_all_the_time() -> None:
    """The worker of a saturated station is busy to the last second, the load at the window's end counted."""
    plant = routed(
        ["a"],
        release=Release(policy="conwip", wip_limit=2),
        noise=Distribution.exponential(700.0),
        work_centers=(WorkCenter(id="a", skill="run"),),
        workers=(Worker(id="w", skills=("run",)),),
    )
    runs = replicate(plant, warm_up=1000, horizon=5000, replications=3)
    assert [run.worker_busy for run in runs.runs] == pytest.approx([1.0, 1.0, 1.0])
    assert runs.occupied_share()["a"] == pytest.approx(1.0)


def test_occupied_share_is_the_load() -> None:
    """The share of time that a station works is arrivals times mean process time."""
    runs = replicate(one_station(interarrival=2.5), warm_up=1000, horizon=50_000, replications=4)
    assert runs.occupied_share()["a"] == pytest.approx(0.4, rel=0.02)


def test_blocked_time_is_what_a_closed_work_center_costs() -> None:
    """A fast station before a slow one without room is blocked for the difference of their times."""
    plant = routed(
        ["a", "b"],
        release=Release(policy="conwip", wip_limit=9),
        work_centers=(WorkCenter(id="a"), WorkCenter(id="b", buffer=0)),
    )
    steps = plant.products[0].routings[0].operations
    slow = steps[1].model_copy(update={"per_lot": 4.0})
    product = plant.products[0].model_copy(
        update={"routings": (plant.products[0].routings[0].model_copy(update={"operations": (steps[0], slow)}),)}
    )
    run = summarize(tables_of(plant.model_copy(update={"products": (product,)})), warm_up=40, horizon=400, seed=0)
    assert run.stations["process"].tolist() == pytest.approx([100, 400])
    assert run.stations["blocked"].tolist() == pytest.approx([300, 0])


def test_a_run_has_its_number() -> None:
    """Run k is the same whether it is made first, later, alone or by several threads."""
    plant = one_station(noise=Distribution.exponential(1.0))
    told = {"warm_up": 100.0, "horizon": 1000.0, "seed": 4}
    six = replicate(plant, replications=6, threads=3, **told)  # type: ignore[arg-type]
    last = replicate(plant, replications=2, first=4, threads=1, **told)  # type: ignore[arg-type]
    for name in METRICS:
        assert six.metric(name)[4:].tolist() == pytest.approx(last.metric(name).tolist(), nan_ok=True)
    assert len(set(six.metric("flow_mean").tolist())) == 6


def test_nothing_completed_is_not_zero() -> None:
    """Where no order is completed flow times and promises are not known; throughput is zero and WIP is counted."""
    plant = routed(["a"], release=Release(policy="conwip", wip_limit=3), noise=Distribution.constant(5000.0))
    found = replicate(plant, warm_up=0, horizon=1000, replications=1).runs[0].metrics
    assert np.isnan([found["flow_mean"], found["flow_p95"], found["on_time"]]).all()
    assert (found["throughput"], found["wip"]) == (0.0, 3.0)


def test_every_run_is_counted() -> None:
    """Progress is told once a run."""
    seen: list[int] = []
    replicate(one_station(), warm_up=0, horizon=10, replications=5, done=lambda: seen.append(1))
    assert len(seen) == 5
