"""Failures that nobody recorded."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.calibrate.hidden_failures import hidden_failures
from plantwright.calibrate.regression import Lengths


def lengths(seed: int, noise: str, up: float | None = None, down: float = 0.0, runs: int = 900) -> Lengths:
    """Return the lengths of a work center with six tasks; failures by processing time, repairs exponential [h]."""
    rng = np.random.default_rng(seed)
    group, quantity = rng.integers(6, size=runs), rng.choice([10.0, 20.0, 30.0], runs)
    cv = 0.3
    factor = {
        "gamma": rng.gamma(1 / cv**2, cv**2, runs),
        "uniform": 1 + np.sqrt(3) * cv * rng.uniform(-1, 1, runs),
        "lognormal": np.exp(rng.normal(-np.log1p(cv**2) / 2, np.sqrt(np.log1p(cv**2)), runs)),
    }[noise]
    length = (0.02 + 0.01 * group) * quantity * factor
    if up:
        count = rng.poisson(length / up)
        length = length + np.where(count > 0, rng.gamma(np.maximum(count, 1), down), 0.0)
    return Lengths(length * 3600, quantity, group, 6, np.full(runs, -1), 0, np.ones(runs))


@pytest.mark.parametrize("noise", ["gamma", "uniform", "lognormal"])
def test_none_are_invented(noise: str) -> None:
    """Noise alone, of whatever shape, is not taken for failures."""
    assert all(hidden_failures(lengths(seed, noise), by_lot=False) is None for seed in range(5))


@pytest.mark.parametrize("noise", ["gamma", "uniform", "lognormal"])
def test_they_are_found(noise: str) -> None:
    """Repairs that are long against the noise are found: how often and how long within half, their load closely."""
    found = [hidden_failures(lengths(seed, noise, 14.0, 2.5), by_lot=False) for seed in range(5)]
    assert None not in found
    up, down = (
        np.median([getattr(one.failures, name).mean / 3600 for one in found if one])
        for name in ("time_to_failure", "time_to_repair")
    )
    assert up == pytest.approx(14, rel=0.45)
    assert down == pytest.approx(2.5, rel=0.45)
    assert down / up == pytest.approx(2.5 / 14, rel=0.2)


@pytest.mark.parametrize("seed", [0, 3, 4, 5])
def test_times_as_wide_as_chance_leave_no_hole(seed: int) -> None:
    """Times as irregular as an exponential, for which a uniform noise reaches below zero, are learned without NaN."""
    length, none = np.random.default_rng(seed).exponential(1800.0, 400), np.zeros(400, dtype=int)
    seen = Lengths(length, np.full(400, 10.0), none, 1, none - 1, 0, np.ones(400))
    found = hidden_failures(seen, by_lot=False)
    assert found is None or np.isfinite(found.failures.time_to_failure.mean)
