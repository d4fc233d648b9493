"""Classes: invitation, members, assignments, who is stuck where, how questions fare, and what a teacher takes along."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from plantwright.model.estimate import Estimate
from plantwright.store.school import assignments_of, classes_of, new_class, seats_of
from plantwright.web.api.moments import Moment
from plantwright.web.saved import saved
from plantwright.web.school.classroom import Classroom, Pupil, classroom, items, stuck_at
from plantwright.web.school.handout import Kind, awards, class_csv, questions
from plantwright.web.school.practice import skill_graph
from plantwright.web.school.register import class_to_teach, close_class, plant_to_teach_on, set_practice
from plantwright.web.visitor import Acting, Seeing, Visitor

router = APIRouter(prefix="/api/plants/{plant}/classes", tags=["teaching"])
Title = Annotated[str, Field(min_length=1, max_length=120, pattern=r"\S")]
Name = Annotated[str, Field(max_length=120)]


class NewClass(BaseModel):
    """A class to make."""

    model_config = ConfigDict(extra="forbid")

    name: Title


class ClassOfPlant(BaseModel):
    """A class with its invitation."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    code: str
    """What learners join by."""
    made: Moment


class Member(BaseModel):
    """A learner of a class, under the name that they chose; no account is named."""

    model_config = ConfigDict(from_attributes=True)

    nickname: str
    joined: Moment


class NewAssignment(BaseModel):
    """Practice to ask of a class."""

    model_config = ConfigDict(extra="forbid")

    title: Title
    skills: Annotated[list[Name], Field(min_length=1, max_length=100)]
    count: Annotated[int, Field(ge=1, le=200)] = 10
    """Questions to be answered."""
    due: date | None = None
    """Until the last minute of this day, UTC."""


class AssignmentShown(BaseModel):
    """Practice that a class is asked for."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    title: str
    skills: list[str]
    count: int
    due: Moment | None
    made: Moment


class ClassShownWhole(ClassOfPlant):
    """A class with its members and assignments, the newest first."""

    members: list[Member]
    assignments: list[AssignmentShown]


class MasteryShown(BaseModel):
    """Where a learner stands at a skill."""

    skill: str
    chance: float
    """That it is mastered [1]."""
    answers: int
    mastered: bool


class PupilShown(BaseModel):
    """A learner of a class as the teacher sees them."""

    nickname: str
    answers: int
    """Questions with a first answer."""
    stuck: list[str]
    """Skills at which the last three first answers were wrong."""
    answered: dict[str, int]
    """Of each assignment how many questions."""
    skills: list[MasteryShown]


class StuckShown(BaseModel):
    """A skill at which somebody is stuck."""

    skill: str
    name: str
    learners: list[str]


class Dashboard(BaseModel):
    """Who is how far, and who is stuck where."""

    pupils: list[PupilShown]
    stuck: list[StuckShown]
    """The skill with most learners first."""


class ItemShown(BaseModel):
    """How a kind of question fared in a class."""

    template: str
    difficulty: Estimate
    """Share of first answers that were wrong [1]."""
    discrimination: Estimate
    """Correlation of a learner's share right here with their share right in all else [1]."""
    mistakes: dict[str, int]
    """Misconceptions that were seen, and how often."""


@router.get("")
def list_classes(who: Seeing, plant: str) -> list[ClassOfPlant]:
    """Return the classes that you teach on a plant, newest first."""
    found = plant_to_teach_on(who, plant)
    return [ClassOfPlant.model_validate(one) for one in classes_of(who.session, who.account, found.id)]


@router.post("", status_code=201)
def make_class(who: Acting, plant: str, said: NewClass) -> ClassOfPlant:
    """Make a class on a plant, with a code to join it by."""
    found = plant_to_teach_on(who, plant)
    return ClassOfPlant.model_validate(new_class(who.session, who.account, found.id, said.name.strip()))


@router.get("/{school_class}")
def get_class(who: Seeing, plant: str, school_class: str) -> ClassShownWhole:
    """Return a class that you teach, with its members and assignments."""
    _, taught = class_to_teach(who, plant, school_class)
    return ClassShownWhole(
        **ClassOfPlant.model_validate(taught).model_dump(),
        members=[Member.model_validate(one) for one in seats_of(who.session, taught.id)],
        assignments=[AssignmentShown.model_validate(one) for one in assignments_of(who.session, taught.id)],
    )


@router.delete("/{school_class}", status_code=204)
def delete_class(who: Acting, plant: str, school_class: str) -> None:
    """End a class: its seats and assignments go, its learners keep their answers."""
    close_class(who, plant, school_class)


@router.post("/{school_class}/assignments", status_code=201)
def assign_practice(who: Acting, plant: str, school_class: str, said: NewAssignment) -> AssignmentShown:
    """Ask a class to practise some skills, until a day."""
    _, taught = class_to_teach(who, plant, school_class)
    return AssignmentShown.model_validate(set_practice(who, taught, said.title, said.skills, said.count, said.due))


@router.get("/{school_class}/dashboard")
def get_dashboard(who: Seeing, plant: str, school_class: str) -> Dashboard:
    """Return who of a class is how far, and who is stuck where."""
    room = _room(who, plant, school_class)
    graph = skill_graph()
    stuck = [
        StuckShown(skill=skill, name=graph[skill].name if skill in graph else skill, learners=list(learners))
        for skill, learners in stuck_at(room).items()
    ]
    return Dashboard(pupils=[_pupil(one) for one in room.pupils], stuck=stuck)


@router.get("/{school_class}/items")
def get_items(who: Seeing, plant: str, school_class: str) -> list[ItemShown]:
    """Return how the questions of a class fare, the hardest first."""
    _, taught = class_to_teach(who, plant, school_class)
    return [
        ItemShown(template=one.template, difficulty=one.difficulty, discrimination=one.discrimination,
                  mistakes=dict(one.mistakes))
        for one in items(who.session, taught)
    ]  # fmt: skip


def _file(*types: str) -> dict[str, Any]:
    """Return how an operation that answers with a file is documented."""
    return {"response_class": Response, "responses": {200: {"content": {one: {} for one in types}}}}


@router.get("/{school_class}/table", **_file("text/csv"))
def get_class_table(who: Seeing, plant: str, school_class: str) -> Response:
    """Return what a class can do as CSV: a line a learner and skill."""
    _, taught = class_to_teach(who, plant, school_class)
    return class_csv(taught.name, classroom(who.session, taught))


@router.get("/{school_class}/questions", **_file("application/xml", "application/zip"))
def get_questions(
    who: Seeing,
    plant: str,
    school_class: str,
    *,
    kind: Kind = "moodle",
    skills: Annotated[list[Name], Query(max_length=100)] = [],  # noqa: B006 - FastAPI copies it
    variants: Annotated[int, Query(ge=1, le=5)] = 1,
) -> Response:
    """Return questions with their keys, of some skills or of all, for Moodle, a system of QTI 2.1, or PrairieLearn."""
    found, _ = class_to_teach(who, plant, school_class)
    return questions(who, found, kind, skills, variants)


@router.get("/{school_class}/awards", **_file("application/zip"))
def get_awards(who: Seeing, plant: str, school_class: str) -> Response:
    """Return an award to sign for each learner who masters anything, with its evidence."""
    _, taught = class_to_teach(who, plant, school_class)
    return saved(awards(who.session, taught), "awards.zip", "application/zip")


def _room(who: Visitor, plant: str, school_class: str) -> Classroom:
    return classroom(who.session, class_to_teach(who, plant, school_class)[1])


def _pupil(one: Pupil) -> PupilShown:
    skills = [
        MasteryShown(skill=skill, chance=at.chance, answers=at.answers, mastered=at.mastered)
        for skill, at in sorted(one.standing.items())
    ]
    return PupilShown(
        nickname=one.nickname, answers=one.answers, stuck=list(one.stuck), answered=one.done, skills=skills
    )
