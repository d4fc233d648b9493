"""One long run of a plant in place of many: its warm-up is paid once, and batch means give the intervals."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from plantwright.model.calendar import DAY
from plantwright.model.estimate import Measures
from plantwright.model.plant import Plant
from plantwright.twin.batch_means import batch_means
from plantwright.twin.compile import tables_of
from plantwright.twin.estimates import not_negative
from plantwright.twin.intervals import LEVEL
from plantwright.twin.lengths import length_text
from plantwright.twin.replicate import stream_seed
from plantwright.twin.stretches import cycle, orders_of, sums_by_stretch

STRETCHES = 4096
"""Stretches of the window of a plant that never closes; where it closes, a stretch is a week."""


def long_run(
    plant: Plant,
    *,
    warm_up: float,
    horizon: float,
    seed: int = 0,
    level: float = LEVEL,
    done: Callable[[], None] | None = None,
) -> Measures:
    """Run a plant once and return WIP, mean flow time and orders completed, with intervals by batch means.

    Parameters
    ----------
    warm_up, horizon
        Time before the measured window, from an empty floor, and its length [s]; weeks that are only begun are left out
        where the plant closes.
    seed
        Seed of all random streams; the run is run 0 of ``replicate``.
    level
        Chance that an interval holds the true mean [1].
    done
        Called after the run, to show progress.

    Raises
    ------
    TwinError
        As ``run_floor``.
    ValueError
        The level is not between 0 and 1.

    Notes
    -----
    Flow times are batched in the order of completion; WIP and throughput by stretches of time.
    """
    stretch = cycle(plant) or horizon / STRETCHES
    edges = warm_up + stretch * np.arange(int(horizon / stretch + 1e-9) + 1, dtype=np.float64)
    orders = orders_of(tables_of(plant), float(edges[-1]), stream_seed(seed, 0))
    if done:
        done()
    present, _, completed = sums_by_stretch(orders, edges)
    left = np.sort(orders[orders["completed"] >= warm_up], order="completed")
    series = {
        "flow_mean": ((left["completed"] - left["released"]) / 3600, "h"),
        "wip": (present / stretch, "orders"),
        "order_throughput": (completed / stretch * DAY, "orders/d"),
    }
    evidence = f"1 run, seed {seed}, warm-up {length_text(warm_up)}, horizon {length_text(edges[-1] - warm_up)}"
    return Measures(
        values={
            name: not_negative(batch_means(numbers, unit=unit, level=level, evidence=evidence))
            for name, (numbers, unit) in series.items()
        }
    )
