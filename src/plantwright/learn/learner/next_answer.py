"""The chance that a learner's next answer is right: a logistic regression of what was answered before, and how lately.

It knows no hidden mastery. It sees how often the learner was right and wrong on the skill, what the latest answers
were, how the learner does on all skills, and which skill it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from plantwright.errors import FitError
from plantwright.learn.learner.attempt import Attempt, in_order

FEATURES = (
    "right on the skill", "wrong on the skill", "lately right on the skill", "last answer on the skill",
    "first answer on the skill", "right in a row on the skill", "wrong in a row on the skill",
    "lately right on all skills", "answers on all skills",
)  # fmt: skip
LATELY_SKILL, LATELY_ALL = 0.7, 0.9
"""What an answer's weight is multiplied by at each later one."""
FEWEST = 100
"""Answers without which nothing is fitted."""


@dataclass
class _Past:
    """What one learner answered so far."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    lately: dict[str, tuple[float, float]] = field(default_factory=dict)
    row: dict[str, int] = field(default_factory=dict)
    """By skill, how many were right in a row; below zero, how many wrong."""
    overall: tuple[float, float] = (0.0, 0.0)

    def features(self, skill: str) -> list[float]:
        row = self.row.get(skill, 0)
        return [
            float(np.log1p(self.right[skill])),
            float(np.log1p(self.wrong[skill])),
            _share(self.lately.get(skill, (0.0, 0.0))),
            float(np.sign(row)),
            float(row == 0),
            float(np.log1p(max(row, 0))),
            float(np.log1p(max(-row, 0))),
            _share(self.overall),
            float(np.log1p(self.right.total() + self.wrong.total())),
        ]

    def add(self, skill: str, right: bool) -> None:
        (self.right if right else self.wrong)[skill] += 1
        self.lately[skill] = _later(self.lately.get(skill, (0.0, 0.0)), right, LATELY_SKILL)
        row = self.row.get(skill, 0)
        self.row[skill] = max(row, 0) + 1 if right else min(row, 0) - 1
        self.overall = _later(self.overall, right, LATELY_ALL)


def _share(weighed: tuple[float, float]) -> float:
    """Return the weighed share that was right, drawn to one half by one answer, as a difference from one half."""
    right, all_ = weighed
    return (right + 0.5) / (all_ + 1) - 0.5


def _later(weighed: tuple[float, float], right: bool, keep: float) -> tuple[float, float]:
    return weighed[0] * keep + right, weighed[1] * keep + 1


@dataclass(frozen=True)
class NextAnswer:
    """A fitted regression."""

    skills: tuple[str, ...]
    weights: NDArray[np.float64]
    """Of the constant, the features and the skills, on the log odds, shape (1 + features + skills,)."""

    def chances(self, attempts: Sequence[Attempt]) -> tuple[list[Attempt], NDArray[np.float64]]:
        """Return the attempts by time, and for each the chance that it is right, told by those before it alone."""
        ordered = in_order(attempts)
        design = _design(ordered, self.skills)
        return ordered, _chance(design @ self.weights)

    def next(self, attempts: Sequence[Attempt], learner: str, skill: str) -> float:
        """Return the chance that a learner's next answer on a skill is right without a hint [1]."""
        past = _Past()
        for one in in_order(one for one in attempts if one.learner == learner):
            past.add(one.skill, one.alone)
        row = _table([past.features(skill)], [skill], self.skills)
        return float(_chance(row @ self.weights)[0])


def fit_next_answer(attempts: Sequence[Attempt], *, ridge: float = 1.0) -> NextAnswer:
    """Return the regression that makes the attempts most likely.

    Parameters
    ----------
    ridge
        Half of this times the sum of squared weights, without the constant's, is taken from the log likelihood: it
        draws a skill with few answers to the others.

    Notes
    -----
    Newton's method; the function is strictly concave, so there is one summit. Right counts where no hint was seen.

    Raises
    ------
    FitError
        There are fewer than 100 attempts, or all are right, or all wrong.
    """
    ordered = in_order(attempts)
    right = np.array([one.alone for one in ordered], float)
    if len(right) < FEWEST or right.min() == right.max():
        raise FitError(
            f"the next answer from {len(right)} attempts, {int(right.sum())} right; "
            f"at least {FEWEST} are needed, some right and some wrong; let learners answer more"
        )
    skills = tuple(sorted({one.skill for one in ordered}))
    return NextAnswer(skills, _summit(_design(ordered, skills), right, ridge))


def _design(ordered: Iterable[Attempt], skills: tuple[str, ...]) -> sparse.csr_array:
    pasts: dict[str, _Past] = {}
    rows, names = [], []
    for one in ordered:
        past = pasts.setdefault(one.learner, _Past())
        rows.append(past.features(one.skill))
        names.append(one.skill)
        past.add(one.skill, one.alone)
    return _table(rows, names, skills)


def _table(rows: Sequence[Sequence[float]], names: Sequence[str], skills: tuple[str, ...]) -> sparse.csr_array:
    """Return the design, shape (attempts, 1 + features + skills); a skill not among them has no weight."""
    place = {skill: k for k, skill in enumerate(skills)}
    which = np.array([place.get(name, -1) for name in names])
    known = np.flatnonzero(which >= 0)
    own = sparse.coo_array((np.ones(len(known)), (known, which[known])), shape=(len(names), len(skills)))
    told = np.column_stack([np.ones(len(names)), np.array(rows, float).reshape(len(names), len(FEATURES))])
    return sparse.csr_array(sparse.hstack([sparse.csr_array(told), own]))


def _chance(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    chance: NDArray[np.float64] = 1 / (1 + np.exp(-odds))
    return chance


def _summit(design: sparse.csr_array, right: NDArray[np.float64], ridge: float) -> NDArray[np.float64]:
    drawn = np.full(design.shape[1], ridge)
    drawn[0] = 1e-9
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        chance = _chance(design @ weights)
        slope = design.T @ (right - chance) - drawn * weights
        bend = (design.T @ (design * (chance * (1 - chance))[:, None])).toarray() + np.diag(drawn)
        move = np.linalg.solve(bend, slope)
        weights = weights + move
        if np.abs(move).max() < 1e-8:
            break
    return weights
