"""Learners who obey the model of knowledge tracing, one array of all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plantwright.learn.learner.bkt import Answers, Tracing


@dataclass(frozen=True)
class Regime:
    """From where to where each parameter of a skill is drawn, evenly."""

    prior: tuple[float, float]
    learn: tuple[float, float]
    guess: tuple[float, float]
    slip: tuple[float, float]

    def skills(self, count: int, seed: int) -> list[Tracing]:
        """Return skills drawn from it."""
        random = np.random.default_rng([seed, count])
        ranges = {name: getattr(self, name) for name in Tracing.model_fields}
        return [
            Tracing(**{name: float(random.uniform(*ends)) for name, ends in ranges.items()}) for _ in range(count)
        ]  # fmt: skip

    def __str__(self) -> str:
        return ", ".join(f"{name} {low:g} to {high:g}" for name, (low, high) in vars(self).items())


MIDDLE = Regime((0.2, 0.6), (0.1, 0.4), (0.1, 0.3), (0.05, 0.2))
SLOW = Regime((0.05, 0.3), (0.03, 0.12), (0.1, 0.3), (0.05, 0.2))


@dataclass(frozen=True)
class Class:
    """What simulated learners answered, and what only a simulation knows."""

    answers: Answers
    """shape (learners, steps)"""
    knew: NDArray[np.bool_]
    """Whether the skill was mastered after each answer, shape (learners, steps)."""


def simulate(model: Tracing, learners: int, steps: int, seed: int, stream: int = 0) -> Class:
    """Return a class that answers questions on one skill."""
    random = np.random.default_rng([seed, stream, learners, steps])
    mastered = random.random(learners) < model.prior
    answers, knew = np.empty((learners, steps), np.int8), np.empty((learners, steps), bool)
    for step in range(steps):
        answers[:, step] = random.random(learners) < np.where(mastered, 1 - model.slip, model.guess)
        mastered = mastered | (random.random(learners) < model.learn)
        knew[:, step] = mastered
    return Class(answers, knew)
