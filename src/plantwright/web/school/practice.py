"""What a learner can do and is asked next: the learner model over their answers, on what a plant can ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from plantwright.errors import NotThereError
from plantwright.store.school import asked_of, assigned_to, learner_of
from plantwright.store.school_tables import Asked, Assignment
from plantwright.store.tables import KeptPlant
from plantwright.web.school.attempts import attempts_of, known_tracings
from plantwright.web.school.cases import case_of
from plantwright.web.school.desk import PLACEMENT, binding, pose_next
from plantwright.web.visitor import Visitor

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from plantwright.learn.bank.case import Case
    from plantwright.learn.learner.mastery import Mastery, Traced
    from plantwright.learn.learner.progress import Progress
    from plantwright.learn.placement import Answered
    from plantwright.learn.skills.graph import SkillGraph


@dataclass(frozen=True)
class Wish:
    """What a learner asked to practise; empty: whatever helps most."""

    skill: str = ""
    assignment: str = ""


def progress(session: Session, learner: str, asked: Iterable[Asked], traced: Traced | None = None) -> Progress:
    """Return what is known of a learner from what they were asked; ``traced`` is asked of the store if not told."""
    from plantwright.learn.learner.progress import progress_of

    asked = list(asked)
    found = progress_of(attempts_of(asked), learner, known_tracings(session) if traced is None else traced)
    return replace(found, mastery={**_placed(asked), **found.mastery})


def _placed(asked: Sequence[Asked]) -> dict[str, Mastery]:
    """Return the skills that a placement found mastered, until answers say otherwise."""
    from plantwright.learn.learner.mastery import MASTERED, Mastery
    from plantwright.learn.placement import school_placement

    answers = placement_answers(asked)
    known = school_placement().placed(answers).mastered if answers else {}
    return {name: Mastery(skill=name, chance=share, answers=0) for name, share in known.items() if share >= MASTERED}


def next_question(who: Visitor, plant: KeptPlant, run: str, wish: Wish) -> Asked:
    """Ask the learner a question of the skill or assignment wished for, or of the skill that helps most now.

    Raises
    ------
    NotThereError
        The skill or assignment is none, or nothing of it can be asked on this plant.
    """
    learner = learner_of(who.session, who.account)
    asked = asked_of(who.session, learner, plant.id)
    askable = askable_templates(case_of(who, plant, run))
    given = _assignment(who, learner, plant, wish.assignment)
    if given:
        skill, why = _least_asked(given, asked, askable), f"assigned: {given.title}"
    elif wish.skill:
        skill, why = _known(wish.skill, askable), "you chose this skill"
    else:
        skill, why = chosen(progress(who.session, learner, asked), askable)
    template = _freshest(askable[skill], asked)
    return pose_next(who, plant, run, template, why, assignment=given.id if given else None)


@lru_cache(16)
def askable_templates(case: Case) -> dict[str, list[str]]:
    """Return, by skill, the templates that can ask something of a plant."""
    from plantwright.learn.bank.catalog import TEMPLATES

    found: dict[str, list[str]] = {}
    for name in binding(case, list(TEMPLATES)):
        found.setdefault(TEMPLATES[name].skill, []).append(name)
    return found


def chosen(known: Progress, askable: Mapping[str, list[str]]) -> tuple[str, str]:
    """Return the skill to practise now, and why, in a sentence that names skills as people do.

    Raises
    ------
    NotThereError
        Nothing can be asked on this plant.
    """
    from plantwright.learn.learner.choose import choose

    if not askable:
        raise NotThereError("nothing can be asked on this plant: its log holds no finished step; bring more records")
    found = choose(skill_graph(), known, datetime.now(UTC), askable=askable)
    skill = found.skill or min(askable, key=lambda name: known.mastery[name].answers if name in known.mastery else 0)
    return skill, _in_words(found.says)


def _in_words(says: str) -> str:
    for one in sorted(skill_graph(), key=lambda it: -len(it.id)):
        says = says.replace(one.id, f"“{one.name}”")
    return says


@lru_cache(1)
def skill_graph() -> SkillGraph:
    """Return the graph of the school's skills."""
    from plantwright.learn.skills.read import school_skills

    return school_skills()


def answered(assigned: Iterable[Assignment], asked: Sequence[Asked]) -> dict[str, int]:
    """Return of how many questions of each assignment an answer or the solution was seen."""
    return {one.id: sum(it.assignment == one.id and it.state != "open" for it in asked) for one in assigned}


def next_of_placement(who: Visitor, plant: KeptPlant, run: str) -> Asked | None:
    """Ask the next question of the learner's placement; None where it has told what it can."""
    from plantwright.learn.placement import school_placement

    learner = learner_of(who.session, who.account)
    asked = asked_of(who.session, learner, plant.id)
    askable = askable_templates(case_of(who, plant, run))
    skill = school_placement().next_skill(placement_answers(asked), askable.keys())
    if skill is None:
        return None
    return pose_next(who, plant, run, _freshest(_quick(askable[skill]), asked), "placement", purpose=PLACEMENT)


def _quick(templates: list[str]) -> list[str]:
    """Return the templates that are not graded by the learner, where there are any."""
    from plantwright.learn.bank.catalog import TEMPLATES

    return [one for one in templates if TEMPLATES[one].kind != "explain"] or templates


def placement_answers(asked: Iterable[Asked]) -> list[Answered]:
    """Return what a learner answered in their placement."""
    from plantwright.learn.placement import Answered

    ended = (one for one in asked if one.purpose == PLACEMENT and one.state != "open")
    return [Answered(skill=one.skill, right=one.state == "right") for one in ended]


def _assignment(who: Visitor, learner: str, plant: KeptPlant, name: str) -> Assignment | None:
    if not name:
        return None
    found = next((one for one in assigned_to(who.session, learner, plant.id) if one.id == name), None)
    if found is None:
        raise NotThereError(f"assignment {name[:40]}: is not yours; the page Learn lists what is assigned to you")
    return found


def _least_asked(given: Assignment, asked: Sequence[Asked], askable: Mapping[str, list[str]]) -> str:
    skills = [str(one) for one in given.skills if one in askable]
    if not skills:
        raise NotThereError(f"{given.title}: nothing of it can be asked on this plant; tell the teacher")
    return min(skills, key=lambda name: sum(one.assignment == given.id and one.skill == name for one in asked))


def _known(skill: str, askable: Mapping[str, list[str]]) -> str:
    if skill not in askable:
        raise NotThereError(f"skill {skill[:60]}: nothing of it can be asked on this plant; choose another one")
    return skill


def _freshest(templates: Sequence[str], asked: Sequence[Asked]) -> str:
    """Return the template that was asked least, of these the one asked longest ago."""
    last = {one.template: k for k, one in enumerate(asked)}
    times = {name: sum(one.template == name for one in asked) for name in templates}
    return min(templates, key=lambda name: (times[name], last.get(name, -1)))
