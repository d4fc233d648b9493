"""Bayesian knowledge tracing: how likely a skill is mastered, after each answer.

A learner either masters a skill or not. Before the first answer the skill is mastered with chance ``prior``; after
each answer one who does not master it yet learns it with chance ``learn``, and nobody forgets. Who masters it answers
wrong with chance ``slip``, who does not answers right with chance ``guess``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from plantwright.model.quantity import Noun, Share

HALF = 0.499
"""The most that guess and slip may be: from 0.5 on, a right answer could lower mastery."""
NONE = -1
"""Where a learner gave no further answer."""
Answers = NDArray[np.int8]
"""1 right, 0 wrong, `NONE` after the last, shape (learners, steps)."""


class Tracing(Noun):
    """What knowledge tracing supposes of a skill."""

    prior: Share
    """Chance that a learner masters it before the first answer [1]."""
    learn: Share
    """Chance that an answer brings mastery to one who lacked it [1]."""
    guess: float = Field(ge=0, lt=0.5, allow_inf_nan=False)
    """Chance of a right answer without mastery [1]."""
    slip: float = Field(ge=0, lt=0.5, allow_inf_nan=False)
    """Chance of a wrong answer with mastery [1]."""


SUPPOSED = Tracing(prior=0.3, learn=0.2, guess=0.2, slip=0.1)
"""What is supposed of a skill that too few answered; told by the authors, not estimated."""


def right_chance(model: Tracing, mastery: NDArray[np.float64] | float) -> NDArray[np.float64] | float:
    """Return the chance that the next answer is right [1].

    Notes
    -----
    ``m (1 − slip) + (1 − m) guess``, with ``m`` the mastery before it.
    """
    return mastery * (1 - model.slip) + (1 - mastery) * model.guess


def given(model: Tracing, mastery: NDArray[np.float64], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the mastery at an answer, given whether it was right: Bayes' rule, without what the answer taught."""
    mastered = mastery * np.where(right, 1 - model.slip, model.slip)
    other = (1 - mastery) * np.where(right, model.guess, 1 - model.guess)
    total = mastered + other
    # an answer that the model calls impossible says nothing: both chances are zero
    return np.where(total > 0, mastered / np.where(total > 0, total, 1), mastery)


def after(model: Tracing, mastery: float, right: bool) -> float:
    """Return the mastery after one answer.

    Notes
    -----
    ``m' = p + (1 − p) learn`` with ``p`` the mastery given the answer.

    References
    ----------
    Corbett and Anderson, Knowledge tracing, User Modeling and User-Adapted Interaction 4 (1994).
    """
    held = float(given(model, np.array(mastery), np.array(right)))
    return held + (1 - held) * model.learn


def trace(model: Tracing, answers: Answers) -> NDArray[np.float64]:
    """Return the mastery after each answer, shape (learners, steps); after the last answer it stays."""
    mastery = np.empty(answers.shape)
    now = np.full(len(answers), model.prior)
    for step, right in enumerate(answers.T):
        held = given(model, now, right == 1)
        now = np.where(right == NONE, now, held + (1 - held) * model.learn)
        mastery[:, step] = now
    return mastery


def before(model: Tracing, answers: Answers) -> NDArray[np.float64]:
    """Return the mastery before each answer, shape (learners, steps)."""
    first = np.full((len(answers), 1), model.prior)
    return np.hstack([first, trace(model, answers)[:, :-1]])


def mastery_of(model: Tracing, answers: Sequence[bool]) -> float:
    """Return the mastery after one learner's answers, or before the first [1]."""
    now = model.prior
    for right in answers:
        now = after(model, now, right)
    return now


def padded(rows: Sequence[Sequence[bool]]) -> Answers:
    """Return the answers of several learners as one array, shape (learners, longest)."""
    table = np.full((len(rows), max((len(row) for row in rows), default=0)), NONE, np.int8)
    for row, line in zip(rows, table, strict=True):
        line[: len(row)] = row
    return table
