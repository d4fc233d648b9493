"""Who goes first, and who runs the station: priorities, shortest and earliest first, few workers.

Sources: Gross, Shortle, Thompson, Harris, Fundamentals of Queueing Theory, 4th ed. (2008), ch. 3.4 (Cobham's waits);
Conway, Maxwell, Miller, Theory of Scheduling (1967), ch. 8 (shortest processing time first, M/G/1).
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from laws.floors import flow_times, run_of
from laws.plants import line
from plantwright.model.distribution import NO_NOISE, Distribution
from plantwright.model.equipment import DispatchRule, WorkCenter
from plantwright.model.plant import Plant, Release, Worker
from plantwright.model.product import LotSize, Operation, Product, Routing

END, WARM_UP, RUNS = 20_000.0, 2000.0, 20


def assert_mean(values: list[float], expected: float, within: float = 0.08) -> None:
    """Assert that ``expected`` lies in the 99.9 % interval of the runs' mean, and that the interval is narrow."""
    half = 3.88 * np.std(values, ddof=1) / math.sqrt(len(values))  # t(19) at 99.9 %
    assert abs(np.mean(values) - expected) < half
    assert half < within * expected


def test_urgent_orders_wait_as_cobham_says() -> None:
    """M/M/1 with two classes, nothing pre-empted: waits ρ/(1 − ρ₁) and ρ/((1 − ρ₁)(1 − ρ))."""
    load, share = 0.8, 0.3
    plant = line([WorkCenter(id="a")], [1.0], interarrival=1 / load)
    plant = plant.model_copy(
        update={"urgent_first": True, "release": plant.release.model_copy(update={"urgent_share": share})}
    )
    waits: dict[int, list[float]] = {1: [], 2: []}
    for seed in range(RUNS):
        orders = run_of(plant, end=END, seed=seed).orders()
        orders = orders[orders["completed"] > WARM_UP]
        for priority, found in waits.items():
            mine = orders[orders["priority"] == priority]
            found.append(float((mine["completed"] - mine["released"]).mean()))
    urgent = load / (1 - share * load)
    assert_mean(waits[1], 1 + urgent)
    assert_mean(waits[2], 1 + urgent / (1 - load), within=0.15)


def _lots(rule: DispatchRule, load: float) -> Plant:
    """Return an M/G/1 whose lots take 0.5 s (three of four) or 2.5 s, known when they queue."""
    operation = Operation(id="1", work_center="a", per_piece=0.5)
    product = Product(
        id="part",
        routings=(Routing(operations=(operation,)),),
        lot_sizes=(LotSize(quantity=1, weight=3), LotSize(quantity=5, weight=1)),
    )
    return Plant(
        name="lots",
        work_centers=(WorkCenter(id="a", dispatch=rule),),
        products=(product,),
        release=Release(interarrival=Distribution.exponential(1 / load)),
    )


def test_shortest_first_is_conways_formula_and_beats_first_in_first_out() -> None:
    """M/G/1 with shortest first: a lot waits λE[S²]/2 over (1 − ρ of shorter)(1 − ρ of shorter and equal)."""
    load = 0.8
    second, short = 0.75 * 0.25 + 0.25 * 6.25, 0.75 * 0.5 * load
    residual = load * second / 2
    expected = 1 + 0.75 * residual / (1 - short) + 0.25 * residual / ((1 - short) * (1 - load))
    spt, fifo = (
        [float(flow_times(run_of(_lots(rule, load), end=END, seed=seed), WARM_UP).mean()) for seed in range(RUNS)]
        for rule in ("spt", "fifo")
    )
    assert_mean(spt, expected)
    assert_mean(fifo, 1 + residual / (1 - load), within=0.12)
    assert all(one < other for one, other in zip(spt, fifo, strict=True))


def test_earliest_due_goes_first() -> None:
    """Of lots that wait together, the one due first starts first, urgent or not; ties go by arrival."""
    plant = line([WorkCenter(id="a", dispatch="edd")], [1.0], noise=NO_NOISE, wip_limit=8)
    product = plant.products[0].model_copy(update={"lead_time": Distribution.uniform(30.0, 0.3)})
    plant = plant.model_copy(update={"products": (product,)})
    orders = run_of(plant, end=7.5).orders()
    first, rest = orders[0], orders[1:8]
    assert first["completed"] == 1.0  # the first to come found an idle station
    # one order comes with each that leaves, and may be due before those that wait
    waiting, done = list(orders[:8][["order", "due"]].tolist()), [0]
    waiting.remove((first["order"], first["due"]))
    for second in range(1, 7):
        waiting.append(orders[7 + second][["order", "due"]].item())
        done.append(min(waiting, key=lambda one: one[1])[0])
        waiting = [one for one in waiting if one[0] != done[-1]]
    finished = orders[~np.isnan(orders["completed"])]
    assert finished[np.argsort(finished["completed"])]["order"].tolist() == done
    assert len(rest) == 7


@pytest.mark.parametrize(("stations", "workers"), [(4, 2), (2, 2), (3, 1)])
def test_workers_are_servers_where_they_are_few(stations: int, workers: int) -> None:
    """A work center of c stations and w ≤ c workers is an M/M/w."""
    offered = 0.75 * workers
    terms = [offered**k / math.factorial(k) for k in range(workers)]
    last = offered**workers / math.factorial(workers) / (1 - offered / workers)
    wait = last / (sum(terms) + last) / (workers - offered)
    crew = tuple(Worker(id=f"w{k}", skills=("run",)) for k in range(workers))
    center = WorkCenter(id="a", stations=stations, skill="run")
    plant = line([center], [1.0], interarrival=1 / offered, workers=crew)
    found = [float(flow_times(run_of(plant, end=END / workers, seed=seed), WARM_UP).mean()) for seed in range(RUNS)]
    assert_mean(found, 1 + wait, within=0.12)


def test_a_worker_for_two_stations_is_one_queue() -> None:
    """One worker who runs two work centers serves them as one M/M/1, longest waiting first."""
    centers = tuple(WorkCenter(id=name, skill="run") for name in "ab")
    products = tuple(
        Product(
            id=name,
            routings=(
                Routing(
                    operations=(Operation(id="1", work_center=name, per_lot=1.0, noise=Distribution.exponential(1.0)),)
                ),
            ),
        )
        for name in "ab"
    )
    plant = Plant(
        name="one for two",
        work_centers=centers,
        products=products,
        workers=(Worker(id="w", skills=("run",)),),
        release=Release(interarrival=Distribution.exponential(1 / 0.7)),
    )
    runs = [run_of(plant, end=END, seed=seed) for seed in range(RUNS)]
    assert_mean([float(flow_times(run, WARM_UP).mean()) for run in runs], 1 / 0.3, within=0.12)
    visits = runs[0].visits()
    assert (np.diff(visits["ready"]) >= 0).all()  # first in, first out over both queues


def test_the_worker_with_the_fewest_skills_is_taken() -> None:
    """While the one who knows only this work is free, the one who knows more stays free for other work."""
    crew = (Worker(id="both", skills=("run", "mend")), Worker(id="one", skills=("run",)))
    plant = line([WorkCenter(id="a", stations=2, skill="run")], [1.0], interarrival=3.0, workers=crew)
    run = run_of(plant, end=3000.0)
    visits = run.visits()
    busy_until = 0.0
    for one in visits:
        assert (one["worker"] == 1) == (one["start"] >= busy_until)
        if one["worker"] == 1:
            busy_until = np.inf if np.isnan(one["end"]) else one["end"]
    assert set(visits["worker"].tolist()) == {0, 1}
