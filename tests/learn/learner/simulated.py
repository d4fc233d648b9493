"""Learners who obey the model of knowledge tracing, and attempts of theirs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from plantwright.learn.learner.attempt import Attempt
from plantwright.learn.learner.bkt import Answers, Tracing

BEGUN = datetime(2026, 3, 2, 8, tzinfo=UTC)


def answers_of(model: Tracing, learners: int, steps: int, seed: int) -> Answers:
    """Return the answers of learners who obey the model, shape (learners, steps)."""
    random = np.random.default_rng([seed, learners, steps])
    mastered = random.random(learners) < model.prior
    answers = np.empty((learners, steps), np.int8)
    for step in range(steps):
        answers[:, step] = random.random(learners) < np.where(mastered, 1 - model.slip, model.guess)
        mastered |= random.random(learners) < model.learn
    return answers


def learner_of(number: int) -> str:
    """Return a pseudonym."""
    return f"{number:032x}"


def attempt(number: int, step: int, right: bool, skill: str = "flow.wip", **more: object) -> Attempt:
    """Return a learner's attempt, a minute after the one before."""
    fields = {
        "learner": learner_of(number),
        "skill": skill,
        "template": "flow.count_wip",
        "seed": step,
        "answered_at": BEGUN + timedelta(minutes=step),
        "right": right,
        "kind": "number",
        "seconds": 40.0,
    }
    return Attempt.model_validate({**fields, **more})
