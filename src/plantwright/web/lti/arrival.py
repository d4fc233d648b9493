"""Where somebody who came from a learning system goes: a learner to their seat, a teacher to their class."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import sqlalchemy as sa
from sqlalchemy.orm import Session

from plantwright.errors import LaunchError, NotThereError
from plantwright.learn.lti.launch import Launch
from plantwright.store.accounts import plant_for
from plantwright.store.lti import demand_seat, guest, keep_line
from plantwright.store.lti_tables import Course, GradeLine, KeptPlatform
from plantwright.store.school import assignments_of, join, learner_of
from plantwright.store.school_tables import Assignment, SchoolClass, Seat
from plantwright.store.tables import Account, KeptPlant, now

_LEARN = re.compile(r"/plants/([0-9a-f]{16})/learn")


@dataclass(frozen=True)
class Place:
    """What a link of a course leads to."""

    taught: SchoolClass
    assignment: Assignment | None

    @property
    def path(self) -> str:
        """Return its address on this server."""
        more = f"&assignment={self.assignment.id}" if self.assignment else ""
        return f"/plants/{self.taught.plant}/learn?class={self.taught.id}{more}"


def place_of(session: Session, target: str, home: str) -> Place:
    """Return what an address leads to.

    Raises
    ------
    LaunchError
        It is no page of this server that a course links to, or its class or assignment has ended.
    """
    parts = urlsplit(target)
    found = _LEARN.fullmatch(parts.path)
    if f"{parts.scheme}://{parts.netloc}" != home or found is None:
        raise LaunchError(f"{target[:200]}: is no page to link to; let the teacher choose it from this tool's list")
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    taught = session.get(SchoolClass, asked.get("class", ""))
    if taught is None or taught.plant != found[1]:
        raise LaunchError("the class of this link has ended; tell the teacher")
    if not asked.get("assignment"):
        return Place(taught, None)
    assignment = session.get(Assignment, asked["assignment"])
    if assignment is None or assignment.school_class != taught.id:
        raise LaunchError("the assignment of this link has ended; tell the teacher")
    return Place(taught, assignment)


def seated(session: Session, platform: KeptPlatform, launch: Launch, place: Place) -> Account:
    """Return the account of a learner who came, with a seat in the class, and their grade's way back kept.

    Raises
    ------
    NotAllowedError
        The class is not linked to their course, its plant is not open to it, or their account is closed.
    """
    account = guest(session, platform, launch.learner)
    demand_seat(session, place.taught, course_of(platform, launch, place), account)
    learner = learner_of(session, account)
    if session.get(Seat, (place.taught.id, learner)) is None:
        join(session, learner, place.taught.plant, place.taught.code, f"learner {learner[:4]}")
    book = launch.grade_book
    if place.assignment and book and book.takes_scores:
        line = GradeLine(
            assignment=place.assignment.id, learner=learner, platform=platform.id, subject=launch.learner,
            line=book.line, tries=0, due=now(), problem="",
        )  # fmt: skip
        keep_line(session, line)
    return account


def course_of(platform: KeptPlatform, launch: Launch, place: Place) -> Course:
    """Return the course that a launch came from, as one of those whose learners have seats in the class."""
    return Course(
        school_class=place.taught.id, platform=platform.id, deployment=launch.deployment, course=launch.course,
        title=(launch.course_title or launch.course)[:255],
    )  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """A class that a teacher may link to a course."""

    place: Place
    plant: KeptPlant
    assignments: tuple[Place, ...]


def offers(session: Session, teacher: Account) -> tuple[Offer, ...]:
    """Return the classes that an account teaches, newest first."""
    asked = sa.select(SchoolClass).where(SchoolClass.teacher == teacher.id).order_by(SchoolClass.made.desc())
    return tuple(_offered(session, teacher, session.scalars(asked)))


def _offered(session: Session, teacher: Account, classes: Iterable[SchoolClass]) -> Iterator[Offer]:
    for taught in classes:
        try:
            plant = plant_for(session, teacher, taught.plant)
        except NotThereError:  # it is shared with them no longer
            continue
        given = tuple(Place(taught, one) for one in assignments_of(session, taught.id))
        yield Offer(Place(taught, None), plant, given)
