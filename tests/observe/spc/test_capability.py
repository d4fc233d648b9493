"""Capability: what it is, how well it is known, and when it is not to be believed."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.errors import RecordsError
from plantwright.observe.spc.capability import Capability, Specification, capability, share_outside
from plantwright.observe.spc.spreads import within_ranges

BOTH = Specification(lower=4, upper=20)


def of(values: np.ndarray, one: Specification = BOTH, *, stable: bool = True) -> Capability:
    """Return the capability of values in subgroups of five."""
    return capability(values, one, within_ranges(values.reshape(-1, 5)), stable=stable)


def test_the_indices_are_those_of_their_definitions() -> None:
    """Pp is the width over six standard deviations, Ppk the nearer limit over three."""
    values = np.random.default_rng(1).normal(11, 2, size=100)
    found, sigma = of(values), values.std(ddof=1)
    assert found.pp.value == pytest.approx(16 / (6 * sigma))
    assert found.ppk.value == pytest.approx((values.mean() - 4) / (3 * sigma))
    assert found.believed()


@pytest.mark.parametrize("name", ["cp", "cpk", "pp", "ppk"])
def test_the_intervals_cover_the_truth_as_often_as_they_say(name: str) -> None:
    """In 95 % of 1200 samples of 50 values the interval of each index holds its true value."""
    random = np.random.default_rng(2)
    truth = 16 / 12 if name in ("cp", "pp") else 7 / 6
    found = [getattr(of(random.normal(11, 2, size=50)), name) for _ in range(1200)]
    assert abs(np.mean([one.low <= truth <= one.high for one in found]) - 0.95) < 0.022


def test_one_limit_has_no_width() -> None:
    """With one limit Cp and Pp are not known, and Cpk is the distance to that limit."""
    values = np.random.default_rng(3).normal(11, 2, size=100)
    found = of(values, Specification(upper=20))
    assert (found.cp.value, found.pp.value) == (None, None)
    assert found.ppk.value == pytest.approx((20 - values.mean()) / (3 * values.std(ddof=1)))
    assert of(values, Specification(lower=4)).ppk.value == pytest.approx((values.mean() - 4) / (3 * values.std(ddof=1)))


def test_an_unstable_process_is_marked() -> None:
    """The indices of a process that signals are marked as doubtful, and why is said."""
    found = of(np.random.default_rng(4).normal(11, 2, size=50), stable=False)
    assert not found.believed()
    assert found.cpk.method.startswith("doubtful: ")
    assert "not stable" in found.doubts[-1]


def test_values_that_are_not_normal_are_marked() -> None:
    """Indices of skewed values are marked; the share outside needs no law and is not."""
    found = of(4 + np.random.default_rng(5).exponential(4, size=100))
    assert "not normal" in found.doubts[0]
    assert not found.outside.method.startswith("doubtful")


def test_no_value_outside_is_not_never() -> None:
    """Of 100 values none outside, the share may be up to 3.6 %: 1 − 0.025^(1/100)."""
    none = share_outside(np.full(100, 10.0), BOTH)
    assert (none.value, none.low) == (0, 0)
    assert none.high == pytest.approx(1 - 0.025 ** (1 / 100))


@pytest.mark.parametrize("wrong", [Specification(), Specification(lower=3, upper=2), Specification(target=1)])
def test_a_specification_without_sense_is_refused(wrong: Specification) -> None:
    """No limit at all, or a lower above the upper, is no specification."""
    with pytest.raises(RecordsError, match="a specification"):
        of(np.random.default_rng(6).normal(11, 2, size=50), wrong)
