"""How often intervals hold the truth, and how often they may by chance."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from plantwright.model.estimate import Estimate


def held(found: Iterable[Estimate], truth: float) -> list[bool]:
    """Return, for each Estimate that has an interval, whether the truth lies in it."""
    return [one.low <= truth <= one.high for one in found if one.low is not None and one.high is not None]


def assert_covers(hits: list[bool], *, least: float = 0.95, most: float = 1.0) -> None:
    """Assert that the share of hits is one that a true coverage from ``least`` to ``most`` gives 999 times in 1000."""
    low, high = binom.ppf(0.0005, len(hits), least), binom.ppf(0.9995, len(hits), most)
    assert low <= sum(hits) <= high, f"{sum(hits)} of {len(hits)}; {low:g} to {high:g} expected"


def autoregression(rng: np.random.Generator, shape: tuple[int, int], alike: float) -> NDArray[np.float64]:
    """Return stationary series of mean 0, variance 1 and that lag-1 correlation, one a row."""
    steps = rng.normal(size=shape) * np.sqrt(1 - alike**2)
    steps[:, 0] = rng.normal(size=shape[0])
    for k in range(1, shape[1]):
        steps[:, k] += alike * steps[:, k - 1]
    return steps
