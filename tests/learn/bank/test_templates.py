"""Every template, on plants of ours: two ways to the answer, hints that do not tell it, and the skill it serves."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

import pytest
from benchmarks.learn.bank import unheard
from benchmarks.learn.cases import own

from plantwright.learn.bank.agree import disagreement, key_of
from plantwright.learn.bank.case import Case
from plantwright.learn.bank.catalog import TEMPLATES
from plantwright.learn.bank.question import Choice, Number, Setting
from plantwright.learn.bank.template import NotHereError, Template, pose
from plantwright.learn.bank.units import factor
from plantwright.learn.skills.read import school_skills

SEEDS = range(3)


@lru_cache(1)
def cases() -> tuple[Case, ...]:
    """Return two plants of ours: one with a log, one told."""
    return tuple(islice(own(), 2))


@pytest.mark.parametrize("one", TEMPLATES.values(), ids=list(TEMPLATES))
def test_both_ways_lead_to_the_answer(one: Template) -> None:
    """The second way finds the same answer, and every listed mistake its own feedback."""
    bound = 0
    for case in cases():
        for seed in SEEDS:
            try:
                posed = pose(one, case, seed)
            except NotHereError:
                break
            bound += 1
            assert disagreement(posed) is None
            assert unheard(posed.question) == []
    assert bound, f"{one.id} binds to none of our plants"


@pytest.mark.parametrize("one", TEMPLATES.values(), ids=list(TEMPLATES))
def test_no_hint_tells_the_answer(one: Template) -> None:
    """None of the three hints, nor the feedback of a mistake, holds the number that is asked for."""
    for case in cases():
        try:
            asked = pose(one, case, 0).question
        except NotHereError:
            continue
        assert len({hint for hint in asked.hints if hint.strip()}) == 3
        if isinstance(asked.answer, Number):
            said = " ".join((*asked.hints, *(one.feedback for one in asked.answer.mistakes)))
            numbers = [float(found) for found in re.findall(r"\d+(?:\.\d+)?", said.replace(",", ""))]
            near = [n for n in numbers if abs(n - asked.answer.value) <= asked.answer.tolerance]
            assert not near or asked.answer.value in (0.0, 1.0, 2.0, 100.0), near


@pytest.mark.parametrize("one", TEMPLATES.values(), ids=list(TEMPLATES))
def test_the_same_seed_asks_the_same(one: Template) -> None:
    """A question is a pure function of template, plant and seed."""
    case = cases()[0]
    try:
        first, again = (pose(one, case, 7).question for _ in range(2))
    except NotHereError:
        return
    assert first == again
    assert key_of(first.answer) == key_of(again.answer)


def test_every_template_asks_for_a_skill_of_the_graph() -> None:
    """No template names a skill that the school does not have."""
    assert {one.skill for one in TEMPLATES.values()} <= {one.id for one in school_skills()}


@pytest.mark.parametrize("one", TEMPLATES.values(), ids=list(TEMPLATES))
def test_the_unit_asked_for_can_be_written(one: Template) -> None:
    """An answer with the very unit that a question asks for is understood, whatever that unit is."""
    for case in cases():
        try:
            answer = pose(one, case, 1).question.answer
        except NotHereError:
            continue
        if isinstance(answer, Number | Setting):
            assert factor(answer.unit, answer.unit) == 1.0


def test_no_choice_can_be_guessed_without_the_data() -> None:
    """The right option of questions about problems and charts is neither always the longest nor always in one place."""
    for name in (
        "lead.problem_stated_well",
        "quality.first_rule_that_is_broken",
        "quality.what_a_point_beyond_asks_for",
    ):
        for case in cases():
            ranks, places = set(), set()
            for seed in range(30):
                answer = pose(TEMPLATES[name], case, seed).question.answer
                assert isinstance(answer, Choice)
                right = next(one for one in answer.options if one.right)
                ranks.add(sum(len(one.text) > len(right.text) for one in answer.options))
                places.add(right.key)
            assert len(ranks) >= 3
            assert len(places) >= 4


def test_each_rule_is_broken_first_at_some_time() -> None:
    """Which run rule is broken first, if any, differs from seed to seed: none of them is a safe guess."""
    made = TEMPLATES["quality.first_rule_that_is_broken"]
    keys = [str(key_of(pose(made, cases()[0], seed).question.answer)).split(": ")[-1] for seed in range(60)]
    assert len(set(keys)) == 4
    assert max(keys.count(one) for one in keys) <= 36
