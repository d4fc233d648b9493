"""The constants of control charts."""

from __future__ import annotations

from math import atan, pi, sqrt

import pytest

from plantwright.errors import FitError
from plantwright.observe.spc.constants import c4, constants, d2, d2_star, d3

TABLED = {
    2: (1.880, 2.659, 0.0, 3.267, 0.0, 3.267),
    3: (1.023, 1.954, 0.0, 2.568, 0.0, 2.575),
    4: (0.729, 1.628, 0.0, 2.266, 0.0, 2.282),
    5: (0.577, 1.427, 0.0, 2.089, 0.0, 2.114),
    6: (0.483, 1.287, 0.030, 1.970, 0.0, 2.004),
    7: (0.419, 1.182, 0.118, 1.882, 0.076, 1.924),
    10: (0.308, 0.975, 0.284, 1.716, 0.223, 1.777),
    25: (0.153, 0.606, 0.565, 1.435, 0.459, 1.541),
}
"""A2, A3, B3, B4, D3 and D4 as ASTM and Montgomery's appendix VI list them; written from memory, not looked up here."""


def test_d2_is_exact_where_there_is_a_closed_form() -> None:
    """The mean range of 2 to 5 normal values has a closed form, which the integral meets."""
    exact = {
        2: 2 / sqrt(pi),
        3: 3 / sqrt(pi),
        4: 12 / (pi * sqrt(pi)) * atan(sqrt(2)),
        5: 30 / pi**1.5 * atan(sqrt(2)) - 5 / sqrt(pi),
    }
    assert {size: d2(size) for size in exact} == pytest.approx(exact, abs=1e-10)


def test_d3_is_exact_where_there_is_a_closed_form() -> None:
    """The standard deviation of the range of 2 to 4 normal values has a closed form, which the integral meets."""
    exact = {
        2: sqrt(2 - 4 / pi),
        3: sqrt((2 * pi + 3 * sqrt(3) - 9) / pi),
        4: sqrt((2 * pi + 2 * sqrt(3) + 6) / pi - d2(4) ** 2),
    }
    assert {size: d3(size) for size in exact} == pytest.approx(exact, abs=1e-9)


def test_c4_is_exact_where_it_is_short() -> None:
    """c4 of 2 and 3 values is √(2/π) and √π/2."""
    assert (c4(2), c4(3)) == pytest.approx((sqrt(2 / pi), sqrt(pi) / 2), abs=1e-12)


@pytest.mark.parametrize("size", TABLED)
def test_the_factors_are_those_of_the_tables(size: int) -> None:
    """The factors of limits are those of the published tables, to their three decimals."""
    one = constants(size)
    assert (one.a2, one.a3, one.b3, one.b4, one.lower_d3, one.d4) == pytest.approx(TABLED[size], abs=5.1e-4)


def test_a_gauge_study_has_the_k_factors_of_its_manual() -> None:
    """1/d2* is K1 = 0.5908 of 3 trials, K2 = 0.5231 of 3 operators and K3 = 0.3146 of 10 parts, as AIAG lists them."""
    k = 1 / d2(3), 1 / d2_star(3, 1), 1 / d2_star(10, 1)
    assert k == pytest.approx((0.5908, 0.5231, 0.3146), abs=6e-5)


def test_one_value_has_no_spread() -> None:
    """A subgroup of a single value is refused."""
    with pytest.raises(FitError, match="two or more"):
        d2(1)
