"""What all figures share."""

from __future__ import annotations

import pytest

from plantwright.plot.flow_map import flow_map
from plantwright.plot.flow_time_parts import flow_time_parts
from plantwright.plot.gantt import gantt
from plantwright.plot.held_out import held_out
from plantwright.plot.ranked_changes import ranked_changes
from plantwright.plot.style import MAX_POINTS, TITLE_WIDTH
from plantwright.plot.time_account import time_account


def _figures(module, study):
    yield flow_map(study.measures)
    yield time_account(study.measures)
    yield flow_time_parts(study.measures)
    yield held_out(study.check)
    yield ranked_changes(study.ranking)
    yield gantt(module.log())


def test_every_figure_has_the_house_look(fabricated):
    """Each has a title that fits a phone, white paper, no fixed width and few points."""
    for figure in _figures(fabricated, fabricated.study()):
        assert figure.layout.width is None
        assert figure.layout.paper_bgcolor == "#ffffff"
        assert all(len(line) <= TITLE_WIDTH for line in figure.layout.title.text.split("<br>"))
        assert sum(len(trace.x) for trace in figure.data) <= MAX_POINTS


@pytest.mark.parametrize("tag", ["<script", "<img", "<a href", "<b>"])
def test_no_name_can_act_as_markup_in_a_figure(fabricated, tag):
    """Names with tags are shown as text: plotly finds no tag of theirs in any label or hover text."""
    for figure in _figures(fabricated, fabricated.hostile_study()):
        assert tag not in figure.to_json().encode().decode("unicode_escape")
