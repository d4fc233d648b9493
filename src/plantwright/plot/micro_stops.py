"""Where many short gaps add up."""

from __future__ import annotations

import plotly.graph_objects as go

from plantwright.messages.told import say, told
from plantwright.model.estimate import Estimate, Measures, Row
from plantwright.plot.cells import cell_interval, label, name_of, number, rows_of
from plantwright.plot.colors import STATES
from plantwright.plot.digits import share_text
from plantwright.plot.interval_bars import Bar, interval_bars, reach
from plantwright.plot.style import empty_figure, named_rows, styled

TITLE = told("Micro-stops: gaps and stops shorter than five minutes")
MOST = 12


def micro_stops(measures: Measures) -> go.Figure:
    """Bars of the share of scheduled time in gaps and stops shorter than five minutes, by work center."""
    rows = [row for row in rows_of(measures, "micro_stops")[1:] if number(row.get("share"))]
    if not rows:
        return empty_figure(TITLE, say("None: no gap between two rows of a station is shorter than five minutes."))
    rows.sort(key=lambda row: -(number(row.get("share")) or 0.0))
    shown = rows[:MOST]
    bars = [_bar(row) for row in shown]
    figure = go.Figure(list(interval_bars(bars, 100.0)))
    figure.update_xaxes(title=say("share of scheduled time [%]"), range=reach(bars, 100.0), ticksuffix=" %")
    styled(figure, _title(shown[0]), 100 + 42 * len(shown))
    return named_rows(figure, [_name(row) for row in shown])


def _title(most: Row) -> str:
    return say(
        "Micro-stops: gaps and stops shorter than five minutes take at most {share} of scheduled time, at {center}",
        share=share_text(number(most.get("share")) or 0.0),
        center=label(name_of(most.get("work_center"))),
    )


def _name(row: Row) -> str:
    count = (number(row.get("gaps")) or 0) + (number(row.get("short_stops")) or 0)
    return label(name_of(row.get("work_center"))) + "<br>" + say("{n:,.0f} of them", n=count)


def _bar(row: Row) -> Bar:
    share = row["share"]
    assert isinstance(share, Estimate)
    hover = f"{_name(row)}<br>{share_text(share.value or 0.0)}{cell_interval(share)}"
    return Bar(_name(row), share, STATES["starved"], hover=hover)
