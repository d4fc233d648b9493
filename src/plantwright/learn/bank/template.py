"""A template: a pure function from a plant and luck to a question and a second way to its answer."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from plantwright.errors import PlantwrightError
from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.question import Answer, Kind, Question
from plantwright.learn.bank.view import View


class NotHereError(PlantwrightError, ValueError):
    """The plant's records do not hold what a template asks about; says what is missing."""


@dataclass(frozen=True)
class Exactly:
    """The answer by the second way: a number, the text of an option, or texts in order."""

    value: float | str | tuple[str, ...]


@dataclass(frozen=True)
class Sampled:
    """The answer by a second way that has luck in it: a mean and its standard error, in the unit of the answer."""

    mean: float
    standard_error: float


Again: TypeAlias = Callable[[], Exactly | Sampled]


@dataclass(frozen=True)
class Draft:
    """What a template makes."""

    stem: str
    answer: Answer
    solution: tuple[str, ...]
    hints: tuple[str, str, str]
    again: Again | None
    """The second, independent way to the answer; None only where the answer is an explanation."""
    views: tuple[View, ...] = ()


Make: TypeAlias = Callable[[Case, Draw], Draft]


@dataclass(frozen=True)
class Template:
    """One kind of question."""

    id: str
    skill: str
    kind: Kind
    make: Make


@dataclass(frozen=True)
class Posed:
    """A question with the second way to its answer."""

    question: Question
    again: Again | None


def template(skill: str, kind: Kind) -> Callable[[Make], Template]:
    """Return a decorator that makes a template of a function; its id is the track and the function's name."""

    def made(make: Make) -> Template:
        return Template(id=f"{skill.partition('.')[0]}.{make.__name__}", skill=skill, kind=kind, make=make)

    return made


def pose(one: Template, case: Case, seed: int) -> Posed:
    """Return a template's question about a plant.

    The same template, plant and seed make the same question.

    Raises
    ------
    NotHereError
        The plant's records hold nothing that the template could ask about.
    """
    draft = one.make(case, Draw.of(seed, zlib.crc32(one.id.encode())))
    if draft.answer.kind != one.kind:
        raise TypeError(f"{one.id} promises {one.kind} and asks for {draft.answer.kind}")
    question = Question(
        template=one.id,
        skill=one.skill,
        seed=seed,
        plant=case.name,
        stem=draft.stem,
        views=draft.views,
        answer=draft.answer,
        solution=draft.solution,
        hints=draft.hints,
    )
    return Posed(question, draft.again)
