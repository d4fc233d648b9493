"""What a teacher sees of a class: who is how far, who is stuck where, and how questions fare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from plantwright.store.school import asked_of_class, assignments_of, seats_of
from plantwright.store.school_tables import Asked, Assignment, SchoolClass
from plantwright.web.school.practice import Standing, answered, first_answers, standing

if TYPE_CHECKING:
    from plantwright.learn.items import ItemStatistics

STUCK = 3
"""First answers wrong one after another from which on a learner is stuck at a skill."""


@dataclass(frozen=True)
class Pupil:
    """A learner of a class, under the name that they chose."""

    nickname: str
    standing: dict[str, Standing]
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


def classroom(session: Session, taught: SchoolClass) -> Classroom:
    """Return a class at a glance."""
    asked, given = asked_of_class(session, taught), tuple(assignments_of(session, taught.id))
    by: dict[str, list[Asked]] = {seat.learner: [] for seat in seats_of(session, taught.id)}
    for one in asked:
        by[one.learner].append(one)
    pupils = tuple(_pupil(seat.nickname, by[seat.learner], given) for seat in seats_of(session, taught.id))
    skills = sorted({skill for one in pupils for skill in one.standing})
    return Classroom(pupils, tuple(skills), given, _items(asked))


def _pupil(nickname: str, asked: Sequence[Asked], given: Sequence[Assignment]) -> Pupil:
    firsts = first_answers(asked)
    stuck = [skill for skill, right in firsts.items() if len(right) >= STUCK and not any(right[-STUCK:])]
    count = sum(len(one) for one in firsts.values())
    return Pupil(nickname, standing(asked), tuple(stuck), answered(given, asked), count)


def _items(asked: Iterable[Asked]) -> tuple[ItemStatistics, ...]:
    from plantwright.learn.items import First, item_statistics

    firsts = []
    for one in asked:
        counted = [answer for answer in one.tries if answer.get("counts")]
        if counted or one.state == "told":
            right = bool(counted and counted[0]["right"] and not counted[0]["hints"])
            firsts.append(First(one.learner, one.template, right, counted[0]["mistake"] if counted else ""))
    return item_statistics(firsts)
