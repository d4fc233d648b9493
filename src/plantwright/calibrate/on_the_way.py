"""Lots on their way to a step when a forecast begins: when they will come."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from plantwright.calibrate.arrays import Floats, floats
from plantwright.model.calendar import WEEK
from plantwright.model.plant import Plant


def arrivals(
    planned: NDArray[np.void], left: Floats, plant: Plant, start: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return when each order comes to its step [s].

    Parameters
    ----------
    left
        When each left its last step; NaN where it had none, shape (orders,) [s].

    Notes
    -----
    A lot that has not begun although a station of its step stands idle is still on its way: for a time drawn from the
    moves that take longer than it has been already. Where no move takes so long, it is there.
    """
    moves, times = floats(plant.transport.values), planned["time"].copy()
    if not len(moves):
        return times
    routings = [routing for product in plant.products for routing in product.routings]
    at = [routings[one["routing"]].operations[one["step"]].work_center for one in planned]
    busy = Counter(name for name, station in zip(at, planned["station"], strict=True) if station >= 0)
    open_share = plant.find_calendar(plant.calendar).hours_per_week() * 3600 / WEEK
    for index in np.flatnonzero(np.isfinite(left) & (planned["station"] < 0)).tolist():
        center = plant.work_center(at[index])
        longer = moves[moves > (start - left[index]) * open_share]
        if busy[center.id] < center.stations and len(longer):
            times[index] = left[index] + float(rng.choice(longer)) / open_share
    return times
