"""How much more one change gains than another, and whether that can be told from nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from plantwright.improve.experiment import BASE, Array, Experiment, known_apart, noise_of, percent, reach_of
from plantwright.improve.gains import better, gain
from plantwright.improve.guarantee import Guarantee
from plantwright.improve.ranking import Objective
from plantwright.twin.intervals import standard_error, t_quantile

TIMES = 4000


@dataclass(frozen=True)
class Gap:
    """The mean difference of two gains on the runs that both have [points of gain]."""

    mean: float
    error: float
    """Standard error, from chance."""
    runs: int
    drawn: Array
    """How far each run of a refit puts the difference from where it is, shape (refits, runs)."""

    def down(self) -> float:
        """Return how far below the mean the refits put the difference, as a standard deviation.

        A gain cannot fall far below zero and can be large, so that the spread upwards says nothing of the lower limit.
        """
        return float(np.sqrt(known_apart(reach_of(self.drawn, -1) ** 2, noise_of(self.drawn))))

    def margin(self, risk: float, reach: float) -> float:
        """Return by how much the true difference may be smaller.

        Parameters
        ----------
        risk
            That chance makes it smaller still [1].
        reach
            As many standard deviations as the refits may be off.

        Notes
        -----
        ``√((t(runs − 1) · error)² + (reach · down)²)``: the limits of the two parts joined as of independent variables.

        References
        ----------
        Zou and Donner (2008), Construction of confidence limits about effect measures: a general approach, Statistics
        in Medicine 27, 1693-1702.
        """
        if self.runs < 2:
            return float("inf")
        return float(np.hypot(t_quantile(self.runs - 1, 1 - 2 * risk) * self.error, reach * self.down()))


def gap(experiment: Experiment, objective: Objective, one: str, other: str) -> Gap:
    """Return how much more ``one`` gains than ``other``."""
    first, second = experiment.runs[one][objective], experiment.runs[other][objective]
    both = min(len(first), len(second))
    differences = better(objective) * percent(first[:both] - second[:both], experiment.runs[BASE][objective][:both])
    drawn = _drawn(experiment, objective, one, other)
    return Gap(float(differences.mean()), standard_error(differences), both, drawn)


def may_be_best(experiment: Experiment, objective: Objective, best: list[str], promise: Guarantee) -> list[str]:
    """Return the changes that may be the best of all, which are given in the order of their gains."""
    known = [name for name in best if np.isfinite(gain(experiment, objective, name).mean)]
    if not known:
        return best
    leader, *others = known
    gaps = [gap(experiment, objective, leader, one) for one in others]
    reach, risk = joint_reach([one.drawn for one in gaps], promise.level), promise.risk(len(best))
    # of exact ties mean and margin are zero
    apart = [one.mean > max(one.margin(risk, reach) - promise.indifference, 0.0) for one in gaps]
    return [leader, *(name for name, gone in zip(others, apart, strict=True) if not gone)]


def joint_reach(drawn: Sequence[Array], level: float) -> float:
    """Return how many standard deviations hold for all pairs at once, from how refits move the pairs together.

    Parameters
    ----------
    drawn
        How far each run of a refit puts the difference of a pair, shape (refits, runs) each.
    level
        Chance that none of the pairs is off by more [1].

    Notes
    -----
    The quantile of the largest of the pairs' multivariate t variables, with the correlation that the refits show and
    one degree of freedom less than refits: for one pair Student's t, for many independent ones nearly Bonferroni's.

    References
    ----------
    Hothorn, Bretz and Westfall (2008), Simultaneous inference in general parametric models, Biometrical Journal 50,
    346-363.
    """
    shifts = [np.nan_to_num(one.mean(axis=1)) for one in drawn if len(one) > 1]
    moved = [one / np.linalg.norm(one) for one in shifts if one.any()]
    if not moved:
        return 0.0
    rng = np.random.default_rng(0)
    refits = len(moved[0])
    together = rng.standard_normal((TIMES, refits)) @ np.array(moved).T
    scale = np.sqrt((refits - 1) / rng.chisquare(refits - 1, TIMES))
    return float(np.quantile(scale * together.max(axis=1), level))


def _drawn(experiment: Experiment, objective: Objective, one: str, other: str) -> Array:
    """Return how far each refit puts the difference from where it is, by run; a change not drawn stands still."""
    first, second = (gain(experiment, objective, name).drawn for name in (one, other))
    shape = max(first.shape, second.shape)
    first, second = (each if len(each) else np.zeros(shape) for each in (first, second))
    return np.asarray(first - second, dtype=float)
