"""The strip of bottlenecks over time."""

from __future__ import annotations

import pytest

from plantwright.model.estimate import Measures
from plantwright.plot.bottleneck_drift import MOST, REST, TICKS, bottleneck_drift


def test_every_week_is_full(measured):
    """The work centers of a week sum to 100 %, a few in colors of their own and the rest as one."""
    figure = bottleneck_drift(measured)
    assert len(figure.data) <= MOST + 1
    assert figure.data[-1].name == REST
    for week in range(12):
        assert sum(trace.y[week] for trace in figure.data) == pytest.approx(100, abs=0.1)


def test_dates_stand_apart(measured):
    """Few dates are written, as month and day."""
    ticks = bottleneck_drift(measured).layout.xaxis.ticktext
    assert len(ticks) <= TICKS
    assert ticks[0] == "Mar 16"


def test_the_title_counts_the_moves(measured):
    """How often the bottleneck moved is told as a count of weeks."""
    assert "moved in 5 of 11 weeks" in bottleneck_drift(measured).layout.meta["title"]


def test_no_bottleneck_is_said():
    """Without any the figure says so."""
    assert "Not known" in bottleneck_drift(Measures()).layout.annotations[0].text
