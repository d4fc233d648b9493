"""Expectation maximization: from a start up to where the answers are most likely."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from plantwright.learn.learner.bkt import HALF
from plantwright.learn.learner.bkt_counts import Parameters, Paths

LOW = np.full(4, 0.001)
HIGH = np.array([0.999, 0.999, HALF, HALF])
STARTS = ((0.3, 0.15, 0.2, 0.1), (0.7, 0.05, 0.1, 0.3))
"""Two starts far apart; where they agree there is no need of more."""
MORE = 6
"""Further starts where the two differ."""
AGREE = 0.05
"""Log likelihoods that differ by less are one summit."""
CLOSE = 1e-5
"""A step of all parameters below which the search ends."""
LONGEST = 500
"""Rounds after which it ends anyway; each takes three steps."""


@dataclass(frozen=True)
class Summit:
    """Where one search ended."""

    at: Parameters
    log_likelihood: float
    steps: int


def further(seed: int) -> Iterator[Parameters]:
    """Yield starts that are drawn, for where the first two differ."""
    random = np.random.default_rng([seed, 4])
    return (random.uniform([0.05, 0.02, 0.05, 0.02], [0.9, 0.5, 0.45, 0.4]) for _ in range(MORE))


def climb(paths: Paths, start: Parameters, low: Parameters = LOW, high: Parameters = HIGH) -> Summit:
    """Return where expectation maximization from a start ends, between two bounds."""
    at, steps = np.clip(start, low, high), 0
    for _ in range(LONGEST):
        first, reached = step(paths, at, low, high)
        if np.abs(first - at).max() < CLOSE:
            break
        second, middle = step(paths, first, low, high)
        leap, leapt = step(paths, np.clip(_leap(at, first, second), low, high), low, high)
        at, steps = (leap if leapt >= middle else second), steps + 3
    return Summit(at, reached, steps + 1)


def step(paths: Paths, at: Parameters, low: Parameters = LOW, high: Parameters = HIGH) -> tuple[Parameters, float]:
    """Return one step of expectation maximization, and the log likelihood that it starts from.

    Notes
    -----
    Each parameter has a concave part of its own in what is maximized, so to clip it to its range is exact.
    """
    expected, likelihood = paths.expected(at)
    yes, no = expected[:4], expected[4:]
    seen = yes + no
    free = np.divide(yes, seen, out=at.copy(), where=seen > 0)
    return np.clip(free, low, high), likelihood


def _leap(at: Parameters, first: Parameters, second: Parameters) -> Parameters:
    move, bend = first - at, (second - first) - (first - at)
    size = np.linalg.norm(bend)
    length = max(1.0, float(np.linalg.norm(move) / size)) if size > 0 else 1.0
    leapt: Parameters = at + 2 * length * move + length**2 * bend
    return leapt
