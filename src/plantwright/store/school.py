"""Learners, their classes and what they were asked: who may see what, and how all of a learner is erased."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from plantwright.errors import NotThereError
from plantwright.store.lti_tables import GradeLine
from plantwright.store.school_tables import Asked, Assignment, Play, Proposal, SchoolClass, SchoolSecret, Seat
from plantwright.store.tables import Account

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters of a class's code: none that looks like another one."""
CODE = 8


def learner_of(session: Session, account: Account) -> str:
    """Return the pseudonym of an account, the same every time; nobody who lacks the store's secret can make it."""
    return hmac.new(bytes.fromhex(_salt(session)), account.id.encode(), hashlib.sha256).hexdigest()[:32]


def _salt(session: Session) -> str:
    found = session.get(SchoolSecret, 1)
    if found is None:
        found = SchoolSecret(id=1, salt=secrets.token_hex(32))
        session.add(found)
        session.flush()
    return found.salt


def asked_of(session: Session, learner: str, plant: str | None = None) -> list[Asked]:
    """Return what a learner was asked, oldest first; on one plant, or on all."""
    found = sa.select(Asked).where(Asked.learner == learner).order_by(Asked.made, Asked.id)
    return list(session.scalars(found if plant is None else found.where(Asked.plant == plant)))


def question_for(session: Session, learner: str, plant: str, asked: str) -> Asked:
    """Return a question that a learner was asked on a plant.

    Raises
    ------
    NotThereError
        There is none, or another learner was asked it: nobody can tell which.
    """
    found = session.get(Asked, asked)
    if found is None or found.learner != learner or found.plant != plant:
        raise NotThereError(f"question {asked[:40]}: is not here; the page Learn lists yours")
    return found


def as_record(asked: Asked) -> dict[str, object]:
    """Return what was asked as plain values; the seed, from which the key could be made, only once it ended."""
    names = ("id", "plant", "run", "assignment", "template", "skill", "state", "hints", "said", "tries", "why")
    told: dict[str, object] = {name: getattr(asked, name) for name in names}
    ended = asked.ended.isoformat() if asked.ended else None
    return {**told, "made": asked.made.isoformat(), "ended": ended, "seed": asked.seed if asked.ended else None}


def all_of(session: Session, learner: str) -> dict[str, Any]:
    """Return all that is kept of a learner as plain values: answers, proposals, games, seats and where grades go."""
    told: dict[str, Any] = {"learner": learner, "answers": [as_record(one) for one in asked_of(session, learner)]}
    for name, table in (("proposals", Proposal), ("games", Play), ("seats", Seat), ("grades", GradeLine)):
        rows = session.scalars(sa.select(table).where(table.learner == learner))
        told[name] = [_plain(row) for row in rows]
    for one in told["games"]:
        one["state"] = without_luck(one["state"])
    return told


def without_luck(state: dict[str, Any]) -> dict[str, Any]:
    """Return a game without its seed, which tells what is to come, until all of its rounds are played."""
    is_over = len(state.get("turns", ())) >= int(state.get("settings", {}).get("rounds", 1))
    return state if is_over else {name: one for name, one in state.items() if name != "seed"}


def _plain(row: Any) -> dict[str, Any]:
    values = ((one.key, getattr(row, one.key)) for one in sa.inspect(row).mapper.column_attrs)
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values}


def erase(session: Session, learner: str) -> int:
    """Forget a learner: every answer, proposal, game, seat and grade; return how many rows that were."""
    count = 0
    for table in (Asked, Seat, Proposal, Play, GradeLine):
        rows = list(session.scalars(sa.select(table).where(table.learner == learner)))
        for row in rows:
            session.delete(row)
        count += len(rows)
    session.flush()
    return count


def new_class(session: Session, teacher: Account, plant: str, name: str) -> SchoolClass:
    """Make a class on a plant, with a code to join it by."""
    code = "".join(secrets.choice(LETTERS) for _ in range(CODE))
    made = SchoolClass(plant=plant, teacher=teacher.id, name=name, code=code)
    session.add(made)
    session.flush()
    return made


def join(session: Session, learner: str, plant: str, code: str, nickname: str) -> SchoolClass:
    """Give a learner a seat in the class of a code, under a name of their choice; once more, under another one.

    Raises
    ------
    NotThereError
        No class on this plant has that code.
    """
    written = code.strip().upper()
    found = session.scalar(sa.select(SchoolClass).where(SchoolClass.code == written, SchoolClass.plant == plant))
    if found is None:
        raise NotThereError(f"code {written[:16]}: is no class on this plant; ask the teacher for the code")
    seat = session.get(Seat, (found.id, learner))
    if seat is None:
        session.add(Seat(school_class=found.id, learner=learner, nickname=nickname))
    else:
        seat.nickname = nickname
    session.flush()
    return found


def classes_with(session: Session, learner: str, plant: str) -> list[tuple[SchoolClass, str]]:
    """Return the classes on a plant in which a learner has a seat, each with their name there, newest first."""
    found = sa.select(SchoolClass, Seat.nickname).join(Seat, Seat.school_class == SchoolClass.id)
    found = found.where(Seat.learner == learner, SchoolClass.plant == plant)
    rows = session.execute(found.order_by(Seat.joined.desc(), SchoolClass.id))
    return [(taught, nickname) for taught, nickname in rows]


def leave(session: Session, learner: str, plant: str, school_class: str) -> None:
    """Give up a learner's seat in a class: its teacher sees nothing of them any more, their answers stay.

    Raises
    ------
    NotThereError
        The learner has no seat in a class of that name on this plant.
    """
    if school_class not in [taught.id for taught, _ in classes_with(session, learner, plant)]:
        raise NotThereError(f"class {school_class[:40]}: is none of yours; the page Learn lists them")
    session.delete(session.get_one(Seat, (school_class, learner)))
    session.flush()


def class_for(session: Session, teacher: Account, plant: str, school_class: str) -> SchoolClass:
    """Return a class that an account teaches; errors as ``question_for``."""
    found = session.get(SchoolClass, school_class)
    if found is None or found.plant != plant or (teacher.role != "admin" and found.teacher != teacher.id):
        raise NotThereError(f"class {school_class[:40]}: is not here; the page Teach lists yours")
    return found


def classes_of(session: Session, teacher: Account, plant: str) -> list[SchoolClass]:
    """Return the classes on a plant that an account teaches, newest first."""
    found = sa.select(SchoolClass).where(SchoolClass.plant == plant).order_by(SchoolClass.made.desc())
    return list(session.scalars(found if teacher.role == "admin" else found.where(SchoolClass.teacher == teacher.id)))


def seats_of(session: Session, school_class: str) -> list[Seat]:
    """Return the seats of a class, by name."""
    found = sa.select(Seat).where(Seat.school_class == school_class)
    return list(session.scalars(found.order_by(Seat.nickname, Seat.learner)))


def assignments_of(session: Session, school_class: str) -> list[Assignment]:
    """Return what a class was assigned, newest first."""
    found = sa.select(Assignment).where(Assignment.school_class == school_class)
    return list(session.scalars(found.order_by(Assignment.made.desc(), Assignment.id)))


def assigned_to(session: Session, learner: str, plant: str) -> list[Assignment]:
    """Return what the classes of a learner on a plant were assigned, newest first."""
    found = (
        sa.select(Assignment)
        .join(SchoolClass, SchoolClass.id == Assignment.school_class)
        .join(Seat, Seat.school_class == SchoolClass.id)
        .where(Seat.learner == learner, SchoolClass.plant == plant)
        .order_by(Assignment.made.desc(), Assignment.id)
    )
    return list(session.scalars(found))


def asked_of_class(session: Session, taught: SchoolClass) -> list[Asked]:
    """Return what the learners of a class were asked on its plant, oldest first."""
    seats = sa.select(Seat.learner).where(Seat.school_class == taught.id)
    found = sa.select(Asked).where(Asked.plant == taught.plant, Asked.learner.in_(seats))
    return list(session.scalars(found.order_by(Asked.made, Asked.id)))


def assign(
    session: Session, taught: SchoolClass, title: str, skills: list[str], count: int, due: datetime | None
) -> Assignment:
    """Ask a class to practise some skills."""
    made = Assignment(school_class=taught.id, title=title, skills=skills, count=count, due=due)
    session.add(made)
    session.flush()
    return made


def end_class(session: Session, taught: SchoolClass) -> None:
    """End a class: its seats and assignments go, what its learners answered stays theirs."""
    session.delete(taught)
    session.flush()


def proposals_of(session: Session, learner: str, plant: str) -> list[Proposal]:
    """Return what a learner proposed for a plant, newest first."""
    found = sa.select(Proposal).where(Proposal.learner == learner, Proposal.plant == plant)
    return list(session.scalars(found.order_by(Proposal.made.desc(), Proposal.id)))


def proposal_for(session: Session, learner: str, plant: str, proposal: str) -> Proposal:
    """Return what a learner proposed; errors as ``question_for``."""
    found = session.get(Proposal, proposal)
    if found is None or found.learner != learner or found.plant != plant:
        raise NotThereError(f"proposal {proposal[:40]}: is not here; the page Learn lists yours")
    return found
