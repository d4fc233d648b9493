"""One long run cut into batches, merged until their means are as good as independent."""

from __future__ import annotations

import numpy as np

from plantwright.model.estimate import Estimate
from plantwright.twin.intervals import LEVEL, Array, Values, around, standard_error

MOST, FEWEST, KEPT = 512, 32, 16
"""Batches to begin with, those that must pass for independent at the least, and the least that are kept of them."""
DOUBT = 0.84
"""Standard errors of a lag-1 correlation from which it counts: one test in five finds one where there is none."""


def batch_means(
    series: Values, *, unit: str, level: float = LEVEL, method: str = "mean of one long run", evidence: str = ""
) -> Estimate:
    """Return the mean of one long run with an interval that knows that neighbors in time are alike.

    Parameters
    ----------
    series
        Observations in order of time, warm-up left out: of orders as they are completed, or of equal stretches of time.
    unit, level, method, evidence
        As in ``mean_estimate``.

    Raises
    ------
    ValueError
        An observation is not finite, or the level is not between 0 and 1.

    Notes
    -----
    The batches are merged in pairs while von Neumann's ratio finds their means correlated, and by four once more, so
    that little correlation is left that the test could not see; what is left widens the interval as a first-order
    autoregression would, ``(1 + ρ) / (1 − ρ)``. If 32 batches are still correlated, or there are fewer than 4
    observations a batch, the run is too short: the mean is told without an interval, and the method says why.

    References
    ----------
    Fishman (1978), Grouping observations in digital simulation, Management Science 24, 510–521. Schmeiser (1982), Batch
    size effects in the analysis of simulation output, Operations Research 30, 556–568. Tafazzoli and Wilson (2011),
    Skart, IIE Transactions 43, 110–128.
    """
    numbers = np.asarray(series, dtype=float)
    if not np.isfinite(numbers).all():
        raise ValueError("series: not all finite; batches need numbers; leave out what is not known")
    means = independent_batches(numbers)
    if means is None:
        value = float(numbers.mean()) if len(numbers) else None
        why = f"no interval: the run is too short, {len(numbers)} observations are not {FEWEST} independent batches"
        return Estimate(
            value=value, unit=unit, level=level, n=len(numbers), method=f"{method}; {why}", evidence=evidence
        )
    error = standard_error(means) * float(np.sqrt(_widening(means)))
    told = f"{method}, batches of {len(numbers) // len(means)}"
    return around(float(means.mean()), error, len(means), unit=unit, level=level, method=told, evidence=evidence)


def independent_batches(series: Array) -> Array | None:
    """Return batch means that pass for independent, shape (batches,); None where the run is too short for them."""
    count = MOST
    while count >= FEWEST:
        means = batched(series, count)
        if means is not None and not correlated(means):
            return batched(series, max(count // 4, KEPT))
        count //= 2
    return None


def batched(series: Array, count: int) -> Array | None:
    """Return the means of ``count`` batches, the rest dropped at the begin; None where a batch has fewer than 4."""
    size = len(series) // count
    return series[len(series) - size * count :].reshape(count, size).mean(axis=1) if size >= 4 else None


def correlated(means: Array) -> bool:
    """Tell whether neighbors are more alike than chance explains.

    Notes
    -----
    For independent normal values ``1 − Σ(xₖ₊₁ − xₖ)² / 2Σ(xₖ − x̄)²`` has mean 0 and variance ``(n − 2) / (n² − 1)``.

    References
    ----------
    von Neumann (1941), Distribution of the ratio of the mean square successive difference to the variance, Annals of
    Mathematical Statistics 12, 367–395.
    """
    count, spread = len(means), ((means - means.mean()) ** 2).sum()
    if spread == 0:
        return False
    alike = 1 - (np.diff(means) ** 2).sum() / (2 * spread)
    return bool(alike > DOUBT * np.sqrt((count - 2) / (count**2 - 1)))


def _widening(means: Array) -> float:
    centered = means - means.mean()
    spread = (centered**2).sum()
    alike = (centered[1:] * centered[:-1]).sum() / spread if spread > 0 else 0.0
    alike = min(max(float(alike), 0.0), 0.8)
    return (1 + alike) / (1 - alike)
