"""Gaps too short to be logged."""

from __future__ import annotations

from plantwright.model.estimate import Measures
from plantwright.plot.micro_stops import micro_stops


def test_work_centers_are_ranked_by_share(measured):
    """The work center that loses most is on top, with how many gaps it has."""
    figure = micro_stops(measured)
    assert list(figure.data[0].x) == sorted(figure.data[0].x, reverse=True)
    assert figure.layout.yaxis.ticktext[0] == "pack<br>31 of them"
    assert "at pack" in figure.layout.meta["title"]


def test_none_is_said():
    """Without gaps the figure says so."""
    assert "None" in micro_stops(Measures()).layout.annotations[0].text
