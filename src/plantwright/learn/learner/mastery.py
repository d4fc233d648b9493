"""Mastery of every skill by every learner, from all attempts, with what is supposed where too little was answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import Field

from plantwright.errors import FitError
from plantwright.learn.learner.attempt import Attempt, sequences
from plantwright.learn.learner.bkt import SUPPOSED, Tracing, mastery_of, padded
from plantwright.learn.learner.bkt_fit import Fitted, fit_tracing
from plantwright.model.quantity import Noun, Share, ZeroCount

MASTERED = 0.95
"""The chance from which a skill counts as mastered [1]."""
FEWEST = 50
"""Learners that must have answered a skill before it gets a tracing of its own."""


class Traced(Noun):
    """The tracings of all skills, and where each comes from."""

    own: dict[str, Fitted] = Field(default_factory=dict)
    """By skill, where enough learners answered and their answers identify it."""
    shared: Fitted | None = None
    """Of all skills together, where they do."""

    def of(self, skill: str) -> Tracing:
        """Return the tracing of a skill: its own, else that of all skills, else what is supposed."""
        if skill in self.own:
            return self.own[skill].model
        return self.shared.model if self.shared else SUPPOSED

    def source(self, skill: str) -> str:
        """Return where the tracing of a skill comes from, in a few words."""
        if skill in self.own:
            return f"fitted to {self.own[skill].learners} learners"
        return "fitted to all skills together" if self.shared else "supposed: too few answers so far"


class Mastery(Noun):
    """How likely one learner masters one skill."""

    skill: str
    chance: Share
    """[1]"""
    answers: ZeroCount
    """How many answers it rests on."""

    @property
    def mastered(self) -> bool:
        """Whether it counts as mastered."""
        return self.chance >= MASTERED


def fit_all(attempts: Sequence[Attempt]) -> Traced:
    """Return the tracings of all skills of these attempts; right means right without a hint."""
    rows = {skill: list(found.values()) for skill, found in sequences(attempts).items()}
    fitted = {skill: _fitted(found) for skill, found in rows.items()}
    own = {skill: one for skill, one in fitted.items() if one is not None}
    return Traced(own=own, shared=_fitted([row for found in rows.values() for row in found]))


def _fitted(rows: Sequence[Sequence[bool]]) -> Fitted | None:
    if len(rows) < FEWEST:
        return None
    try:
        found = fit_tracing(padded(rows))
    except FitError:
        return None
    return found if found.identified else None


def mastery(attempts: Sequence[Attempt], learner: str, traced: Traced) -> dict[str, Mastery]:
    """Return one learner's mastery of each skill that was answered."""
    own = [one for one in attempts if one.learner == learner]
    found: Mapping[str, Mapping[str, Sequence[bool]]] = sequences(own)
    return {
        skill: Mastery(skill=skill, chance=mastery_of(traced.of(skill), rows[learner]), answers=len(rows[learner]))
        for skill, rows in found.items()
    }
