"""Lessons as a page shows them: on the learner's plant, their figures apart, their changes run in its twin."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plantwright.errors import NotThereError
from plantwright.web.changes.edits import edits_in

if TYPE_CHECKING:
    from plantwright.learn.bank.case import Case
    from plantwright.learn.lessons.lesson import Figure, Lesson, Shown, Try
    from plantwright.model.estimate import Estimate


_turn = threading.Lock()
"""A class that comes at once measures a plant once, and on one connection."""


def lesson_on(case: Case, name: str) -> Shown:
    """Return a lesson as it is shown on a plant.

    Raises
    ------
    NotThereError
        There is no such lesson.
    """
    with _turn:
        return _shown(case, name)


def next_lesson(name: str) -> Lesson | None:
    """Return the lesson after one; None after the last."""
    from plantwright.learn.lessons.read import school_lessons

    told = list(school_lessons())
    return next((after for one, after in pairwise(told) if one.id == name), None)


@lru_cache(64)
def _shown(case: Case, name: str) -> Shown:
    from plantwright.learn.lessons.read import school_lessons
    from plantwright.learn.lessons.render import show

    found = next((one for one in school_lessons() if one.id == name), None)
    if found is None:
        raise NotThereError(f"lesson {name[:60]}: is none; the page Lessons lists them all")
    return show(found, case)


def figures_of(lesson: Shown) -> list[Figure]:
    """Return the figures of a lesson, in order."""
    from plantwright.learn.lessons.lesson import Figure

    return [block for section in lesson.sections for block in section.blocks if isinstance(block, Figure)]


def try_of(lesson: Shown, name: str) -> Try:
    """Return a change that a lesson asks to try; NotThereError where it asks for none of that name."""
    from plantwright.learn.lessons.lesson import Try

    blocks = (block for section in lesson.sections for block in section.blocks)
    found = next((one for one in blocks if isinstance(one, Try) and one.name == name), None)
    if found is None:
        raise NotThereError(f"{name[:60]}: this lesson does not ask to try that here")
    return found


@dataclass(frozen=True)
class Tried:
    """What a change did in the twin, beside what was predicted."""

    effects: dict[str, Estimate]
    """By what it is of [%]."""
    measure: str
    """What was predicted: one of the effects."""
    predicted: float
    says: str
    runs: int


def measure_of(case: Case) -> str:
    """Return what a learner predicts on a plant: throughput where the floor sets the pace, else flow time."""
    is_paced = case.plant is not None and case.plant.release.policy == "conwip"
    return "throughput" if is_paced else "mean flow time"


def tried(folder: Path, one: Try, measure: str, predicted: float) -> Tried:
    """Return what a change does in the twin of a study, and how a prediction [%] compares with it."""
    from plantwright.learn.lessons.outcome import judged
    from plantwright.model.estimate import Estimate

    found = _answer(folder, json.dumps(edits_in(one.change), sort_keys=True))
    effects = {said: Estimate.model_validate(found["effects"][name]) for name, said in _MEASURES.items()}
    return Tried(effects, measure, predicted, judged(predicted, effects[measure]).says, found["runs"])


_MEASURES = {"throughput": "throughput", "flow_time": "mean flow time", "wip": "WIP"}


@lru_cache(256)
def _answer(folder: Path, edits: str) -> dict[str, Any]:
    from plantwright.web.changes.ask import answer

    return answer(folder, json.loads(edits))
