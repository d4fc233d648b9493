"""From a cell to the runs behind its intervals, made as a user makes them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.engine.truth.cell import RUNS, Cell
from plantwright.model.calendar import DAY
from plantwright.twin.compile import Tables, tables_of
from plantwright.twin.machine import run_floor
from plantwright.twin.replicate import Summary, order_metrics, replicate, stream_seed

Array = NDArray[np.float64]

METRICS = {"throughput": ("throughput", 1 / DAY), "flow_time": ("flow_mean", 3600.0), "wip": ("wip", 1.0)}
"""By figure, the twin's name of it and what brings it to seconds and orders."""
URGENCY = {"flow_time urgent": 1, "flow_time others": 2}
"""By figure, the priority of the orders asked about."""


def values(cell: Cell, intervals: int) -> Array:
    """Return a cell's figure in every run, shape (intervals, RUNS)."""
    if cell.figure in URGENCY:
        return _class_flows(cell, intervals)
    if cell.method == "batches":
        return _batches(cell, intervals)
    made = replicate(
        cell.plant,
        warm_up=cell.warm_up,
        horizon=cell.horizon,
        replications=intervals * RUNS,
        seed=cell.seed,
        threads=1,
    )
    return np.array([_read(cell, one) for one in made.runs]).reshape(intervals, RUNS)


def _read(cell: Cell, run: Summary) -> float:
    if cell.figure in METRICS:
        name, factor = METRICS[cell.figure]
        return run.metrics[name] * factor
    return _state_share(cell, run)


def _state_share(cell: Cell, run: Summary) -> float:
    state, center = cell.figure.split()
    owners = [one.id for one in cell.plant.work_centers for _ in range(one.stations)]
    mine = np.array([one == center for one in owners])
    return float(run.stations[state][mine].sum() / run.available[mine].sum())


def _batches(cell: Cell, intervals: int) -> Array:
    """Return the means over the batches of one long run for each interval, shape (intervals, RUNS)."""
    name, factor = METRICS[cell.figure]
    edges = cell.warm_up + cell.horizon * np.arange(RUNS + 1)
    tables = tables_of(cell.plant)
    found = np.empty((intervals, RUNS))
    for number in range(intervals):
        orders = _orders(tables, (float(edges[0]), float(edges[-1])), stream_seed(cell.seed, number))
        for batch in range(RUNS):
            window = (float(edges[batch]), float(edges[batch + 1]))
            found[number, batch] = order_metrics(_around(orders, window), window)[name] * factor
    return found


def _around(orders: NDArray[np.void], window: tuple[float, float]) -> NDArray[np.void]:
    """Return the orders on the floor at any time of a window."""
    return orders[~(orders["completed"] < window[0]) & (orders["released"] < window[1])]


def _class_flows(cell: Cell, intervals: int) -> Array:
    """Return the mean flow time of the orders of one urgency in every run, shape (intervals, RUNS) [s]."""
    tables = tables_of(cell.plant)
    window = (cell.warm_up, cell.warm_up + cell.horizon)
    found = np.empty(intervals * RUNS)
    for number in range(intervals * RUNS):
        orders = _orders(tables, window, stream_seed(cell.seed, number))
        mine = orders[(orders["completed"] >= window[0]) & (orders["priority"] == URGENCY[cell.figure])]
        found[number] = (mine["completed"] - mine["released"]).mean()
    return found.reshape(intervals, RUNS)


def _orders(tables: Tables, window: tuple[float, float], seed: int) -> NDArray[np.void]:
    """Return the orders of one run, completed or still on the floor."""
    floor = run_floor(tables, start=0.0, window=window, seed=seed)
    return floor.orders[: floor.state[0]["orders"]]
