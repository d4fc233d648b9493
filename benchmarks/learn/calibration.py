"""Is a chance of 0.8 right eight times in ten? Fitted to one class of simulated learners, asked of another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from benchmarks.learn.scores import area, calibration_error, log_loss
from benchmarks.learn.simulated import MIDDLE, Class, simulate
from benchmarks.table import Row, row
from plantwright.learn.learner.attempt import Attempt
from plantwright.learn.learner.bkt import Tracing, before, right_chance, trace
from plantwright.learn.learner.bkt_fit import fit_tracing
from plantwright.learn.learner.next_answer import fit_next_answer

SKILLS, STEPS, SEED = 6, 12, 7
BEGUN = datetime(2026, 1, 5, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Told:
    """Chances, and what came."""

    chances: NDArray[np.float64]
    came: NDArray[np.bool_]

    def rows(self, name: str, against: float) -> list[Row]:
        """Return calibration, order and surprise, the last beside that of who knows the true parameters."""
        return [
            row(f"calibration error, {name}", calibration_error(self.chances, self.came), "1", "<= 0.02"),
            row(f"  area under the ROC curve, {name}", area(self.chances, self.came), "1"),
            row(f"  log loss, {name}; peer: true parameters", log_loss(self.chances, self.came), "nat", None, against),
        ]


def calibration_rows(smoke: bool) -> list[Row]:
    """Return how calibrated tracing and regression are on simulated learners who were held out."""
    learners = 200 if smoke else 2000
    skills = MIDDLE.skills(SKILLS, SEED)
    seen = [simulate(skill, learners, STEPS, SEED, 2 * k) for k, skill in enumerate(skills)]
    held = [simulate(skill, learners, STEPS, SEED, 2 * k + 1) for k, skill in enumerate(skills)]
    fitted = [fit_tracing(one.answers).model for one in seen]
    best = _next(skills, held)
    against = log_loss(best.chances, best.came)
    return [
        *_next(fitted, held).rows("tracing, next answer (simulated, held out)", against),
        *_regression(seen, held).rows("regression, next answer (simulated, held out)", against),
        _mastery(fitted, held),
    ]


def _next(models: list[Tracing], classes: list[Class]) -> Told:
    chances = [right_chance(model, before(model, one.answers)) for model, one in zip(models, classes, strict=True)]
    return Told(np.concatenate([np.ravel(one) for one in chances]), _all([one.answers == 1 for one in classes]))


def _mastery(models: list[Tracing], classes: list[Class]) -> Row:
    chances = np.concatenate([trace(model, one.answers).ravel() for model, one in zip(models, classes, strict=True)])
    error = calibration_error(chances, _all([one.knew for one in classes]))
    return row("calibration error, tracing, mastery itself (simulated, held out)", error, "1", "<= 0.02")


def _all(parts: list[NDArray[np.bool_]]) -> NDArray[np.bool_]:
    return np.concatenate([one.ravel() for one in parts])


def _regression(seen: list[Class], held: list[Class]) -> Told:
    ordered, chances = fit_next_answer(_attempts(seen)).chances(_attempts(held))
    return Told(chances, np.array([one.alone for one in ordered]))


def _attempts(classes: list[Class]) -> list[Attempt]:
    """Return attempts: each learner practices the skills one after the other."""
    return [
        Attempt.model_construct(
            learner=f"{learner:032x}", skill=f"skill {k}", template="simulated", seed=step, right=bool(right),
            answered_at=BEGUN + timedelta(minutes=STEPS * k + step), hints=0, kind="number",
        )
        for k, one in enumerate(classes)
        for learner, answers in enumerate(one.answers)
        for step, right in enumerate(answers)
    ]  # fmt: skip
