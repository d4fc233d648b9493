"""Verdicts by the stated rule, on numbers that can be worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from plantwright.improve.outcome import days_to_tell, outcome
from plantwright.improve.realized import Parts


def parts(effect: float, error: float = 0.05) -> Parts:
    """Return an effect with a standard error, half of its variance from before, that is as good as normal."""
    return Parts(effect, error**2 / 2, error**2 / 2, 0.0, 100_000)


SURE = parts(-0.3, 1e-6)
"""What was foretold: flow time down by 26 %."""


@pytest.mark.parametrize(
    ("effect", "verdict"),
    [
        (-0.30, "worked as foretold"),
        (-0.22, "worked as foretold"),
        (-0.20, "worked less"),
        (-0.45, "worked better"),
        (-0.115, "worked less"),
        (-0.11, "no effect seen"),
        (0.0, "no effect seen"),
        (0.09, "no effect seen"),
        (0.11, "no effect seen"),
        (0.115, "harmed"),
    ],
)
def test_an_effect_is_named_by_the_rule(effect: float, verdict: str) -> None:
    """With a half width of 0.082, an effect is seen beyond 0.112, and differs from the foretold 0.30 beyond 0.082."""
    assert outcome(parts(effect), SURE, -1.0) == verdict


def test_absence_of_evidence_is_no_evidence_of_absence() -> None:
    """Where zero and the foretold effect could both be meant, nothing is called no effect."""
    assert outcome(parts(0.0, 0.2), SURE, -1.0) == "cannot tell yet"
    # zero within, the foretold effect out, but so wide that it would be out by luck
    assert outcome(parts(0.15, 0.1), SURE, -1.0) == "cannot tell yet"
    # no wider than half of the foretold effect, and not short of as much harm as was foretold of good
    assert outcome(parts(0.31, 0.17), parts(-0.56, 1e-6), -1.0) == "cannot tell yet"


def test_the_verdict_is_read_on_the_printed_interval() -> None:
    """An interval is never called an effect unless it leaves out a tenth of the foretold effect to both sides."""
    for effect in np.linspace(-0.4, 0.4, 81):
        found = parts(float(effect))
        seen = outcome(found, SURE, -1.0) not in ("no effect seen", "cannot tell yet")
        low, high = found.effect - found.reach(), found.effect + found.reach()
        assert seen == (low > 0.03 or high < -0.03)


def test_without_a_prediction_no_effect_is_one_below_five_percent() -> None:
    """Where nothing was foretold, the whole interval must lie within 5 % to be called none."""
    assert outcome(parts(0.0, 0.02), None, -1.0) == "no effect seen"
    assert outcome(parts(0.0, 0.04), None, -1.0) == "cannot tell yet"
    assert outcome(parts(-0.3, 0.04), None, -1.0) == "worked"
    assert outcome(parts(-0.3, 0.04), None, 1.0) == "harmed"


def test_the_days_that_tell_halve_the_interval_to_half_the_prediction() -> None:
    """After the days named the half width is half of the foretold effect; records before set a floor."""
    wide = parts(0.0, 0.1)
    days = days_to_tell(wide, SURE, 20.0)
    assert days is not None
    assert 1.6449 * wide.error(days / 20) == pytest.approx(0.15, rel=1e-3)
    assert days_to_tell(parts(0.0, 0.2), SURE, 20.0) is None
    assert math.isclose(days_to_tell(parts(0.0, 0.01), SURE, 20.0) or 0.0, 20.0)
