"""Agreement: the interval is Welch's, all intervals hold at once, and no number agrees with nothing."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.engine import differential
from benchmarks.engine.agreement import agreement_row, half_width, joint_level, missing_row
from scipy import stats

OURS = np.array([9.0, 10.0, 11.0, 10.5])
THEIRS = np.array([10.2, 9.1, 12.0, 10.9, 8.8, 10.0])


def test_the_interval_is_welchs() -> None:
    """Half the width of scipy's interval for unequal variances."""
    interval = stats.ttest_ind(OURS, THEIRS, equal_var=False).confidence_interval(0.99)
    assert half_width(OURS, THEIRS, 0.99) == pytest.approx((interval.high - interval.low) / 2)


def test_many_comparisons_share_one_percent() -> None:
    """The chances that each of the comparisons fails by luck add up to one percent."""
    assert 30 * (1 - joint_level(30)) == pytest.approx(0.01)


@pytest.mark.parametrize(("shift", "holds"), [(0.0, True), (50.0, False), (float("nan"), False)])
def test_means_agree_or_they_do_not(shift: float, holds: bool) -> None:
    """Means far apart, or no means at all, do not agree."""
    assert agreement_row("model, peer", "flow", OURS + shift, THEIRS, 0.99).holds is holds


def test_equal_constants_agree() -> None:
    """Runs that never vary agree only if they are the same."""
    same, other = np.full(3, 2.0), np.full(3, 2.1)
    assert agreement_row("model, peer", "wip", same, same, 0.99).holds is True
    assert agreement_row("model, peer", "wip", same, other, 0.99).holds is False


def test_a_missing_rival_leaves_its_reason() -> None:
    """A comparison that could not be made says why, and does not hold."""
    row = missing_row("model, peer", "flow", "peer cannot be installed")
    assert "cannot be installed" in row.figure
    assert (row.value, row.holds) == (None, None)


def test_every_comparison_is_counted() -> None:
    """The joint level counts every measure of every rival of every case."""
    assert differential.comparisons(differential.CASES) == 3 * sum(len(case.peers) for case in differential.CASES)
