"""What comes next respects the graph, stops at mastery, and says why in numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pytest

from learn.learner.simulated import BEGUN, attempt, learner_of
from plantwright.errors import LearnError
from plantwright.learn.learner.attempt import Attempt
from plantwright.learn.learner.choose import choose
from plantwright.learn.learner.mastery import MASTERED, Mastery, Traced
from plantwright.learn.learner.progress import Progress, progress_of
from plantwright.learn.skills.read import school_skills


@dataclass(frozen=True)
class Node:
    """A skill of a small graph."""

    id: str
    prerequisites: tuple[str, ...] = ()


GRAPH = (Node("a"), Node("b", ("a",)), Node("c", ("a",)), Node("d", ("b", "c")), Node("e"))


def progress(chances: Mapping[str, float], last: str | None = None, answers: int = 4) -> Progress:
    """Return a learner's progress from mastery by skill."""
    told = {name: Mastery(skill=name, chance=chance, answers=answers) for name, chance in chances.items()}
    return Progress(told, {}, last)


def test_the_first_skill_is_the_one_that_most_wait_for() -> None:
    """Whoever knows nothing begins with the skill that most others ask for."""
    found = choose(GRAPH, Progress(), BEGUN)
    assert (found.skill, found.why) == ("a", "begin")
    assert "3 further skills" in found.says


def test_a_skill_is_begun_only_after_its_prerequisites() -> None:
    """The skill that asks for two is not offered while one of them is not mastered."""
    found = choose(GRAPH, progress({"a": 0.99, "b": 0.97, "e": 0.96}), BEGUN)
    assert (found.skill, found.why) == ("c", "begin")
    found = choose(GRAPH, progress({"a": 0.99, "b": 0.97, "c": 0.96, "e": 0.96}), BEGUN)
    assert found.skill == "d"


def test_practice_goes_on_until_mastery() -> None:
    """The skill of the last answer goes on below 0.95 and stops from it on."""
    assert choose(GRAPH, progress({"a": 0.949, "e": 0.94}, last="a"), BEGUN).skill == "a"
    assert choose(GRAPH, progress({"a": 0.95, "e": 0.94}, last="a"), BEGUN).skill == "e"


def test_the_reason_tells_the_numbers() -> None:
    """The sentence holds the estimate, the number of answers and the threshold."""
    says = choose(GRAPH, progress({"a": 0.62}), BEGUN).says
    assert all(part in says for part in ("0.62", "4 answers", "0.95", "3 further skills"))


def test_a_goal_asks_for_its_prerequisites_alone() -> None:
    """With a goal, only it and what it asks for are chosen, and it ends when they are mastered."""
    assert choose(GRAPH, progress({"a": 0.99}), BEGUN, goals=["b"]).skill == "b"
    found = choose(GRAPH, progress({"a": 0.99, "b": 0.99}), BEGUN, goals=["b"])
    assert (found.skill, found.why) == (None, "done")


def test_an_unknown_goal_is_refused() -> None:
    """A goal that is no skill is named."""
    with pytest.raises(LearnError, match="goal nowhere: no such skill"):
        choose(GRAPH, Progress(), BEGUN, goals=["nowhere"])


def test_what_cannot_be_asked_stands_in_nobodys_way() -> None:
    """Where nothing can be asked of b and c, d waits for a, which they ask for, and none of the two is chosen."""
    found = choose(GRAPH, progress({"e": 0.99}), BEGUN, askable=["a", "d", "e"])
    assert (found.skill, "1 further skill waits" in found.says) == ("a", True)
    found = choose(GRAPH, progress({"a": 0.99, "e": 0.99}), BEGUN, askable=["a", "d", "e"])
    assert (found.skill, found.why) == ("d", "begin")
    assert choose(GRAPH, progress({"a": 0.99, "d": 0.99, "e": 0.96}), BEGUN, askable=["a", "d", "e"]).why == "done"


def test_the_whole_school_can_be_walked_through() -> None:
    """Over the school's own graph each choice is ready, every skill comes once, and then all is done."""
    graph = school_skills()
    known: dict[str, float] = {}
    for _ in range(len(graph)):
        found = choose(graph, progress(known), BEGUN)
        assert found.skill in graph.ready(known)
        known[found.skill or ""] = 0.97
    assert set(known) == set(graph.order)
    assert choose(graph, progress(known), BEGUN).why == "done"


def test_a_graph_with_a_gap_is_refused() -> None:
    """A prerequisite that is no skill is named with who asks for it."""
    with pytest.raises(LearnError, match=r"b\.prerequisites: a is no skill"):
        choose([Node("b", ("a",))], Progress(), BEGUN)


def test_what_is_due_comes_first() -> None:
    """A mastered skill whose review is due comes before anything new, and not before it is due."""
    attempts = [attempt(1, step, True, skill="a") for step in range(4)]
    known = progress_of(attempts, learner_of(1), Traced())
    assert choose(GRAPH, known, BEGUN + timedelta(days=1)).why == "begin"
    found = choose(GRAPH, known, BEGUN + timedelta(days=30))
    assert (found.skill, found.why) == ("a", "review")
    assert re.search(r"due \d+\.\d days ago.*chance of 0\.\d\d", found.says)


def test_who_is_stuck_goes_elsewhere_first() -> None:
    """After 15 answers without mastery another skill comes first; else a prerequisite; else a person."""
    stuck = progress({"a": 0.99, "b": 0.5}, answers=15)
    assert choose(GRAPH, stuck, BEGUN).skill == "c"
    assert choose(GRAPH, stuck, BEGUN, goals=["b"]).why == "repair"
    assert choose(GRAPH, stuck, BEGUN, goals=["b"]).skill == "a"
    assert choose(GRAPH, progress({"a": 0.5}, answers=15), BEGUN, goals=["a"]).why == "stuck"


def test_simulated_learners_reach_the_end(project: object) -> None:
    """Learners who obey the model master all five skills, never begin one early, and then have nothing to do."""
    for number in range(5):
        attempts = journey(number)
        known = progress_of(attempts, learner_of(number), Traced())
        assert choose(GRAPH, known, BEGUN + timedelta(days=1)).why == "done"
        assert len(attempts) < 5 * 40


def journey(number: int) -> list[Attempt]:
    """Return the attempts of a simulated learner who practices what is chosen."""
    random = np.random.default_rng(number)
    knows: dict[str, bool] = {}
    attempts: list[Attempt] = []
    for step in range(400):
        known = progress_of(attempts, learner_of(number), Traced())
        skill = choose(GRAPH, known, BEGUN + timedelta(minutes=step)).skill
        if skill is None:
            break
        node = next(one for one in GRAPH if one.id == skill)
        assert all(known.chance(one) >= MASTERED for one in node.prerequisites)
        knows.setdefault(skill, random.random() < 0.3)
        right = bool(random.random() < (0.9 if knows[skill] else 0.2))
        knows[skill] |= bool(random.random() < 0.2)
        attempts.append(attempt(number, step, right, skill=skill))
    return attempts
