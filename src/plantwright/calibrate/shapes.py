"""Which named distribution a set of positive numbers looks like."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np
from scipy.special import gammainc, ndtr

from plantwright.calibrate.arrays import Floats, mean, quantiles, scv
from plantwright.calibrate.held_out import likeliest
from plantwright.model.distribution import Distribution, Kind

_SMALLEST_SCV = 1e-6
_POOR = 0.10
"""Largest distance between the shares below a value at which a named shape is still taken."""
_ENOUGH = 100
"""Fewest values that may overrule the named shapes."""


def shape_of(
    values: Floats, weight: Floats, kinds: Sequence[Kind] = ("gamma", "lognormal", "uniform"), lost: float = 1.0
) -> Distribution:
    """Return the named distribution that foretells such values best, or the values themselves where none is near.

    Mean and SCV are those of the values; the kind is the one of the largest held-out likelihood.
    """
    middle, spread = mean(values, weight), scv(values, weight, lost)
    if spread < _SMALLEST_SCV:
        return Distribution.constant(middle)
    kind = likeliest(values, weight, [kind for kind in kinds if kind != "uniform" or spread <= 1 / 3])
    if len(values) >= _ENOUGH and _distance(kind, values / middle, weight, spread) > _POOR:
        return empirical(values, weight, 200)
    return Distribution(kind=kind, mean=middle, scv=spread)


def _distance(kind: Kind, values: Floats, weight: Floats, spread: float) -> float:
    """Return how far apart the shares below a value are at most, by the shape and by the values."""
    order = np.argsort(values)
    share = np.cumsum(weight[order]) / weight.sum()
    middles = share - weight[order] / weight.sum() / 2
    return float(np.max(np.abs(share_below(kind, values[order], spread) - middles)))


def share_below(kind: Kind, values: Floats, spread: float) -> Floats:
    """Return the distribution function of a shape with mean 1 and SCV ``spread``."""
    if kind == "uniform":
        half = sqrt(3 * spread)
        return np.clip((values - 1 + half) / (2 * half), 0, 1)
    if kind == "lognormal":
        width = np.log1p(spread)
        return np.asarray(ndtr((np.log(np.maximum(values, 1e-12)) + width / 2) / sqrt(width)))
    return np.asarray(gammainc(1 / spread, np.maximum(values, 0) / spread))


def empirical(values: Floats, weight: Floats, most: int) -> Distribution:
    """Return at most ``most`` quantiles that keep the mean of the values."""
    kept = np.unique(values)
    if len(kept) > most or len(kept) < len(values):
        kept = quantiles(values, weight, (np.arange(most) + 0.5) / most)
    middle = mean(values, weight)
    return Distribution.empirical((kept * (middle / kept.mean())).tolist() if kept.mean() > 0 else [middle])


def lifetime(mean_time: float, gaps: Floats, weight: Floats) -> Distribution:
    """Return the distribution of times between events: exponential unless the gaps clearly say otherwise.

    Notes
    -----
    The sample SCV of n exponential times has a standard error of about 2/√n; of few, half is asked for instead of two
    standard errors.
    """
    spread, error = scv(gaps, weight), 2 / sqrt(max(len(gaps), 1))
    if len(gaps) < 8 or abs(spread - 1) < max(min(2 * error, 0.5), error):
        return Distribution.exponential(mean_time)
    return Distribution.gamma(mean_time, spread) if spread > _SMALLEST_SCV else Distribution.constant(mean_time)


def duration(values: Floats, weight: Floats) -> Distribution:
    """Return the distribution of lengths such as repairs: exponential where they are few."""
    if len(values) < 8:
        return Distribution.exponential(mean(values, weight))
    return shape_of(values, weight, ("gamma", "lognormal"))
