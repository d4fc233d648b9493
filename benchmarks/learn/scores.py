"""How good chances are: calibration, order and surprise."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import stats

BINS = 10


def calibration_error(chances: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Return the expected calibration error: ten bins of equal width, each by its share of all answers.

    Notes
    -----
    ``Σ (n_b / n) |mean chance − share right|``.
    """
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    gaps = np.bincount(bins, chances - right, minlength=BINS)
    return float(np.abs(gaps).sum() / len(chances))


def area(chances: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Return the area under the ROC curve: how often a right answer had a higher chance than a wrong one."""
    ranks = stats.rankdata(chances)
    good = int(right.sum())
    return float((ranks[right].sum() - good * (good + 1) / 2) / (good * (len(right) - good)))


def log_loss(chances: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Return the mean surprise of an answer [nat]."""
    return float(-np.log(np.where(right, chances, 1 - chances)).mean())
