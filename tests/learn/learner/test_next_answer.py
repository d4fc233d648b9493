"""The chance of the next right answer is told by the past alone, and is right on average."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from learn.learner.simulated import BEGUN, answers_of, attempt, learner_of
from plantwright.errors import FitError
from plantwright.learn.learner.attempt import Attempt
from plantwright.learn.learner.bkt import Tracing
from plantwright.learn.learner.next_answer import NextAnswer, fit_next_answer

EASY, HARD = Tracing(prior=0.6, learn=0.3, guess=0.3, slip=0.1), Tracing(prior=0.1, learn=0.1, guess=0.1, slip=0.2)


def school(learners: int, seed: int) -> list[Attempt]:
    """Return attempts on an easy and a hard skill."""
    made = []
    for skill, model in (("easy", EASY), ("hard", HARD)):
        for number, row in enumerate(answers_of(model, learners, 8, seed)):
            made += [attempt(number, step, bool(right), skill=skill) for step, right in enumerate(row)]
    return made


@pytest.fixture(scope="module")
def fitted() -> NextAnswer:
    """Return a regression fitted to 300 simulated learners."""
    return fit_next_answer(school(300, 1))


def test_the_mean_chance_is_the_share_that_was_right(fitted: NextAnswer) -> None:
    """On what it was fitted to, the mean of all chances is the share right: the constant sees to it."""
    ordered, chances = fitted.chances(school(300, 1))
    assert chances.mean() == pytest.approx(np.mean([one.alone for one in ordered]), abs=1e-6)


def test_it_is_calibrated_on_learners_it_has_not_seen(fitted: NextAnswer) -> None:
    """On 300 new learners the mean chance of each fifth is within 0.05 of the share right in it."""
    ordered, chances = fitted.chances(school(300, 2))
    right = np.array([one.alone for one in ordered])
    for part in np.array_split(np.argsort(chances), 5):
        assert abs(chances[part].mean() - right[part].mean()) < 0.05


def test_the_future_tells_nothing(fitted: NextAnswer) -> None:
    """A chance does not move when the answer itself or any later one is changed."""
    attempts = [attempt(1, step, step % 2 == 0, skill="easy") for step in range(8)]
    _, chances = fitted.chances(attempts)
    for cut in range(8):
        other = [*attempts[:cut], *(one.model_copy(update={"right": not one.right}) for one in attempts[cut:])]
        _, changed = fitted.chances(other)
        assert changed[: cut + 1] == pytest.approx(chances[: cut + 1], abs=1e-15)


def test_one_more_answer_is_foretold_as_in_the_batch(fitted: NextAnswer) -> None:
    """The chance of the next answer is the one that a batch with that answer gives it."""
    attempts = school(3, 5)
    one_more = attempt(1, 99, True, skill="hard", answered_at=BEGUN + timedelta(days=1))
    _, chances = fitted.chances([*attempts, one_more])
    assert fitted.next(attempts, learner_of(1), "hard") == pytest.approx(chances[-1], abs=1e-12)


def test_right_answers_raise_it_and_a_hard_skill_lowers_it(fitted: NextAnswer) -> None:
    """Five right answers make the next likelier right than five wrong ones; the hard skill is less likely."""
    good = [attempt(1, step, True, skill="easy") for step in range(5)]
    bad = [attempt(1, step, False, skill="easy") for step in range(5)]
    assert fitted.next(good, learner_of(1), "easy") > fitted.next(bad, learner_of(1), "easy") + 0.2
    assert fitted.next([], learner_of(1), "easy") > fitted.next([], learner_of(1), "hard")


def test_a_skill_never_seen_gets_a_chance_all_the_same(fitted: NextAnswer) -> None:
    """For a skill without answers the chance is that of no skill's own weight, between 0 and 1."""
    assert 0 < fitted.next([], learner_of(1), "never seen") < 1


def test_the_slope_at_the_summit_is_zero() -> None:
    """No small move of any weight makes the penalized likelihood higher."""
    attempts = school(60, 3)
    found = fit_next_answer(attempts)

    def height(weights: np.ndarray) -> float:
        ordered, chances = NextAnswer(found.skills, weights).chances(attempts)
        right = np.array([one.alone for one in ordered])
        return float(np.log(np.where(right, chances, 1 - chances)).sum() - (weights[1:] ** 2).sum() / 2)

    top = height(found.weights)
    for k in range(len(found.weights)):
        for by in (-1e-3, 1e-3):
            moved = found.weights.copy()
            moved[k] += by
            assert height(moved) < top


def test_too_little_is_refused() -> None:
    """Few answers, or answers that are all right, fit nothing, and the error says so."""
    with pytest.raises(FitError, match="at least 100"):
        fit_next_answer(school(2, 1))
    with pytest.raises(FitError, match="some right and some wrong"):
        fit_next_answer([attempt(n, step, True) for n in range(30) for step in range(5)])
