"""How much more one change gains than another, and whether that can be told from nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plantwright.improve.experiment import BASE, Array, Experiment, noise_of, percent, reach_of
from plantwright.improve.gains import better, gain
from plantwright.improve.guarantee import Guarantee
from plantwright.improve.ranking import Objective
from plantwright.twin.intervals import standard_error, t_quantile


@dataclass(frozen=True)
class Gap:
    """The mean difference of two gains on the runs that both have [points of gain]."""

    mean: float
    error: float
    """Standard error, from chance."""
    runs: int
    down: float
    """How far below the mean the refits put the difference, as a standard deviation."""
    refits: int

    def margin(self, risk: float, looks: int = 1) -> float:
        """Return by how much the true difference may be smaller, but for this risk.

        Notes
        -----
        ``√((t(runs − 1) · error)² + (t(refits − 1) · down)²)``: the limits of the two parts joined as of independent
        variables. Chance is looked at several times and shares its risk among the looks; refits are looked at once.

        References
        ----------
        Zou and Donner (2008), Construction of confidence limits about effect measures: a general approach, Statistics
        in Medicine 27, 1693-1702.
        """
        if self.runs < 2:
            return float("inf")
        chance = t_quantile(self.runs - 1, 1 - 2 * risk / looks) * self.error
        ignorance = t_quantile(self.refits - 1, 1 - 2 * risk) * self.down if self.refits > 1 else 0.0
        return float(np.hypot(chance, ignorance))

    def is_open(self, promise: Guarantee, changes: int) -> bool:
        """Return whether the second change may be the best, as far as the first can tell."""
        # the margins of exact ties are zero, and so is their mean
        return not self.mean > max(self.margin(promise.risk(changes), promise.looks) - promise.indifference, 0.0)


def gap(experiment: Experiment, objective: Objective, one: str, other: str) -> Gap:
    """Return how much more ``one`` gains than ``other``."""
    first, second = experiment.runs[one][objective], experiment.runs[other][objective]
    both = min(len(first), len(second))
    differences = better(objective) * percent(first[:both] - second[:both], experiment.runs[BASE][objective][:both])
    down, refits = _below(_drawn(experiment, objective, one, other))
    return Gap(float(differences.mean()), standard_error(differences), both, down, refits)


def may_be_best(experiment: Experiment, objective: Objective, best: list[str], promise: Guarantee) -> list[str]:
    """Return the changes that may be the best of all, which are given in the order of their gains."""
    known = [name for name in best if np.isfinite(gain(experiment, objective, name).mean)]
    if not known:
        return best
    leader, *others = known
    rest = [one for one in others if gap(experiment, objective, leader, one).is_open(promise, len(best))]
    return [leader, *rest]


def _drawn(experiment: Experiment, objective: Objective, one: str, other: str) -> Array:
    """Return how far each refit puts the difference from where it is, by run; a change not drawn stands still."""
    first, second = (gain(experiment, objective, name).drawn for name in (one, other))
    shape = max(first.shape, second.shape)
    first, second = (each if len(each) else np.zeros(shape) for each in (first, second))
    return np.asarray(first - second, dtype=float)


def _below(drawn: Array) -> tuple[float, int]:
    """Return the spread of those refits that lessen the difference, and how many refits know it.

    A gain cannot fall far below zero and can be large, so that the spread upwards says nothing of the lower limit. What
    the few runs of each refit add to the spread by chance is taken out.
    """
    refits = int(np.isfinite(drawn).all(axis=1).sum())
    squared = reach_of(drawn, -1) ** 2 - noise_of(drawn) ** 2
    return float(np.sqrt(max(squared, 0.0))), refits
