"""Intervals of the four numbers of a tracing: how well the answers know them.

Inside its range a number has Wald's interval on the logit, from the observed information. One that ends at an edge of
its range, such as a guess that nobody made, has an interval from there to where the profile likelihood falls by half of
the 3.84 of chi squared. Guess or slip at one half has none: there the answers do not tell who masters the skill.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from plantwright.learn.learner.bkt_climb import HIGH, LOW, climb
from plantwright.learn.learner.bkt_counts import Parameters, Paths
from plantwright.model.estimate import Estimate

NAMES = ("prior", "learn", "guess", "slip")
NORMAL = 1.959964
FALL = NORMAL**2 / 2
"""How far the log likelihood falls at the end of a 95 % interval."""


def estimates(paths: Paths, at: Parameters, height: float, answers: int) -> dict[str, Estimate]:
    """Return the four numbers with 95 % intervals; without one where the answers do not tell them.

    Parameters
    ----------
    at
        Where the answers are most likely, shape (4,).
    height
        The log likelihood there.
    answers
        How many there are.
    """
    spread = _standard_errors(paths, at)
    known = bool(np.isfinite(spread[~_on_edge(at)]).all())
    logit = np.log(at / (1 - at))
    low, high = (1 / (1 + np.exp(-(logit + sign * NORMAL * spread))) for sign in (-1, 1))
    for k in np.flatnonzero(_on_edge(at)):
        low[k], high[k] = _from_edge(paths, at, height, int(k)) if known else (np.nan, np.nan)
    return {name: _estimate(float(at[k]), float(low[k]), float(high[k]), answers) for k, name in enumerate(NAMES)}


def _estimate(value: float, low: float, high: float, answers: int) -> Estimate:
    if np.isfinite(low) and np.isfinite(high):
        return Estimate(value=value, unit="1", low=low, high=high, n=answers, method="expectation maximization")
    return Estimate(value=value, unit="1", n=answers, method="expectation maximization; the answers do not tell it")


def _from_edge(paths: Paths, at: Parameters, height: float, k: int) -> tuple[float, float]:
    """Return the interval of a number at an edge, NaN where it has none."""
    lowest = bool(at[k] <= LOW[k] * 1.01)
    if NAMES[k] in ("guess", "slip") and not lowest:
        return np.nan, np.nan

    def over(value: float) -> float:
        low, high = LOW.copy(), HIGH.copy()
        low[k] = high[k] = value
        return climb(paths, at, low, high).log_likelihood - height + FALL

    other = float(HIGH[k] if lowest else LOW[k])
    if over(other) > 0:
        return np.nan, np.nan
    end = float(optimize.brentq(over, float(at[k]), other, xtol=1e-4))
    return (0.0, end) if lowest else (end, 1.0)


def _on_edge(at: Parameters) -> NDArray[np.bool_]:
    return (at <= LOW * 1.01) | (at >= HIGH - 1e-4)


def _standard_errors(paths: Paths, at: Parameters) -> NDArray[np.float64]:
    """Return the standard error of each logit, shape (4,); NaN at an edge, and for all where none is identified."""
    inside = np.flatnonzero(~_on_edge(at))
    found = np.full(4, np.nan)
    information = -_curvature(paths, at, inside)
    if len(inside) and np.linalg.eigvalsh(information).min() > 1e-6:
        found[inside] = np.sqrt(np.diag(np.linalg.inv(information)))
    return found


def _curvature(paths: Paths, at: Parameters, inside: Sequence[int] | NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the second derivatives of the log likelihood by the logits of the parameters inside their range."""
    logit, width = np.log(at / (1 - at)), 1e-4
    rows = []
    for k in inside:
        ends = [_score(paths, _moved(logit, int(k), sign * width)) for sign in (1, -1)]
        rows.append((ends[0] - ends[1])[np.asarray(inside)] / (2 * width))
    table = np.array(rows).reshape(len(inside), len(inside))
    symmetric: NDArray[np.float64] = (table + table.T) / 2
    return symmetric


def _moved(logit: NDArray[np.float64], k: int, by: float) -> Parameters:
    moved = logit.copy()
    moved[k] += by
    at: Parameters = 1 / (1 + np.exp(-moved))
    return at


def _score(paths: Paths, at: Parameters) -> NDArray[np.float64]:
    """Return the first derivatives of the log likelihood by the logits: by Fisher's identity, of expected counts."""
    expected, _ = paths.expected(at)
    score: NDArray[np.float64] = expected[:4] - (expected[:4] + expected[4:]) * at
    return score
