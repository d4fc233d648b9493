"""How many questions until practice stops, and how many then truly master the skill? Rules beside each other.

All learners are simulated and obey the model of knowledge tracing: an upper bound, not evidence on people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.learn.simulated import MIDDLE, SLOW, Regime, simulate
from benchmarks.table import Row, row
from plantwright.learn.learner.bkt import SUPPOSED, Answers, Tracing, trace
from plantwright.learn.learner.bkt_fit import fit_tracing
from plantwright.learn.learner.mastery import MASTERED

FIXED, IN_A_ROW, LONGEST = 15, 3, 100
SKILLS, SEED = 86, 11
SEEN = 500
"""Other learners of 15 answers, whom each skill's tracing is fitted to."""

Rule = Callable[[Answers], NDArray[np.bool_]]
"""From answers to whether practice may stop after each, shape (learners, steps)."""


@dataclass(frozen=True)
class Stopped:
    """Where practice stopped."""

    items: NDArray[np.int64]
    """Questions asked of each learner, shape (learners,)."""
    knew: NDArray[np.bool_]
    """Whether the skill was truly mastered then, shape (learners,)."""

    @property
    def mean_items(self) -> float:
        """Questions asked of a learner, on average."""
        return float(self.items.mean())

    @property
    def mastered(self) -> float:
        """The share of learners who truly mastered the skill [1]."""
        return float(self.knew.mean())


def policy_rows(smoke: bool) -> list[Row]:
    """Return what each rule asks and reaches, where learning goes as usual and where it is slow."""
    skills, each = (6, 60) if smoke else (SKILLS, 233)
    rows = _regime_rows("middle", MIDDLE, skills, each, counts=True)
    return [*rows, *_regime_rows("slow", SLOW, skills, each, counts=False)]


def _regime_rows(name: str, regime: Regime, count: int, each: int, *, counts: bool) -> list[Row]:
    found = _play(regime.skills(count, SEED), each)
    where = f"{name} learners, simulated"
    fixed = found["fixed"]
    rows = [made for rule, one in found.items() for made in _told(f"{rule}; {where}", one)]
    ours = found["tracing"]
    saved = 100 * (1 - ours.mean_items / fixed.mean_items)
    return [
        *rows,
        row(f"fewer items than a fixed {FIXED}, tracing; {where}", saved, "%", ">= 60" if counts else None),
        row(f"true mastery at the stop, tracing; {where}", 100 * ours.mastered, "%", ">= 96" if counts else None),
        row(f"items beside {IN_A_ROW} in a row; {where}", ours.mean_items, "1", None, found["in a row"].mean_items),
    ]


def _told(name: str, one: Stopped) -> list[Row]:
    return [
        row(f"  items, {name}", one.mean_items, "1"),
        row(f"  truly mastered, {name}", 100 * one.mastered, "%"),
    ]


def _play(skills: Sequence[Tracing], each: int) -> dict[str, Stopped]:
    """Return where each rule stops the same learners."""
    parts: dict[str, list[Stopped]] = {}
    for k, skill in enumerate(skills):
        fitted = fit_tracing(simulate(skill, SEEN, FIXED, SEED, 2 * k).answers).model
        learners = simulate(skill, each, LONGEST, SEED, 2 * k + 1)
        for name, rule in _rules(fitted).items():
            parts.setdefault(name, []).append(_stop(rule(learners.answers), learners.knew))
    return {
        name: Stopped(np.concatenate([one.items for one in found]), np.concatenate([one.knew for one in found]))
        for name, found in parts.items()
    }


def _rules(fitted: Tracing) -> dict[str, Rule]:
    return {
        "fixed": lambda answers: np.broadcast_to(np.arange(1, answers.shape[1] + 1) >= FIXED, answers.shape),
        "in a row": in_a_row,
        "tracing": lambda answers: trace(fitted, answers) >= MASTERED,
        "tracing as supposed, not fitted": lambda answers: trace(SUPPOSED, answers) >= MASTERED,
    }


def in_a_row(answers: Answers) -> NDArray[np.bool_]:
    """Return whether the last three answers were right, shape (learners, steps)."""
    right = np.pad(answers == 1, ((0, 0), (IN_A_ROW - 1, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(right, IN_A_ROW, axis=1)
    return np.asarray(windows.all(axis=2))


def _stop(may: NDArray[np.bool_], knew: NDArray[np.bool_]) -> Stopped:
    """Stop each learner where the rule first says so, else at the last of 100 questions."""
    last = np.where(may.any(axis=1), may.argmax(axis=1), may.shape[1] - 1)
    return Stopped(last + 1, knew[np.arange(len(last)), last])
