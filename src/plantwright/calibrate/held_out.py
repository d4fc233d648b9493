"""Which kind of distribution foretells best the values that it has not seen.

References
----------
Stone (1974), Cross-validatory choice and assessment of statistical predictions, Journal of the Royal Statistical
Society B 36, 111-147.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, ndtr

from plantwright.calibrate.arrays import Floats, Ints, sums
from plantwright.model.distribution import Kind

_FOLDS = 5
_SHARP = 0.01
_OUTSIDE = 0.1
"""How many of all values may lie beyond the ends."""
_LEAST = -30.0
"""Log-density below which a value says no more: stamps are rounded, and zero is a length that some kinds never have."""


@dataclass(frozen=True)
class _Others:
    """Of each value, what the values of the other folds are like, shape (values,)."""

    mean: Floats
    scv: Floats
    count: Floats

    @classmethod
    def of(cls, values: Floats, weight: Floats, fold: Ints) -> _Others:
        """Return mean, SCV and number of the other folds' values."""
        folds = int(fold.max()) + 1
        total, first, second = (
            float(every.sum()) - sums(fold, every, folds) for every in (weight, weight * values, weight * values**2)
        )
        mean = first / total
        scv = np.maximum(second / total / mean**2 - 1, 1e-9)
        count = len(values) - sums(fold, np.ones(len(values)), folds)
        return cls(mean[fold], scv[fold], count[fold])


def likeliest(values: Floats, weight: Floats, kinds: Sequence[Kind]) -> Kind:
    """Return the kind under which values are likeliest by the moments of the others; gamma, lognormal, or uniform."""
    fold = np.arange(len(values), dtype=np.int64) % min(_FOLDS, len(values))
    others = _Others.of(values, weight, fold)
    return max(kinds, key=lambda kind: float(weight @ np.maximum(_log_density(kind, values, others), _LEAST)))


def _log_density(kind: Kind, values: Floats, others: _Others) -> Floats:
    if kind == "uniform":
        return _uniform(values, others)
    share = np.maximum(values / others.mean, 1e-9)
    logs, scv = np.log(share), others.scv
    if kind == "lognormal":
        width = np.log1p(scv)
        found = -((logs + width / 2) ** 2) / (2 * width) - logs - 0.5 * np.log(2 * np.pi * width)
    else:
        found = (1 / scv - 1) * logs - (share + np.log(scv)) / scv - gammaln(1 / scv)
    return np.asarray(found - np.log(others.mean))


def _uniform(values: Floats, others: _Others) -> Floats:
    """Return the log-density between ends blurred as far as they are uncertain, and a little elsewhere."""
    half = np.sqrt(3 * others.scv)
    blur = np.maximum(np.sqrt(2 * others.scv / others.count), _SHARP)
    off = values / others.mean - 1
    inside = (ndtr((off + half) / blur) - ndtr((off - half) / blur)) / (2 * half)
    elsewhere = _OUTSIDE / others.count
    return np.asarray(np.log(inside + elsewhere) - np.log1p(elsewhere) - np.log(others.mean))
