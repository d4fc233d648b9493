"""In which shift of the week which station does not process."""

from __future__ import annotations

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from plantwright.messages.told import say, told
from plantwright.model.estimate import Row
from plantwright.plot.cells import label, name_of, number, safe
from plantwright.plot.colors import WAIT_SCALE
from plantwright.plot.digits import share_text
from plantwright.plot.style import empty_figure, named_rows, styled

TITLE = told("Which station loses time in which shift")
MOST = 40
"""Stations shown: those that lose most."""


def shift_heat(rows: Sequence[Row]) -> go.Figure:
    """Fields of stations by shifts, the darker the larger the share of the shift that is not process time.

    Parameters
    ----------
    rows
        ``station``, ``when`` and ``lost``, the share that is not process time [%]; shifts in the order of the week.
    """
    if not rows:
        return empty_figure(TITLE, say("Not known: the window holds no whole shift of a station."))
    shifts = list(dict.fromkeys(name_of(row.get("when")) for row in rows))
    lost = {(name_of(row.get("station")), name_of(row.get("when"))): number(row.get("lost")) for row in rows}
    names = list(dict.fromkeys(name_of(row.get("station")) for row in rows))
    shown = sorted(names, key=lambda name: -sum(lost.get((name, shift)) or 0.0 for shift in shifts))[:MOST]
    figure = go.Figure(_fields(shown, shifts, lost))
    figure.update_xaxes(
        tickmode="array", tickvals=list(range(len(shifts))), ticktext=[safe(one) for one in shifts], tickangle=-60,
        showgrid=False,
    )  # fmt: skip
    styled(figure, _title(lost), 190 + 22 * len(shown), _note(len(names)))
    return named_rows(figure, [label(name, 16) for name in shown])


def _fields(names: Sequence[str], shifts: Sequence[str], lost: dict[tuple[str, str], float | None]) -> go.Heatmap:
    values = [[lost.get((name, shift)) for shift in shifts] for name in names]
    top = max((value for value in lost.values() if value is not None), default=0.0)
    return go.Heatmap(
        z=values, x=list(range(len(shifts))), y=list(range(len(names))), zmin=0,
        zmax=max(10 * math.ceil(top / 10), 10), colorscale=WAIT_SCALE,
        text=[[f"{label(name)}<br>{safe(shift)}" for shift in shifts] for name in names], xgap=1, ygap=1,
        hovertemplate="%{text}<br>%{z:.0f} %<extra></extra>",
        colorbar={"title": {"text": say("not process [%]"), "side": "right"}, "thickness": 12, "ticksuffix": " %"},
    )  # fmt: skip


def _title(lost: dict[tuple[str, str], float | None]) -> str:
    known = {key: value for key, value in lost.items() if value is not None}
    if not known:
        return str(TITLE)
    (station, shift), most = max(known.items(), key=lambda one: one[1])
    return say(
        "Most time is lost at {station} on {shift}: {share}",
        station=label(station), shift=safe(shift), share=share_text(most / 100),
    )  # fmt: skip


def _note(count: int) -> str:
    if count <= MOST:
        return ""
    return say("The {shown} of {total} stations that lose most are shown.", shown=MOST, total=count)
