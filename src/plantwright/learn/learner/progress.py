"""Progress: what is known of one learner, as choosing needs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from plantwright.learn.learner.attempt import Attempt, of_learner
from plantwright.learn.learner.mastery import Mastery, Traced, mastery
from plantwright.learn.learner.retention import Retained, retained

STUCK = 15
"""Answers without mastery after which practice goes elsewhere first."""


@dataclass(frozen=True)
class Progress:
    """What is known of one learner."""

    mastery: Mapping[str, Mastery] = field(default_factory=dict)
    """By skill, those answered."""
    retained: Mapping[str, Retained] = field(default_factory=dict)
    """By skill, those mastered once."""
    last: str | None = None
    """The skill practiced last."""

    def mastered(self, skill: str) -> bool:
        """Whether a skill counts as mastered."""
        return skill in self.mastery and self.mastery[skill].mastered

    def stuck(self, skill: str) -> bool:
        """Whether a skill was answered often and is not mastered."""
        return skill in self.mastery and self.mastery[skill].answers >= STUCK and not self.mastered(skill)

    def is_due(self, skill: str, now: datetime) -> bool:
        """Whether a mastered skill is to be reviewed."""
        return self.mastered(skill) and skill in self.retained and self.retained[skill].due <= now

    def chance(self, skill: str) -> float:
        """Return the mastery of a skill; one without an answer counts as none [1]."""
        return self.mastery[skill].chance if skill in self.mastery else 0.0


def progress_of(attempts: Sequence[Attempt], learner: str, traced: Traced) -> Progress:
    """Return what is known of a learner from all attempts.

    Raises
    ------
    MissingExtraError
        A skill was mastered, and the extra ``learn``, which says when to come back, is not installed.
    """
    own = of_learner(attempts, learner)
    by_skill: dict[str, list[Attempt]] = {}
    for one in own:
        by_skill.setdefault(one.skill, []).append(one)
    kept = {skill: retained(found, traced.of(skill)) for skill, found in by_skill.items()}
    return Progress(
        mastery(own, learner, traced),
        {skill: one for skill, one in kept.items() if one is not None},
        own[-1].skill if own else None,
    )
