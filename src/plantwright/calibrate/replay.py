"""What a plant would have done with the very orders of a log, from the floor as it stood when the log began."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plantwright.calibrate.floor_state import FloorState, LocalSeconds, floor_at_begin
from plantwright.calibrate.own_pace import Demand, own_pace
from plantwright.calibrate.recorded import seconds
from plantwright.events.log import EventLog
from plantwright.model.plant import Plant
from plantwright.model.product import Product
from plantwright.twin.compile import tables_of
from plantwright.twin.machine import run_floor
from plantwright.twin.replicate import METRICS, Array, floor_metrics, stream_seed
from plantwright.twin.threads import each


def imagined(
    plant: Plant, demand: Demand, runs: int, *, seed: int = 0, first: int = 0, threads: int = 2
) -> dict[str, Array]:
    """Return what a plant would have done under a demand, by metric and run, shape (runs,) each.

    Notes
    -----
    Where orders come as they come, the twin is given those of the log, with their own routings, from the floor as it
    stood at the log's begin: chance is then that of the floor alone. Where the floor sets the pace the times of release
    are part of the answer, so the plant runs by its own rule, warmed up, and what it does is brought to the orders that
    were completed in the log.
    """
    if plant.release.policy == "open":
        return _replayed(plant, demand, range(first, first + runs), seed, threads)
    return own_pace(plant, demand, range(first, first + runs), seed, threads)


def with_mix_of(plant: Plant, other: Plant) -> Plant:
    """Return a plant with the mix, lot sizes, promises and urgent orders of another; products only that has too.

    A product that is new keeps the process times of the plant it was seen in: nothing else is known of it.
    """
    mine, theirs = ({one.id: one for one in each.products} for each in (plant, other))
    centers = {one.id for one in plant.work_centers}
    known = [_mixed(mine[name], one) if name in mine else one for name, one in theirs.items() if _fits(one, centers)]
    # a product that did not come keeps its place, so that nothing else of the plant moves
    idle = [one.model_copy(update={"share": 1e-9}) for name, one in mine.items() if name not in theirs]
    products = sorted([*known, *idle], key=lambda one: one.id)
    release = plant.release.model_copy(update={"urgent_share": other.release.urgent_share})
    return plant.model_copy(update={"products": tuple(products), "release": release})


def _fits(product: Product, centers: set[str]) -> bool:
    return all(step.work_center in centers for way in product.routings for step in way.operations)


def _mixed(mine: Product, theirs: Product) -> Product:
    told = {"share": theirs.share, "lot_sizes": theirs.lot_sizes, "lead_time": theirs.lead_time}
    return mine.model_copy(update=told)


def _replayed(plant: Plant, demand: Demand, numbers: range, seed: int, threads: int) -> dict[str, Array]:
    clock = LocalSeconds(np.datetime64(demand.log.meta.start, "us"), demand.log.meta.time_zone)
    window = (seconds(clock, demand.start), seconds(clock, demand.end))
    state = _on_their_ways(floor_at_begin(demand.log, plant), demand.log, plant)
    tables = tables_of(plant)

    def one(number: int) -> dict[str, float]:
        floor = run_floor(
            tables, start=state.start, window=window, seed=stream_seed(seed, number), listing=False,
            planned=state.planned,
        )  # fmt: skip
        return floor_metrics(floor, window)

    found = each(numbers, one, threads)
    return {name: np.array([run[name] for run in found]) for name in METRICS}


def _on_their_ways(state: FloorState, log: EventLog, plant: Plant) -> FloorState:
    """Return the state with each order still to come on the routing that it took in the log."""
    several = {number for number, one in enumerate(plant.products) if len(one.routings) > 1}
    if not several:
        return state
    planned = state.planned.copy()
    asked = np.flatnonzero(np.isin(planned["product"], list(several)) & (planned["released"] >= state.start))
    steps = _steps_of(log, {state.names[index] for index in asked.tolist()})
    finished = frozenset(log.order_frame().dropna(subset=["completed"])["order"].astype(str))
    firsts, rng = _first_routings(plant), np.random.default_rng(0)
    for index in asked.tolist():
        name, number = state.names[index], int(planned[index]["product"])
        done = steps.get(name, frozenset())
        way = _way(plant.products[number], done, rng, finished=name in finished)
        planned[index]["routing"] = int(firsts[number]) + way
    return replace(state, planned=planned)


def _steps_of(log: EventLog, orders: set[str]) -> dict[str, frozenset[str]]:
    rows: pd.DataFrame = log.frame()
    rows = rows[(rows["kind"] == "process") & rows["order"].isin(orders)]
    return {str(name): frozenset(steps) for name, steps in rows.groupby("order")["operation"]}


def _first_routings(plant: Plant) -> NDArray[np.int64]:
    counts = [len(one.routings) for one in plant.products]
    return np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64)


def _way(product: Product, done: frozenset[str], rng: np.random.Generator, *, finished: bool) -> int:
    """Return the number of the routing that fits what was done; of those that fit alike, one by their weights.

    A finished order has done all of its steps: without that, one on the shorter of two routings would be sent on the
    longer, which holds all of its steps too. Where steps do not tell two routings apart, always taking the first would
    be another mix of work than the plant's.
    """
    ways = [frozenset(step.id for step in way.operations) for way in product.routings]
    fits = np.array([len(done & way) - len(done - way) - (len(way - done) if finished else 0) for way in ways])
    weights = np.where(fits == fits.max(), [way.weight for way in product.routings], 0.0)
    return int(rng.choice(len(ways), p=weights / weights.sum()))
