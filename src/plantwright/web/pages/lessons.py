"""Lessons: how does it work, seen on my own plant? And a placement: where do I begin?"""

from __future__ import annotations

from itertools import count
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from plantwright.errors import NotThereError
from plantwright.store.accounts import plant_for
from plantwright.store.school import asked_of, learner_of
from plantwright.web.look import page
from plantwright.web.school.cases import case_of, demand_run, run_to_learn_on
from plantwright.web.school.lectern import figures_of, lesson_on, measure_of, next_lesson, tried, try_of
from plantwright.web.school.practice import askable_templates, next_of_placement, placement_answers, skill_graph
from plantwright.web.studied import folder_of
from plantwright.web.visitor import Acting, Seeing

router = APIRouter(prefix="/plants/{plant}/learn", include_in_schema=False)
Named = Annotated[str, Query(max_length=60)]
Percent = Annotated[float, Query(ge=-100, le=1000, allow_inf_nan=False)]


@router.get("/lessons")
def show_lessons(request: Request, who: Seeing, plant: str) -> Response:
    """Show all lessons."""
    from plantwright.learn.lessons.read import school_lessons

    found = plant_for(who.session, who.account, plant)
    return page(
        request, "lessons.html", who=who, plant=found, here="learn", title=f"{found.name}: lessons",
        lessons=school_lessons(), graph=skill_graph(), run=run_to_learn_on(who, found),
    )  # fmt: skip


@router.get("/lessons/{lesson}")
def show_lesson(
    request: Request, who: Seeing, plant: str, lesson: str, tried_out: Named = "", predicted: Percent = 0.0
) -> Response:
    """Show a lesson; the link may hold a change that was tried, with what was predicted of it."""
    found = plant_for(who.session, who.account, plant)
    run = demand_run(who, found)
    case = case_of(who, found, run.id)
    told = lesson_on(case, lesson)
    outcome = None
    if tried_out:
        outcome = tried(folder_of(who, run), try_of(told, tried_out), measure_of(case), predicted)
    return page(
        request, "lesson.html", who=who, plant=found, here="learn", title=f"{found.name}: {told.title}", lesson=told,
        graph=skill_graph(), tried_out=tried_out, outcome=outcome, measure=measure_of(case),
        askable=askable_templates(case), figures_seen=count(), after=next_lesson(lesson),
    )  # fmt: skip


@router.get("/lessons/{lesson}/figures/{number}")
def give_figure(who: Seeing, plant: str, lesson: str, number: int) -> Response:
    """Return a figure of a lesson, as Plotly draws it."""
    found = plant_for(who.session, who.account, plant)
    figures = figures_of(lesson_on(case_of(who, found, demand_run(who, found).id), lesson))
    if not 0 <= number < len(figures):
        raise NotThereError(f"figure {number}: the lesson has {len(figures)}, from 0")
    return Response(figures[number].plotly, media_type="application/json")


@router.post("/placement")
def go_on_placing(who: Acting, plant: str) -> Response:
    """Ask the next question of a placement, or show what it found."""
    found = plant_for(who.session, who.account, plant)
    asked = next_of_placement(who, found, demand_run(who, found).id)
    return RedirectResponse(f"/plants/{found.id}/learn/" + (f"questions/{asked.id}" if asked else "placement"), 303)


@router.get("/placement")
def show_placement(request: Request, who: Seeing, plant: str) -> Response:
    """Show what a placement found so far, and how to go on with it."""
    from plantwright.learn.placement import MOST_QUESTIONS, school_placement

    found = plant_for(who.session, who.account, plant)
    answers = placement_answers(asked_of(who.session, learner_of(who.session, who.account), plant))
    run = run_to_learn_on(who, found)
    askable = askable_templates(case_of(who, found, run.id)) if run else {}
    return page(
        request, "placement.html", who=who, plant=found, here="learn", title=f"{found.name}: placement",
        placed=school_placement().placed(answers) if answers else None, graph=skill_graph(), most=MOST_QUESTIONS,
        run=run, askable=askable, goes_on=school_placement().next_skill(answers, askable.keys()) is not None,
    )  # fmt: skip
