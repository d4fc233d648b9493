"""What an interval of a realized effect is made of, on numbers of which it is known."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.improve.realized import _freedom, _ignorance


def moves(own: float, chance: float, shared: float, refits: int = 400, runs: int = 4) -> np.ndarray:
    """Return what refits make of a move: with a part of the refit, one of the run's number, and one of chance."""
    rng = np.random.default_rng(3)
    return (
        own * rng.standard_normal((refits, 1))
        + shared * rng.standard_normal((1, runs))
        + chance * rng.standard_normal((refits, runs))
    )


def test_the_chance_of_few_runs_is_not_taken_for_ignorance() -> None:
    """Refits that differ by 0.05 are said to, though chance in each of their four runs is twice that."""
    assert np.sqrt(_ignorance(moves(0.05, 0.1, 0.0))) == pytest.approx(0.05, rel=0.15)


def test_what_all_refits_share_on_common_random_numbers_is_not_taken_out_of_ignorance() -> None:
    """A part of each run that is the same in all refits neither widens what they differ by nor narrows it."""
    assert _ignorance(moves(0.05, 0.02, 0.5)) == pytest.approx(_ignorance(moves(0.05, 0.02, 0.0)))


def test_refits_that_could_not_be_run_are_left_out() -> None:
    """A refit without a number says nothing; with one refit nothing is known of what they differ by."""
    some = moves(0.05, 0.02, 0.0, refits=9)
    holed = np.vstack([some, np.full((1, 4), np.nan)])
    assert _ignorance(holed) == _ignorance(some)
    assert _ignorance(some[:1]) == 0.0


def test_a_variance_of_few_counts_by_its_own_degrees_of_freedom() -> None:
    """Alone it has its own degrees of freedom, beside another both count, and where all are nought the least."""
    assert _freedom((0.0, 2.0), (39, 7), 39) == pytest.approx(7)
    assert _freedom((2.0, 2.0), (39, 7), 39) == pytest.approx(4 / (1 / 39 + 1 / 7))
    assert _freedom((0.0, 0.0), (39, 7), 39) == 39
