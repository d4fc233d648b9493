"""The ranked changes as a figure."""

from __future__ import annotations

from dataclasses import replace

from plantwright.model.estimate import Estimate
from plantwright.plot.ranked_changes import MAX_CHANGES, ranked_changes


def test_the_best_is_on_top_with_its_interval(fabricated):
    """The first row is the first change, its line runs from low to high."""
    ranking = fabricated.ranking()
    dots = ranked_changes(ranking).data[0]
    first = ranking.changes[0].gain
    assert dots.y[0] == 0
    assert (dots.x[0], dots.x[0] - dots.error_x.arrayminus[0]) == (first.value, first.low)


def test_ties_share_a_band_and_single_changes_have_none(fabricated):
    """Two groups of more than one change have a band that says how many are tied."""
    figure = ranked_changes(fabricated.ranking())
    assert [one.text for one in figure.layout.annotations] == ["tied (3)", "tied (2)"]


def test_a_gain_that_may_be_nothing_is_hollow(fabricated):
    """Dots whose interval reaches zero are hollow."""
    colors = ranked_changes(fabricated.ranking()).data[0].marker.color
    assert len(set(colors[:4])) == 1
    assert colors[4] != colors[0]


def test_twelve_at_most_and_the_rest_is_said(fabricated):
    """Of 21 changes 12 are drawn and the note gives both numbers."""
    figure = ranked_changes(fabricated.ranking(repeat=3))
    assert len(figure.data[0].x) == MAX_CHANGES
    assert figure.layout.meta["note"].startswith("The first 12 of 21 changes")


def test_unknown_gains_are_no_dots(fabricated):
    """A ranking without any known gain says that nothing was ranked."""
    ranking = fabricated.ranking()
    unknown = tuple(replace(one, gain=Estimate(value=None, unit="%")) for one in ranking.changes)
    assert "No change" in ranked_changes(replace(ranking, changes=unknown)).layout.annotations[0].text
