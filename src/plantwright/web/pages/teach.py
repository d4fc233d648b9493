"""Teach: who is stuck where, and what should the class practise?"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from plantwright.errors import NotThereError
from plantwright.learn.skills.skill import TRACKS
from plantwright.store.lti import courses_of, late_lines
from plantwright.store.plays import plays_of_class
from plantwright.store.school import classes_of, new_class
from plantwright.store.school_tables import SchoolClass
from plantwright.store.tables import KeptPlant
from plantwright.web.forms import shown_at
from plantwright.web.look import page
from plantwright.web.saved import saved
from plantwright.web.school.cases import case_of, run_to_learn_on
from plantwright.web.school.classroom import classroom
from plantwright.web.school.handout import Kind, awards, class_csv, questions
from plantwright.web.school.practice import askable_templates, skill_graph
from plantwright.web.school.register import class_to_teach, close_class, plant_to_teach_on, set_practice
from plantwright.web.school.table import results
from plantwright.web.visitor import Acting, Seeing, Visitor

router = APIRouter(prefix="/plants/{plant}/teach", include_in_schema=False)
Title = Annotated[str, Form(min_length=1, max_length=120)]
Skills = Annotated[Sequence[Annotated[str, Form(max_length=120)]], Form(max_length=100)]
Count = Annotated[int, Form(ge=1, le=200)]
Short = Annotated[str, Form(max_length=60)]
Asked = Annotated[tuple[Annotated[str, Field(max_length=120)], ...], Query(max_length=100)]
Few = Annotated[int, Query(ge=1, le=5)]
Day = Annotated[str, Form(max_length=10)]


@router.get("")
def show_classes(request: Request, who: Seeing, plant: str) -> Response:
    """Show the classes that a teacher has on a plant."""
    found = plant_to_teach_on(who, plant)
    return page(
        request, "teach.html", who=who, plant=found, here="teach", title=f"{found.name}: teach",
        classes=classes_of(who.session, who.account, plant),
    )  # fmt: skip


@router.post("")
def make_class(who: Acting, plant: str, name: Title) -> Response:
    """Make a class."""
    found = plant_to_teach_on(who, plant)
    made = new_class(who.session, who.account, found.id, name.strip() or "class")
    return _to(found, made)


@router.get("/{school_class}")
def show_class(request: Request, who: Seeing, plant: str, school_class: str) -> Response:
    """Show a class: its learners by skill, its assignments, and how questions fare."""
    return _shown(request, who, *class_to_teach(who, plant, school_class))


def _shown(
    request: Request, who: Visitor, plant: KeptPlant, taught: SchoolClass, draft: dict[str, Any] | None = None
) -> Response:
    from plantwright.learn.games.game import GAMES

    run = run_to_learn_on(who, plant)
    return page(
        request, "class.html", status=422 if draft else 200, who=who, plant=plant, here="teach",
        title=f"{taught.name}: class", taught=taught, room=classroom(who.session, taught), games=GAMES,
        courses=courses_of(who.session, taught.id), late=late_lines(who.session, taught.id),
        results=results(plays_of_class(who.session, taught)), graph=skill_graph(), tracks=TRACKS, draft=draft or {},
        askable=() if run is None else askable_templates(case_of(who, plant, run.id)),
    )  # fmt: skip


@router.post("/{school_class}/assign")
def assign_practice(
    request: Request, who: Acting, plant: str, school_class: str, *, title: Title, skills: Skills = (),
    count: Count = 10, due: Day = "",
) -> Response:  # fmt: skip
    """Ask a class to practise some skills, until a day; without a skill, ask for one where it is written."""
    found, taught = class_to_teach(who, plant, school_class)
    if not skills:
        return _shown(request, who, found, taught, {"title": title, "count": count, "due": due})
    set_practice(who, taught, title, skills, count, _day(due))
    return _to(found, taught, "assigned")


def _day(day: str) -> date | None:
    """Return a day, None where none is named; one that no calendar has is refused."""
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        raise NotThereError(f"due {day}: is no day; choose one from the calendar") from None


@router.post("/{school_class}/play")
def play_together(
    who: Acting, plant: str, school_class: str, name: Annotated[str, Form(max_length=60)] = ""
) -> Response:
    """Let a class play a game, everybody with the same luck; without a name, end it."""
    from plantwright.learn.games.game import game_of

    found, taught = class_to_teach(who, plant, school_class)
    taught.playing = {"game": game_of(name).name, "seed": secrets.randbelow(2**31)} if name else None
    return _to(found, taught, "game")


@router.get("/{school_class}/class.csv")
def save_class(who: Seeing, plant: str, school_class: str) -> Response:
    """Hand out what the class can do as CSV: a line a learner and skill."""
    _, taught = class_to_teach(who, plant, school_class)
    return class_csv(taught.name, classroom(who.session, taught))


@router.get("/{school_class}/questions")
def save_questions(
    who: Seeing, plant: str, school_class: str, *, kind: Kind = "moodle", skills: Asked = (), variants: Few = 1
) -> Response:
    """Hand out questions of some skills, or of all, for Moodle, a system that takes QTI, or PrairieLearn."""
    found, _ = class_to_teach(who, plant, school_class)
    return questions(who, found, kind, skills, variants)


@router.get("/{school_class}/awards.zip")
def save_awards(who: Seeing, plant: str, school_class: str) -> Response:
    """Hand out an award to sign for each learner who masters anything, with its evidence."""
    _, taught = class_to_teach(who, plant, school_class)
    return saved(awards(who.session, taught), "awards.zip", "application/zip")


@router.post("/{school_class}/end")
def delete_class(who: Acting, plant: str, school_class: str, sure: Annotated[str, Form(max_length=8)] = "") -> Response:
    """End a class; its learners keep their answers."""
    found, taught = class_to_teach(who, plant, school_class)
    if sure != "yes":
        return _to(found, taught)
    close_class(who, plant, school_class)
    return RedirectResponse(f"/plants/{found.id}/teach", 303)


def _to(plant: KeptPlant, taught: SchoolClass, place: str = "") -> Response:
    return shown_at(f"/plants/{plant.id}/teach/{taught.id}", place)
