"""How much values vary within a short time, and how well that is known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from plantwright.observe.spc.spreads import Spread, overall, within_deviations, within_moving_range, within_ranges

WAYS: dict[str, Callable[[np.ndarray], Spread]] = {
    "moving range": within_moving_range,
    "ranges": lambda values: within_ranges(values.reshape(-1, 5)),
    "deviations": lambda values: within_deviations(values.reshape(-1, 5)),
    "overall": overall,
}


@pytest.mark.parametrize("way", WAYS)
def test_the_interval_of_a_spread_covers_the_truth_as_often_as_it_says(way: str) -> None:
    """In 95 % of 1500 samples of normal values the interval holds the true standard deviation."""
    random = np.random.default_rng(3)
    found = [WAYS[way](random.normal(5, 2, size=40)).estimate for _ in range(1500)]
    covered = np.mean([one.low <= 2 <= one.high for one in found])
    assert abs(covered - 0.95) < 0.02
    if way != "overall":
        assert np.mean([one.value for one in found]) == pytest.approx(2, rel=0.015)


def test_moving_ranges_know_six_tenths_of_what_the_values_do() -> None:
    """A mean moving range is worth 0.605 times as many values as a standard deviation."""
    degrees = within_moving_range(np.random.default_rng(1).normal(size=2001)).degrees
    assert degrees == pytest.approx(0.605 * 2000, rel=0.002)


def test_a_drift_widens_the_whole_and_not_the_short_time() -> None:
    """Values that drift vary much over the whole time and little between neighbors."""
    values = np.random.default_rng(2).normal(size=100) + np.linspace(0, 20, 100)
    within, whole = within_moving_range(values).estimate.value, overall(values).estimate.value
    assert within is not None
    assert whole is not None
    assert within < 1.3
    assert whole > 5
