"""How much single values of a process vary within a short time: the standard deviation that limits rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, exp, lgamma, log, log1p, pi, sqrt

import numpy as np
from scipy.optimize import brentq
from scipy.stats import chi2

from plantwright.errors import FitError
from plantwright.model.estimate import Estimate
from plantwright.observe.spc.baseline import Known
from plantwright.observe.spc.constants import c4, d2, d3

LEVEL = 0.95
LEAST = 1e-150
"""A standard deviation as small has no square that a computer can tell from zero."""


@dataclass(frozen=True)
class Spread:
    """The standard deviation of single values, and how much is known of it."""

    estimate: Estimate
    degrees: float | None
    """Degrees of freedom of a chi-square law that it follows, or varies as much as [1]; None where it was told."""

    def some(self) -> float:
        """Return the standard deviation, or raise FitError where there is none: limits need some."""
        if not (self.estimate.value is not None and self.estimate.value > LEAST):
            cure = "record more digits, or check that readings are not copied"
            raise FitError(
                "a control chart", [f"values: they do not vary where the limits are set; limits need some; {cure}"]
            )
        return self.estimate.value


def within_moving_range(values: np.ndarray, unit: str = "") -> Spread:
    """Return the standard deviation of single values from the mean of their moving ranges of two.

    Notes
    -----
    ``σ = mean|x_i − x_(i−1)| / d2(2)``. Neighboring ranges share a value, so that m of them hold the knowledge of
    fewer: the interval rests on the degrees of freedom of a standard deviation that varies as much.
    """
    ranges = abs(np.diff(values))
    value = float(ranges.mean()) / d2(2)
    return _unbiased(value, unit, _moving_noise(len(ranges)), len(values), "mean moving range of two / d2")


def within_ranges(groups: Sequence[np.ndarray], unit: str = "") -> Spread:
    """Return the standard deviation within subgroups from their ranges: the mean of ``R / d2``."""
    each = [float(np.ptp(one)) / d2(len(one)) for one in groups]
    noise = sum((d3(len(one)) / d2(len(one))) ** 2 for one in groups) / len(groups) ** 2
    return _unbiased(float(np.mean(each)), unit, noise, sum(map(len, groups)), "mean range of the subgroups / d2")


def within_deviations(groups: Sequence[np.ndarray], unit: str = "") -> Spread:
    """Return the standard deviation within subgroups from theirs: the mean of ``s / c4``."""
    each = [float(one.std(ddof=1)) / c4(len(one)) for one in groups]
    noise = sum((1 - c4(len(one)) ** 2) / c4(len(one)) ** 2 for one in groups) / len(groups) ** 2
    method = "mean standard deviation of the subgroups / c4"
    return _unbiased(float(np.mean(each)), unit, noise, sum(map(len, groups)), method)


def overall(values: np.ndarray, unit: str = "") -> Spread:
    """Return the standard deviation of all values over the whole time, drifts and shifts included."""
    value, degrees = float(values.std(ddof=1)), len(values) - 1.0
    return _interval(value, value, unit, degrees, len(values), "standard deviation of all values")


def as_told(known: Known, unit: str = "") -> Spread:
    """Return a standard deviation that was told."""
    return Spread(Estimate(value=known.sigma, unit=unit, method="as told"), None)


def _unbiased(value: float, unit: str, noise: float, n: int, method: str) -> Spread:
    """Return an unbiased estimate: as one that was divided by its c4, it is larger than what chi-square speaks of."""
    degrees = _degrees(noise)
    return _interval(value, value * _mean_of(degrees), unit, degrees, n, method)


def _interval(value: float, plain: float, unit: str, degrees: float, n: int, method: str) -> Spread:
    tail = (1 - LEVEL) / 2
    low, high = (plain * sqrt(degrees / float(chi2.ppf(part, degrees))) for part in (1 - tail, tail))
    told = f"{method}; chi-square, {degrees:.3g} degrees of freedom"
    return Spread(Estimate(value=value, unit=unit, low=low, high=high, level=LEVEL, n=n, method=told), degrees)


def _moving_noise(ranges: int) -> float:
    """Return the squared coefficient of variation of a mean moving range [1], neighbors' covariance included.

    Notes
    -----
    Neighboring differences correlate by −1/2, and ``E|UV| = (2/π)(√(1−ρ²) + ρ·asin ρ)`` for standard normal U, V.
    """
    shared = (4 / pi) * (sqrt(3) / 2 + 0.5 * asin(0.5)) - d2(2) ** 2
    return (ranges * d3(2) ** 2 + 2 * (ranges - 1) * shared) / (ranges * d2(2)) ** 2


def _mean_of(degrees: float) -> float:
    """Return the mean of a standard deviation of so many degrees of freedom, in true ones [1]: c4 between sizes."""
    return sqrt(2 / degrees) * exp(lgamma((degrees + 1) / 2) - lgamma(degrees / 2))


def _degrees(noise: float) -> float:
    """Return the degrees of freedom of a standard deviation that varies as much, once its bias is taken out [1]."""

    def excess(degrees: float) -> float:
        return -2 * log(_mean_of(degrees)) - log1p(noise)

    # ln Γ loses all digits beyond; a million degrees are certainty
    return float(brentq(excess, 0.3, 1e6)) if excess(1e6) < 0 else 1e6
