"""An attempt: one answer of one learner to one question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field

from plantwright.learn.bank.question import Kind
from plantwright.model.quantity import Name, Noun, Seconds, ZeroCount

Instant = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
"""A moment with its time zone, kept in UTC."""
Pseudonym = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
"""What stands for a person; see `plantwright.learn.learner.pseudonym`."""


class Attempt(Noun):
    """One answer of one learner to one question."""

    learner: Pseudonym
    """Whose answer it is: a pseudonym, never a name."""
    skill: Name
    """The skill that the question asks for, such as ``flow.littles_law``."""
    template: Name
    """The template that the question was made from."""
    seed: ZeroCount
    """The seed of the question: with the template and the plant it makes the same question again."""
    answered_at: Instant
    """When it was answered, UTC."""
    right: bool
    """Whether the answer was right."""
    hints: ZeroCount = 0
    """How many hints were seen before answering."""
    seconds: Seconds = 0.0
    """From seeing the question to answering it [s]."""
    misconception: str = ""
    """The misconception that the wrong answer is known for; empty: none, or right."""
    kind: Kind
    """How the question is answered."""

    @property
    def alone(self) -> bool:
        """Whether it was right without a hint: what the learner model counts as right."""
        return self.right and self.hints == 0


def in_order(attempts: Iterable[Attempt]) -> list[Attempt]:
    """Return the attempts by time; those of one moment by learner, skill, template and seed."""
    return sorted(attempts, key=lambda one: (one.answered_at, one.learner, one.skill, one.template, one.seed))


def of_learner(attempts: Iterable[Attempt], learner: str) -> list[Attempt]:
    """Return one learner's attempts by time."""
    return in_order(one for one in attempts if one.learner == learner)


def sequences(attempts: Sequence[Attempt]) -> dict[str, dict[str, list[bool]]]:
    """Return what was right without a hint, in order of time, by skill and then by learner."""
    found: dict[str, dict[str, list[bool]]] = {}
    for one in in_order(attempts):
        found.setdefault(one.skill, {}).setdefault(one.learner, []).append(one.alone)
    return found
