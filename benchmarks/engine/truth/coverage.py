"""How often intervals hold the truth, and how often they may fail to."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit
from scipy.stats import binom

from benchmarks.engine.truth.cell import Cell

LEVEL = 0.95
"""Share of the intervals that must hold the truth [1]."""
BAND = 0.99
"""Chance that a right engine's share of covering intervals lies in the band [1]."""


@dataclass(frozen=True)
class Judged:
    """A cell and what came of it."""

    cell: Cell
    mean: float
    """Of all runs."""
    intervals: int
    covering: int
    half_width: float
    """Of an interval, mean, relative to the exact value [1]."""
    deviations: float
    """Of the mean from the exact value, in its own standard errors."""

    @property
    def error(self) -> float:
        """Return how far the mean of all runs is from the exact value, relative to it [1]."""
        return abs(self.mean / self.cell.exact - 1)


def judged(cell: Cell, values: NDArray[np.float64]) -> Judged:
    """Return how often Student's interval over the runs of each row holds a cell's exact value."""
    runs = values.shape[1]
    half = stdtrit(runs - 1, 0.5 + LEVEL / 2) * values.std(axis=1, ddof=1) / math.sqrt(runs)
    covering = np.abs(values.mean(axis=1) - cell.exact) <= half
    mean = float(values.mean())
    own = float(values.mean(axis=1).std(ddof=1)) / math.sqrt(len(values))
    return Judged(
        cell, mean, len(values), int(covering.sum()), float(half.mean()) / cell.exact, (mean - cell.exact) / own
    )


def band(intervals: int) -> tuple[float, float]:
    """Return between which shares of covering intervals a right engine stays [1].

    Notes
    -----
    The binomial quantiles at (1 ∓ ``BAND``)/2 for so many independent intervals of level ``LEVEL``.
    """
    low, high = (float(binom.ppf(chance, intervals, LEVEL)) for chance in ((1 - BAND) / 2, (1 + BAND) / 2))
    return low / intervals, high / intervals
