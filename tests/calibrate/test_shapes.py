"""Shapes by their distribution functions."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.calibrate.shapes import duration, lifetime, shape_of


def drawn(kind: str, cv: float, count: int = 3000) -> np.ndarray:
    """Return values of mean 10."""
    rng = np.random.default_rng(7)
    if kind == "gamma":
        return rng.gamma(1 / cv**2, 10 * cv**2, count)
    if kind == "uniform":
        return 10 * (1 + np.sqrt(3) * cv * rng.uniform(-1, 1, count))
    width = np.log1p(cv**2)
    return 10 * np.exp(rng.normal(-width / 2, np.sqrt(width), count))


@pytest.mark.parametrize("kind", ["gamma", "lognormal", "uniform"])
def test_a_shape_is_told_from_the_others(kind: str) -> None:
    """Many values tell which shape they have, with its mean and spread."""
    found = shape_of(drawn(kind, 0.5), np.ones(3000))
    assert found.kind == kind
    assert found.mean == pytest.approx(10, rel=0.03)
    assert found.scv == pytest.approx(0.25, rel=0.1)


def test_what_no_shape_fits_is_kept_as_it_is() -> None:
    """Two heaps far apart are drawn from as recorded, with the same mean."""
    values = np.repeat([1.0, 9.0], 200)
    found = shape_of(values, np.ones(400))
    assert found.kind == "empirical"
    assert found.mean == pytest.approx(5)


def test_equal_values_are_constant() -> None:
    """No spread, no shape."""
    assert shape_of(np.full(50, 4.0), np.ones(50)).kind == "constant"


def test_times_between_events_are_exponential_unless_they_say_otherwise() -> None:
    """Exponential gaps stay exponential; regular ones become gamma; few are not trusted."""
    rng = np.random.default_rng(2)
    assert lifetime(5.0, rng.exponential(5, 300), np.ones(300)).kind == "exponential"
    assert lifetime(5.0, rng.gamma(4, 5 / 4, 300), np.ones(300)).kind == "gamma"
    assert lifetime(5.0, rng.gamma(4, 5 / 4, 5), np.ones(5)).kind == "exponential"


def test_few_repairs_are_exponential() -> None:
    """Three repairs show their mean and no more."""
    found = duration(np.array([1.0, 2.0, 6.0]), np.ones(3))
    assert (found.kind, found.mean) == ("exponential", 3.0)
