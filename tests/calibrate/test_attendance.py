"""How much of a step needs its worker is learned from when he begins elsewhere."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest

from plantwright.calibrate.fit import fit
from plantwright.events.log import EventLog
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant, Release, Worker
from plantwright.model.product import Operation, Product, Routing
from plantwright.twin.log import simulate

HOUR, WEEK = 3600.0, 7 * 86_400.0


def shop(*shares: float) -> Plant:
    """Return work centers in a row, two stations each, and one worker, who is needed for a share of each step."""
    names = [f"c{place}" for place in range(len(shares))]
    steps = tuple(
        Operation(id=name, work_center=name, per_lot=HOUR, noise=Distribution.gamma(1.0, 0.2), attendance=share)
        for name, share in zip(names, shares, strict=True)
    )
    load = sum(shares) + 0.02
    return Plant(
        name="shop",
        work_centers=tuple(WorkCenter(id=name, stations=2, skill="all") for name in names),
        workers=(Worker(id="w1", skills=("all",)),),
        products=(Product(id="part", routings=(Routing(operations=steps),)),),
        release=Release(interarrival=Distribution.exponential(max(load / 0.8, 0.8) * HOUR)),
        transport=Distribution.uniform(300.0, 0.1),
    )


def learned(plant: Plant, *, rows_say_so: bool) -> Plant:
    """Return a plant fitted to its own log, with rows that say when workers were free, or with their names alone."""
    log = simulate(plant, horizon=12 * WEEK, warm_up=WEEK, seed=5)
    return fit(log if rows_say_so else _without_attend_rows(log))


def _without_attend_rows(log: EventLog) -> EventLog:
    """Return the log with the workers' names at the steps they began, as shops write them down."""
    rows = log.frame()
    attends = rows[rows["kind"] == "attend"].set_index(["order", "operation"])["worker"]
    work = rows[rows["kind"] == "process"]
    names = attends.reindex(pd.MultiIndex.from_frame(work[["order", "operation"]])).to_numpy()
    work = work.assign(worker=work["worker"].fillna(pd.Series(names, index=work.index)))
    table = pa.Table.from_pandas(work, schema=log.intervals.to_pyarrow().schema, preserve_index=False)
    return EventLog.from_arrow(table, log.orders.to_pyarrow(), log.meta)


@pytest.mark.parametrize("rows_say_so", [True, False], ids=["rows of attendance", "names alone"])
@pytest.mark.parametrize("shares", [(0.2, 0.4), (0.1, 0.5, 0.3), (0.3, 1.0)])
def test_the_share_is_learned_at_each_work_center(shares: tuple[float, ...], rows_say_so: bool) -> None:
    """Set up and leave: the share of each step for which its worker is needed comes back within a tenth of it."""
    plant = learned(shop(*shares), rows_say_so=rows_say_so)
    found = [one.attendance for one in plant.products[0].routings[0].operations]
    assert found == pytest.approx(list(shares), rel=0.1)
    assert all(one.skill for one in plant.work_centers)
    assert len(plant.workers) == 1


def test_workers_who_stay_are_needed_throughout() -> None:
    """Where nobody leaves, all of each step needs its worker."""
    plant = learned(shop(1.0, 1.0), rows_say_so=True)
    assert [one.attendance for one in plant.products[0].routings[0].operations] == [1.0, 1.0]


def test_a_name_that_is_everywhere_holds_nobody() -> None:
    """A worker who begins anywhere at any time is a login, not a pair of hands: no work center needs one."""
    plant = learned(shop(0.01, 0.01), rows_say_so=False)
    assert not plant.workers
    assert not any(one.skill for one in plant.work_centers)
