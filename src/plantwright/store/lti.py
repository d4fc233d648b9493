"""What the store keeps of learning systems: who is registered, who came, and which grades wait to be sent."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.orm import Session

from plantwright.errors import LaunchError, NotAllowedError, NotThereError
from plantwright.store.lti_tables import Connected, Course, GradeLine, Guest, KeptPlatform
from plantwright.store.school import learner_of
from plantwright.store.school_tables import Asked, Assignment, SchoolClass, Seat
from plantwright.store.shares import share
from plantwright.store.tables import Account, KeptPlant, Share, now

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=6)
"""How long to wait after a grade could not be sent: twice as long each time, and never longer than this."""


def platforms(session: Session) -> list[KeptPlatform]:
    """Return the learning systems that are registered, oldest first."""
    return list(session.scalars(sa.select(KeptPlatform).order_by(KeptPlatform.made, KeptPlatform.id)))


def register(session: Session, platform: KeptPlatform) -> None:
    """Keep a learning system.

    Raises
    ------
    LaunchError
        It is registered already under that client id.
    """
    if platform_named(session, platform.issuer, platform.client_id) is not None:
        raise LaunchError(f"{platform.issuer}: has the client id {platform.client_id} already; forget it first")
    session.add(platform)
    session.flush()


def platform_named(session: Session, issuer: str, client_id: str) -> KeptPlatform | None:
    """Return the learning system of a name that calls us by a client id; None: there is none."""
    asked = sa.select(KeptPlatform).where(KeptPlatform.issuer == issuer, KeptPlatform.client_id == client_id)
    return session.scalar(asked)


def platform_kept(session: Session, platform: str) -> KeptPlatform:
    """Return a learning system; NotThereError where there is none."""
    found = session.get(KeptPlatform, platform)
    if found is None:
        raise NotThereError(f"learning system {platform[:40]}: is not here; the page Learning systems lists them")
    return found


def forget(session: Session, platform: KeptPlatform) -> None:
    """Forget a learning system, whose learners then come no longer: their accounts are closed, their answers stay."""
    asked = sa.select(Account).join(Guest, Guest.account == Account.id).where(Guest.platform == platform.id)
    for account in session.scalars(asked):
        account.closed = True
    session.delete(platform)
    session.flush()


def guest(session: Session, platform: KeptPlatform, subject: str) -> Account:
    """Return the account of a learner of a learning system, made when they first come.

    Raises
    ------
    NotAllowedError
        An admin closed it.
    """
    kept = session.get(Guest, (platform.id, subject))
    account = session.get_one(Account, kept.account) if kept else _new_guest(session, platform, subject)
    if account.closed:
        raise NotAllowedError(f"{account.name}: an admin of this server closed this account; ask there")
    return account


def _new_guest(session: Session, platform: KeptPlatform, subject: str) -> Account:
    home = (urlsplit(platform.issuer).hostname or "elsewhere")[:50]
    account = Account(name=f"learner-{secrets.token_hex(6)} at {home}", role="viewer")
    session.add(account)
    session.flush()
    session.add(Guest(platform=platform.id, subject=subject, account=account.id))
    session.flush()
    return account


def apart(session: Session, accounts: Iterable[Account]) -> tuple[list[Account], list[Account]]:
    """Return those of some accounts that people were given here, and those that came from learning systems."""
    found, visiting = list(accounts), set(session.scalars(sa.select(Guest.account)))
    return [one for one in found if one.id not in visiting], [one for one in found if one.id in visiting]


def connect(session: Session, platform: str, subject: str, account: Account) -> None:
    """Remember which account a teacher of a learning system has here."""
    session.merge(Connected(platform=platform, subject=subject, account=account.id))
    session.flush()


def connected_to(session: Session, platform: KeptPlatform, subject: str) -> Account | None:
    """Return the account that a teacher of a learning system said is theirs; None: none, or it is closed."""
    kept = session.get(Connected, (platform.id, subject))
    account = session.get(Account, kept.account) if kept else None
    return None if account is None or account.closed else account


def link_course(session: Session, taught: SchoolClass, course: Course) -> None:
    """Let the learners of a course have seats in a class.

    Raises
    ------
    NotAllowedError
        The plant's owner does not let learners of learning systems read it.
    """
    plant = session.get_one(KeptPlant, taught.plant)
    if not plant.courses:
        raise NotAllowedError(
            f"plant {plant.name}: is not open to learning systems; its owner opens it on its page Sharing"
        )
    session.merge(course)
    session.flush()


def admit(session: Session, plant: KeptPlant, *, admitted: bool) -> None:
    """Let learners of learning systems read a plant, in classes linked to their courses, or let none any more."""
    plant.courses = admitted
    if not admitted:
        session.execute(sa.delete(Share).where(Share.plant == plant.id, Share.account.in_(sa.select(Guest.account))))


def courses_of(session: Session, school_class: str) -> list[Course]:
    """Return the courses whose learners have seats in a class."""
    return list(session.scalars(sa.select(Course).where(Course.school_class == school_class).order_by(Course.title)))


def is_linked(session: Session, course: Course) -> bool:
    """Tell whether the class takes the learners of a course."""
    return session.get(Course, (course.school_class, course.platform, course.deployment, course.course)) is not None


def demand_seat(session: Session, taught: SchoolClass, course: Course, learner: Account) -> None:
    """Let a learner of a course read the plant of a class.

    Raises
    ------
    NotAllowedError
        The class is not linked to the course, or its plant is open to learning systems no longer.
    """
    plant = session.get_one(KeptPlant, taught.plant)
    if not is_linked(session, course) or not plant.courses:
        raise NotAllowedError("this class takes no learners of that course; ask its teacher to link them")
    share(session, plant, learner)


def end_visits(session: Session, plant: str) -> None:
    """Let those learners of learning systems read a plant no longer who have no seat in any class on it."""
    seats = sa.select(Seat.learner).join(SchoolClass, SchoolClass.id == Seat.school_class)
    seated = set(session.scalars(seats.where(SchoolClass.plant == plant)))
    visiting = sa.select(Account).join(Guest, Guest.account == Account.id).join(Share, Share.account == Account.id)
    for account in session.scalars(visiting.where(Share.plant == plant)):
        if learner_of(session, account) not in seated:
            session.execute(sa.delete(Share).where(Share.plant == plant, Share.account == account.id))


def keep_line(session: Session, line: GradeLine) -> None:
    """Keep where a grade goes; what was sent to that very column is not sent again."""
    kept = session.get(GradeLine, (line.assignment, line.learner))
    line.sent = kept.sent if kept is not None and kept.line == line.line else 0
    session.merge(line)
    session.flush()


@dataclass(frozen=True)
class Grade:
    """A grade that waits to be sent."""

    line: GradeLine
    platform: KeptPlatform
    right: int
    """Questions of the assignment answered rightly, at most as many as are asked for."""
    count: int
    """Questions that the assignment asks for."""


def grades_to_send(session: Session) -> list[Grade]:
    """Return the grades that have changed since they were sent and may be tried now."""
    right = sa.func.count(Asked.id)
    asked = (
        sa.select(GradeLine, KeptPlatform, Assignment.count, right)
        .join(Assignment, Assignment.id == GradeLine.assignment)
        .join(KeptPlatform, KeptPlatform.id == GradeLine.platform)
        .join(Asked, (Asked.assignment == GradeLine.assignment) & (Asked.learner == GradeLine.learner))
        .where(GradeLine.due <= now(), Asked.state == "right")
        .group_by(GradeLine.assignment, GradeLine.learner, KeptPlatform.id, Assignment.count)
    )
    found = [Grade(line, platform, min(n, count), count) for line, platform, count, n in session.execute(asked)]
    return [one for one in found if one.right != one.line.sent]


def sent(session: Session, grade: Grade) -> None:
    """Remember that a grade was taken."""
    _write(session, grade, sent=grade.right, tries=0, problem="")


def not_sent(session: Session, grade: Grade, problem: str) -> None:
    """Remember that a grade was not taken, and why; it is tried again later."""
    wait = min(FIRST_WAIT * 2 ** min(grade.line.tries, 20), LONGEST_WAIT)
    _write(session, grade, tries=grade.line.tries + 1, due=now() + wait, problem=problem)


def _write(session: Session, grade: Grade, **values: int | str | datetime) -> None:
    # by its columns: the learner may have been erased meanwhile, or have come again
    line = grade.line
    kept = (GradeLine.assignment == line.assignment) & (GradeLine.learner == line.learner)
    session.execute(sa.update(GradeLine).where(kept, GradeLine.line == line.line).values(**values))


def late_lines(session: Session, school_class: str) -> list[GradeLine]:
    """Return where the grades of a class go that could not be sent."""
    asked = sa.select(GradeLine).join(Assignment, Assignment.id == GradeLine.assignment)
    return list(session.scalars(asked.where(Assignment.school_class == school_class, GradeLine.problem != "")))
