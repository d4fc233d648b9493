"""One run: memory that grows without a trace, and orders told beforehand."""

from __future__ import annotations

import numpy as np
import pytest

from laws.floors import run_of
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Batch, WorkCenter
from plantwright.model.plant import Release
from plantwright.twin import machine
from plantwright.twin.compile import tables_of
from plantwright.twin.kernel.floor import PLANNED
from plantwright.twin.machine import run_floor
from twin.shops import one_station, routed


def test_memory_that_grows_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that outgrows every pool of records has the same orders and rows as one that had room from the start."""
    ovens = (WorkCenter(id="a", batch=Batch(max_lots=3, min_lots=2, max_wait=5.0)), WorkCenter(id="b", stations=2))
    plant = routed(
        ["a", "b"],
        release=Release(interarrival=Distribution.exponential(1 / 3.15)),
        noise=Distribution.exponential(1.0),
        work_centers=ovens,
    )
    grown = run_of(plant, end=6000.0, seed=1)
    assert len(grown.floor.lots) > 512
    assert len(grown.floor.orders) > 4096
    assert len(grown.floor.rows) > 20_000
    small, empty = machine._pool, machine._empty_floor
    monkeypatch.setattr(machine, "_pool", lambda count, steps: small(64 * count, steps))

    def roomy(*args: object) -> machine.Floor:
        floor = empty(*args)  # type: ignore[arg-type]
        more = {name: np.zeros(200_000, getattr(floor, name).dtype) for name in ("orders", "rows")}
        events = np.concatenate([floor.events, np.zeros(100_000, floor.events.dtype)])
        return floor._replace(**more, events=events)

    monkeypatch.setattr(machine, "_empty_floor", roomy)
    roomy_run = run_of(plant, end=6000.0, seed=1)
    assert grown.orders().tobytes() == roomy_run.orders().tobytes()
    assert grown.visits().tobytes() == roomy_run.visits().tobytes()


def test_a_run_may_be_watched_without_changing_it() -> None:
    """The tick is told times that never fall and end at the end."""
    told: list[float] = []
    tables = tables_of(one_station(interarrival=0.5))
    run_floor(tables, start=0.0, window=(0.0, 300_000.0), seed=1, tick=told.append)
    assert told == sorted(told)
    assert told[-1] == 300_000.0
    assert len(told) > 2


def told(*orders: dict[str, float]) -> np.ndarray:
    """Return orders told beforehand; each is of the one product, one piece, waiting."""
    planned = np.zeros(len(orders), PLANNED)
    for record, one in zip(planned, orders, strict=True):
        fields = {"quantity": 1, "good": 1, "remaining": 1, "station": -1, "priority": 2, "due": np.inf, **one}
        for name, value in fields.items():
            record[name] = value
    return planned


def test_orders_told_beforehand_go_on_from_where_they_stand() -> None:
    """An order half done on a station ends after the other half; one that waits follows; one to come comes then."""
    plant = routed(["a", "b"], release=Release(interarrival=Distribution.constant(1.0)))
    planned = told(
        {"time": 100, "released": 90, "step": 0, "station": 0, "remaining": 0.5},
        {"time": 100, "released": 95, "step": 0},
        {"time": 100, "released": 80, "step": 1},
        {"time": 107, "released": 107},
    )
    floor = run_floor(tables_of(plant), start=100.0, window=(100.0, 200.0), seed=1, planned=planned)
    orders = np.sort(floor.orders[: floor.state[0]["orders"]], order="order")
    assert orders["completed"].tolist() == [102.0, 103.0, 101.0, 109.0]
    assert orders["released"].tolist() == [90.0, 95.0, 80.0, 107.0]


def test_lots_of_one_load_go_on_together() -> None:
    """Orders told on the same station end together, as the load they are."""
    plant = routed(
        ["a"],
        release=Release(interarrival=Distribution.constant(1.0)),
        work_centers=(WorkCenter(id="a", batch=Batch(max_lots=2)),),
    )
    half = {"time": 5, "station": 0, "remaining": 0.25}
    floor = run_floor(tables_of(plant), start=5.0, window=(5.0, 20.0), seed=1, planned=told(half, half, {"time": 5}))
    orders = np.sort(floor.orders[: floor.state[0]["orders"]], order="order")
    assert orders["completed"].tolist() == [5.25, 5.25, 6.25]
