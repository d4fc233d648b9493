"""Learn: what can I do already on this plant, and what should I practise next?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from plantwright.errors import NotAllowedError
from plantwright.learn.skills.skill import TRACKS
from plantwright.store.accounts import plant_for
from plantwright.store.school import all_of, assigned_to, classes_with, erase, join, learner_of, leave
from plantwright.store.school_tables import Asked
from plantwright.store.tables import KeptPlant
from plantwright.web.forms import Fields, shown_at, texts
from plantwright.web.look import page
from plantwright.web.school.cases import demand_run, run_to_learn_on
from plantwright.web.school.desk import answer_asked, asked_on, give_up, question_of, sheet_of, take_hint, write_down
from plantwright.web.school.practice import Wish, answered, next_question, skill_graph
from plantwright.web.school.standing import Standing, standing
from plantwright.web.visitor import Acting, Seeing, Visitor

router = APIRouter(prefix="/plants/{plant}/learn", include_in_schema=False)
Short = Annotated[str, Form(max_length=120)]
MOST_PLACES = 20
"""Things to put in order in a question, at most."""
Nickname = Annotated[str, Form(min_length=1, max_length=40)]


@router.get("")
def show_learn(request: Request, who: Seeing, plant: str) -> Response:
    """Show what a learner can do, what is assigned, and what comes next."""
    found = plant_for(who.session, who.account, plant)
    at = standing(who, found)
    learner = learner_of(who.session, who.account)
    assigned = assigned_to(who.session, learner, plant)
    return page(
        request, "learn.html", who=who, plant=found, here="learn", title=f"{found.name}: learn",
        run=run_to_learn_on(who, found), assigned=assigned, done=answered(assigned, at.asked), skills=skill_graph(),
        asked_about=at.askable, open=at.open, classes=classes_with(who.session, learner, plant), **_map(at),
    )  # fmt: skip


def _map(at: Standing) -> dict[str, Any]:
    """Return the skills with what is mastered of them, by track."""
    from plantwright.learn.learner.mastery import MASTERED

    graph = skill_graph()
    mastered = at.mastered
    counts = {
        track: (sum(one.id in mastered for one in graph.track(track)), len(graph.track(track))) for track in TRACKS
    }
    return {
        "graph": graph, "standing": at.known.mastery, "tracks": TRACKS, "counts": counts, "ready": at.ready,
        "mastered": round(100 * MASTERED),
    }  # fmt: skip


@router.post("/next")
def ask_next(who: Acting, plant: str, skill: Short = "", assignment: Short = "") -> Response:
    """Ask the learner something: of a skill, of an assignment, or what helps most now."""
    found = plant_for(who.session, who.account, plant)
    asked = next_question(who, found, demand_run(who, found).id, Wish(skill, assignment))
    return _to(found, asked)


@router.get("/questions/{asked}")
def show_question(request: Request, who: Seeing, plant: str, asked: str) -> Response:
    """Show a question, with as much of its key as is earned."""
    found, kept = asked_on(who, plant, asked)
    return _shown(request, who, found, kept)


@router.post("/questions/{asked}/answer")
def answer_question(request: Request, who: Acting, plant: str, asked: str, form: Fields) -> Response:
    """Take an answer: a number with its unit, an option, things in order, a text, or the criteria that it met."""
    found, kept = asked_on(who, plant, asked)
    told = texts(form, 5000)
    if told.get("text", "").strip():
        return _done(
            request, who, found, kept, lambda: write_down(question_of(who, found, kept), kept, told["text"].strip())
        )
    met = tuple(str(value) for name, value in form.multi_items() if name == "met")
    places = [told[name] for name in (f"place-{k}" for k in range(1, MOST_PLACES + 1)) if name in told]
    given = met or tuple(places) or told.get("given", "")
    return _done(request, who, found, kept, lambda: answer_asked(question_of(who, found, kept), kept, given))


@router.post("/questions/{asked}/hint")
def show_hint(request: Request, who: Acting, plant: str, asked: str, seen: Short = "") -> Response:
    """Show one more hint; pressed twice on a page that had ``seen`` so many, it is still one."""
    found, kept = asked_on(who, plant, asked)
    if seen and seen != str(kept.hints):
        return _to(found, kept, "hints")
    return _done(request, who, found, kept, lambda: take_hint(question_of(who, found, kept), kept), "hints")


@router.post("/questions/{asked}/solution")
def show_solution(request: Request, who: Acting, plant: str, asked: str) -> Response:
    """Show the worked solution, after the last hint."""
    found, kept = asked_on(who, plant, asked)
    return _done(request, who, found, kept, lambda: give_up(kept), "solution")


@router.post("/join")
def join_class(
    who: Acting, plant: str, code: Short, nickname: Annotated[str, Form(min_length=1, max_length=40)]
) -> Response:
    """Give the learner a seat in a class."""
    found = plant_for(who.session, who.account, plant)
    join(who.session, learner_of(who.session, who.account), plant, code, nickname.strip() or "somebody")
    return RedirectResponse(f"/plants/{found.id}/learn#class", 303)


@router.post("/leave")
def leave_class(who: Acting, plant: str, school_class: Short) -> Response:
    """Give up the learner's seat in a class."""
    found = plant_for(who.session, who.account, plant)
    leave(who.session, learner_of(who.session, who.account), plant, school_class)
    return RedirectResponse(f"/plants/{found.id}/learn#class", 303)


@router.get("/records.json")
def save_records(who: Seeing, plant: str) -> Response:
    """Hand out all that is kept of the learner, on every plant."""
    plant_for(who.session, who.account, plant)
    told = all_of(who.session, learner_of(who.session, who.account))
    return JSONResponse(told, headers={"content-disposition": 'attachment; filename="my-learning.json"'})


@router.post("/erase")
def erase_records(who: Acting, plant: str, sure: Short = "") -> Response:
    """Erase all that is kept of the learner, on every plant."""
    found = plant_for(who.session, who.account, plant)
    if sure == "yes":
        erase(who.session, learner_of(who.session, who.account))
    return RedirectResponse(f"/plants/{found.id}/learn", 303)


def _shown(
    request: Request, who: Visitor, plant: KeptPlant, asked: Asked, refused: str = "", status: int = 200
) -> Response:
    question = question_of(who, plant, asked)
    return page(
        request, "question.html", status=status, who=who, plant=plant, here="learn", title=f"{plant.name}: question",
        asked=asked, sheet=sheet_of(question, asked), last=asked.tries[-1] if asked.tries else None,
        skill=skill_graph()[asked.skill], refused=refused,
    )  # fmt: skip


def _done(
    request: Request, who: Visitor, plant: KeptPlant, asked: Asked, act: Callable[[], None], place: str = "heard"
) -> Response:
    """Do something with a question and show it at a place; what is refused is said on its page, which leads on."""
    try:
        act()
    except NotAllowedError as error:
        return _shown(request, who, plant, asked, error.subject, 403)
    return _to(plant, asked, place)


def _to(plant: KeptPlant, asked: Asked, place: str = "") -> Response:
    return shown_at(f"/plants/{plant.id}/learn/questions/{asked.id}", place)
