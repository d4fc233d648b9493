"""How long a control chart is silent while nothing is wrong, and how soon it speaks when something is."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np
import pytest
from benchmarks.spc import INDEPENDENT, PUBLISHED, points_a_signal, run_length, sums, weighted

RUNS = 2000
BAND = 3.3 / RUNS**0.5
"""One figure in a thousand misses by more, were it right."""


@pytest.mark.parametrize("name", INDEPENDENT)
def test_a_shewhart_chart_is_silent_for_370_points(name: str) -> None:
    """With mean and spread known, one normal point in 370.4 lies beyond three standard deviations."""
    charts, each = INDEPENDENT[name]
    runs = 200
    assert points_a_signal(charts, each, runs) == pytest.approx(370.4, rel=3.3 / (8 * runs) ** 0.5)


@pytest.mark.parametrize("name", PUBLISHED)
def test_charts_are_silent_as_long_as_published(name: str) -> None:
    """While nothing is wrong, each chart signals as rarely as its published average run length says."""
    charts, published, _ = PUBLISHED[name]
    assert run_length(charts, published, RUNS) == pytest.approx(published, rel=BAND)


def test_a_cusum_finds_a_shift_as_soon_as_published() -> None:
    """Lucas and Crosier's table 1: with k 0.5 and h 4 a shift of one standard deviation is found after 8.38 points."""
    assert run_length(sums(4.0), 8.38, RUNS, shift=1.0) == pytest.approx(8.38, rel=BAND)


def test_an_ewma_finds_a_shift_as_soon_as_published() -> None:
    """Lucas and Saccucci's table 3: with λ 0.5 and L 3.071 a shift of one standard deviation is found after 17.5."""
    assert run_length(weighted(0.5, 3.071), 17.5, RUNS, shift=1.0) == pytest.approx(17.5, rel=BAND)


@pytest.mark.parametrize(("weight", "width"), [(0.5, 3.071), (0.2, 2.962), (0.03, 2.437)])
def test_the_published_run_lengths_of_an_ewma_solve_its_integral_equation(weight: float, width: float) -> None:
    """Crowder's equation L(u) = 1 + ∫ L(x) φ((x − (1−λ)u)/λ)/λ dx gives 500 for Lucas and Saccucci's limits."""
    limit = width * sqrt(weight / (2 - weight))
    nodes, weights = (limit * one for one in np.polynomial.legendre.leggauss(200))
    place = (nodes - (1 - weight) * nodes[:, None]) / weight
    kernel = weights * np.exp(-(place**2) / 2) / (sqrt(2 * pi) * weight)
    lengths = np.linalg.solve(np.eye(len(nodes)) - kernel, np.ones(len(nodes)))
    start = weights * np.exp(-((nodes / weight) ** 2) / 2) / (sqrt(2 * pi) * weight)
    assert 1 + start @ lengths == pytest.approx(500, abs=0.5)
