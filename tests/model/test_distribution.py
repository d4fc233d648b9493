"""Distributions: a mean and a squared coefficient of variation, scaled without changing shape."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantwright.errors import PlantError
from plantwright.model.checked import checked
from plantwright.model.distribution import NO_NOISE, Distribution

MEANS = st.floats(0.01, 1e7)
KINDS = [
    Distribution.constant(60.0),
    Distribution.exponential(60.0),
    Distribution.gamma(60.0, 0.5),
    Distribution.lognormal(60.0, 2.0),
    Distribution.uniform(60.0, 0.2),
    Distribution.empirical([30.0, 60.0, 90.0]),
    Distribution.trace([90.0, 30.0, 60.0]),
]


@pytest.mark.parametrize("one", KINDS, ids=lambda one: one.kind)
def test_scaling_changes_the_mean_and_not_the_shape(one: Distribution) -> None:
    """Twice as long means twice the mean and every value, at the same SCV."""
    twice = one.scaled(2.0)
    assert (twice.mean, twice.scv, twice.kind) == (2 * one.mean, one.scv, one.kind)
    assert twice.values == tuple(2 * value for value in one.values)


@given(st.lists(MEANS, min_size=1, max_size=20))
def test_an_empirical_distribution_knows_its_own_moments(values: list[float]) -> None:
    """Its mean and SCV are those of the values it draws from."""
    one = Distribution.empirical(values)
    mean = sum(values) / len(values)
    assert one.mean == pytest.approx(mean)
    assert one.scv == pytest.approx(sum((v / mean - 1) ** 2 for v in values) / len(values), abs=1e-9)


@given(st.lists(MEANS, min_size=1, max_size=20))
def test_a_trace_keeps_its_values_in_their_order(values: list[float]) -> None:
    """A trace has the moments of the same values drawn at random, and says them as they came."""
    one = Distribution.trace(values)
    assert one.kind == "trace"
    assert one.values == tuple(values)
    assert (one.mean, one.scv) == (Distribution.empirical(values).mean, Distribution.empirical(values).scv)


def test_values_that_are_all_zero_have_no_scv() -> None:
    """Repairs that always took no time have mean 0 and SCV 0, not a division by zero."""
    assert Distribution.empirical([0.0, 0.0]).scv == 0


def test_no_noise_multiplies_by_one() -> None:
    """The noise that stands where none was told changes nothing."""
    assert (NO_NOISE.mean, NO_NOISE.scv) == (1, 0)


def test_uniform_may_reach_down_to_zero_and_not_below() -> None:
    """SCV 1/3 spans from 0 to twice the mean; more would need negative times."""
    assert Distribution.uniform(5.0, 1 / 3).scv == 1 / 3
    with pytest.raises(ValueError, match="would fall below zero; at most 1/3 is allowed"):
        Distribution.uniform(5.0, 0.4)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"mean": -1.0}, "mean: -1.0; input should be greater than or equal to 0"),
        ({"mean": math.nan}, "mean: nan; input should be a finite number"),
        ({"mean": math.inf}, "mean: inf; input should be a finite number"),
        ({"mean": 1.0, "scv": -0.1}, "scv: -0.1; input should be greater than or equal to 0"),
        ({"mean": 1.0, "kind": "normal"}, "kind: 'normal'; input should be 'constant', 'exponential'"),
        ({"mean": 1.0, "kind": "empirical"}, "an empirical distribution needs values"),
        ({"mean": 1.0, "kind": "trace"}, "a trace distribution needs values; give at least one"),
        (
            {"mean": 1.0, "kind": "trace", "values": [-1.0]},
            "values.0: -1.0; input should be greater than or equal to 0",
        ),
        ({"mean": 1.0, "values": [1.0]}, "a constant distribution takes no values"),
        ({"mean": 1.0, "kind": "empirical", "values": [math.nan]}, "values.0: nan; input should be a finite number"),
        ({}, "mean: field required"),
        ({"mean": 1.0, "std": 2.0}, "std: extra inputs are not permitted"),
    ],
)
def test_bad_numbers_are_refused_by_name(fields: dict[str, object], said: str) -> None:
    """Negative, infinite, missing, unknown: the message names the field, what was found and what is allowed."""
    with pytest.raises(PlantError) as caught:
        checked(Distribution, fields, "a distribution")
    assert any(said in problem for problem in caught.value.problems), caught.value.problems
