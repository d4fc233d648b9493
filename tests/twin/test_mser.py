"""MSER-5: what it leaves out of series whose transient is known, and when it says that it does not know."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.twin.mser import mser5
from twin.coverage import autoregression

TIMES = np.arange(1000)
TRANSIENT = -4 * np.exp(-TIMES / 40)
"""Biases the mean of the whole by −0.16."""


def naive(means: np.ndarray, dropped: int) -> float:
    """Return the marginal squared error as White's paper has it."""
    left = means[dropped:]
    return float(((left - left.mean()) ** 2).sum() / len(left) ** 2)


def test_the_statistic_is_that_of_the_paper() -> None:
    """By batches left out, the statistic is the squared deviations of the rest over its squared count."""
    series = np.random.default_rng(1).normal(50, 1, 203)
    means = series[:200].reshape(40, 5).mean(axis=1)
    found = mser5(series)
    assert found.statistic == pytest.approx([naive(means, d) for d in range(21)])
    assert found.drop == 5 * int(np.argmin(found.statistic))


def test_a_step_is_left_out_to_the_batch() -> None:
    """Of a series that jumps once, what lies before the jump is left out and nothing more."""
    noise = 0.01 * np.random.default_rng(2).normal(size=300)
    assert mser5(noise - 10 * (np.arange(300) < 40)).drop == 40


@pytest.mark.parametrize("alike", [0.0, 0.5])
def test_a_known_bias_is_taken_away(alike: float) -> None:
    """Of an autoregression with a transient that biases its mean by −0.16, a fifth of the bias at most is left."""
    series = autoregression(np.random.default_rng(3), (200, 1000), alike) / np.sqrt(5) + TRANSIENT
    drops = [mser5(one).drop for one in series]
    assert None not in drops
    left = np.mean([TRANSIENT[drop:].mean() for drop in drops])
    assert TRANSIENT.mean() == pytest.approx(-0.16, abs=0.003)
    assert abs(left) < 0.2 * abs(TRANSIENT.mean())


def test_the_error_of_the_mean_falls() -> None:
    """Bias and noise together, the mean of what is left is nearer to the truth than that of the whole."""
    series = autoregression(np.random.default_rng(4), (200, 1000), 0.5) + TRANSIENT
    whole = (series.mean(axis=1) ** 2).mean()
    cut = np.mean([one[mser5(one).drop :].mean() ** 2 for one in series])
    assert cut < 0.5 * whole


def test_of_a_settled_series_little_is_left_out() -> None:
    """Where there is no transient, on average less than a twentieth is lost."""
    series = autoregression(np.random.default_rng(5), (200, 1000), 0.5)
    assert np.mean([mser5(one).drop for one in series]) < 50


@pytest.mark.parametrize(
    "series",
    [TIMES / 10, np.sqrt(TIMES), (TIMES > 520) * 1.0],
    ids=["grows", "grows slower", "jumps past the middle"],
)
def test_a_series_that_does_not_settle_is_said(series: np.ndarray) -> None:
    """Where the least value lies at the edge no truncation is found, which is not the same as a large one."""
    noise = 0.1 * np.random.default_rng(6).normal(size=1000)
    found = mser5(series + noise)
    assert found.drop is None
    assert "still changes" in found.why


def test_too_short_a_series_is_said() -> None:
    """Fewer than fifty observations tell nothing."""
    found = mser5(np.zeros(49))
    assert (found.drop, found.seen) == (None, 49)
    assert "at least 50" in found.why


def test_nothing_is_left_out_of_what_never_changes() -> None:
    """A constant, as WIP under CONWIP, has no transient, whatever its size and rounding."""
    assert mser5(np.full(500, 7.0)).drop == 0
    assert mser5(1e9 / 3 + np.zeros(500)).drop == 0


def test_what_is_no_number_is_refused() -> None:
    """A gap in the series is the caller's to fill."""
    with pytest.raises(ValueError, match="not all finite"):
        mser5([np.nan] * 100)
