"""Intervals over runs: they cover, they say what they rest on, and pairs know more than strangers."""

from __future__ import annotations

import numpy as np
import pytest

from laws.plants import line
from plantwright.model.equipment import WorkCenter
from plantwright.model.estimate import Estimate
from plantwright.twin.intervals import mean_estimate, paired_difference, paired_ratio
from plantwright.twin.replicate import replicate
from twin.coverage import assert_covers, held


def width(one: Estimate) -> float:
    """Return the width of an interval."""
    assert one.low is not None
    assert one.high is not None
    return one.high - one.low


def test_a_mean_by_hand() -> None:
    """Of 1, 2, 3 the mean is 2 and the half-width t(2) · 1 / √3 = 4.3027 / √3."""
    one = mean_estimate([1, 2, 3], unit="h", evidence="3 runs")
    assert (one.value, one.unit, one.n, one.level, one.evidence) == (2.0, "h", 3, 0.95, "3 runs")
    assert width(one) / 2 == pytest.approx(4.302653 / 3**0.5, rel=1e-6)


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_the_t_interval_covers(level: float) -> None:
    """Of five normal values the interval holds the mean as often as it says."""
    values = np.random.default_rng(1).normal(7, 2, (1000, 5))
    assert_covers(held([mean_estimate(one, unit="h", level=level) for one in values], 7.0), least=level, most=level)


def test_what_is_not_known_is_not_made_up() -> None:
    """No run: no value; one run: no interval; runs that do not know are left out and counted."""
    assert mean_estimate([np.nan], unit="h").value is None
    one = mean_estimate([4.0], unit="h")
    assert (one.value, one.low, "no interval from one" in one.method) == (4.0, None, True)
    two = mean_estimate([4.0, np.nan, 6.0], unit="h")
    assert (two.value, two.n, "1 left out" in two.method) == (5.0, 2, True)


def test_runs_that_are_all_alike_have_no_width() -> None:
    """A plant without chance has an interval of one point."""
    one = mean_estimate([3.0] * 4, unit="h")
    assert (one.low, one.high) == (3.0, 3.0)


@pytest.mark.parametrize("level", [0, 1, 95, float("nan")])
def test_a_level_is_a_share(level: float) -> None:
    """95 is no level, 0.95 is."""
    with pytest.raises(ValueError, match=r"write 0\.95"):
        mean_estimate([1, 2], unit="h", level=level)


def test_pairs_are_the_same_runs() -> None:
    """Seven runs of one plant and six of another are no pairs."""
    with pytest.raises(ValueError, match="pairs are needed"):
        paired_difference(np.zeros(7), np.zeros(6), unit="h")


def test_a_paired_difference_is_narrower_than_an_unpaired_one() -> None:
    """M/M/1 against a tenth faster M/M/1 on common random numbers: a third of the width, and the truth inside."""
    slow, fast = (line([WorkCenter(id="a")], [time], interarrival=2.0) for time in (1.0, 0.9))
    told = {"warm_up": 300.0, "horizon": 4000.0, "replications": 30}
    flow, same = (replicate(one, seed=1, **told).metric("flow_mean") * 3600 for one in (slow, fast))  # type: ignore[arg-type]
    other = replicate(fast, seed=2, **told).metric("flow_mean") * 3600  # type: ignore[arg-type]
    paired, unpaired = (paired_difference(one, flow, unit="s") for one in (same, other))
    truth = 1 / (1 / 0.9 - 0.5) - 2.0
    assert width(paired) < width(unpaired) / 3
    assert paired.low is not None
    assert paired.high is not None
    assert paired.low < truth < paired.high
    ratio = paired_ratio(same, flow)
    assert ratio.low is not None
    assert ratio.high is not None
    assert ratio.low < 1 + truth / 2 < ratio.high


def test_a_ratio_covers() -> None:
    """Fieller's interval of two correlated normal means holds their ratio 95 times in 100."""
    rng = np.random.default_rng(3)
    shared = rng.normal(size=(1000, 8))
    over, under = (mean + shared + 0.5 * rng.normal(size=shared.shape) for mean in (3.0, 5.0))
    found = [paired_ratio(a, b) for a, b in zip(over, under, strict=True)]
    hits = held(found, 0.6)
    assert len(hits) == 1000
    assert_covers(hits, most=0.95)


def test_a_ratio_to_what_may_be_zero_has_no_interval() -> None:
    """Where the base's own interval holds zero the ratio could be anything, and none is given."""
    one = paired_ratio([1.0, 2.0, 3.0], [-1.0, 0.5, 1.0])
    assert one.value == pytest.approx(12.0)
    assert one.low is None
    assert paired_ratio([1.0], [0.0]).value is None
