"""Pilot runs: how WIP and flow time of a plant come up from an empty floor, on average over runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from plantwright.model.plant import Plant
from plantwright.twin.compile import tables_of
from plantwright.twin.intervals import Array
from plantwright.twin.replicate import stream_seed
from plantwright.twin.stretches import orders_of, sums_by_stretch
from plantwright.twin.threads import each

FIRST = 900_000
"""Number of the first pilot run, far from those that are measured: what chose the warm-up is not measured by it."""
SERIES = {"wip": "orders", "flow_time": "h"}
"""What is watched, and its unit."""


@dataclass(frozen=True)
class Pilot:
    """Series of a plant that starts empty, by stretch of time."""

    bucket: float
    """Length of a stretch [s]."""
    series: dict[str, Array]
    """By name of ``SERIES``, the mean over the runs, shape (stretches,)."""
    orders: float
    """Orders completed in a run, on average."""
    runs: int
    seed: int

    def length(self) -> float:
        """Return how long each run was [s]."""
        return self.bucket * len(self.series["wip"])


def run_pilot(
    plant: Plant,
    *,
    bucket: float,
    buckets: int,
    runs: int,
    seed: int = 0,
    threads: int = 2,
    done: Callable[[], None] | None = None,
) -> Pilot:
    """Run a plant several times from an empty floor and watch it come up.

    Parameters
    ----------
    bucket, buckets
        Length of a stretch of time [s], and how many there are.
    runs, seed
        How many runs, and the seed of their random streams; they share none with the runs that ``replicate`` makes.
    threads, done
        Runs at a time; called after each run, to show progress.

    Raises
    ------
    TwinError
        As ``run_floor``.

    Notes
    -----
    The mean over runs at each moment is Welch's: it takes noise away and leaves the transient. Flow time is that of the
    orders completed in a stretch; where none was, it is taken from the stretch before.

    References
    ----------
    Welch (1983), The statistical analysis of simulation results, in Lavenberg (ed.), Computer Performance Modeling
    Handbook, section 6.3.1.
    """
    tables, edges = tables_of(plant), np.arange(buckets + 1, dtype=np.float64) * bucket

    def one(number: int) -> Array:
        found = sums_by_stretch(orders_of(tables, float(edges[-1]), stream_seed(seed, number)), edges)
        if done:
            done()
        return found

    present, flows, completed = np.mean(each(range(FIRST, FIRST + runs), one, threads), axis=0)
    with np.errstate(invalid="ignore"):
        flow = _filled(flows / completed) / 3600
    return Pilot(bucket, {"wip": present / bucket, "flow_time": flow}, float(completed.sum()), runs, seed)


def _filled(values: Array) -> Array:
    """Return values with each gap filled from the one before, at the begin from the first known; all unknown: zeros."""
    known = np.flatnonzero(np.isfinite(values))
    if len(known) == 0:
        return np.zeros(len(values))
    source = np.maximum(np.searchsorted(known, np.arange(len(values)), side="right") - 1, 0)
    return np.asarray(values[known[source]])
