"""The arithmetic of grades against the formulas that it stands for."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm, t

from plantwright.grade.arithmetic import Z, closeness, digits, mean_of, percent, scatter_of, span, t_point


def test_t_points_are_those_of_the_table() -> None:
    """For any number of cycles the 95 % point is that of Student's law, to four digits."""
    for freedom in range(1, 400):
        assert t_point(freedom) == pytest.approx(t.ppf(0.975, freedom), rel=2e-5), freedom
    assert pytest.approx(norm.ppf(0.975), abs=1e-12) == Z


def test_mean_and_scatter_are_the_usual_ones() -> None:
    """Sample mean and standard deviation agree with numpy's."""
    values = [3.0, 4.5, 4.5, 9.25]
    assert mean_of(values) == pytest.approx(np.mean(values))
    assert scatter_of(values) == pytest.approx(np.std(values, ddof=1))
    assert scatter_of([5.0]) == 0.0


@given(st.floats(0, 1e9), st.floats(0, 1e9), st.floats(0, 1e9))
def test_a_larger_error_never_earns_more(error: float, more: float, free: float) -> None:
    """Closeness lies between 0 and 1, is all for what is free, and never grows with the error."""
    near, far = closeness(error, free), closeness(error + more, free)
    assert 0 <= far <= near <= 1
    assert closeness(free, free) == 1


def test_four_times_what_is_free_earns_half() -> None:
    """Half of the points go for an error of four times what is free; where nothing is free only zero earns any."""
    assert closeness(4.0, 1.0) == pytest.approx(0.5)
    assert (closeness(0.0, 0.0), closeness(1e-12, 0.0)) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(0.25, 1, "0.3"), (-0.25, 1, "-0.3"), (-0.04, 1, "0.0"), (12.0, 0, "12"), (2.5, 0, "3"), (1234.5, 2, "1234.50")],
)
def test_numbers_are_written_one_way(value: float, places: int, text: str) -> None:
    """Halves go away from zero, nothing is minus zero, and there are no separators."""
    assert digits(value, places) == text


@given(st.floats(-1e9, 1e9))
def test_a_written_number_is_the_number(value: float) -> None:
    """Reading the text back gives the number to half a tenth."""
    assert float(digits(value, 1)) == pytest.approx(value, abs=0.05 + 1e-6)
    assert math.copysign(1.0, float(digits(value, 1))) == 1.0 or value < 0


def test_times_are_said_as_people_say_them() -> None:
    """Seconds up to ten minutes, minutes up to ten hours, hours beyond."""
    assert [span(one) for one in (59.94, 600, 35_999, 36_000)] == ["59.9 s", "10.0 min", "600.0 min", "10.0 h"]
    assert percent(0.345) == "35 %"
