"""Lengths as sums of parts."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.calibrate.regression import Lengths, parts_of


def exact(per_lot: list[float], per_piece: list[float], setup: list[float]) -> Lengths:
    """Return noiseless lengths of as many tasks as given, each with three lot sizes and all changes."""
    rng = np.random.default_rng(3)
    group, quantity = rng.integers(len(per_lot), size=300), rng.choice([5.0, 10.0, 30.0], 300)
    pair = rng.integers(-1, len(setup), size=300)
    length = np.array(per_lot)[group] + np.array(per_piece)[group] * quantity + np.append(setup, 0.0)[pair]
    return Lengths(length, quantity, group, len(per_lot), pair, len(setup), np.ones(300))


def test_noiseless_parts_are_found_exactly() -> None:
    """Without noise the parts per lot, per piece and per change are found to the last digits."""
    parts = parts_of(exact([100.0, 0.0], [5.0, 20.0], [40.0, 90.0]))
    assert parts.per_lot == pytest.approx([100, 0], abs=1e-3)
    assert parts.per_piece == pytest.approx([5, 20], rel=1e-5)
    assert parts.setup == pytest.approx([40, 90], rel=1e-4)


def test_no_part_falls_below_zero() -> None:
    """A task whose time grows faster than its quantity has no negative part per lot."""
    parts = parts_of(exact([-20.0], [30.0], []))
    assert parts.per_lot[0] == 0
    assert parts.per_piece[0] > 25


def test_without_different_quantities_all_is_per_piece() -> None:
    """One lot size cannot tell a part per lot from one per piece; the mean is kept."""
    seen = Lengths(np.full(50, 120.0), np.full(50, 10.0), np.zeros(50, int), 1, np.full(50, -1), 0, np.ones(50))
    parts = parts_of(seen)
    assert (parts.per_lot[0], parts.per_piece[0]) == pytest.approx((0, 12))


def test_loads_take_a_time_per_load() -> None:
    """By lot, the quantity does not matter."""
    seen = exact([100.0], [0.0], [])
    parts = parts_of(seen, by_lot=True)
    assert (parts.per_lot[0], parts.per_piece[0]) == pytest.approx((100, 0))


def test_the_ratio_to_the_expectation_has_mean_one() -> None:
    """With noise, observed over expected is one on average in each task: no load is lost in the fit."""
    rng = np.random.default_rng(1)
    seen = exact([100.0, 0.0], [5.0, 20.0], [])
    noisy = Lengths(seen.length * rng.gamma(4, 1 / 4, 300), *list(vars(seen).values())[1:])
    ratio = noisy.length / parts_of(noisy).process(noisy)
    assert [ratio[noisy.group == one].mean() for one in (0, 1)] == pytest.approx([1, 1], abs=0.01)
