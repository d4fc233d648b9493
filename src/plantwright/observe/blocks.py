"""From sums by week or day to estimates with an interval.

What happens on a floor in one hour depends on the hour before, so rows are no independent sample; weeks nearly are.
Every interval of a mean, share or ratio therefore comes from leaving out one block of time after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

from plantwright.messages.told import strung, told
from plantwright.model.estimate import Estimate
from plantwright.observe.working_time import DAY, HOUR

Array: TypeAlias = NDArray[np.float64]
Sums: TypeAlias = Mapping[str, Array]
"""Named sums, shape (groups, blocks); a statistic gets them with the last axis summed."""

LEVEL = 0.95
FEWEST = 4
"""Blocks below which no interval is given."""
PIECE = 8 * HOUR
"""About how much working time a piece holds [µs]."""


@dataclass(frozen=True)
class Blocks:
    """How the window is cut: whole weeks, or days where there are fewer than four weeks."""

    count: int
    length: int
    """Calendar time of a block; the last may be shorter [µs]."""
    worked: int
    """Working time of a block [µs]."""
    window: int
    """Calendar time of the window [µs]."""
    open: int
    """Working time of the window [µs]."""
    pieces: int
    """Into how many pieces a block is cut, so that windows over one station's rows stay short."""

    def name(self) -> str:
        """Return what a block is called."""
        return told("weeks") if self.length == 7 * DAY else told("days")

    def piece(self) -> int:
        """Return the working time of a piece [µs]."""
        return -(-self.worked // self.pieces)

    def cells(self) -> int:
        """Return more than the number of pieces there are."""
        return self.open // self.piece() + 2

    def days(self) -> Array:
        """Return the calendar days of every block, shape (blocks,) [d]."""
        return _slices(self.window, self.length, self.count) / DAY

    def open_time(self) -> Array:
        """Return the working time of every block, shape (blocks,) [µs]."""
        return _slices(self.open, self.worked, self.count)

    def method(self) -> str:
        """Return how intervals over these blocks were found, in words."""
        if self.count < FEWEST:
            return told("no interval: fewer than 4 days seen")
        return told(
            "t interval over {count} {blocks}, leaving out one after the other", count=self.count, blocks=self.name()
        )


def blocks_of(window: int, opened: int, per_week: int) -> Blocks:
    """Return the blocks of a window of that calendar and working time [µs]."""
    length = 7 * DAY if window >= 4 * 7 * DAY else DAY
    count = max(1, -(-window // length))
    worked = per_week if length == 7 * DAY else -(-opened // count)
    return Blocks(count, length, max(worked, 1), window, opened, pieces=max(1, round(worked / PIECE)))


def _slices(whole: int, each: int, count: int) -> Array:
    edges = np.minimum(np.arange(count + 1, dtype=float) * each, whole)
    edges[-1] = whole
    return np.diff(edges)


@dataclass(frozen=True)
class Spread:
    """A statistic with its interval, one entry a group; NaN where it is not known."""

    value: Array
    low: Array
    high: Array

    def estimate(self, group: int, unit: str, *, n: int | None, method: str, evidence: str) -> Estimate:
        """Return the entry of one group as an Estimate."""
        value, low, high = (_known(one[group]) for one in (self.value, self.low, self.high))
        if value is None:
            return Estimate(value=None, unit=unit, n=n, method=method, evidence=evidence)
        ends = {} if low is None or high is None else {"low": low, "high": high}
        if not ends and "no interval" not in method:
            method = strung([method, told("no interval: too few of them hold any")])
        return Estimate(value=value, unit=unit, n=n, method=method, evidence=evidence, level=LEVEL, **ends)


def _known(number: float) -> float | None:
    return float(number) if np.isfinite(number) else None


def spread(sums: Sums, statistic: Callable[[Sums], Array], lowest: float = 0.0, highest: float = np.inf) -> Spread:
    """Return a statistic of sums by block with a t interval.

    Notes
    -----
    Jackknife: pseudo-value ``K·s − (K − 1)·s₍₋ₖ₎`` of block k; variance of their mean, times (1 + ρ)/(1 − ρ) where
    neighboring blocks are alike (ρ > 0).

    References
    ----------
    Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 11.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.asarray(statistic({name: one.sum(axis=-1) for name, one in sums.items()}), dtype=float)
        without = statistic({name: one.sum(axis=-1, keepdims=True) - one for name, one in sums.items()})
        half = _half_width(value, np.asarray(without, dtype=float))
        low, high = np.maximum(value - half, lowest), np.minimum(value + half, highest)
        return Spread(value, np.minimum(low, value), np.maximum(high, value))


def _half_width(value: Array, without: Array) -> Array:
    count = without.shape[-1]
    if count < FEWEST:
        return np.full(value.shape, np.nan)
    pseudo = count * value[..., None] - (count - 1) * without
    centered = pseudo - pseudo.mean(axis=-1, keepdims=True)
    variance = (centered**2).sum(axis=-1) / (count - 1) / count
    alike = (centered[..., 1:] * centered[..., :-1]).sum(axis=-1) / (centered**2).sum(axis=-1)
    alike = np.clip(np.nan_to_num(alike), 0.0, 0.8)
    return np.asarray(t_quantile(count - 1) * np.sqrt(variance * (1 + alike) / (1 - alike)))


def t_quantile(freedom: int) -> float:
    """Return how many standard errors a two-sided interval reaches."""
    return float(stdtrit(freedom, 0.5 + LEVEL / 2))


def ratio(over: str, under: str, factor: float = 1.0) -> Callable[[Sums], Array]:
    """Return the statistic ``factor · Σ over / Σ under``."""
    return lambda sums: factor * sums[over] / sums[under]


def squared_cv(n: str, total: str, squares: str) -> Callable[[Sums], Array]:
    """Return the statistic variance over squared mean, from count, sum and sum of squares."""

    def statistic(sums: Sums) -> Array:
        mean = sums[total] / sums[n]
        variance = (sums[squares] - sums[n] * mean**2) / (sums[n] - 1)
        return np.asarray(np.maximum(variance, 0.0) / mean**2)

    return statistic


def wilson(hits: float, n: float, *, method: str, evidence: str) -> Estimate:
    """Return a share with its Wilson interval.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22, 209–212.
    """
    if not n > 0:
        return Estimate(value=None, unit="1", n=0, method=strung([method, told("nothing to count")]), evidence=evidence)
    share, z = hits / n, float(ndtri(0.5 + LEVEL / 2))
    center = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(max(share * (1 - share), 0.0) / n + z * z / (4 * n * n))
    low, high = max(0.0, min(center - half, share)), min(1.0, max(center + half, share))
    method = strung([method, told("Wilson interval")])
    return Estimate(value=share, unit="1", low=low, high=high, n=round(n), method=method, evidence=evidence)
