"""What expectation maximization counts: every learner's answers against every moment that the skill may have come.

Nobody forgets, so a learner's hidden path is one number: how many answers came before mastery. The chance of a path and
its answers is a product of powers of the four parameters and of their complements. So all paths of all learners are one
table of eight counts, and the expected counts are one matrix product.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plantwright.learn.learner.bkt import NONE, Answers

Parameters = NDArray[np.float64]
"""prior, learn, guess, slip, shape (4,)."""


@dataclass(frozen=True)
class Paths:
    """All hidden paths of all kinds of learners."""

    counts: NDArray[np.float64]
    """How often each factor stands in a path's chance: prior, learn, guess, slip, then their complements, shape (paths,
    8)."""
    first: NDArray[np.int64]
    """Where each kind of learner's paths begin, shape (kinds,)."""
    kind: NDArray[np.int64]
    """Which kind of learner a path is of, shape (paths,)."""
    learners: NDArray[np.float64]
    """How many learners gave exactly these answers, shape (kinds,)."""

    def expected(self, parameters: Parameters) -> tuple[NDArray[np.float64], float]:
        """Return the expected counts, shape (8,), and the log likelihood of the answers."""
        chance = self.counts @ np.log(np.concatenate([parameters, 1 - parameters]))
        most = np.maximum.reduceat(chance, self.first)
        shares = np.exp(chance - most[self.kind])
        total = np.add.reduceat(shares, self.first)
        shares *= (self.learners / total)[self.kind]
        return shares @ self.counts, float(self.learners @ (most + np.log(total)))


def paths_of(answers: Answers) -> Paths:
    """Return the paths of learners' answers, shape (learners, steps); those without an answer are left out."""
    kinds, learners = np.unique(answers[answers[:, :1].ravel() != NONE], axis=0, return_counts=True)
    right, wrong = _so_far(kinds == 1), _so_far(kinds == 0)
    length = (kinds != NONE).sum(axis=1)
    moment = np.arange(kinds.shape[1] + 1)
    kind, at = np.nonzero(moment <= length[:, None])
    came = (at > 0) & (at < length[kind])
    counts = np.stack([
        at == 0,
        came,
        right[kind, at],
        wrong[kind, -1] - wrong[kind, at],
        at > 0,
        np.maximum(at - 1, 0),
        wrong[kind, at],
        right[kind, -1] - right[kind, at],
    ], axis=1).astype(float)  # fmt: skip
    return Paths(counts, np.flatnonzero(at == 0), kind, learners.astype(float))


def _so_far(found: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return how many were found before each step and at the end, shape (kinds, steps + 1)."""
    return np.pad(found.cumsum(axis=1), ((0, 0), (1, 0)))
