"""The patterns of control charts: each found where it is, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from plantwright.observe.spc.rules import NELSON, WESTERN_ELECTRIC, Rule, Signal, find_signals

UP_AND_DOWN = [0.1, -0.1] * 7
"""Fourteen points, each on the other side of the one before."""

SHOWN: dict[str, tuple[list[float], str, int]] = {
    "nelson 1": ([0.5, 3.1, -0.5], "point 2", 1),
    "nelson 2": ([-0.2, *[0.4, 0.6, 0.2] * 3, -0.1], "points 2 to 10", 9),
    "nelson 3": ([0.5, -0.5, -0.3, 0.0, 0.2, 0.3, 0.6, 0.1], "points 2 to 7", 6),
    "nelson 4": ([0.3, 0.2, *UP_AND_DOWN], "points 3 to 16", 15),
    "nelson 5": ([0.1, 2.2, -0.3, 2.4, 0.0], "points 2, 4", 3),
    "nelson 6": ([-0.4, -1.2, -1.3, 0.4, -1.1, -1.5, 0.3], "points 2, 3, 5, 6", 5),
    "nelson 7": ([1.5, *[0.5, 0.4, -0.5, -0.4, 0.2] * 3, -1.5], "points 2 to 16", 15),
    "nelson 8": ([0.2, *[1.5, -1.4, -1.3, 1.2] * 2, 0.3], "points 2 to 9", 8),
    "western electric 1": ([0.5, -3.1], "point 2", 1),
    "western electric 2": ([0.1, -2.2, -2.4, 0.0], "points 2 to 3", 2),
    "western electric 3": ([0.4, 1.2, 1.3, 0.4, 1.1, 1.5], "points 2, 3, 5, 6", 5),
    "western electric 4": ([0.2, *[-0.4, -0.2] * 4, 0.1], "points 2 to 9", 8),
}
"""A row of points [standard deviations], where the pattern lies, and the point at which it can first be seen."""


def signals_of(points: Sequence[float], rules: Sequence[Rule]) -> tuple[Signal, ...]:
    """Return what a chart with center 0 and standard deviation 1 signals."""
    values = np.array(points)
    return find_signals(values, values, np.where(abs(values) > 3, np.sign(values), 0), rules)


@pytest.mark.parametrize("rule", [*NELSON, *WESTERN_ELECTRIC], ids=lambda one: one.name)
def test_each_rule_finds_its_pattern(rule: Rule) -> None:
    """A rule names the points of its pattern, and the one at which it was complete."""
    points, where, first = SHOWN[rule.name]
    (found,) = signals_of(points, [rule])
    assert (found.where(), found.first) == (where, first)


@pytest.mark.parametrize("rule", [*NELSON, *WESTERN_ELECTRIC], ids=lambda one: one.name)
def test_a_pattern_one_point_short_is_none(rule: Rule) -> None:
    """Without the point that completes it, a pattern is no signal."""
    points, _, first = SHOWN[rule.name]
    assert signals_of(points[:first], [rule]) == ()


@pytest.mark.parametrize("rule", [*NELSON, *WESTERN_ELECTRIC], ids=lambda one: one.name)
def test_a_pattern_is_found_on_either_side(rule: Rule) -> None:
    """Turned upside down, a chart signals the same."""
    points, where, first = SHOWN[rule.name]
    (found,) = signals_of([-one for one in points], [rule])
    assert (found.where(), found.first) == (where, first)


def test_a_point_on_the_limit_is_no_signal() -> None:
    """Beyond means beyond: a point on a limit or on a zone's edge does not count."""
    assert signals_of([3.0, 0.1, 2.0, 2.0, -0.1, 1.0, 1.0, 1.0, 1.0, -0.2], [NELSON[0], NELSON[4], NELSON[5]]) == ()


def test_equal_neighbors_break_a_trend() -> None:
    """Six points of which two are equal neither rise nor fall."""
    assert signals_of([0.1, 0.2, 0.3, 0.3, 0.4, 0.5], [NELSON[2]]) == ()


def test_a_pattern_may_begin_with_the_first_point() -> None:
    """Two points beyond two standard deviations are two of three even where there is no third before them."""
    (found,) = signals_of([2.2, 2.4, 0.0], [NELSON[4]])
    assert (found.where(), found.first) == ("points 1 to 2", 1)


def test_a_long_run_is_one_signal() -> None:
    """Twenty points on one side are one signal, seen at the ninth."""
    (found,) = signals_of([0.5, 0.4] * 10, [NELSON[1]])
    assert (len(found.points), found.first) == (20, 8)


def test_two_runs_are_two_signals() -> None:
    """A run above and a later one below are told apart."""
    found = signals_of([0.5] * 9 + [-0.5] * 9, [NELSON[1]])
    assert [one.where() for one in found] == ["points 1 to 9", "points 10 to 18"]


def test_each_rule_says_what_it_is_and_what_to_look_for() -> None:
    """Every rule has words for its pattern and for its usual cause."""
    assert all(rule.words and rule.look_for for rule in (*NELSON, *WESTERN_ELECTRIC))
    assert (len(NELSON), len(WESTERN_ELECTRIC)) == (8, 4)
