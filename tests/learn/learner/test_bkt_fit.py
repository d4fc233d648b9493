"""Fitting knowledge tracing finds what made the answers, climbs only, and never ends in a degenerate model."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy import optimize

from learn.learner.simulated import answers_of
from plantwright.errors import FitError
from plantwright.learn.learner.bkt import HALF, Answers, Tracing, padded
from plantwright.learn.learner.bkt_climb import STARTS, climb, step
from plantwright.learn.learner.bkt_counts import paths_of
from plantwright.learn.learner.bkt_fit import fit_tracing
from plantwright.learn.learner.bkt_intervals import NAMES

TRUE = Tracing(prior=0.3, learn=0.2, guess=0.2, slip=0.1)


def forward(at: np.ndarray, row: list[int]) -> float:
    """Return the log likelihood of one learner's answers by the forward recursion."""
    prior, learn, guess, slip = at
    chance = np.array([1 - prior, prior])
    total = 0.0
    for k, right in enumerate(row):
        if k:
            chance = np.array([chance[0] * (1 - learn), chance[1] + chance[0] * learn])
        chance = chance * (np.array([guess, 1 - slip]) if right else np.array([1 - guess, slip]))
        total += float(np.log(chance.sum()))
        chance = chance / chance.sum()
    return total


def likelihood(at: np.ndarray, answers: Answers) -> float:
    """Return the log likelihood of all answers by the forward recursion."""
    return sum(forward(at, [int(one) for one in row if one >= 0]) for row in answers)


def test_the_likelihood_is_that_of_the_forward_recursion() -> None:
    """Counting all paths gives the log likelihood of the recursion of hidden Markov models, rows of any length."""
    rows = [list(row) for size in (1, 2, 3, 4) for row in itertools.product([False, True], repeat=size)]
    answers, at = padded(rows), np.array([0.35, 0.15, 0.25, 0.1])
    _, found = paths_of(answers).expected(at)
    assert found == pytest.approx(likelihood(at, answers), abs=1e-10)


def test_expected_counts_by_hand() -> None:
    """One right answer was given with mastery with chance 0.27/0.41, and guessed else."""
    expected, _ = paths_of(padded([[True]])).expected(np.array([0.3, 0.2, 0.2, 0.1]))
    mastered = 0.27 / 0.41
    assert expected == pytest.approx([mastered, 0, 1 - mastered, 0, 1 - mastered, 0, 0, mastered])


@pytest.mark.parametrize("seed", range(3))
def test_no_step_lowers_the_likelihood(seed: int) -> None:
    """Each plain step of expectation maximization ends at least as high as it began, clipped parameters included."""
    paths = paths_of(answers_of(TRUE, 200, 8, seed))
    at = np.random.default_rng(seed).uniform(0.05, 0.45, 4)
    heights = []
    for _ in range(60):
        at, height = step(paths, at)
        heights.append(height)
    assert np.diff(heights).min() >= -1e-8


@pytest.mark.parametrize("start", STARTS)
def test_the_search_ends_where_it_cannot_climb(start: tuple[float, ...]) -> None:
    """Nothing that a general search finds from the summit is higher by more than a thousandth."""
    answers = answers_of(TRUE, 400, 8, 3)
    paths = paths_of(answers)
    summit = climb(paths, np.array(start))
    bounds = [(0.001, 0.999), (0.001, 0.999), (0.001, HALF), (0.001, HALF)]
    other = optimize.minimize(lambda at: -paths.expected(at)[1], summit.at, bounds=bounds, method="L-BFGS-B")
    assert -other.fun <= summit.log_likelihood + 1e-3


@pytest.mark.parametrize("seed", range(4))
def test_it_recovers_what_made_the_answers(seed: int) -> None:
    """On 2,000 learners of 12 answers each parameter is found within 0.04, and mostly inside its interval."""
    fitted = fit_tracing(answers_of(TRUE, 2000, 12, seed))
    assert fitted.identified
    truth = TRUE.model_dump()
    found = fitted.parameters
    assert max(abs((found[name].value or 0) - truth[name]) for name in NAMES) < 0.04
    covered = [(found[name].low or 0) <= truth[name] <= (found[name].high or 1) for name in NAMES]
    assert sum(covered) >= 2


def test_the_intervals_cover_what_they_claim() -> None:
    """Of 60 fits, each parameter's 95 % interval holds the truth in at least 51: fewer has chance below 0.4 %."""
    truth = TRUE.model_dump()
    hits = dict.fromkeys(NAMES, 0)
    for seed in range(60):
        found = fit_tracing(answers_of(TRUE, 600, 10, 100 + seed)).parameters
        for name in NAMES:
            hits[name] += (found[name].low or 0) <= truth[name] <= (found[name].high or 1)
    assert min(hits.values()) >= 51, hits


def test_answers_of_chance_alone_make_no_degenerate_model() -> None:
    """Where all answers are coin tosses, guess and slip stay below one half, and the fit says it is not identified."""
    tosses = np.random.default_rng(5).integers(0, 2, (300, 10)).astype(np.int8)
    fitted = fit_tracing(tosses)
    assert max(fitted.model.guess, fitted.model.slip) < 0.5
    assert not fitted.identified


def test_a_guess_that_nobody_makes_is_known_to_be_small() -> None:
    """Where nobody guesses, as with typed numbers, the fit is identified and guess is known to be near zero."""
    never = Tracing(prior=0.3, learn=0.2, guess=0.0, slip=0.1)
    edges = 0
    for seed in range(12):
        fitted = fit_tracing(answers_of(never, 150, 8, seed))
        guess = fitted.parameters["guess"]
        assert fitted.identified
        assert 0 <= (guess.low or 0) < 0.02
        assert 0.001 < (guess.high or 0) < 0.1
        edges += guess.low == 0
    assert edges


@pytest.mark.parametrize("right", [0, 1])
def test_answers_that_are_all_alike_are_not_identified(right: int) -> None:
    """From answers that are all right, or all wrong, no parameter is claimed to be known."""
    fitted = fit_tracing(np.full((100, 6), right, np.int8))
    assert not fitted.identified


def test_learners_without_answers_count_for_nothing() -> None:
    """Rows without an answer change neither the model nor the count."""
    answers = answers_of(TRUE, 200, 6, 1)
    with_empty = np.vstack([answers, np.full((50, 6), -1, np.int8)])
    one, other = fit_tracing(answers), fit_tracing(with_empty)
    assert one == other


def test_one_answer_each_is_too_little() -> None:
    """Where nobody answered twice, the fit refuses and says why."""
    with pytest.raises(FitError, match="nobody answered twice"):
        fit_tracing(np.array([[1], [0]], np.int8))


def test_the_same_answers_make_the_same_model() -> None:
    """Two fits of the same answers are equal, in any order of learners."""
    answers = answers_of(TRUE, 300, 8, 2)
    assert fit_tracing(answers) == fit_tracing(answers[::-1])
