"""Teach: who is stuck where, and what should the class practise?"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from plantwright.errors import NotThereError
from plantwright.learn.skills.skill import TRACKS
from plantwright.store.accounts import demand_role, plant_for
from plantwright.store.plays import plays_of_class
from plantwright.store.school import assign, class_for, classes_of, end_class, new_class
from plantwright.store.school_tables import SchoolClass
from plantwright.store.tables import KeptPlant
from plantwright.web.csv_out import csv_answer
from plantwright.web.look import page
from plantwright.web.saved import saved
from plantwright.web.school.cases import case_of, run_to_learn_on
from plantwright.web.school.classroom import Classroom, classroom
from plantwright.web.school.handout import Kind, awards, drawn, exported
from plantwright.web.school.practice import askable_templates, skill_graph
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
    found = _plant(who, plant)
    return page(
        request, "teach.html", who=who, plant=found, here="teach", title=f"{found.name}: teach",
        classes=classes_of(who.session, who.account, plant),
    )  # fmt: skip


@router.post("")
def make_class(who: Acting, plant: str, name: Title) -> Response:
    """Make a class."""
    found = _plant(who, plant)
    made = new_class(who.session, who.account, found.id, name.strip() or "class")
    return _to(found, made)


@router.get("/{school_class}")
def show_class(request: Request, who: Seeing, plant: str, school_class: str) -> Response:
    """Show a class: its learners by skill, its assignments, and how questions fare."""
    return _shown(request, who, *_class(who, plant, school_class))


def _shown(
    request: Request, who: Visitor, plant: KeptPlant, taught: SchoolClass, draft: dict[str, Any] | None = None
) -> Response:
    from plantwright.learn.games.game import GAMES

    run = run_to_learn_on(who, plant)
    return page(
        request, "class.html", status=422 if draft else 200, who=who, plant=plant, here="teach",
        title=f"{taught.name}: class", taught=taught, room=classroom(who.session, taught), games=GAMES,
        results=results(plays_of_class(who.session, taught)), graph=skill_graph(), tracks=TRACKS, draft=draft or {},
        askable=() if run is None else askable_templates(case_of(who, plant, run.id)),
    )  # fmt: skip


@router.post("/{school_class}/assign")
def assign_practice(
    request: Request, who: Acting, plant: str, school_class: str, *, title: Title, skills: Skills = (),
    count: Count = 10, due: Day = "",
) -> Response:  # fmt: skip
    """Ask a class to practise some skills, until a day; without a skill, ask for one where it is written."""
    found, taught = _class(who, plant, school_class)
    if not skills:
        return _shown(request, who, found, taught, {"title": title, "count": count, "due": due})
    unknown = [one for one in skills if one not in skill_graph()]
    if unknown:
        raise NotThereError(f"skill {unknown[0][:60]}: is none; choose from the list")
    assign(who.session, taught, title.strip() or "practice", sorted(set(skills)), count, _end_of(due))
    return _to(found, taught, "assigned")


def _end_of(day: str) -> datetime | None:
    """Return the last minute of a day, None where none is named; a day that no calendar has is refused."""
    try:
        return datetime.combine(date.fromisoformat(day), time(23, 59)) if day else None
    except ValueError:
        raise NotThereError(f"due {day}: is no day; choose one from the calendar") from None


@router.post("/{school_class}/play")
def play_together(
    who: Acting, plant: str, school_class: str, name: Annotated[str, Form(max_length=60)] = ""
) -> Response:
    """Let a class play a game, everybody with the same luck; without a name, end it."""
    from plantwright.learn.games.game import game_of

    found, taught = _class(who, plant, school_class)
    taught.playing = {"game": game_of(name).name, "seed": secrets.randbelow(2**31)} if name else None
    return _to(found, taught, "game")


@router.get("/{school_class}/class.csv")
def save_class(who: Seeing, plant: str, school_class: str) -> Response:
    """Hand out what the class can do as CSV: a line a learner and skill."""
    _, taught = _class(who, plant, school_class)
    columns = ("learner", "skill", "chance of mastery [1]", "answers")
    return csv_answer(taught.name, columns, _lines(classroom(who.session, taught)))


@router.get("/{school_class}/questions")
def save_questions(
    who: Seeing, plant: str, school_class: str, *, kind: Kind = "moodle", skills: Asked = (), variants: Few = 1
) -> Response:
    """Hand out questions of some skills, or of all, for Moodle, a system that takes QTI, or PrairieLearn."""
    found, _ = _class(who, plant, school_class)
    run = run_to_learn_on(who, found)
    if run is None:
        raise NotThereError("there is nothing to ask about yet: the plant's records must be read first")
    case = case_of(who, found, run.id)
    askable = askable_templates(case)
    file, ending = exported(kind, drawn(case, askable, [one for one in skills if one] or askable, variants), found.name)
    return _saved(file, f"{kind}-questions.{ending}")


@router.get("/{school_class}/awards.zip")
def save_awards(who: Seeing, plant: str, school_class: str) -> Response:
    """Hand out an award to sign for each learner who masters anything, with its evidence."""
    _, taught = _class(who, plant, school_class)
    return _saved(awards(who.session, taught), "awards.zip")


def _saved(file: bytes, name: str) -> Response:
    return saved(file, name, "application/zip" if name.endswith(".zip") else "application/xml")


@router.post("/{school_class}/end")
def delete_class(who: Acting, plant: str, school_class: str, sure: Annotated[str, Form(max_length=8)] = "") -> Response:
    """End a class; its learners keep their answers."""
    found, taught = _class(who, plant, school_class)
    if sure != "yes":
        return _to(found, taught)
    end_class(who.session, taught)
    return RedirectResponse(f"/plants/{found.id}/teach", 303)


def _lines(room: Classroom) -> list[tuple[str, str, float, int]]:
    return [
        (one.nickname, skill, round(at.chance, 4), at.answers)
        for one in room.pupils
        for skill, at in sorted(one.standing.items())
    ]


def _plant(who: Visitor, plant: str) -> KeptPlant:
    found = plant_for(who.session, who.account, plant)
    demand_role(who.account, "teacher")
    return found


def _class(who: Visitor, plant: str, school_class: str) -> tuple[KeptPlant, SchoolClass]:
    found = _plant(who, plant)
    return found, class_for(who.session, who.account, plant, school_class)


def _to(plant: KeptPlant, taught: SchoolClass, place: str = "") -> Response:
    at = f"#{place}" if place else ""
    return RedirectResponse(f"/plants/{plant.id}/teach/{taught.id}{at}", 303)
