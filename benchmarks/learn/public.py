"""The same on public answers, where a user has them: a path in the environment variable PLANTWRIGHT_ANSWERS."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from benchmarks.learn.answer_file import Given, by_skill, read_answers
from benchmarks.learn.scores import area, calibration_error, log_loss
from benchmarks.learn.tracing_rival import compared
from benchmarks.table import Row, row
from plantwright.errors import FitError
from plantwright.learn.learner.attempt import Attempt
from plantwright.learn.learner.bkt import SUPPOSED, Tracing, before, right_chance
from plantwright.learn.learner.bkt_fit import fit_tracing
from plantwright.learn.learner.next_answer import fit_next_answer

WHERE = "PLANTWRIGHT_ANSWERS"
BESIDE = 22_000
"""Rows that the rival is given too; more take it minutes."""
EVERY = 5
"""Every so many learners are held out."""
BEGUN = datetime(2026, 1, 5, 8, tzinfo=UTC)


def public_rows(smoke: bool) -> list[Row]:
    """Return calibration and order on held-out learners of a user's file; nothing where none is given."""
    told = os.environ.get(WHERE)
    if not told:
        return []
    answers = read_answers(Path(told))[: 5000 if smoke else None]
    names = {name: k for k, name in enumerate(dict.fromkeys(one.learner for one in answers))}
    held = [one for one in answers if names[one.learner] % EVERY == 0]
    seen = [one for one in answers if names[one.learner] % EVERY]
    return [
        *_scores("tracing", *_traced(seen, held)),
        *_scores("regression", *_regression(seen, held)),
        *compared(answers[:BESIDE], f"public, {Path(told).name}", (1,), wanted=False),
    ]


def _scores(name: str, chances: np.ndarray, right: np.ndarray) -> list[Row]:
    what = f"{name}, next answer (public, {len(right):,} answers held out)"
    return [
        row(f"calibration error, {what}", calibration_error(chances, right), "1", "<= 0.02"),
        row(f"  area under the ROC curve, {what}", area(chances, right), "1"),
        row(f"  log loss, {what}", log_loss(chances, right), "nat"),
    ]


def _traced(seen: list[Given], held: list[Given]) -> tuple[np.ndarray, np.ndarray]:
    models = {skill: _fitted(rows) for skill, rows in by_skill(seen).items()}
    chances, right = [], []
    for skill, rows in by_skill(held).items():
        model, given = models.get(skill, SUPPOSED), rows >= 0
        chances.append(np.asarray(right_chance(model, before(model, rows)))[given])
        right.append(rows[given] == 1)
    return np.concatenate(chances), np.concatenate(right)


def _fitted(rows: np.ndarray) -> Tracing:
    try:
        return fit_tracing(rows).model
    except FitError:
        return SUPPOSED


def _regression(seen: list[Given], held: list[Given]) -> tuple[np.ndarray, np.ndarray]:
    ordered, chances = fit_next_answer(_attempts(seen)).chances(_attempts(held))
    return chances, np.array([one.alone for one in ordered])


def _attempts(given: list[Given]) -> list[Attempt]:
    return [
        Attempt.model_construct(
            learner=one.learner, skill=one.skill, template="public", seed=k, right=one.right,
            answered_at=BEGUN + timedelta(seconds=k), hints=0, kind="number",
        )
        for k, one in enumerate(given)
    ]  # fmt: skip
