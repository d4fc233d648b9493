"""What a plant whose floor sets the pace would have done, had it had the orders that were completed in a log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from plantwright.calibrate.arrays import Ints, floats, ints
from plantwright.calibrate.effect_scale import scaled, unscaled
from plantwright.events.log import EventLog
from plantwright.model.calendar import DAY
from plantwright.model.plant import Plant
from plantwright.model.product import Product
from plantwright.twin.compile import tables_of
from plantwright.twin.kernel.floor import Floor
from plantwright.twin.load import station_hours
from plantwright.twin.machine import run_floor
from plantwright.twin.replicate import METRICS, Array, floor_metrics, stream_seed
from plantwright.twin.threads import each

_FEWEST = 12
"""Runs that a regression needs."""


@dataclass(frozen=True)
class Demand:
    """Who came to a floor, and in which stretch it is watched: the same for every plant that is asked."""

    log: EventLog
    start: datetime
    """Begin of the stretch, UTC; the days of the log before it are run and not watched."""
    end: datetime

    def days(self) -> float:
        """Return the length of the stretch [d]."""
        return (self.end - self.start).total_seconds() / DAY


def own_pace(plant: Plant, demand: Demand, numbers: range, seed: int, threads: int) -> dict[str, Array]:
    """Return what a plant would have done at its own pace, by metric and run, shape (runs,) each.

    Notes
    -----
    The floor draws its orders; how large they are, and how much work they are to the busiest work center, differs from
    run to run by chance and moves every metric. Both are known of the orders recorded, so the runs are brought to them
    by regression over the runs (control variates). Their spread stays what it was: intervals from what regression
    leaves over held the truth too seldom (``python -m benchmarks.interventions --suite verify``).

    References
    ----------
    Lavenberg and Welch (1981), A perspective on the use of control variables to increase the efficiency of Monte Carlo
    simulations, Management Science 27, 322-335.
    """
    tables, work = tables_of(plant), _Work.of(plant)
    length = demand.days() * DAY
    warm_up = max(length, 7 * DAY)
    window = (warm_up, warm_up + length)

    def one(number: int) -> tuple[dict[str, float], Array]:
        floor = run_floor(tables, start=0.0, window=window, seed=stream_seed(seed, number))
        return floor_metrics(floor, window), work.of_floor(floor, window)

    found = each(numbers, one, threads)
    runs = {name: np.array([metrics[name] for metrics, _ in found]) for name in METRICS}
    if len(found) < _FEWEST:
        return runs
    off = np.array([mix for _, mix in found]) - work.of_log(demand)
    return {name: _brought(name, values, off) for name, values in runs.items()}


@dataclass(frozen=True)
class _Work:
    """How much work orders are to the busiest work center, by product [s]."""

    products: tuple[str, ...]
    per_lot: Array
    per_piece: Array

    @classmethod
    def of(cls, plant: Plant) -> _Work:
        hours = station_hours(plant)
        busiest = max(plant.work_centers, key=lambda one: hours[one.id] / one.stations).id
        times = [_times(one, busiest) for one in plant.products]
        return cls(tuple(one.id for one in plant.products), *(np.array(part) for part in zip(*times, strict=True)))

    def of_floor(self, floor: Floor, window: tuple[float, float]) -> Array:
        orders = floor.orders[: floor.state[0]["orders"]]
        done = orders[(orders["completed"] >= window[0]) & (orders["completed"] < window[1])]
        return self._mix(ints(done["product"]), floats(done["quantity"]))

    def of_log(self, demand: Demand) -> Array:
        orders = demand.log.order_frame()
        inside = (orders["completed"] >= demand.start) & (orders["completed"] < demand.end)
        done = orders[inside & orders["product"].isin(self.products)]
        numbers = done["product"].map({name: number for number, name in enumerate(self.products)})
        return self._mix(ints(numbers), floats(done["quantity"].fillna(1.0)))

    def _mix(self, product: Ints, quantity: Array) -> Array:
        """Return the logarithms of the mean quantity and of the mean work."""
        if not len(product):
            return np.full(2, np.nan)
        work = self.per_lot[product] + self.per_piece[product] * quantity
        return np.log([quantity.mean(), max(float(work.mean()), 1e-9)])


def _times(product: Product, center: str) -> tuple[float, float]:
    """Return what an order takes at a work center, per lot and per piece [s]."""
    steps = [(way.weight, one) for way in product.routings for one in way.operations if one.work_center == center]
    weight = sum(way.weight for way in product.routings)
    return (
        sum(share * one.per_lot for share, one in steps) / weight,
        sum(share * one.time_per_piece() for share, one in steps) / weight,
    )


def _brought(name: str, values: Array, off: Array) -> Array:
    """Return values of runs moved to no mean difference ``off`` of the mix, shape (runs, covariates)."""
    known = np.isfinite(off).all(axis=1) & np.isfinite(scaled(name, values))
    if known.sum() < _FEWEST:
        return values
    middle = off[known].mean(axis=0)
    slope, *_ = np.linalg.lstsq(off[known] - middle, scaled(name, values)[known] - scaled(name, values)[known].mean())
    return unscaled(name, scaled(name, values) - float(middle @ slope))
