"""What charts and capability take for granted, and how it is judged."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import lfilter

from plantwright.observe.spc.assumptions import anderson_darling, assumptions


def test_the_statistic_has_its_published_critical_values() -> None:
    """At Stephens's adjusted critical values 0.631, 0.752, 0.873 and 1.035 the chance is 10, 5, 2.5 and 1 %."""
    from plantwright.observe.spc.assumptions import _chance  # noqa: PLC0415

    for critical, chance in ((0.631, 0.10), (0.752, 0.05), (0.873, 0.025), (1.035, 0.01)):
        assert _chance(critical) == pytest.approx(chance, rel=0.03)


def test_normal_values_are_doubted_as_often_as_the_level_says() -> None:
    """Of 3000 normal samples about 1 % are not taken for normal."""
    random = np.random.default_rng(4)
    doubted = np.mean([anderson_darling(random.normal(size=30))[1] < 0.01 for _ in range(3000)])
    assert 0.005 < doubted < 0.017


def test_values_that_are_not_normal_are_doubted() -> None:
    """Waiting times, which are skewed, are told from normal values."""
    found = assumptions(np.random.default_rng(5).exponential(size=60))
    assert "not normal" in found.doubts()[0]


def test_values_that_follow_each_other_are_doubted() -> None:
    """Neighbors that correlate by 0.8 are seen, with their correlation."""
    random = np.random.default_rng(6)
    found = assumptions(lfilter([1.0], [1.0, -0.8], random.normal(size=200)))
    assert found.autocorrelation == pytest.approx(0.8, abs=0.1)
    assert any("follows the one before" in one for one in found.doubts())


def test_independent_normal_values_are_not_doubted() -> None:
    """Nothing is said against values that are as they should be."""
    assert assumptions(np.random.default_rng(8).normal(size=100)).doubts() == ()


def test_few_values_are_not_judged() -> None:
    """Of five values nothing is claimed but that they are too few."""
    found = assumptions(np.arange(5.0))
    assert found.p_normal is None
    assert "too few" in found.doubts()[0]
