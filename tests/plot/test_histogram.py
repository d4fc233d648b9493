"""The histogram counts every value once."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.plot.histogram import MOST_BARS, histogram


@pytest.mark.parametrize("seed", range(3))
def test_every_value_is_counted_once(seed: int) -> None:
    """The bars add up to the number of values, whatever their spread, and are not too many to tell apart."""
    values = np.random.default_rng(seed).lognormal(0, 2, 500)
    (bars,) = histogram(values, "title", "time [h]").data
    assert sum(bars.y) == 500
    assert len(bars.y) <= MOST_BARS


def test_equal_values_stand_in_one_bar() -> None:
    """Values that are all alike make one bar of them all, and no error."""
    (bars,) = histogram(np.full(30, 4.0), "title", "time [h]").data
    assert max(bars.y) == 30


def test_lines_stand_where_they_mark() -> None:
    """Each named line crosses at its value and says its name, escaped."""
    figure = histogram(np.arange(50.0), "title", "time [h]", {"<mean>": 24.5})
    assert figure.layout.shapes[0].x0 == 24.5
    assert figure.layout.annotations[0].text == "&lt;mean&gt;"
