"""Where the time of the stations goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean

import plotly.graph_objects as go

from plantwright.messages.told import say, told
from plantwright.model.estimate import Measures, Row
from plantwright.plot.cells import label, name_of, number, rows_of, safe
from plantwright.plot.colors import PAPER, STATES
from plantwright.plot.state_words import state_words
from plantwright.plot.style import empty_figure, named_rows, styled

MAX_ROWS = 40
"""Stations shown one by one; more are summed up by work center."""
TITLE = told("Where the stations' time goes, the busiest on top")
TITLE_CENTERS = told("Where the work centers' time goes, the busiest on top")


def time_account(measures: Measures) -> go.Figure:
    """Stacked bars of the share of calendar time in each state, one a station, or one a work center if there are many.

    Notes
    -----
    States that were not recorded for any station are left out of the legend; the shares of a station sum to 1.
    """
    shares, kind = _shares(rows_of(measures, "stations"))
    if not shares:
        return empty_figure(TITLE, say("No time account: the records name no stations."))
    names = sorted(shares, key=lambda name: -_busy(shares[name]))
    shown = names[:MAX_ROWS]
    figure = go.Figure([_bars(state, [shares[name] for name in shown], shown) for state in _seen(shares)])
    figure.update_layout(barmode="stack", bargap=0.25)
    figure.update_xaxes(
        title=say("share of calendar time [%]"), range=[0, 100], tickvals=[0, 25, 50, 75, 100], ticksuffix=" %"
    )
    styled(
        figure, TITLE if kind == "station" else TITLE_CENTERS, max(150 + 24 * len(shown), 300), _note(len(names), kind)
    )
    return named_rows(figure, [label(name) for name in shown])


def _shares(rows: Sequence[Row]) -> tuple[dict[str, dict[str, float]], str]:
    if len(rows) <= MAX_ROWS:
        return {name_of(row.get("station")): _states([row]) for row in rows}, "station"
    centers: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        centers[name_of(row.get("work_center"))].append(row)
    return {name: _states(group) for name, group in centers.items()}, "work center"


def _states(rows: Sequence[Row]) -> dict[str, float]:
    return {state: fmean(number(row.get(state)) or 0.0 for row in rows) for state in STATES}


def _busy(shares: dict[str, float]) -> float:
    return shares["process"] + shares["setup"] + shares["down"]


def _seen(shares: dict[str, dict[str, float]]) -> list[str]:
    return [state for state in STATES if any(one[state] > 0 for one in shares.values())]


def _bars(state: str, shares: Sequence[dict[str, float]], names: Sequence[str]) -> go.Bar:
    return go.Bar(
        name=state_words(state),
        orientation="h",
        x=[round(100 * one[state], 2) for one in shares],
        y=list(range(len(names))),
        marker={"color": STATES[state], "line": {"color": PAPER, "width": 0.5}},
        text=[safe(name) for name in names],
        textposition="none",
        hovertemplate=f"%{{text}}<br>{state_words(state)}: %{{x:.1f}} %<extra></extra>",
    )


def _note(total: int, kind: str) -> str:
    if total <= MAX_ROWS:
        return ""
    if kind == "station":
        return say("The {shown} busiest of {total} stations are shown.", shown=MAX_ROWS, total=total)
    return say("The {shown} busiest of {total} work centers are shown.", shown=MAX_ROWS, total=total)
