"""Batch means: intervals of one long run hold the truth, or are not given."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.twin.batch_means import batch_means, correlated, independent_batches
from twin.coverage import assert_covers, autoregression, held


@pytest.mark.parametrize(("alike", "length"), [(0.0, 1000), (0.5, 2000), (0.9, 8000)])
def test_the_interval_covers(alike: float, length: int) -> None:
    """On autoregressions of known mean, long enough, the 95 % interval holds it 95 times in 100."""
    series = autoregression(np.random.default_rng(1), (400, length), alike) + 3
    found = [batch_means(one, unit="h") for one in series]
    hits = held(found, 3.0)
    assert len(hits) > 0.8 * len(found)
    assert_covers(hits, most=0.98)


def test_the_interval_is_about_as_wide_as_it_must_be() -> None:
    """The half-width is that of the known variance of the mean, within a quarter."""
    alike, length = 0.9, 16_000
    series = autoregression(np.random.default_rng(2), (100, length), alike)
    found = [one for one in (batch_means(one, unit="h") for one in series) if one.low is not None]
    half = np.mean([(one.high - one.low) / 2 for one in found])  # type: ignore[operator]
    true = 1.96 * np.sqrt((1 + alike) / (1 - alike) / length)
    assert half == pytest.approx(true, rel=0.25)


def test_a_plain_interval_would_not_cover() -> None:
    """As if orders were independent, the interval of an autoregression holds the truth hardly every second time."""
    series = autoregression(np.random.default_rng(3), (200, 2000), 0.9)
    half = 1.96 * series.std(axis=1) / np.sqrt(2000)
    assert (np.abs(series.mean(axis=1)) < half).mean() < 0.5


def test_a_run_too_short_is_said() -> None:
    """Where the memory is as long as the run there is a mean, no interval and the reason; a wrong one is rare."""
    series = autoregression(np.random.default_rng(4), (200, 1000), 0.99)
    found = [batch_means(one, unit="h") for one in series]
    none = [one for one in found if one.low is None]
    assert len(none) > 190
    assert none[0].value == pytest.approx(series[0].mean())
    assert "the run is too short, 1000 observations" in none[0].method


def test_few_observations_are_too_few() -> None:
    """Thirty-two batches of four are the least."""
    assert batch_means(np.arange(127) % 7, unit="h").low is None
    assert batch_means([], unit="h").value is None


def test_von_neumann_finds_what_is_alike() -> None:
    """Of independent means one in five is doubted, of alike ones nearly all."""
    rng = np.random.default_rng(5)
    apart = np.mean([correlated(one) for one in autoregression(rng, (1000, 64), 0.0)])
    alike = np.mean([correlated(one) for one in autoregression(rng, (1000, 64), 0.5)])
    assert apart == pytest.approx(0.2, abs=0.05)
    assert alike > 0.97
    assert not correlated(np.ones(64))


def test_batches_hold_what_is_last() -> None:
    """What does not fill the batches is dropped at the begin, nearest to the warm-up."""
    series = np.concatenate([[1e9] * 3, np.random.default_rng(6).normal(size=512 * 4)])
    means = independent_batches(series)
    assert means is not None
    assert abs(means).max() < 10


def test_what_is_no_number_is_refused() -> None:
    """A gap in the run is the caller's to fill."""
    with pytest.raises(ValueError, match="not all finite"):
        batch_means([np.inf] * 1000, unit="h")
