"""The parts of a queue time."""

from __future__ import annotations

import pytest

from plantwright.model.estimate import Estimate, Measures
from plantwright.observe.queue_parts import SEVERAL
from plantwright.plot.queue_parts import queue_parts


def row(center, recorded, arrivals, process, **more):
    """Return a line of the table; None is not known."""
    known = arrivals is not None
    cells = {
        "recorded": recorded, "predicted": arrivals + process if known else None, "from_arrivals": arrivals,
        "from_process": process, "not_explained": recorded - arrivals - process if known else None, "utilization": 0.8,
    }  # fmt: skip
    return {"work_center": center, **{k: Estimate(value=v, unit="h", **more) for k, v in cells.items()}}


def drawn(*rows):
    """Return the figure of some lines."""
    return queue_parts(Measures(tables={"queue_parts": rows}))


def test_bars_end_at_the_recorded_wait():
    """Where something is left to explain, the three parts reach the black stroke."""
    figure = drawn(row("mill", 5.0, 2.0, 1.0))
    assert sum(trace.x[0] for trace in figure.data[:3]) == pytest.approx(5.0)
    assert figure.data[3].x[0] == 5.0
    assert "longest at mill, 5 h; most of it" in figure.layout.meta["title"]


def test_a_shorter_wait_than_explained_is_said():
    """Where lots wait less than the formula says, nothing is drawn below zero and the title tells."""
    figure = drawn(row("mill", 1.0, 4.0, 1.0))
    assert figure.data[2].x[0] == 0
    assert "less than its load" in figure.layout.meta["title"]


def test_a_batch_is_shown_without_parts():
    """All of an oven's wait is not explained, and its label says why."""
    figure = drawn(row("oven", 3.0, None, None, method=SEVERAL))
    assert [trace.x[0] for trace in figure.data] == [0, 0, 3.0, 3.0]
    assert "in batches" in figure.layout.yaxis.ticktext[0]


def test_no_waits_is_said():
    """Without a wait the figure says so."""
    assert "Nothing waited" in drawn().layout.annotations[0].text.replace("<br>", " ")
