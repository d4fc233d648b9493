"""Each skill is traced by its own answers where there are enough, else by those of all, else as supposed."""

from __future__ import annotations

import pytest

from learn.learner.simulated import answers_of, attempt, learner_of
from plantwright.learn.learner.attempt import Attempt
from plantwright.learn.learner.bkt import SUPPOSED, Tracing, mastery_of
from plantwright.learn.learner.mastery import Traced, fit_all, mastery

TRUE = Tracing(prior=0.3, learn=0.2, guess=0.1, slip=0.1)


def rows(skill: str, learners: int, seed: int = 1) -> list[Attempt]:
    """Return attempts of simulated learners on one skill."""
    found = answers_of(TRUE, learners, 8, seed)
    return [attempt(n, k, bool(right), skill=skill) for n, row in enumerate(found) for k, right in enumerate(row)]


def test_a_skill_with_enough_learners_has_its_own_tracing() -> None:
    """A skill that 400 answered is traced by itself, one that 10 answered by all skills together."""
    traced = fit_all([*rows("many", 400), *rows("few", 10, seed=2)])
    assert set(traced.own) == {"many"}
    assert traced.of("many") == traced.own["many"].model
    assert traced.shared is not None
    assert traced.of("few") == traced.shared.model
    assert "400 learners" in traced.source("many")
    assert "all skills" in traced.source("few")


def test_too_few_answers_are_traced_as_supposed() -> None:
    """With ten learners in all, nothing is fitted, and the source says so."""
    traced = fit_all(rows("few", 10))
    assert traced == Traced()
    assert traced.of("few") == SUPPOSED
    assert traced.source("few").startswith("supposed")


def test_the_mastery_of_one_learner_rests_on_own_answers_alone() -> None:
    """Of two learners each has the mastery that their own answers give, with their number."""
    attempts = [attempt(1, 0, True), attempt(2, 0, False), attempt(1, 1, True)]
    found = mastery(attempts, learner_of(1), Traced())
    assert set(found) == {"flow.wip"}
    assert found["flow.wip"].chance == pytest.approx(mastery_of(SUPPOSED, [True, True]))
    assert found["flow.wip"].answers == 2
    assert not mastery(attempts, learner_of(9), Traced())
