"""Intervals for quantiles hold them, whatever the law of the values."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from plantwright.twin.quantiles import quantile_estimate, quantile_over_runs
from twin.coverage import assert_covers, held


@pytest.mark.parametrize("share", [0.5, 0.95])
@pytest.mark.parametrize("law", ["exponential", "standard_cauchy"])
def test_order_statistics_cover(share: float, law: str) -> None:
    """Of 200 independent values, of a law with or without a mean, the interval holds the quantile 95 times in 100."""
    values = getattr(np.random.default_rng(1), law)(size=(500, 200))
    truth = {"exponential": -np.log(1 - share), "standard_cauchy": np.tan(np.pi * (share - 0.5))}[law]
    hits = held([quantile_estimate(one, share, unit="h") for one in values], truth)
    assert len(hits) == 500
    assert_covers(hits, most=0.98)


@pytest.mark.parametrize(("count", "share"), [(20, 0.5), (100, 0.9), (200, 0.95)])
def test_the_level_is_exact(count: int, share: float) -> None:
    """The ranks that are taken enclose the quantile with at least the level told, and a rank less would not."""
    one = quantile_estimate(np.arange(1.0, count + 1), share, unit="h")
    first, last = int(one.low or 0), int(one.high or 0)
    law = binom(count, share)
    assert law.cdf(last - 1) - law.cdf(first - 1) >= 0.95
    assert law.cdf(first - 1) <= 0.025 < law.cdf(first)
    assert law.sf(last - 1) <= 0.025 < law.sf(last - 2)


def test_too_few_values_have_no_interval() -> None:
    """Of 50 values none lies surely above the 95 % quantile; the method says so."""
    one = quantile_estimate(np.arange(50.0), 0.95, unit="h")
    assert one.value == pytest.approx(46.55)
    assert (one.low, "too few values" in one.method) == (None, True)
    assert quantile_estimate([], 0.95, unit="h").value is None


def test_a_quantile_over_runs_covers() -> None:
    """Each run's own quantile of many values, averaged over ten runs, holds the true one 95 times in 100."""
    values = np.random.default_rng(2).exponential(size=(200, 10, 1000))
    found = [quantile_over_runs(list(one), 0.9, unit="h") for one in values]
    assert_covers(held(found, np.log(10)), least=0.94, most=0.96)


def test_a_run_without_orders_is_left_out() -> None:
    """A run that completed nothing has no quantile and is counted."""
    one = quantile_over_runs([np.arange(9.0), np.arange(9.0), np.zeros(0)], 0.5, unit="h")
    assert (one.value, one.n, "1 left out" in one.method) == (4.0, 2, True)


def test_nonsense_is_refused() -> None:
    """95 is no share, and what is not known has no rank."""
    with pytest.raises(ValueError, match=r"write 0\.95"):
        quantile_estimate([1.0], 95, unit="h")
    with pytest.raises(ValueError, match="not all finite"):
        quantile_estimate([np.nan], 0.5, unit="h")
