"""Stops by reason."""

from __future__ import annotations

from plantwright.model.estimate import Estimate, Measures
from plantwright.plot.downtime_pareto import MOST, UNNAMED, downtime_pareto


def rows(**hours):
    """Return lines of the table with a reason each."""
    return tuple(
        {
            "reason": reason, "kind": "unexplained" if reason == "idle" else "down",
            "hours": Estimate(value=one, unit="h"), "stops": Estimate(value=3, unit="stops"),
            "hours_per_week": Estimate(value=one, unit="h/week", low=0.5 * one, high=2 * one),
            "share": Estimate(value=0.5, unit="1"),
        }
        for reason, one in hours.items()
    )  # fmt: skip


def test_what_nobody_explained_is_hatched_and_in_the_title():
    """Idle time and empty reasons have a pattern, known reasons none; their share is told."""
    figure = downtime_pareto(Measures(tables={"downtime": rows(belt=5.0, idle=4.0) + rows(**{UNNAMED: 1.0})}))
    assert list(figure.data[0].marker.pattern.shape) == ["", "/", "/"]
    assert "belt; 50 % of the time nobody explained" in figure.layout.meta["title"]


def test_intervals_stand_on_the_bars():
    """The stroke reaches from the lower to the upper end, and the axis holds all of it from zero."""
    figure = downtime_pareto(Measures(tables={"downtime": rows(belt=5.0)}))
    assert (figure.data[0].error_x.array[0], figure.data[0].error_x.arrayminus[0]) == (5.0, 2.5)
    assert figure.layout.xaxis.range[0] == 0
    assert figure.layout.xaxis.range[1] > 10


def test_reasons_left_out_are_counted():
    """Beyond twelve the rest is told in the note."""
    many = rows(**{f"r{k}": 20.0 - k for k in range(15)})
    figure = downtime_pareto(Measures(tables={"downtime": many}))
    assert len(figure.data[0].x) == MOST
    assert "12 longest of 15" in figure.layout.meta["note"]


def test_no_stops_is_said_and_hostile_reasons_stay_text():
    """An empty table says why; a reason with markup is shown as it was written."""
    assert "no stops" in downtime_pareto(Measures()).layout.annotations[0].text.replace("<br>", " ")
    figure = downtime_pareto(Measures(tables={"downtime": rows(**{"<b>jam</b>": 1.0})}))
    assert "<b>" not in figure.layout.meta["title"]
    assert "<b>" not in figure.layout.yaxis.ticktext[0]
