"""Bars with intervals."""

from __future__ import annotations

from plantwright.model.estimate import Estimate
from plantwright.plot.colors import INK, PAPER
from plantwright.plot.interval_bars import Bar, interval_bars, reach


def test_an_unknown_interval_draws_no_stroke():
    """A bar without interval has no stroke; one with an interval reaches both ends, on a halo of the page's color."""
    bars = [
        Bar("a", Estimate(value=0.5, unit="1"), "red"),
        Bar("b", Estimate(value=0.4, unit="1", low=0.3, high=0.6), "red"),
    ]
    drawn, strokes = interval_bars(bars, 100.0)
    assert list(drawn.x) == [50, 40]
    assert [round(one) for one in drawn.error_x.array] == [0, 20]
    assert [round(one) for one in drawn.error_x.arrayminus] == [0, 10]
    assert (strokes.error_x.array, strokes.error_x.arrayminus) == (drawn.error_x.array, drawn.error_x.arrayminus)
    assert (drawn.error_x.color, strokes.error_x.color) == (PAPER, INK)
    assert drawn.error_x.thickness > strokes.error_x.thickness
    assert reach(bars, 100.0)[1] > 60
