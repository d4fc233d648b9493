"""Questions about a plant as a learner is asked them: answers, hints and the solution, each once it is earned."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from plantwright.learn.bank.question import Shown
from plantwright.store.accounts import plant_for
from plantwright.store.school_tables import Asked
from plantwright.store.tables import KeptPlant
from plantwright.web.api.moments import Moment
from plantwright.web.school.cases import demand_run
from plantwright.web.school.desk import answer_asked, asked_on, give_up, question_of, sheet_of, take_hint, write_down
from plantwright.web.school.practice import Wish, next_question, skill_graph
from plantwright.web.visitor import Acting, Seeing, Visitor

router = APIRouter(prefix="/api/plants/{plant}/learning/questions", tags=["learning"])
Name = Annotated[str, Field(max_length=120)]


class Wished(BaseModel):
    """What a learner wants to be asked; empty: whatever helps most now."""

    model_config = ConfigDict(extra="forbid")

    skill: Name = ""
    assignment: Name = ""


class Given(BaseModel):
    """An answer."""

    model_config = ConfigDict(extra="forbid")

    given: Annotated[str, Field(max_length=200)] | Annotated[list[Name], Field(max_length=40)]
    """A number, with a unit if it is another one; the key of an option; the keys of things in order; or, once an
    explanation is written, the numbers from 1 of the criteria that it meets."""


class Explained(BaseModel):
    """An explanation in the learner's own words."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=4000, pattern=r"\S")]


class TryShown(BaseModel):
    """An answer that was given, and what it earned."""

    given: str | list[str]
    right: bool
    score: float
    """0 to 1."""
    says: str
    mistake: str
    """The misconception that was seen; empty: none that is known."""
    counts: bool
    """Whether it counts as an answer: what cannot be read does not."""
    hints: int
    """Hints that were seen before it."""
    at: Moment


class QuestionShown(BaseModel):
    """A question as far as it is earned: its key is never part of an open one."""

    id: str
    skill: str
    skill_name: str
    why: str
    """Why it was chosen."""
    purpose: str
    """practice, or placement: one answer ends it, and there are no hints."""
    assignment: str | None
    state: str
    """open, right, or told: its solution was shown before it was answered."""
    made: Moment
    ended: Moment | None
    question: Shown
    pictures: list[str]
    """Of each view its drawing as SVG; empty for a table."""
    tries: list[TryShown]
    hints: list[str]
    """Those that were asked for."""
    more_hints: bool
    may_see_solution: bool
    """Whether the solution may be asked for now."""
    solution: list[str]
    """Empty while the question is open."""
    model: str
    """A good explanation, once the learner has written one."""
    criteria: list[str]


@router.post("", status_code=201)
def ask_question(who: Acting, plant: str, wished: Wished) -> QuestionShown:
    """Ask the learner who acts something: of a skill, of an assignment, or what helps most now."""
    found = plant_for(who.session, who.account, plant)
    asked = next_question(who, found, demand_run(who, found).id, Wish(wished.skill, wished.assignment))
    return question_shown(who, found, asked)


@router.get("/{asked}")
def get_question(who: Seeing, plant: str, asked: str) -> QuestionShown:
    """Return a question that you were asked; nobody else's."""
    return question_shown(who, *asked_on(who, plant, asked))


@router.post("/{asked}/answers")
def answer_question(who: Acting, plant: str, asked: str, said: Given) -> QuestionShown:
    """Answer a question; a right answer ends it, a wrong one is told what it shows, never the answer."""
    found, kept = asked_on(who, plant, asked)
    given = said.given if isinstance(said.given, str) else tuple(said.given)
    answer_asked(question_of(who, found, kept), kept, given)
    return question_shown(who, found, kept)


@router.put("/{asked}/explanation")
def explain(who: Acting, plant: str, asked: str, said: Explained) -> QuestionShown:
    """Write an explanation; a good one and the criteria to compare yours with come after it."""
    found, kept = asked_on(who, plant, asked)
    write_down(question_of(who, found, kept), kept, said.text.strip())
    return question_shown(who, found, kept)


@router.post("/{asked}/hints")
def ask_hint(who: Acting, plant: str, asked: str) -> QuestionShown:
    """Ask for one more hint; they come in order, from where to look to how to reckon."""
    found, kept = asked_on(who, plant, asked)
    take_hint(question_of(who, found, kept), kept)
    return question_shown(who, found, kept)


@router.post("/{asked}/solution")
def ask_solution(who: Acting, plant: str, asked: str) -> QuestionShown:
    """End a question by its worked solution, after the last hint."""
    found, kept = asked_on(who, plant, asked)
    give_up(kept)
    return question_shown(who, found, kept)


def question_shown(who: Visitor, plant: KeptPlant, asked: Asked) -> QuestionShown:
    """Return a question as far as it is earned."""
    sheet = sheet_of(question_of(who, plant, asked), asked)
    return QuestionShown(
        id=asked.id, skill=asked.skill, skill_name=skill_graph()[asked.skill].name, why=asked.why,
        purpose=asked.purpose, assignment=asked.assignment, state=asked.state, made=asked.made, ended=asked.ended,
        question=sheet.shown, pictures=list(sheet.pictures),
        tries=[TryShown.model_validate(one) for one in asked.tries],
        hints=list(sheet.hints), more_hints=sheet.more, may_see_solution=sheet.may_give_up,
        solution=list(sheet.solution), model=sheet.model, criteria=list(sheet.criteria),
    )  # fmt: skip
