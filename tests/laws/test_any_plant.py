"""What holds on the floor of any plant: orders, pieces, stations, workers, buffers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given

from laws.floors import SLACK, Run, run_of
from laws.strategies import HOUR, any_plant, plants
from plantwright.model.plant import Plant
from plantwright.twin.kernel import floor as records
from plantwright.twin.replicate import order_metrics

END = 14 * 24 * HOUR


def on_floor(run: Run) -> tuple[np.ndarray, np.ndarray]:
    """Return the moments at which orders come and go, and how many are there from each on."""
    orders = run.orders()
    gone = orders["completed"][~np.isnan(orders["completed"])]
    times = np.concatenate([orders["released"], gone])
    steps = np.concatenate([np.ones(len(orders)), -np.ones(len(gone))])
    ranked = np.argsort(times, kind="stable")
    moments, last = np.unique(times[ranked][::-1], return_index=True)
    return moments, np.cumsum(steps[ranked])[len(times) - 1 - last]


@any_plant
@given(plants())
def test_littles_law(plant: Plant) -> None:
    """WIP, counted as orders come and go, is release rate times mean time on the floor within the window."""
    run = run_of(plant, end=END, seed=1)
    orders = run.orders()
    moments, there = on_floor(run)
    counted = float(np.dot(there, np.diff([*moments, END]))) / END
    stayed = np.where(np.isnan(orders["completed"]), END, orders["completed"]) - orders["released"]
    rate, mean = len(orders) / END, stayed.mean() if len(orders) else 0.0
    assert np.isclose(counted, rate * mean, rtol=1e-9)
    assert np.isclose(counted, order_metrics(orders, (0.0, END))["wip"], rtol=1e-9)


@any_plant
@given(plants())
def test_orders_are_conserved(plant: Plant) -> None:
    """Every order released is either completed or on the floor, once, and keeps its number."""
    run = run_of(plant, end=END, seed=2)
    orders, state = run.orders(), run.floor.state[0]
    assert orders["order"].tolist() == list(range(state["released"]))
    assert np.isnan(orders["completed"]).sum() == state["on_floor"]
    assert not (orders["completed"] < orders["released"]).any()


@any_plant
@given(plants())
def test_pieces_are_conserved(plant: Plant) -> None:
    """What enters a step is what left the step before; what is good or scrapped at the end is what was ordered."""
    run = run_of(plant, end=END, seed=3)
    orders = run.orders()
    for order, visits in run.by("order", run.visits()):
        one = orders[order]
        finished = visits[~np.isnan(visits["end"])]
        remaining = one["quantity"] - np.cumsum(finished["scrapped"])
        entering = np.concatenate([[one["quantity"]], remaining])[: len(visits)]
        assert np.array_equal(visits["quantity"], entering)
        assert one["good"] + finished["scrapped"].sum() == one["quantity"]
        assert (visits["quantity"] >= visits["scrapped"]).all()


@any_plant
@given(plants())
def test_a_lot_is_in_one_place_at_a_time(plant: Plant) -> None:
    """An order's rows follow one another without a gap from release to completion, but for its moves."""
    run = run_of(plant, end=END, seed=4)
    orders = run.orders()
    moves = plant.transport.mean > 0
    for order, visits in run.by("order", run.visits()):
        assert visits["ready"][0] == orders["released"][order]
        gaps = visits["ready"][1:] - visits["left"][:-1]
        assert (gaps > 0).all() if moves else (gaps == 0).all()
        if not np.isnan(orders["completed"][order]):
            assert visits["left"][-1] == orders["completed"][order]


@any_plant
@given(plants())
def test_times_of_a_visit_are_in_order(plant: Plant) -> None:
    """No lot starts before it is there, ends before it starts, or leaves before it ends."""
    run = run_of(plant, end=END, seed=5)
    for rows in (run.visits(), run.rows(records.SETUP_ROW), run.rows(records.DOWN_ROW)):
        assert (rows["ready"] <= rows["start"]).all()
        assert not (rows["end"] < rows["start"]).any()
        assert not (rows["left"] < rows["end"]).any()


@any_plant
@given(plants())
def test_a_station_does_one_load_at_a_time(plant: Plant) -> None:
    """The next load starts when every lot of the one before has left, and only batches share a load."""
    run = run_of(plant, end=END, seed=6)
    visits = run.visits()
    for _, rows in run.by("station", visits):
        free = 0.0
        for first, last in loads(rows):
            assert rows["start"][first] >= free
            assert last - first == 1 or rows["batch"][first] >= 0
            left = rows["left"][first:last]
            free = np.inf if np.isnan(left).any() else left.max()


def loads(rows: np.ndarray) -> list[tuple[int, int]]:
    """Return first and last + 1 of the rows of one station that share a load: a batch, or a row by itself."""
    numbers = np.where(rows["batch"] >= 0, rows["batch"], -1 - np.arange(len(rows)))
    edges = [0, *(np.flatnonzero(np.diff(numbers)) + 1).tolist(), len(rows)]
    return list(pairwise(edges)) if len(rows) else []


@any_plant
@given(plants())
def test_a_batch_is_one_load(plant: Plant) -> None:
    """Lots of a batch share station, start and end, and family where told, and are no more than fit."""
    run = run_of(plant, end=END, seed=7)
    visits = run.visits()
    visits = visits[visits["batch"] >= 0]
    family = run.tables.products["family"]
    for _, lots in run.by("batch", visits):
        batch = plant.work_centers[run.center_of(lots)[0]].batch
        assert batch is not None
        assert len(lots) <= batch.max_lots
        assert len({(one["station"], one["start"], repr(one["end"])) for one in lots}) == 1
        assert len(set(lots["order"].tolist())) == len(lots)
        assert not batch.same_family or len(set(family[lots["product"]].tolist())) == 1


@any_plant
@given(plants())
def test_a_small_batch_has_waited(plant: Plant) -> None:
    """A batch below its least size starts only when its oldest lot has waited as long as told, in open hours."""
    run = run_of(plant, end=END, seed=8)
    for _, lots in run.by("batch", run.visits()):
        center = run.center_of(lots)[0]
        batch = plant.work_centers[center].batch
        if batch is None or lots["batch"][0] < 0 or len(lots) >= batch.min_lots:
            continue
        waited = max(run.working(center, one["ready"], one["start"]) for one in lots)
        assert batch.max_wait is not None
        assert waited >= batch.max_wait - 1e-4


@any_plant
@given(plants())
def test_a_worker_is_in_one_place(plant: Plant) -> None:
    """Nobody works on two loads at once, and only on what the worker has the skill for."""
    run = run_of(plant, end=END, seed=9)
    visits = run.visits()
    for worker, rows in run.by("worker", visits[visits["worker"] >= 0]):
        ends = np.where(np.isnan(rows["end"]), np.inf, rows["end"])
        loads = sorted(set(zip(rows["start"].tolist(), ends.tolist(), rows["station"].tolist(), strict=True)))
        assert all(one[1] <= other[0] for one, other in pairwise(loads))
        needed = {plant.work_centers[center].skill for center in run.center_of(rows)}
        assert needed <= set(plant.workers[worker].skills)
    for center, rows in run.by("station", visits):
        assert (rows["worker"] >= 0).all() == (plant.work_centers[run.center_of(rows)[0]].skill is not None), center


@any_plant
@given(plants())
def test_buffers_hold_what_fits(plant: Plant) -> None:
    """A lot comes into a finite buffer only while it has a place there; releases and rework always come."""
    run = run_of(plant, end=END, seed=10)
    visits = stays(run)
    for center, place in enumerate(plant.work_centers):
        if place.buffer is None:
            continue
        stay = visits[visits["center"] == center]
        came = stay["sent"][~stay["asked"]]
        # where another came unasked at the same moment, who was first is not written down
        judged = stay[stay["asked"] & (stay["start"] > stay["sent"]) & ~np.isin(stay["sent"], came)]
        t = judged["sent"][:, None]
        there = ((stay["sent"] <= t) & (stay["start"] > t)).sum(axis=1)
        busy = (stay["start"] <= t) & ~(stay["left"] <= t)
        taken = [len(set(stay["station"][row].tolist())) for row in busy] if place.buffer == 0 else 0
        assert (there <= (place.buffer or place.stations - np.array(taken))).all()


STAY = np.dtype([("center", "i4"), ("station", "i4"), ("sent", "f8"), ("start", "f8"), ("left", "f8"), ("asked", "?")])
"""A lot at a work center or on its way there; ``asked``: it had to wait for a place, as all but releases and rework."""


def stays(run: Run) -> np.ndarray:
    """Return a stay for each visit that started, ``sent`` when the lot left the station before."""
    found = []
    for order, visits in run.by("order", run.visits()):
        sent = np.concatenate([[run.orders()["released"][order]], visits["left"][:-1]])
        asked = (np.arange(len(visits)) > 0) & (visits["rework"] == 0)
        found += list(
            zip(run.center_of(visits), visits["station"], sent, visits["start"], visits["left"], asked, strict=True)
        )
    return np.array(found, STAY)


@any_plant
@given(plants())
def test_rework_goes_back_as_told(plant: Plant) -> None:
    """A lot goes on by one step, or back by what its step says; it is rework until it is where it was furthest."""
    run = run_of(plant, end=END, seed=11)
    back = run.tables.steps["back"]
    for _, visits in run.by("order", run.visits()):
        steps = visits["step"]
        moved = np.diff(steps)
        assert ((moved == 1) | (moved == -back[steps[:-1]])).all()
        furthest = np.maximum.accumulate(np.concatenate([[-1], steps[:-1]]))
        assert np.array_equal(visits["rework"] == 1, steps <= furthest)


@any_plant
@given(plants())
def test_wip_stays_at_its_limit(plant: Plant) -> None:
    """Under CONWIP the floor holds exactly its limit of orders from the first open moment on."""
    if plant.release.policy == "open":
        return
    run = run_of(plant, end=END, seed=12)
    assert set(on_floor(run)[1].tolist()) <= {plant.release.wip_limit}


@any_plant
@given(plants())
def test_work_is_done_in_open_hours(plant: Plant) -> None:
    """Loads start in open hours, and the rows of a lot last at least as long in them as its breakdowns."""
    run = run_of(plant, end=END, seed=13)
    down = run.rows(records.DOWN_ROW)
    for station, rows in run.by("station", run.visits()):
        center = int(run.tables.stations["center"][station])
        for one in rows:
            assert run.working(center, one["start"], one["start"] + 0.01) > 0 or one["start"] == one["end"]
            inside = (down["station"] == station) & (down["start"] >= one["start"]) & (down["end"] <= one["end"])
            lost = sum(run.working(center, row["start"], row["end"]) for row in down[inside])
            if not np.isnan(one["end"]):
                assert run.working(center, one["start"], one["end"]) >= lost - SLACK
