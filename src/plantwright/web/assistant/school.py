"""What an assistant may ask of the school: what to practise next, and at which skills a teacher's classes are stuck."""

from __future__ import annotations

from typing import Any

from plantwright.model.estimate import Estimate
from plantwright.store.accounts import plant_for
from plantwright.store.school import classes_of
from plantwright.web.school.attempts import known_tracings
from plantwright.web.school.cases import demand_run
from plantwright.web.school.classroom import classroom, stuck_at
from plantwright.web.school.practice import skill_graph
from plantwright.web.school.register import plant_to_teach_on
from plantwright.web.school.standing import Standing, standing
from plantwright.web.visitor import Visitor


def practice(who: Visitor, plant: str) -> tuple[str, dict[str, Any]]:
    """Return the run that questions are made of, and what whoever asks should practise next; never another learner."""
    found = plant_for(who.session, who.account, plant)
    run, at = demand_run(who, found), standing(who, found)
    following = at.next()
    return run.id, {
        "next": None if following is None else {**_named(following[0]), "why": following[1]},
        "due": [_named(one) for one in at.due()],
        "begun": [_standing(who, at, one) for one in sorted(at.known.mastery)],
    }


def stuck(who: Visitor, plant: str) -> list[dict[str, Any]]:
    """Return of each class of a teacher how many learners are stuck at which skill; nobody is named."""
    found = plant_to_teach_on(who, plant)
    told = []
    for taught in classes_of(who.session, who.account, found.id):
        room = classroom(who.session, taught)
        skills = [{**_named(skill), "stuck": len(learners)} for skill, learners in stuck_at(room).items()]
        told.append({"class": taught.name, "learners": len(room.pupils), "skills": skills})
    return told


def _standing(who: Visitor, at: Standing, skill: str) -> dict[str, Any]:
    known = at.known.mastery[skill]
    chance = Estimate(
        value=known.chance, unit="1", n=known.answers, evidence="first answers without hints",
        method=f"chance of mastery by knowledge tracing, {known_tracings(who.session).source(skill)}; no interval",
    )  # fmt: skip
    return {**_named(skill), "mastery": chance.model_dump(mode="json"), "mastered": known.mastered}


def _named(skill: str) -> dict[str, str]:
    return {"skill": skill, "name": skill_graph()[skill].name if skill in skill_graph() else skill}
