"""Change-over times drawn together."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.calibrate.setups import drawn_together


def test_pairs_that_do_not_differ_share_their_mean() -> None:
    """Differences within the errors are no differences."""
    drawn, pooled = drawn_together(np.array([9.0, 10.0, 11.0]), np.full(3, 4.0), np.ones(3))
    assert drawn == pytest.approx([10, 10, 10])
    assert pooled == pytest.approx(10)


def test_sure_pairs_keep_their_own_time() -> None:
    """Times known exactly are not drawn together."""
    drawn, _ = drawn_together(np.array([5.0, 10.0, 30.0]), np.full(3, 1e-6), np.ones(3))
    assert drawn == pytest.approx([5, 10, 30])


def test_a_single_pair_stays() -> None:
    """One pair is its own mean."""
    drawn, pooled = drawn_together(np.array([7.0]), np.array([1.0]), np.ones(1))
    assert (drawn[0], pooled) == (7.0, 7.0)
