"""A teacher's classes: whose they are, and what they are asked to practise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from plantwright.errors import NotThereError
from plantwright.store.accounts import demand_role, plant_for
from plantwright.store.lti import end_visits
from plantwright.store.school import assign, class_for, end_class
from plantwright.store.school_tables import Assignment, SchoolClass
from plantwright.store.tables import KeptPlant
from plantwright.web.school.practice import skill_graph
from plantwright.web.visitor import Visitor


def plant_to_teach_on(who: Visitor, plant: str) -> KeptPlant:
    """Return a plant that a teacher may read; errors as ``plant_for``, NotAllowedError for whoever is no teacher."""
    found = plant_for(who.session, who.account, plant)
    demand_role(who.account, "teacher")
    return found


def class_to_teach(who: Visitor, plant: str, school_class: str) -> tuple[KeptPlant, SchoolClass]:
    """Return a class of a teacher with its plant; errors as ``plant_to_teach_on``, NotThereError for another's."""
    found = plant_to_teach_on(who, plant)
    return found, class_for(who.session, who.account, plant, school_class)


def close_class(who: Visitor, plant: str, school_class: str) -> None:
    """End a class of a teacher, with all that goes with it; its learners keep their answers."""
    found, taught = class_to_teach(who, plant, school_class)
    end_class(who.session, taught)
    end_visits(who.session, found.id)


def set_practice(
    who: Visitor, taught: SchoolClass, title: str, skills: Iterable[str], count: int, due: date | None
) -> Assignment:
    """Ask a class to practise some skills, until the last minute of a day.

    Raises
    ------
    NotThereError
        A skill is none.
    """
    wanted = sorted(set(skills))
    unknown = [one for one in wanted if one not in skill_graph()]
    if unknown:
        raise NotThereError(f"skill {unknown[0][:60]}: is none; choose from the list")
    until = None if due is None else datetime.combine(due, time(23, 59))
    return assign(who.session, taught, title.strip() or "practice", wanted, count, until)
