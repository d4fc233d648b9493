"""What a teacher sees of a class: who is how far, who is stuck where, and how questions fare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from plantwright.store.school import asked_of_class, assignments_of, seats_of
from plantwright.store.school_tables import Asked, Assignment, SchoolClass, Seat
from plantwright.web.school.attempts import attempts_of, known_tracings
from plantwright.web.school.practice import answered, progress

if TYPE_CHECKING:
    from plantwright.learn.items import ItemStatistics
    from plantwright.learn.learner.mastery import Mastery, Traced

STUCK = 3
"""First answers wrong one after another from which on a learner is stuck at a skill."""


@dataclass(frozen=True)
class Pupil:
    """A learner of a class, under the name that they chose."""

    nickname: str
    standing: Mapping[str, Mastery]
    stuck: tuple[str, ...]
    """Skills at which the last ``STUCK`` first answers were wrong."""
    done: dict[str, int]
    """Of each assignment how many questions are answered."""
    answers: int


@dataclass(frozen=True)
class Classroom:
    """A class at a glance."""

    pupils: tuple[Pupil, ...]
    skills: tuple[str, ...]
    """Skills that anybody answered."""
    assignments: tuple[Assignment, ...]
    items: tuple[ItemStatistics, ...]

    @property
    def is_mastered(self) -> bool:
        """Whether anybody masters anything by their answers: then there are awards to give."""
        return any(at.mastered and at.answers for one in self.pupils for at in one.standing.values())


def classroom(session: Session, taught: SchoolClass) -> Classroom:
    """Return a class at a glance."""
    asked, given = asked_of_class(session, taught), tuple(assignments_of(session, taught.id))
    seats = seats_of(session, taught.id)
    by: dict[str, list[Asked]] = {seat.learner: [] for seat in seats}
    for one in asked:
        by[one.learner].append(one)
    traced = known_tracings(session)
    pupils = tuple(_pupil(session, seat, by[seat.learner], given, traced) for seat in seats)
    skills = sorted({skill for one in pupils for skill in one.standing})
    return Classroom(pupils, tuple(skills), given, _items(asked))


def _pupil(session: Session, seat: Seat, asked: Sequence[Asked], given: Sequence[Assignment], traced: Traced) -> Pupil:
    from plantwright.learn.learner.attempt import sequences

    attempts = attempts_of(asked)
    rows = {skill: by[seat.learner] for skill, by in sequences(attempts).items()}
    stuck = tuple(skill for skill, right in rows.items() if len(right) >= STUCK and not any(right[-STUCK:]))
    known = progress(session, seat.learner, asked, traced)
    return Pupil(seat.nickname, known.mastery, stuck, answered(given, asked), len(attempts))


def stuck_at(room: Classroom) -> dict[str, tuple[str, ...]]:
    """Return by skill who is stuck at it, under the names that they chose; the skill with most of them first."""
    found = {skill: tuple(one.nickname for one in room.pupils if skill in one.stuck) for skill in room.skills}
    return dict(sorted(((skill, who) for skill, who in found.items() if who), key=lambda one: -len(one[1])))


def items(session: Session, taught: SchoolClass) -> tuple[ItemStatistics, ...]:
    """Return how the questions of a class fare, the hardest first."""
    return _items(asked_of_class(session, taught))


def _items(asked: Iterable[Asked]) -> tuple[ItemStatistics, ...]:
    from plantwright.learn.items import First, item_statistics

    return item_statistics(First(one.learner, one.template, one.alone, one.misconception) for one in attempts_of(asked))
