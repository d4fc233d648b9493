"""From a cell to its intervals, each formed as a user forms it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.engine.truth.cell import RUNS, Cell
from plantwright.model.calendar import DAY
from plantwright.model.estimate import Estimate
from plantwright.twin.compile import tables_of
from plantwright.twin.estimates import estimate_of, estimates
from plantwright.twin.intervals import mean_estimate
from plantwright.twin.long_run import long_run
from plantwright.twin.replicate import Replications, replicate, stream_seed
from plantwright.twin.stretches import orders_of

NAMES = {"throughput": "throughput", "flow_time": "flow_mean", "wip": "wip"}
"""By figure, the twin's name of it; a long run says ``order_throughput``."""
IN_SECONDS = {"orders/d": 1 / DAY, "pieces/d": 1 / DAY, "h": 3600.0}
"""By unit, what brings a figure to seconds and orders."""
URGENCY = {"flow_time urgent": 1, "flow_time others": 2}
"""By figure, the priority of the orders asked about."""


def intervals(cell: Cell, count: int) -> NDArray[np.float64]:
    """Return mean, lower and upper bound of so many independent intervals, in seconds and orders, shape (count, 3)."""
    if cell.figure in URGENCY:
        found = _of_class(cell, count)
    elif cell.method == "long run":
        found = [_of_long_run(cell, number) for number in range(count)]
    else:
        found = [_of_runs(cell, runs) for runs in _replications(cell, count)]
    return np.array([_in_seconds(one) for one in found])


def _in_seconds(one: Estimate) -> list[float]:
    # what a run was too short to bound covers nothing
    factor = IN_SECONDS.get(one.unit, 1.0)
    return [np.nan if end is None else end * factor for end in (one.value, one.low, one.high)]


def _replications(cell: Cell, count: int) -> list[Replications]:
    """Return independent groups of runs."""
    made = replicate(
        cell.plant, warm_up=cell.warm_up, horizon=cell.horizon, replications=count * RUNS, seed=cell.seed, threads=1
    )
    groups = [made.runs[first : first + RUNS] for first in range(0, count * RUNS, RUNS)]
    return [Replications(cell.plant, one, cell.warm_up, cell.horizon, cell.seed) for one in groups]


def _of_runs(cell: Cell, runs: Replications) -> Estimate:
    if cell.figure in NAMES:
        return estimate_of(runs, NAMES[cell.figure])
    state, center = cell.figure.split()
    rows = {row["work_center"]: row for row in estimates(runs).table("work_centers")}
    share = rows[center][state]
    assert isinstance(share, Estimate)
    return share


def _of_long_run(cell: Cell, number: int) -> Estimate:
    made = long_run(cell.plant, warm_up=cell.warm_up, horizon=RUNS * cell.horizon, seed=cell.seed + number)
    return made[{**NAMES, "throughput": "order_throughput"}[cell.figure]]


def _of_class(cell: Cell, count: int) -> list[Estimate]:
    """Return the mean flow time of the orders of one urgency; the twin's summaries do not tell classes apart."""
    tables = tables_of(cell.plant)
    flows = np.empty(count * RUNS)
    for number in range(count * RUNS):
        orders = orders_of(tables, cell.warm_up + cell.horizon, stream_seed(cell.seed, number))
        mine = orders[(orders["completed"] >= cell.warm_up) & (orders["priority"] == URGENCY[cell.figure])]
        flows[number] = (mine["completed"] - mine["released"]).mean()
    return [mean_estimate(one, unit="s") for one in flows.reshape(count, RUNS)]
