"""A run cut into stretches of time: how many orders were on the floor in each, and how long those took that left."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from plantwright.model.calendar import WEEK
from plantwright.model.plant import Plant
from plantwright.twin.compile import Tables
from plantwright.twin.intervals import Array
from plantwright.twin.machine import run_floor


def cycle(plant: Plant) -> float | None:
    """Return the time after which the plant's hours repeat [s]; None where nothing and nobody in it ever stops."""
    return WEEK if any(one.hours_per_week() < WEEK / 3600 for one in plant.calendars) else None


def orders_of(tables: Tables, end: float, seed: int) -> NDArray[np.void]:
    """Return every order of a run from an empty floor to ``end`` [s], completed or not."""
    floor = run_floor(tables, start=0.0, window=(0.0, end), seed=seed)
    return floor.orders[: floor.state[0]["orders"]]


def sums_by_stretch(orders: NDArray[np.void], edges: Array) -> Array:
    """Return order-seconds on the floor, flow times and orders completed, by stretch, shape (3, stretches)."""
    completed = orders["completed"]
    known = orders[completed < edges[-1]]
    left = np.where(np.isnan(completed), np.inf, completed)
    present = np.diff(_passed(orders["released"], edges) - _passed(left, edges))
    weights = (known["completed"] - known["released"], None)
    flows, counts = (np.histogram(known["completed"], edges, weights=weight)[0] for weight in weights)
    return np.array([present, flows, counts])


def _passed(moments: Array, edges: Array) -> Array:
    """Return, at each edge, the time since all moments before it, summed [s]."""
    ranked = np.sort(moments[np.isfinite(moments)])
    before = np.searchsorted(ranked, edges)
    total = np.concatenate([[0.0], np.cumsum(ranked)])
    return np.asarray(before * edges - total[before])
