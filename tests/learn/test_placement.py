"""Placement: twelve questions at most, each chosen to tell most, and what follows for every skill."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.learn.placement import score, wandered

from plantwright.errors import LearnError
from plantwright.learn.placement import (
    GUESS,
    MOST_QUESTIONS,
    SLIP,
    Answered,
    Flags,
    Placement,
    imagined,
    school_placement,
)
from plantwright.learn.skills.graph import SkillGraph
from plantwright.learn.skills.read import school_skills
from plantwright.learn.skills.skill import Skill


def chain(*names: str) -> SkillGraph:
    """Return skills of which each asks for the one before."""
    before = [(), *((f"flow.{name}",) for name in names[:-1])]
    return SkillGraph(
        tuple(
            Skill(id=f"flow.{name}", name=name, can="Do it.", prerequisites=first, level="bridge", minutes=5)
            for name, first in zip(names, before, strict=True)
        )
    )


def right(*names: str) -> list[Answered]:
    """Return right answers to skills."""
    return [Answered(skill=name, right=True) for name in names]


def wrong(*names: str) -> list[Answered]:
    """Return wrong answers to skills."""
    return [Answered(skill=name, right=False) for name in names]


def test_imagined_people_agree_with_the_graph() -> None:
    """Nobody imagined, in either way, masters a skill without all that comes before it."""
    graph = school_skills()
    place = {name: at for at, name in enumerate(graph.order)}
    for states in (imagined(graph, 300, 3), wandered(graph, 50, 3)):
        for one in graph:
            before = states[:, [place[name] for name in one.prerequisites]].all(axis=1)
            assert not (states[:, place[one.id]] & ~before).any()


def test_a_right_answer_lifts_what_comes_before_and_a_wrong_one_lowers_what_comes_after() -> None:
    """Right at a skill makes its prerequisites likelier, wrong makes what asks for it less likely."""
    placement, graph = school_placement(), school_skills()
    prior = placement.placed([]).mastered
    up, down = placement.placed(right("flow.bottleneck")).mastered, placement.placed(wrong("flow.throughput")).mastered
    assert all(up[name] > prior[name] for name in graph.before("flow.bottleneck"))
    assert all(down[name] < prior[name] for name in graph.after("flow.throughput"))


def test_no_skill_is_likelier_than_one_before_it() -> None:
    """Whatever was answered, the skills more likely mastered than not are closed under their prerequisites."""
    placement, graph = school_placement(), school_skills()
    found = placement.placed(right("flow.queueing", "quality.yield") + wrong("flow.wip", "supply.demand"))
    assert all(found.mastered[first] >= found.mastered[one.id] for one in graph for first in one.prerequisites)
    assert set(found.begin) == set(graph.ready([name for name, share in found.mastered.items() if share >= 0.5]))


def test_the_weights_are_bayes_rule() -> None:
    """On a chain of three skills the probabilities are those that Bayes' rule gives over its four states."""
    graph = chain("a", "b", "c")
    placement = Placement(graph, people=4_000)
    answers = [*right("flow.b"), *wrong("flow.c")]
    shares = np.array([(placement.states.sum(axis=1) == k).mean() for k in range(4)])
    likely = shares * [GUESS if k < 2 else 1 - SLIP for k in range(4)] * np.array([0.8, 0.8, 0.8, SLIP])
    wanted = [likely[k + 1 :].sum() / likely.sum() for k in range(3)]
    assert list(placement.placed(answers).mastered.values()) == pytest.approx(wanted, rel=1e-9)


def test_the_question_asked_is_the_one_that_tells_most() -> None:
    """Of all skills, the next asked leaves the least doubt on average, found here by answering each both ways."""
    placement = Placement(chain(*"abcdefg"), people=3_000)
    answers = right("flow.b")

    def doubt(more: list[Answered]) -> float:
        shares = np.array(list(placement.placed([*answers, *more]).mastered.values()))
        return float((shares * (1 - shares)).sum())

    known = placement.placed(answers).mastered
    after = {}
    for name in placement.graph.order:
        chance = GUESS + (1 - SLIP - GUESS) * known[name]
        after[name] = chance * doubt(right(name)) + (1 - chance) * doubt(wrong(name))
    del after["flow.b"]
    assert placement.next_skill(answers) == min(after, key=lambda name: after[name])


def test_on_a_chain_the_first_question_is_near_the_middle() -> None:
    """Where people master each length of a chain equally often, the first question halves it."""

    class Even(Placement):
        @property
        def states(self) -> Flags:  # type: ignore[override]
            return np.array([[k < many for k in range(8)] for many in range(9)])

    assert Even(chain(*"abcdefgh")).next_skill([]) in ("flow.d", "flow.e")


def test_at_most_twelve_are_asked_and_none_twice() -> None:
    """Whatever is answered, a placement ends after twelve questions about as many skills."""
    placement = school_placement()
    for luck in (True, False):
        answers: list[Answered] = []
        while skill := placement.next_skill(answers):
            answers.append(Answered(skill=skill, right=luck))
        assert len(answers) <= MOST_QUESTIONS
        assert len({one.skill for one in answers}) == len(answers)


def test_only_skills_with_questions_are_asked() -> None:
    """Where the plant allows few questions, others are never asked, and the placement ends with them."""
    placement = school_placement()
    able = ["flow.wip", "quality.yield"]
    first = placement.next_skill([], able)
    assert first in able
    other = placement.next_skill(right(str(first)), able)
    assert {first, other} == set(able)
    assert placement.next_skill(right(*able), able) is None


def test_the_same_answers_place_the_same() -> None:
    """A placement made anew says the same of the same answers."""
    answers = right("flow.wip") + wrong("quality.xbar")
    assert Placement(school_skills()).placed(answers) == Placement(school_skills()).placed(answers)


def test_a_skill_that_does_not_exist_is_refused() -> None:
    """An answer, or a list of what may be asked, about an unknown skill is refused by its name."""
    with pytest.raises(LearnError, match=r"flow\.nothing"):
        school_placement().placed(right("flow.nothing"))
    with pytest.raises(LearnError, match=r"flow\.nothing"):
        school_placement().next_skill([], ["flow.nothing"])


def test_who_masters_everything_or_nothing_is_told_so() -> None:
    """All right: most skills are likely mastered; all wrong: hardly any, and the start has nothing before it."""
    placement, graph = school_placement(), school_skills()
    for luck, least, most in ((True, 0.7, 1.0), (False, 0.0, 0.1)):
        answers: list[Answered] = []
        while skill := placement.next_skill(answers):
            answers.append(Answered(skill=skill, right=luck))
        found = placement.placed(answers)
        share = np.mean([one >= 0.5 for one in found.mastered.values()])
        assert least <= share <= most
    assert all(graph[name].prerequisites == () for name in found.begin)


@pytest.mark.parametrize("kind", ["imagined", "wandered"])
def test_chosen_questions_place_better_than_random_ones_and_than_none(kind: str) -> None:
    """Of simulated learners, drawn as imagined or in another way, twelve chosen questions tell most skills right."""
    graph = school_skills()
    people = imagined(graph, 40, 99) if kind == "imagined" else wandered(graph, 40, 99)
    chosen, random, none = (score(school_placement(), people, way) for way in ("chosen", "random", "none"))
    print(f"{kind}: {chosen.right:.3f} chosen, {random.right:.3f} at random, {none.right:.3f} none asked")  # noqa: T201
    assert chosen.right > random.right + 0.01 > none.right
    assert chosen.asked <= MOST_QUESTIONS
