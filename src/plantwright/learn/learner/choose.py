"""What to practice next: over the skill graph, by mastery and by when to come back, with the reason in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Literal

from plantwright.learn.learner.mastery import MASTERED
from plantwright.learn.learner.progress import Progress
from plantwright.learn.learner.retention import recall
from plantwright.learn.learner.wanted import Graph, SkillLike, waiting, wanted
from plantwright.model.quantity import Noun


class Choice(Noun):
    """What to practice next, and why."""

    skill: str | None
    """None: there is nothing to practice now."""
    why: Literal["review", "continue", "repair", "begin", "stuck", "done"]
    """A review is due; go on; go back to a prerequisite; begin; ask a person for help; all is mastered."""
    says: str
    """The reason, a sentence or two with numbers."""


def choose(
    skills: Iterable[SkillLike],
    progress: Progress,
    now: datetime,
    goals: Collection[str] | None = None,
    askable: Collection[str] | None = None,
) -> Choice:
    """Return what a learner practices next.

    Parameters
    ----------
    skills
        The skill graph: ids and prerequisites.
    progress
        What is known of the learner.
    now
        The moment, with its time zone.
    goals
        The skills wanted, whose prerequisites are wanted too; by default all.
    askable
        The skills that something can be asked of on this plant; by default all. Nothing waits for one that is not.

    Notes
    -----
    In this order: a mastered skill whose review is due, the one least likely still known; the skill practiced last,
    until it is mastered or stuck; of the others that are ready and begun, the one nearest to mastery; of those not
    begun, the one that most wanted skills wait for. A skill is ready once all of its prerequisites are mastered. After
    15 answers without mastery a skill is stuck: others come first; where none is left, its weakest prerequisite and the
    skill itself take turns, and a person is asked for.

    Raises
    ------
    LearnError
        Names each goal and each prerequisite that is no skill.
    """
    graph = wanted(skills, goals, askable)
    due = _due(graph, progress, now)
    if due:
        return _review(min(due, key=lambda one: (recall(progress.retained[one], now), one)), progress, now)
    open_ = [one for one in graph if not progress.mastered(one) and all(map(progress.mastered, graph[one]))]
    moving = [one for one in open_ if not progress.stuck(one)]
    begun = [one for one in moving if one in progress.mastery]
    if begun:
        return _continue(_first(begun, progress), progress, graph)
    if moving:
        return _begin(max(moving, key=lambda one: (len(waiting(graph, one)), -_place(graph, one))), graph)
    return _none_left(graph, open_, progress)


def _due(graph: Collection[str], progress: Progress, now: datetime) -> list[str]:
    return [one for one in graph if progress.is_due(one, now)]


def _first(begun: Collection[str], progress: Progress) -> str:
    if progress.last is not None and progress.last in begun:
        return progress.last
    return max(begun, key=lambda one: (progress.chance(one), one))


def _place(graph: Collection[str], skill: str) -> int:
    return list(graph).index(skill)


def _review(skill: str, progress: Progress, now: datetime) -> Choice:
    known = progress.retained[skill]
    late = (now - known.due).total_seconds() / 86400
    return Choice(
        skill=skill,
        why="review",
        says=f"Review {skill}: it was due {late:.1f} days ago, and by now it is still known with an estimated "
        f"chance of {recall(known, now):.2f}.",
    )


def _continue(skill: str, progress: Progress, graph: Graph) -> Choice:
    at = progress.mastery[skill]
    return Choice(
        skill=skill,
        why="continue",
        says=f"Go on with {skill}: mastery is estimated at {at.chance:.2f} after {_answers(at.answers)} and "
        f"counts from {MASTERED:.2f}; {_wait(graph, skill)}.",
    )


def _begin(skill: str, graph: Graph) -> Choice:
    first = graph[skill]
    before = f"all {len(first)} of its prerequisites are mastered" if first else "it has no prerequisites"
    return Choice(
        skill=skill,
        why="begin",
        says=f"Begin {skill}: {before}, and {_wait(graph, skill)}.",
    )


def _none_left(graph: Graph, open_: Collection[str], progress: Progress) -> Choice:
    if not open_:
        return Choice(skill=None, why="done", says=f"All {len(graph)} skills are mastered and no review is due.")
    stuck = max(open_, key=lambda one: (progress.chance(one), one))
    at = progress.mastery[stuck]
    missing = f"{stuck} is not mastered after {_answers(at.answers)} (estimated {at.chance:.2f}, from {MASTERED:.2f})"
    weak = [one for one in graph[stuck] if progress.chance(one) < 1 and progress.last != one]
    if not weak:
        return Choice(skill=stuck, why="stuck", says=f"Ask a person for help: {missing}, and nothing else is ready.")
    weakest = min(weak, key=lambda one: (progress.chance(one), one))
    says = f"Go back to {weakest}: {missing}; its weakest prerequisite is at {progress.chance(weakest):.2f}."
    return Choice(skill=weakest, why="repair", says=says)


def _wait(graph: Graph, skill: str) -> str:
    count = len(waiting(graph, skill))
    return "1 further skill waits for it" if count == 1 else f"{count} further skills wait for it"


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"
