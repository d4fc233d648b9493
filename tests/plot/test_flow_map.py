"""The flow map."""

from __future__ import annotations

import pytest

from plantwright.model.estimate import Measures
from plantwright.plot.colors import ALARM
from plantwright.plot.flow_map import MAX_ARCS, MAX_NODES, flow_map
from plantwright.plot.style import MAX_POINTS


def _arrows(figure):
    return [trace for trace in figure.data if trace.mode == "lines+markers"]


def _job_shop(count: int) -> Measures:
    rows = [
        {"from": f"wc{a}", "to": f"wc{b}", "lots": 1.0 + (a * b) % 17, "wait": float(a)}
        for a in range(count)
        for b in range(count)
        if a != b
    ]
    return Measures(tables={"flow_map": tuple(rows)})


def test_every_move_is_an_arrow_and_wider_with_more_lots(fabricated):
    """Each pair of work centers has its arrow, the most frequent the widest; returns are counted."""
    figure = flow_map(fabricated.measures())
    arrows = _arrows(figure)
    assert len(arrows) == len(fabricated.MOVES) - 1
    widest = max(arrows, key=lambda one: one.line.width)
    assert "820 lots" in widest.text[0]
    assert any("↻ 12" in one.text for one in figure.layout.annotations)


def test_weak_arrows_are_dropped_and_it_is_said():
    """Of a plant of 40 work centers at most 30 nodes and few arrows are drawn, and the note counts the rest."""
    figure = flow_map(_job_shop(40))
    assert len(figure.layout.annotations) <= MAX_NODES
    assert len(_arrows(figure)) <= MAX_ARCS + MAX_NODES
    assert "10 work centers with few lots" in figure.layout.meta["note"]
    assert "weak arrows" in figure.layout.title.subtitle.text.replace("<br>", " ")
    assert sum(len(trace.x) for trace in figure.data) <= MAX_POINTS


def test_every_node_keeps_its_strongest_arrow():
    """A work center off the main flow is not left without any arrow."""
    main = [
        {"from": f"wc{a}", "to": f"wc{b}", "lots": 100.0, "wait": 1.0} for a in range(9) for b in range(9) if a != b
    ]
    figure = flow_map(Measures(tables={"flow_map": (*main, {"from": "wc0", "to": "side", "lots": 20.0, "wait": None})}))
    assert any("side" in trace.text[0] and "not known" in trace.text[0] for trace in _arrows(figure))


def test_the_bottleneck_stands_out(fabricated):
    """Only the bottleneck has the color of alarm, and its numbers stand in its hover text."""
    marks = flow_map(fabricated.measures()).data[-1]
    assert [text for text, color in zip(marks.text, marks.marker.color, strict=True) if color == ALARM] == [
        "Gear hobbing (nearest to its limit)<br>busy 87 % of its scheduled time<br>lots wait 21.4 h on average"
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (),
        ({"from": "a", "to": "a", "lots": 3.0, "wait": 0.0},),
        ({"from": "", "to": None, "lots": 3.0, "wait": float("nan")},),
        ({"from": "a", "to": "b", "lots": 3.0, "wait": 0.0},),
        ({"from": "a", "to": "b", "lots": float("nan"), "wait": 0.0},),
    ],
)
def test_thin_records_still_make_a_figure(rows):
    """No moves, one node, blank names, zero waits and unknown lots are drawn or said, never an error."""
    assert flow_map(Measures(tables={"flow_map": rows})).layout.title.text


def test_a_trickle_is_left_out():
    """A work center with less than half a percent of the busiest one's lots is not drawn but counted."""
    rows = ({"from": "a", "to": "b", "lots": 1000.0, "wait": 1.0}, {"from": "a", "to": "c", "lots": 1.0, "wait": 1.0})
    figure = flow_map(Measures(tables={"flow_map": rows}))
    assert len(figure.layout.annotations) == 2
    assert "1 work center with few lots" in figure.layout.meta["note"]
