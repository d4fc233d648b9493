"""What a learner can do and is asked next: from first answers, the order of skills and what a plant can ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from plantwright.errors import NotThereError
from plantwright.store.school import asked_of, assigned_to, learner_of
from plantwright.store.school_tables import Asked, Assignment
from plantwright.store.tables import KeptPlant
from plantwright.web.school.cases import case_of
from plantwright.web.school.desk import binding, pose_next
from plantwright.web.visitor import Visitor

if TYPE_CHECKING:
    from plantwright.learn.bank.case import Case
    from plantwright.learn.skills.graph import SkillGraph

MASTERED = 0.95
"""The chance of mastery from which on a skill is practised no more [1]."""


@dataclass(frozen=True)
class Wish:
    """What a learner asked to practise; empty: whatever helps most."""

    skill: str = ""
    assignment: str = ""


@dataclass(frozen=True)
class Standing:
    """How far a learner is with a skill."""

    chance: float
    """That it is mastered [1]."""
    answers: int

    @property
    def mastered(self) -> bool:
        """Whether it counts as mastered."""
        return self.chance >= MASTERED


def first_answers(asked: Iterable[Asked]) -> dict[str, list[bool]]:
    """Return, by skill, whether each question was answered right at once and without a hint, oldest first."""
    found: dict[str, list[bool]] = {}
    for one in asked:
        counted = [answer for answer in one.tries if answer.get("counts")]
        if counted or one.state == "told":
            found.setdefault(one.skill, []).append(bool(counted and counted[0]["right"] and not counted[0]["hints"]))
    return found


def standing(asked: Sequence[Asked]) -> dict[str, Standing]:
    """Return how far a learner is with every skill that was answered."""
    return {skill: Standing(_chance(answers), len(answers)) for skill, answers in first_answers(asked).items()}


def _chance(answers: Sequence[bool]) -> float:
    chance = 0.3
    for right in answers:
        known, unknown = (0.9, 0.2) if right else (0.1, 0.8)
        chance = chance * known / (chance * known + (1 - chance) * unknown)
        chance += (1 - chance) * 0.15
    return chance


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
        skill, why = chosen(standing(asked), askable)
    template = _freshest(askable[skill], asked)
    return pose_next(who, plant, run, template, why, given.id if given else None)


@lru_cache(16)
def askable_templates(case: Case) -> dict[str, list[str]]:
    """Return, by skill, the templates that can ask something of a plant."""
    from plantwright.learn.bank.catalog import TEMPLATES

    found: dict[str, list[str]] = {}
    for name in binding(case, list(TEMPLATES)):
        found.setdefault(TEMPLATES[name].skill, []).append(name)
    return found


def chosen(at: Mapping[str, Standing], askable: Mapping[str, list[str]]) -> tuple[str, str]:
    """Return the skill to practise now, and why.

    Raises
    ------
    NotThereError
        Nothing can be asked on this plant.
    """
    graph = skill_graph()
    mastered = {name for name, one in at.items() if one.mastered}
    ready = [name for name in graph.ready(mastered & set(graph.order)) if name in askable]
    begun = [name for name in ready if name in at]
    if begun:
        skill = max(begun, key=lambda name: at[name].chance)
        return skill, f"begun and not mastered yet: {100 * at[skill].chance:.0f} %"
    if ready:
        return ready[0], "you are ready for it: all that comes before is mastered"
    rest = [name for name in graph.order if name in askable and name not in mastered]
    if rest:
        return rest[0], "nothing that comes before it can be asked on this plant"
    if askable:
        return next(iter(askable)), "all that can be asked here is mastered; this keeps it fresh"
    raise NotThereError("nothing can be asked on this plant: its log holds no finished step; bring more records")


def skill_graph() -> SkillGraph:
    """Return the graph of the school's skills."""
    from plantwright.learn.skills.read import school_skills

    return school_skills()


def answered(assigned: Iterable[Assignment], asked: Sequence[Asked]) -> dict[str, int]:
    """Return of how many questions of each assignment an answer or the solution was seen."""
    return {one.id: sum(it.assignment == one.id and it.state != "open" for it in asked) for one in assigned}


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
