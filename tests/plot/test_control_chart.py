"""The control chart as a figure."""

from __future__ import annotations

import numpy as np

from plantwright.observe.spc.counts import defective_share
from plantwright.observe.spc.cusum import cusum
from plantwright.observe.spc.individuals import individuals
from plantwright.plot.colors import ALARM
from plantwright.plot.control_chart import READING, control_chart
from plantwright.plot.style import MAX_POINTS

VALUES = np.concatenate([np.tile([9.0, 11.0, 10.0], 10), [30.0]])


def test_points_that_signal_stand_out_in_color_and_form() -> None:
    """A point beyond its limit is a diamond of the color of alarm, with the rule in its label."""
    each, _ = individuals(VALUES, unit="mm", baseline=30)
    figure = control_chart(each, "bore")
    marked = next(one for one in figure.data if one.name == "part of a signal")
    assert (marked.marker.color, marked.marker.symbol) == (ALARM, "diamond")
    assert 31 in marked.x
    assert "nelson 1" in marked.text[-1]
    assert "signal" in figure.layout.meta["title"]
    assert "first 30 of 31" in figure.layout.meta["note"]


def test_a_label_says_when_a_point_was() -> None:
    """Each point's label has its number, its time and its value with unit."""
    moments = np.datetime64("2025-03-03", "us") + np.arange(len(VALUES)) * np.timedelta64(1, "h")
    _, moving = individuals(VALUES, unit="mm")
    dots = next(one for one in control_chart(moving, "bore", moments).data if one.name == "points")
    assert dots.text[0] == "point 2, 2025-03-03 01:00 UTC: 2 mm"


def test_user_text_is_made_safe() -> None:
    """A characteristic's name cannot become markup."""
    each, _ = individuals(VALUES)
    assert "<b>" not in control_chart(each, "<b>x</b>").layout.meta["title"]


def test_limits_that_change_are_steps_and_infinite_ones_are_left_out() -> None:
    """Limits of unequal samples are drawn as they are; a sum that only grows up has no lower limit but zero."""
    share = control_chart(defective_share([5, 6, 4], [50, 100, 50]), "castings")
    upper = next(one for one in share.data if one.name == "limits")
    assert len(set(upper.y)) == 2
    up, _ = cusum(VALUES)
    assert min(control_chart(up, "bore").data[1].y) == 0


def test_a_long_chart_is_cut_and_says_so() -> None:
    """Of very many points the last are drawn, so that a page stays small."""
    each, _ = individuals(np.random.default_rng(1).normal(size=20_000))
    figure = control_chart(each, "bore")
    assert sum(len(one.x) for one in figure.data if one.name in ("points", "part of a signal")) <= MAX_POINTS
    assert "are not drawn" in figure.layout.meta["note"]


def test_it_says_how_to_read_it() -> None:
    """One line tells what dots, lines and colors are."""
    assert "orange" in READING
