"""The kind of a distribution is the one that foretells what it has not seen."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.calibrate.arrays import Floats
from plantwright.calibrate.held_out import likeliest
from plantwright.model.distribution import Kind

KINDS: tuple[Kind, ...] = ("gamma", "lognormal", "uniform")
SCV = 0.2


def drawn(kind: Kind, count: int, seed: int) -> Floats:
    """Return values with mean 1 h, rounded to a minute as records are."""
    rng, width, half = np.random.default_rng(seed), np.log1p(SCV), np.sqrt(3 * SCV)
    values = {
        "gamma": rng.gamma(1 / SCV, SCV, count),
        "lognormal": np.exp(rng.normal(-width / 2, np.sqrt(width), count)),
        "uniform": rng.uniform(1 - half, 1 + half, count),
    }[kind]
    return np.asarray(np.round(values * 60) * 60)


@pytest.mark.parametrize("kind", KINDS)
def test_the_true_kind_is_found(kind: Kind) -> None:
    """Of 300 values nine in ten samples tell their kind, whatever their unit and their weights."""
    weight = np.random.default_rng(1).standard_exponential(300)
    found = [likeliest(drawn(kind, 300, seed), np.ones(300), KINDS) for seed in range(60)]
    weighed = [likeliest(drawn(kind, 300, seed), weight, KINDS) for seed in range(60)]
    assert np.mean([one == kind for one in found]) > 0.85
    assert np.mean([one == kind for one in weighed]) > 0.7


def test_a_few_long_values_do_not_hide_even_ones() -> None:
    """One in a hundred that lies beyond the ends leaves a uniform kind what it is."""
    found = []
    for seed in range(20):
        values = drawn("uniform", 300, seed)
        values[:3] *= 2.0
        found.append(likeliest(values, np.ones(300), KINDS))
    assert found.count("uniform") >= 18


@pytest.mark.parametrize("values", [[1.0, 2.0, 3.0], [0.0, 1.0, 1.0, 5.0], [7.0, 7.0, 7.0, 7.1]])
def test_few_or_odd_values_still_have_a_kind(values: list[float]) -> None:
    """Three values, zeros or all but equal ones: some kind is named."""
    assert likeliest(np.array(values), np.ones(len(values)), KINDS) in KINDS
