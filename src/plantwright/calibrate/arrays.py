"""Short names for the arrays of this folder, and weighted sums by group."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def ints(values: npt.ArrayLike) -> Ints:
    """Return the values as whole numbers."""
    return np.asarray(values, dtype=np.int64)


def floats(values: npt.ArrayLike) -> Floats:
    """Return the values as numbers."""
    return np.asarray(values, dtype=np.float64)


def flags(values: npt.ArrayLike) -> Flags:
    """Return the values as truths."""
    return np.asarray(values, dtype=np.bool_)


def sums(groups: Ints, values: Floats, count: int) -> Floats:
    """Return the sum of the values of each group, shape (count,)."""
    return np.bincount(groups, weights=values, minlength=count).astype(np.float64)


def ratio(top: Floats, bottom: Floats, empty: float = 0.0) -> Floats:
    """Return ``top / bottom``, and ``empty`` where there is nothing to divide by."""
    made = np.full(len(top), empty)
    np.divide(top, bottom, out=made, where=bottom > 0)
    return made


def mean(values: Floats, weight: Floats) -> float:
    """Return the weighted mean; NaN of nothing."""
    total = float(weight.sum())
    return float(values @ weight) / total if total > 0 else float("nan")


def scv(values: Floats, weight: Floats, lost: float = 1.0) -> float:
    """Return the weighted squared coefficient of variation, with ``lost`` degrees of freedom given back."""
    center = mean(values, weight)
    n = len(values)
    if n <= lost + 1 or not center > 0:
        return 0.0
    return mean((values - center) ** 2, weight) / center**2 * n / (n - lost)


def quantiles(values: Floats, weight: Floats, at: Floats) -> Floats:
    """Return weighted quantiles, linear between the middles of the values' shares."""
    order = np.argsort(values)
    share = np.cumsum(weight[order])
    middles = (share - weight[order] / 2) / share[-1]
    return np.asarray(np.interp(at, middles, values[order]), dtype=np.float64)
