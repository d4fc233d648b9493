"""Intervals from blocks of time."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from plantwright.observe.blocks import blocks_of, ratio, spread, squared_cv, wilson
from plantwright.observe.working_time import DAY


def test_for_equal_blocks_it_is_the_t_interval_of_their_means() -> None:
    """Where blocks have equal weight and alternate, the jackknife is the textbook t interval of the mean."""
    weeks = np.array([[5.0, 9.0, 4.0, 8.0, 6.0, 9.0, 5.0, 8.0]])
    found = spread({"sum": weeks, "n": np.ones_like(weeks)}, ratio("sum", "n"))
    low, high = stats.t.interval(0.95, 7, loc=weeks.mean(), scale=stats.sem(weeks[0]))
    assert (found.value[0], found.low[0], found.high[0]) == pytest.approx((weeks.mean(), low, high))


def test_neighbors_that_are_alike_widen_it() -> None:
    """The same numbers in a slow wave tell less than in turns, and the interval is wider."""
    waves = np.array([[4.0, 4.0, 5.0, 5.0, 8.0, 8.0, 9.0, 9.0], [4.0, 9.0, 4.0, 9.0, 5.0, 8.0, 5.0, 8.0]])
    found = spread({"sum": waves, "n": np.ones_like(waves)}, ratio("sum", "n"))
    width = found.high - found.low
    assert width[0] > 1.5 * width[1]


def test_it_covers_the_truth_as_often_as_it_says() -> None:
    """Over a thousand samples of independent weeks, about 95 % of the intervals hold the true ratio."""
    rng = np.random.default_rng(11)
    n = rng.poisson(30, (1000, 16)).astype(float)
    total = rng.gamma(2.0, 1.5, (1000, 16, 60))
    total = np.where(np.arange(60) < n[..., None], total, 0.0).sum(axis=-1)
    found = spread({"sum": total, "n": n}, ratio("sum", "n"))
    covered = np.mean((found.low <= 3.0) & (found.high >= 3.0))
    assert 0.92 < covered < 0.99


def test_squared_cv_from_sums() -> None:
    """Count, sum and sum of squares give the sample variance over the squared mean."""
    values = np.array([2.0, 3.0, 7.0])
    sums = {"n": np.array(3.0), "t": np.array(values.sum()), "q": np.array((values**2).sum())}
    assert squared_cv("n", "t", "q")(sums) == pytest.approx(values.var(ddof=1) / values.mean() ** 2)


@pytest.mark.parametrize(("days", "count", "name"), [(119, 17, "weeks"), (30, 5, "weeks"), (27, 27, "days")])
def test_blocks_are_weeks_where_there_are_four(days: int, count: int, name: str) -> None:
    """Windows of four weeks or more are cut into weeks, shorter ones into days; their lengths sum to the window."""
    blocks = blocks_of(days * DAY, days * DAY // 2, 7 * DAY // 2)
    assert (blocks.count, blocks.name()) == (count, name)
    assert blocks.days().sum() == pytest.approx(days)
    assert blocks.open_time().sum() == pytest.approx(days * DAY / 2)


def test_wilson_of_nothing_found() -> None:
    """None of ten: zero, and an upper bound of z² / (10 + z²)."""
    found = wilson(0, 10, method="", evidence="")
    assert (found.value, found.low, found.high) == pytest.approx((0.0, 0.0, 1.959964**2 / (10 + 1.959964**2)))
