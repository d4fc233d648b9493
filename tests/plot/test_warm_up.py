"""The warm-up as a figure."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.plot.warm_up import warm_up_figure
from plantwright.twin.mser import mser5
from plantwright.twin.pilot import Pilot
from plantwright.twin.warm_up import WarmUp

HOUR = 3600.0
COMES_UP = 20 * (1 - np.exp(-np.arange(500) / 30))


def found(series: np.ndarray, time: float | None) -> WarmUp:
    """Return what pilot runs of these orders on the floor found, a stretch an hour."""
    pilot = Pilot(HOUR, {"wip": series, "flow_time": series}, 1000.0, 30, 0)
    return WarmUp(time, {"wip": mser5(series), "flow_time": mser5(series)}, pilot)


def test_the_line_is_the_mean_of_batches() -> None:
    """A point is the mean of five stretches, at their middle."""
    (line,) = warm_up_figure(found(COMES_UP, 100 * HOUR)).data
    assert len(line.x) == 100
    assert line.x[0] == pytest.approx(2.5 / 24, rel=1e-5)
    assert line.y[0] == pytest.approx(COMES_UP[:5].mean(), rel=1e-4)


def test_what_is_left_out_is_marked() -> None:
    """The stretch left out is shaded up to the warm-up, and the mean of the rest is drawn."""
    figure = warm_up_figure(found(COMES_UP, 100 * HOUR))
    band, cut, mean = figure.layout.shapes
    assert (band.x0, band.x1, cut.x0) == (0, pytest.approx(100 / 24), pytest.approx(100 / 24))
    assert mean.y0 == pytest.approx(COMES_UP[100:].mean(), rel=1e-4)
    assert figure.layout.meta["title"] == "From an empty floor the plant settles within 4.167 d"
    assert "MSER-5 on 30 pilot runs of 20.83 d" in figure.layout.meta["note"]


@pytest.mark.parametrize(("time", "said"), [(None, "does not settle"), (0.0, "settles at once")])
def test_the_title_says_what_was_found(time: float | None, said: str) -> None:
    """A plant that never settles, and one that needs no warm-up, have no stretch marked, and the title says why."""
    figure = warm_up_figure(found(np.arange(500.0), time))
    assert said in figure.layout.meta["title"]
    assert not [shape for shape in figure.layout.shapes if shape.type == "rect"]


def test_a_warm_up_that_was_told_has_no_figure() -> None:
    """Without pilot runs there is nothing to see, and the figure says so."""
    assert "told" in warm_up_figure(None).layout.annotations[0].text
