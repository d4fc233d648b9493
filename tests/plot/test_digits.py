"""Numbers as a reader wants them."""

from __future__ import annotations

import math

import pytest

from plantwright.model.estimate import Estimate
from plantwright.plot.digits import estimate_text, in_percent, interval_text, rounded, share_text, signed


@pytest.mark.parametrize(
    ("value", "spread", "text"),
    [
        (741.3333, 33.2, "741"),
        (741.3333, 0.4, "741.3"),
        (6.684, 0.31, "6.68"),
        (0.062, None, "0.0620"),
        (92_519.0, None, "92,519"),
        (0.0, None, "0"),
        (0.0, 0.2, "0.00"),
        (-3.26, 0.5, "−3.3"),
        (-0.0001, 0.5, "0.0"),
        (1234.5678, 1e-9, "1,234.57"),
        (-7.1e-14, 6.5e-14, "0"),
        (3e-7, None, "0.000000300"),
        (5.0, 1e6, "5"),
        (math.nan, None, "not known"),
        (math.inf, 1.0, "not known"),
        (1e300, None, "1.00 × 10^300"),
        (4e14, None, "400,000,000,000,000"),
    ],
)
def test_digits_end_where_knowledge_ends(value, spread, text):
    """A number has no digits beyond its own half-width, and no endless ones without."""
    assert rounded(value, spread) == text


def test_gains_carry_their_sign():
    """A gain shows a plus, a loss a true minus, and a rounded nothing neither."""
    assert (signed(2.5), signed(-2.5), signed(0.001, 0.4)) == ("+2.50", "−2.50", "0.0")


def test_an_estimate_shows_value_unit_and_interval():
    """Value, unit and interval stand together; an unknown value says so and nothing else."""
    assert estimate_text(Estimate(value=8.06, unit="%", low=7.0, high=9.2), sign=True) == "+8.1 % (+7.0 to +9.2)"
    assert estimate_text(Estimate(value=None, unit="%", low=1, high=2)) == "not known"
    assert estimate_text(Estimate(value=225.0, unit="orders")) == "225 orders"
    assert estimate_text(Estimate(value=1.0, unit="stops")) == "1 stop"
    assert estimate_text(Estimate(value=math.nan, unit="h")) == "not known"


def test_shares_become_percentages_and_others_stay():
    """0.62 of unit 1 is 62 %; hours remain hours."""
    share = in_percent(Estimate(value=0.62, unit="1", low=0.6, high=0.64))
    assert (share.unit, share.value, share.low) == ("%", 62.0, 60.0)
    hours = Estimate(value=3.0, unit="h")
    assert in_percent(hours) is hours


def test_what_was_estimated_without_an_interval_has_two_digits():
    """Too little seen for an interval: two digits; a sum, which is known as it is: three."""
    few = Estimate(value=8.49, unit="%", n=1, method="mean; no interval: too few of them hold any")
    assert estimate_text(few) == "8.5 %"
    assert estimate_text(Estimate(value=8.49, unit="h", n=1, method="sum of working time")) == "8.49 h"
    assert estimate_text(Estimate(value=8.49, unit="%", n=1, method="a count, no interval of its own")) == "8.49 %"


def test_nothing_is_called_inf():
    """What is endless is an open end of an interval, or not known; no reader meets ``inf``."""
    assert interval_text(Estimate(value=3.0, unit="h", low=1.0, high=math.inf)) == "1 to ∞"
    assert share_text(math.inf) == "not known"
    assert str(Estimate(value=math.inf, unit="h")) == "not known"
