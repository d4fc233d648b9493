"""The part of the skill graph that a learner wants, and that can be asked where they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from plantwright.errors import LearnError, Problems

Graph = Mapping[str, tuple[str, ...]]
"""Skills by id, each with the ids of those to master first."""


class SkillLike(Protocol):
    """What choosing needs to know of a skill."""

    @property
    def id(self) -> str:
        """Its name in records."""

    @property
    def prerequisites(self) -> tuple[str, ...]:
        """The skills to master first."""


def wanted(skills: Iterable[SkillLike], goals: Collection[str] | None, askable: Collection[str] | None) -> Graph:
    """Return the goals and all that they ask for, in the order that they were given.

    Parameters
    ----------
    skills
        The skill graph; it has no circles.
    goals
        The skills wanted; by default all.
    askable
        The skills that something can be asked of; by default all. One that is not is left out, and what it asks for
        stands in its place.

    Raises
    ------
    LearnError
        Names each goal and each prerequisite that is no skill.
    """
    graph = {one.id: tuple(one.prerequisites) for one in skills}
    _check(graph, goals)
    kept = set(graph if askable is None else askable)
    reached = _reached(graph, graph if goals is None else goals)
    return {one: _standing_in(graph, one, kept) for one in graph if one in reached & kept}


def waiting(graph: Graph, skill: str) -> set[str]:
    """Return the skills of a graph that ask for this one, however far ahead."""
    found: set[str] = set()
    left = [skill]
    while left:
        before = left.pop()
        later = {one for one, first in graph.items() if before in first} - found
        found |= later
        left += later
    return found


def _check(graph: Graph, goals: Collection[str] | None) -> None:
    problems = Problems("what is to be learned", LearnError)
    for name in sorted(set(goals or ()) - set(graph)):
        problems.add(f"goal {name}", "no such skill", f"{len(graph)} skills are known", "write the id of one")
    for one, first in graph.items():
        for name in sorted(set(first) - set(graph)):
            problems.add(f"{one}.prerequisites", f"{name} is no skill", "each names a skill", "give the whole graph")
    problems.raise_any()


def _reached(graph: Graph, goals: Iterable[str]) -> set[str]:
    found: set[str] = set()
    left = list(goals)
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += graph[one]
    return found


def _standing_in(graph: Graph, skill: str, kept: Collection[str]) -> tuple[str, ...]:
    """Return what a skill asks for, with each that is not kept replaced by what that asks for itself."""
    found: dict[str, None] = {}
    left = list(reversed(graph[skill]))
    while left:
        one = left.pop()
        if one in kept:
            found[one] = None
        else:
            left += reversed(graph[one])
    return tuple(found)
