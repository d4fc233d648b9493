"""How many signals chance alone makes: rules that each err seldom err often together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from scipy.stats import beta, binom

from plantwright.model.estimate import Estimate
from plantwright.observe.spc.baseline import Known
from plantwright.observe.spc.individuals import individuals
from plantwright.observe.spc.rules import Rule
from plantwright.observe.spc.spreads import LEVEL

RUNS, SEED = 400, 0
MOST_POINTS = 2000
"""Points above which nothing is simulated: chance then signals for certain."""
RARE = 0.05
"""The share of stable processes below which so many signals are not put down to chance."""


def signals_by_chance(points: int, rules: Sequence[Rule]) -> tuple[int, ...]:
    """Return how many signals each of 400 stable processes shows, mean and spread known and values normal."""
    return _simulated(min(points, MOST_POINTS), tuple(rules))


def any_by_chance(points: int, rules: Sequence[Rule]) -> Estimate:
    """Return the share of stable processes that signal at least once within so many points [1]."""
    found = signals_by_chance(points, rules)
    loud = sum(one > 0 for one in found)
    tail = (1 - LEVEL) / 2
    low = float(beta.ppf(tail, loud, RUNS - loud + 1)) if loud else 0.0
    high = float(beta.ppf(1 - tail, loud + 1, RUNS - loud)) if loud < RUNS else 1.0
    method = f"{RUNS} simulated stable processes of normal values, seed {SEED}"
    return Estimate(value=loud / RUNS, unit="1", low=low, high=high, level=LEVEL, n=RUNS, method=method)


def beyond_chance(signals: int, points: int, rules: Sequence[Rule]) -> bool:
    """Tell whether fewer than one in twenty stable processes show as many signals."""
    alike = signals * min(1.0, MOST_POINTS / points)
    return signals > 0 and float(np.mean([one >= alike for one in signals_by_chance(points, rules)])) < RARE


def limits_passed(beyond: int, points: int, rate: float) -> bool:
    """Tell whether points beyond the limits speak of a cause.

    Parameters
    ----------
    beyond
        Points beyond a limit.
    points
        All points.
    rate
        The share beyond that chance alone makes [1].

    Notes
    -----
    Any point does, as long as chance would make less than one; of more points, more than in 95 % of stable processes.
    """
    return beyond > 0 if points * rate < 1 else beyond > float(binom.ppf(1 - RARE, points, rate))


@lru_cache
def _simulated(points: int, rules: tuple[Rule, ...]) -> tuple[int, ...]:
    random = np.random.default_rng(SEED)
    return tuple(
        len(individuals(random.normal(size=points), known=Known(0.0, 1.0), rules=rules)[0].signals) for _ in range(RUNS)
    )
