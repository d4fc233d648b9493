"""A plant of a game run in the twin: throughput and flow time in hours, with their 99 % intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import LotSize, Operation, Product, Routing
from plantwright.twin.replicate import replicate

HOUR = 3600.0
RUNS = 10
LEVEL = 0.99


@dataclass(frozen=True)
class Step:
    """A work center of a game's line, with the mean time of its step."""

    hours: float
    """Of a lot [h]."""
    stations: int = 1
    buffer: int | None = None
    hours_per_piece: float = 0.0


@dataclass(frozen=True)
class Interval:
    """A mean over independent runs, with 99 % bounds."""

    mean: float
    low: float
    high: float

    def holds(self, exact: float) -> bool:
        """Tell whether the interval holds a number, but for rounding."""
        near = 1e-9 * abs(exact)
        return self.low - near <= exact <= self.high + near


@dataclass(frozen=True)
class Ran:
    """What the twin found."""

    throughput: Interval
    """Pieces [1/h]."""
    flow_time: Interval
    """[h]."""
    wip: Interval
    """Orders on the floor."""


def plant_of(steps: Sequence[Step], release: Release, noise: Distribution, lot: float = 1.0) -> Plant:
    """Return a line of one product."""
    centers = tuple(
        WorkCenter(id=f"center {k}", stations=one.stations, buffer=one.buffer) for k, one in enumerate(steps, 1)
    )
    operations = tuple(
        Operation(
            id=f"{10 * k}", work_center=f"center {k}", per_lot=one.hours * HOUR, noise=noise,
            per_piece=one.hours_per_piece * HOUR,
        )
        for k, one in enumerate(steps, 1)
    )  # fmt: skip
    product = Product(id="piece", routings=(Routing(operations=operations),), lot_sizes=(LotSize(quantity=lot),))
    return Plant(name="game", work_centers=centers, products=(product,), release=release)


def ran(plant: Plant, *, warm_up: float, hours: float, seed: int, runs: int = RUNS) -> Ran:
    """Return what independent runs of a plant found.

    Parameters
    ----------
    warm_up, hours
        Before the measured window, and its length in each run [h].
    """
    found = replicate(plant, warm_up=warm_up * HOUR, horizon=hours * HOUR, replications=runs, seed=seed)
    return Ran(
        throughput=interval(found.metric("throughput") / 24),
        flow_time=interval(found.metric("flow_mean")),
        wip=interval(found.metric("wip")),
    )


def interval(numbers: NDArray[np.float64]) -> Interval:
    """Return the mean of independent numbers, shape (runs,), with Student's interval."""
    mean = float(numbers.mean())
    half = float(student.ppf((1 + LEVEL) / 2, len(numbers) - 1) * numbers.std(ddof=1) / len(numbers) ** 0.5)
    return Interval(mean, mean - half, mean + half)
