"""How often intervals hold the truth, and how often they may fail to."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
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
    """Of all intervals' means."""
    intervals: int
    covering: int
    half_width: float
    """Of an interval, mean, relative to the exact value [1]."""
    deviations: float
    """Of the mean from the exact value, in its own standard errors."""

    @property
    def error(self) -> float:
        """Return how far the mean of all intervals is from the exact value, relative to it [1]."""
        return abs(self.mean / self.cell.exact - 1)


def judged(cell: Cell, found: NDArray[np.float64]) -> Judged:
    """Return how often a cell's exact value lies in its intervals: mean, low and high, shape (intervals, 3)."""
    means, low, high = found.T
    covering = (low <= cell.exact) & (cell.exact <= high)
    error = float(means.std(ddof=1)) / math.sqrt(len(means))
    half_width = float(np.nanmean(high - low)) / 2 / cell.exact
    mean = float(means.mean())
    return Judged(cell, mean, len(means), int(covering.sum()), half_width, (mean - cell.exact) / error)


def band(intervals: int) -> tuple[float, float]:
    """Return between which shares of covering intervals a right engine stays [1].

    Notes
    -----
    The binomial quantiles at (1 ∓ ``BAND``)/2 for so many independent intervals of level ``LEVEL``.
    """
    low, high = (float(binom.ppf(chance, intervals, LEVEL)) for chance in ((1 - BAND) / 2, (1 + BAND) / 2))
    return low / intervals, high / intervals
