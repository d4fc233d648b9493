"""Least squares with robust standard errors for few clusters: CR2 with Satterthwaite's degrees of freedom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Coefficient:
    """One coefficient."""

    value: float
    error: float
    """Its standard error."""
    freedom: float
    """Degrees of freedom of its t."""

    def interval(self, level: float) -> tuple[float, float]:
        """Return its interval."""
        reach = float(stats.t.isf((1 - level) / 2, self.freedom)) * self.error
        return self.value - reach, self.value + reach


def coefficient(design: Numbers, outcome: Numbers, clusters: NDArray[np.int64], place: int) -> Coefficient:
    """Return a coefficient of a regression whose errors may depend on each other within clusters.

    Parameters
    ----------
    design
        shape (rows, columns)
    outcome
        shape (rows,)
    clusters
        Which cluster a row belongs to, shape (rows,).
    place
        The column of the coefficient.

    Notes
    -----
    With clusters of one row this is HC2. Working covariance: the identity.

    References
    ----------
    Bell and McCaffrey, Bias reduction in standard errors for linear regression with multi-stage samples, Survey
    Methodology 28 (2002).
    """
    inverse = np.linalg.pinv(design.T @ design)
    residuals = outcome - design @ (inverse @ design.T @ outcome)
    hat = design @ inverse @ design.T
    left = np.eye(len(design)) - hat
    parts = []
    scores = []
    for name in np.unique(clusters):
        rows = np.flatnonzero(clusters == name)
        weights = _root(left[np.ix_(rows, rows)]) @ design[rows] @ inverse[:, place]
        scores.append(weights @ residuals[rows])
        parts.append(left[rows].T @ weights)
    spread = np.array(parts) @ np.array(parts).T
    freedom = float(np.trace(spread) ** 2 / (spread**2).sum())
    value = float(inverse[place] @ design.T @ outcome)
    return Coefficient(value, float(np.linalg.norm(scores)), freedom)


def _root(block: Numbers) -> Numbers:
    """Return the inverse square root of a symmetric matrix, zero where it has none."""
    values, vectors = np.linalg.eigh(block)
    turned = np.where(values > 1e-10, 1 / np.sqrt(np.maximum(values, 1e-10)), 0.0)
    found: Numbers = (vectors * turned) @ vectors.T
    return found
