"""The desk: what a learner is asked next, what an answer earns, and when a solution may be seen."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plantwright.errors import NotAllowedError, NotThereError
from plantwright.store.accounts import plant_for
from plantwright.store.school import learner_of, question_for
from plantwright.store.school_tables import Asked
from plantwright.store.tables import KeptPlant, now
from plantwright.web.school.cases import case_of
from plantwright.web.visitor import Visitor

if TYPE_CHECKING:
    from plantwright.learn.bank.case import Case
    from plantwright.learn.bank.check import Feedback, Given
    from plantwright.learn.bank.question import Question, Shown

HINTS = 3
"""Hints of a question; the solution may be asked for after the last one."""
MOST_TRIES, MOST_DRAWS = 100, 30
MOST_SEED = 2**31 - 1
PLACEMENT = "placement"


@dataclass(frozen=True)
class Sheet:
    """A question as its page shows it: what was earned, and no more."""

    shown: Shown
    pictures: tuple[str, ...]
    """Of each view its drawing; empty for a table."""
    hints: tuple[str, ...]
    """Those that were asked for."""
    more: bool
    """Whether another hint may be asked for."""
    may_give_up: bool
    solution: tuple[str, ...]
    """Empty while the question is open."""
    model: str
    """A good explanation, once the learner has written one."""
    criteria: tuple[str, ...]


def pose_next(
    who: Visitor,
    plant: KeptPlant,
    run: str,
    template: str,
    why: str,
    *,
    assignment: str | None = None,
    purpose: str = "practice",
) -> Asked:
    """Ask a learner a question of a template, with luck that nobody knows beforehand.

    Raises
    ------
    NotThereError
        The plant's records hold nothing that the template could ask about.
    """
    from plantwright.learn.bank.catalog import TEMPLATES

    asked = Asked(
        plant=plant.id, run=run, learner=learner_of(who.session, who.account), template=template, why=why,
        skill=TEMPLATES[template].skill, seed=_lucky(case_of(who, plant, run), template), tries=[], said=[],
        purpose=purpose, assignment=assignment,
    )  # fmt: skip
    who.session.add(asked)
    who.session.flush()
    return asked


def _lucky(case: Case, template: str) -> int:
    """Return a seed with which a template finds something to ask: not each one does on every plant."""
    from plantwright.learn.bank.catalog import TEMPLATES
    from plantwright.learn.bank.template import NotHereError, pose

    for _ in range(MOST_DRAWS):
        seed = secrets.randbelow(MOST_SEED)
        try:
            pose(TEMPLATES[template], case, seed)
        except NotHereError:
            continue
        return seed
    raise NotThereError("this plant's records hold nothing for that question; ask for another one")


def binding(case: Case, templates: list[str]) -> list[str]:
    """Return those of some templates that can ask something of a plant."""
    from plantwright.learn.bank.catalog import TEMPLATES
    from plantwright.learn.bank.template import NotHereError, pose

    found = []
    for name in templates:
        try:
            pose(TEMPLATES[name], case, 0)
        except NotHereError:
            continue
        found.append(name)
    return found


def asked_on(who: Visitor, plant: str, asked: str) -> tuple[KeptPlant, Asked]:
    """Return a plant and what the learner was asked on it; errors as ``plant_for`` and ``question_for``."""
    found = plant_for(who.session, who.account, plant)
    return found, question_for(who.session, learner_of(who.session, who.account), plant, asked)


def question_of(who: Visitor, plant: KeptPlant, asked: Asked) -> Question:
    """Return the question with its key, made anew.

    Raises
    ------
    NotThereError
        Its records are gone, or the bank has no such question any more.
    """
    from plantwright.learn.bank.catalog import TEMPLATES
    from plantwright.learn.bank.template import pose

    if asked.template not in TEMPLATES:
        raise NotThereError("this question is in the bank no more; ask for a new one on the page Learn")
    return pose(TEMPLATES[asked.template], case_of(who, plant, asked.run), asked.seed).question


def sheet_of(question: Question, asked: Asked) -> Sheet:
    """Return what a learner may see now."""
    from plantwright.learn.bank.picture import picture
    from plantwright.learn.bank.question import Rubric, shown
    from plantwright.learn.bank.view import Table

    is_open = asked.state == "open"
    answer = question.answer
    explained = isinstance(answer, Rubric) and bool(asked.tries or not is_open)
    return Sheet(
        shown=shown(question),
        pictures=tuple("" if isinstance(one, Table) else picture(one) for one in question.views),
        hints=tuple(asked.said),
        more=is_open and asked.hints < HINTS and asked.purpose != PLACEMENT,
        may_give_up=is_open and (asked.hints >= HINTS or asked.purpose == PLACEMENT),
        solution=() if is_open else question.solution,
        model=answer.model if explained and isinstance(answer, Rubric) else "",
        criteria=tuple(one.text for one in answer.criteria) if explained and isinstance(answer, Rubric) else (),
    )


def answer_asked(question: Question, asked: Asked, given: Given) -> None:
    """Keep an answer and what it earned; a right one ends the question.

    Raises
    ------
    NotAllowedError
        The question is answered already, or asks for an explanation that is not written yet.
    """
    from plantwright.learn.bank.check import check

    _demand_room(asked)
    if question.answer.kind == "explain" and not asked.tries:
        raise NotAllowedError("nothing is written yet: answer in a few sentences, then compare them with a good answer")
    heard = _in_view(question, check(question, given))
    counts = heard.mistake != "unreadable"
    asked.tries = [*asked.tries, _try(asked, given, heard.model_dump()) | {"counts": counts}]
    if not counts:
        return
    if heard.right or question.answer.kind == "explain":
        _end(asked, "right")
    elif asked.purpose == PLACEMENT:
        _end(asked, "told")


def _in_view(question: Question, heard: Feedback) -> Feedback:
    """Return what is said to an answer, in words of the page: it shows things, not the keys that they go by."""
    said = {"choice": "Choose one of them.", "order": "One of them stands at two places: put each at one."}
    if heard.mistake != "unreadable" or question.answer.kind not in said:
        return heard
    return heard.model_copy(update={"says": said[question.answer.kind]})


def write_down(question: Question, asked: Asked, text: str) -> None:
    """Keep an explanation that the learner wrote, before its rubric is seen.

    Raises
    ------
    NotAllowedError
        The question asks for none, or is answered already.
    """
    _demand_room(asked)
    if question.answer.kind != "explain":
        raise NotAllowedError(f"this question asks for no explanation but for a {question.answer.kind}; answer it")
    asked.tries = [{"given": text, "right": False, "score": 0.0, "mistake": "", "says": "", "counts": False,
                    "at": now().isoformat(), "hints": asked.hints}]  # fmt: skip


def take_hint(question: Question, asked: Asked) -> None:
    """Say one more hint: the template's own, or a model's wording of it that the gate lets through."""
    from plantwright.learn.tutor.phrasing import configured, phrased

    _demand_open(asked)
    if asked.purpose == PLACEMENT:
        raise NotAllowedError("a placement gives no hints: say that you do not know, and go on")
    if asked.hints < HINTS:
        asked.said = [*asked.said, phrased(question.hints[asked.hints], question, configured()).text]
        asked.hints += 1


def give_up(asked: Asked) -> None:
    """Let the solution be seen.

    Raises
    ------
    NotAllowedError
        There are hints that were not seen yet, or the question is answered.
    """
    _demand_open(asked)
    if asked.hints < HINTS and asked.purpose != PLACEMENT:
        raise NotAllowedError(f"the solution comes after the last hint; {HINTS - asked.hints} are left to be seen")
    _end(asked, "told")


def _end(asked: Asked, state: str) -> None:
    asked.state, asked.ended = state, now()


def _demand_room(asked: Asked) -> None:
    _demand_open(asked)
    if len(asked.tries) >= MOST_TRIES:
        raise NotAllowedError(f"{MOST_TRIES} answers are enough; look at the hints, then at the solution")


def _demand_open(asked: Asked) -> None:
    if asked.state != "open":
        raise NotAllowedError("this question is answered; ask for another one on the page Learn")


def _try(asked: Asked, given: Given, heard: dict[str, Any]) -> dict[str, Any]:
    written = given if isinstance(given, str) else list(given)
    return {"given": written, "at": now().isoformat(), "hints": asked.hints, **heard}
