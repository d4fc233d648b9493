"""The held-out check as a figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plantwright.calibrate.check import UNCHECKED
from plantwright.model.estimate import Estimate
from plantwright.plot.held_out import held_out


def test_both_sides_are_percent_of_the_recorded_value(fabricated):
    """The recorded value is 100 % of itself, and a twin of 318 h for 402 h stands at 79 %."""
    figure = held_out(fabricated.check())
    traces = {trace.name: trace for trace in figure.data}
    assert set(traces["recorded"].x) == {100}
    assert traces["twin, disagrees"].x[0] == pytest.approx(100 * 318 / 402, abs=0.01)
    assert traces["twin, disagrees"].error_x.array[0] == pytest.approx(100 * 30 / 402, abs=0.01)


def test_the_title_counts_what_agrees(fabricated):
    """A disagreement is not hidden: the title says four of five."""
    assert "4 of 5 measures agree" in held_out(fabricated.check()).layout.meta["title"]


def test_a_measure_without_percentage_is_left_to_the_table(fabricated):
    """A recorded zero has no percentage: it is left out and the note says so."""
    check = fabricated.check()
    zero = replace(check.lines[0], recorded=Estimate(value=0.0, unit="1"))
    figure = held_out(replace(check, lines=(zero, *check.lines[1:])))
    assert len(figure.layout.yaxis.ticktext) == 4
    assert figure.layout.meta["note"].startswith("1 further")


def test_unchecked_is_said():
    """A twin without a check gives a figure that says unchecked."""
    assert "Unchecked" in held_out(UNCHECKED).layout.annotations[0].text
