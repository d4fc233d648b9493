"""Knowledge tracing says what Bayes' rule says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given as whatever
from hypothesis import strategies as some
from pydantic import ValidationError

from plantwright.learn.learner.bkt import Tracing, after, before, mastery_of, padded, right_chance, trace

MODEL = Tracing(prior=0.3, learn=0.2, guess=0.2, slip=0.1)
SHARE = some.floats(0, 1)
HALVES = some.floats(0, 0.499)


def test_a_right_answer_by_hand() -> None:
    """A right answer lifts 0.3 to 0.27/0.41, and what it may have taught lifts that to 0.7268."""
    assert after(MODEL, 0.3, right=True) == pytest.approx(0.27 / 0.41 + (1 - 0.27 / 0.41) * 0.2, abs=1e-15)
    assert after(MODEL, 0.3, right=True) == pytest.approx(0.72683, abs=1e-5)


def test_a_wrong_answer_by_hand() -> None:
    """A wrong answer lowers 0.3 to 0.03/0.59, and what it may have taught lifts that to 0.2407."""
    assert after(MODEL, 0.3, right=False) == pytest.approx(0.03 / 0.59 + (1 - 0.03 / 0.59) * 0.2, abs=1e-15)
    assert after(MODEL, 0.3, right=False) == pytest.approx(0.24068, abs=1e-5)


def test_the_chance_of_a_right_answer_by_hand() -> None:
    """At mastery 0.3 an answer is right with chance 0.3 · 0.9 + 0.7 · 0.2 = 0.41."""
    assert right_chance(MODEL, 0.3) == pytest.approx(0.41)


def test_many_learners_at_once_are_traced_as_one_by_one() -> None:
    """The trace of many learners holds each learner's own, and stays where a learner stopped."""
    rows = [[True, False, True], [False], [True, True]]
    found = trace(MODEL, padded(rows))
    for row, line in zip(rows, found, strict=True):
        expected = [mastery_of(MODEL, row[: k + 1]) for k in range(len(row))]
        assert line[: len(row)] == pytest.approx(expected, abs=1e-15)
    assert found[1, 2] == found[1, 0]
    assert before(MODEL, padded(rows))[:, 0] == pytest.approx(0.3)
    assert before(MODEL, padded(rows))[0, 1:] == pytest.approx(found[0, :2])


@whatever(SHARE, SHARE, HALVES, HALVES)
def test_right_never_says_less_than_wrong(mastery: float, learn: float, guess: float, slip: float) -> None:
    """With guess and slip below one half, a right answer leaves at least the mastery that a wrong one does."""
    model = Tracing(prior=0.5, learn=learn, guess=guess, slip=slip)
    up, down = after(model, mastery, right=True), after(model, mastery, right=False)
    assert 0 <= down <= up + 1e-12 <= 1 + 2e-12


@whatever(some.lists(some.booleans(), max_size=30))
def test_mastery_is_a_chance(answers: list[bool]) -> None:
    """Whatever was answered, mastery stays between 0 and 1, and never below what one answer teaches."""
    assert (0.2 if answers else 0.3) - 1e-12 <= mastery_of(MODEL, answers) <= 1


@pytest.mark.parametrize("name", ["guess", "slip"])
def test_a_degenerate_model_is_refused(name: str) -> None:
    """Guess or slip of one half and more is no tracing: a right answer could lower mastery."""
    with pytest.raises(ValidationError, match=name):
        Tracing.model_validate({**MODEL.model_dump(), name: 0.5})


def test_an_impossible_answer_says_nothing() -> None:
    """Where the model calls an answer impossible, mastery stays a number."""
    sure = Tracing(prior=1.0, learn=0.0, guess=0.0, slip=0.0)
    assert after(sure, 1.0, right=False) == 1.0
    assert np.isfinite(after(sure, 0.0, right=True))
