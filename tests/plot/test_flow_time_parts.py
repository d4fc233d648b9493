"""The parts of the flow time."""

from __future__ import annotations

from plantwright.model.estimate import Estimate, Measures
from plantwright.plot.flow_time_parts import flow_time_parts


def test_the_longest_part_is_on_top_and_in_the_title(fabricated):
    """Queueing, the longest part, comes first, and the title says its share."""
    figure = flow_time_parts(fabricated.measures())
    assert figure.layout.yaxis.ticktext[0].startswith("queue<br>98 h")
    assert "queue takes 52 %" in figure.layout.meta["title"]
    assert list(figure.data[0].x) == sorted(figure.data[0].x, reverse=True)


def test_unknown_parts_are_left_out():
    """A part whose hours are not known has no bar, and no known part at all is said in words."""
    rows = ({"part": "queue", "hours": Estimate(value=None, unit="h")},)
    assert "Not known" in flow_time_parts(Measures(tables={"flow_parts": rows})).layout.annotations[0].text
