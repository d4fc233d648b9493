"""What knowing a number is worth: closed forms, brute force, and nothing where there is nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.stats import norm

from plantwright.calibrate.told import _hypercube
from plantwright.improve.worth import Array, worths


def drawn(columns: int, seed: int = 0, rows: int = 96) -> Array:
    """Return scores as a told plant draws them."""
    return _hypercube(rows, columns, np.random.default_rng(seed))


def linear_loss(scale: float, distance: float) -> float:
    """Return the unit normal linear loss integral: what perfect information is worth in a choice between two."""
    return float(scale * (norm.pdf(distance / scale) - distance / scale * norm.sf(distance / scale)))


@pytest.mark.parametrize(("scale", "ahead"), [(1.0, 0.5), (2.0, 1.0), (3.0, 0.0)])
@pytest.mark.parametrize("seed", range(3))
def test_the_value_is_that_of_the_closed_form(scale: float, ahead: float, seed: int) -> None:
    """For two choices whose difference is normal the value is Raiffa and Schlaifer's linear loss, within a tenth."""
    scores = drawn(6, seed)
    noise = np.random.default_rng(1000 + seed).standard_normal((96, 2)) * 0.1
    gains = np.column_stack([5 + ahead + 0 * scores[:, 0], 5 + scale * scores[:, 0]]) + noise
    (first, *others), whole = worths(scores, gains, list("abcdef"), seed=seed)
    right = linear_loss(scale, ahead)
    assert first.source == "a"
    assert first.value == pytest.approx(right, rel=0.1)
    assert first.low <= right <= first.high
    assert whole.value >= first.value - 0.05 * right
    assert max(one.value for one in others) <= 0.02 * right


def test_two_numbers_are_worth_what_nested_simulation_says() -> None:
    """Of two numbers in one product, each alone is worth what an inner mean over the other gives, within a fifth."""

    def gains(one: Array, other: Array) -> Array:
        return np.stack([8 + 0 * one, 4 + 4 * one + other + 0.5 * one * other], axis=-1)

    rng = np.random.default_rng(1)
    outer, inner = rng.standard_normal((2000, 1)), rng.standard_normal((1, 2000))
    inside = gains(outer + 0 * inner, inner + 0 * outer).mean(axis=1)
    nested = inside.max(axis=1).mean() - inside.mean(axis=0).max()
    scores = drawn(2)
    (first, _), _ = worths(scores, gains(scores[:, 0], scores[:, 1]), ["one", "other"])
    assert first.source == "one"
    assert first.value == pytest.approx(nested, rel=0.2)


def test_a_kink_is_smoothed_and_never_exaggerated() -> None:
    """Where two machines are alike and one time is unknown, the value is that of brute force or up to a fifth less."""

    def gains(time: Array) -> Array:
        pace = np.maximum(1.0, time)
        return 100 * np.column_stack([pace / np.maximum(0.9, time) - 1, pace / np.maximum(1, 0.9 * time) - 1])

    many = gains(np.exp(0.4 * np.random.default_rng(0).standard_normal(200_000)))
    right = many.max(axis=1).mean() - many.mean(axis=0).max()
    scores = drawn(1)
    (only,), whole = worths(scores, gains(np.exp(0.4 * scores[:, 0])), ["time"])
    assert 0.8 * right <= only.value <= 1.02 * right
    assert whole.value == pytest.approx(only.value)


def test_what_does_nothing_is_worth_nothing() -> None:
    """Gains of chance alone make every number worth exactly nothing, in all of twenty tries but one at the most."""
    found = []
    for seed in range(20):
        gains = np.random.default_rng(1000 + seed).standard_normal((96, 4))
        parts, _ = worths(drawn(8, seed), gains, list("abcdefgh"), seed=seed)
        found.append(max(one.value for one in parts))
    assert sum(value > 0 for value in found) <= 1


@given(seed=some.integers(0, 10_000), choices=some.integers(1, 5), numbers=some.integers(1, 6))
@settings(max_examples=15, deadline=None)
def test_a_value_is_never_below_nothing(seed: int, choices: int, numbers: int) -> None:
    """Whatever was drawn, knowing more is worth nothing or something, and shares are parts of a whole."""
    rng = np.random.default_rng(20_000 + seed)
    scores = drawn(numbers, seed, rows=40)
    gains = scores @ rng.standard_normal((numbers, choices)) + rng.standard_normal((40, choices))
    parts, whole = worths(scores, gains, [str(k % 3) for k in range(numbers)], seed=seed)
    for one in (*parts, whole):
        assert 0 <= one.low <= one.value <= one.high
        assert 0 <= one.share <= 1
        assert 0 <= one.narrows() <= 1


def test_one_choice_leaves_nothing_to_choose() -> None:
    """Where there is one choice only, information changes nothing, however much it says of the gain."""
    scores = drawn(2)
    (first, second), _ = worths(scores, 10 + scores[:, :1], ["a", "b"])
    assert (first.value, second.value) == (0.0, 0.0)
    assert first.share == pytest.approx(1.0, abs=0.01)


def test_more_numbers_than_draws_are_worth_nothing_that_can_be_told() -> None:
    """With too few draws for a regression nothing is said to be worth anything."""
    scores = drawn(12, rows=10)
    parts, _ = worths(scores, 10 * scores[:, :2], [str(k) for k in range(12)])
    assert {one.value for one in parts} == {0.0}
