"""A control chart: the points in time, center and limits, and the points that signal."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import plotly.graph_objects as go

from plantwright.observe.spc.control_chart import ControlChart
from plantwright.plot.cells import safe
from plantwright.plot.colors import ACCENT, ALARM, FAINT, INK
from plantwright.plot.style import MAX_POINTS, styled

READING = (
    "each dot is a value, mean or count in time; the gray line is the center, the dashed ones are the limits that "
    "chance alone hardly passes; orange dots are part of a pattern that chance seldom makes."
)
"""How to read it, in one line."""


def control_chart(chart: ControlChart, name: str, moments: np.ndarray | None = None) -> go.Figure:
    """Points with center and limits; those that are part of a signal stand out in color and form.

    Parameters
    ----------
    chart
        What to draw.
    name
        Of the characteristic.
    moments
        When each point was, UTC in microseconds, for its label; None or NaT where it is not known.

    Notes
    -----
    Of a chart of more than 8000 points the last are drawn; the note says so.
    """
    shown = slice(max(len(chart.points) - MAX_POINTS // 4, 0), None)
    number = np.arange(1, len(chart.points) + 1) + chart.first
    marked = np.isin(np.arange(len(chart.points)), chart.signalling())
    figure = go.Figure(_lines(chart, number, shown))
    figure.add_trace(_path(chart, number, shown))
    for which, signals in ((~marked, False), (marked, True)):
        places = np.flatnonzero(which)
        places = places[places >= shown.start]
        if len(places):
            figure.add_trace(_dots(chart, number, places, moments, signals=signals))
    figure.update_xaxes(title="number in time")
    figure.update_yaxes(title=f"{chart.kind}{_unit(chart.unit)}")
    return styled(figure, _title(chart, name), 330, _note(chart, shown.start))


def _title(chart: ControlChart, name: str) -> str:
    count = len(chart.signals)
    told = "no signal" if not count else f"{count} signal{'s' if count > 1 else ''}"
    return f"{safe(name)}, {chart.kind}: {told}"


def _note(chart: ControlChart, left: int) -> str:
    more = f"; the first {left:,} points are not drawn" if left else ""
    return f"Limits from {chart.baseline}{more}."


def _unit(unit: str) -> str:
    return "" if unit in ("", "1") else f" [{safe(unit)}]"


def _lines(chart: ControlChart, number: np.ndarray, shown: slice) -> list[go.Scatter]:
    made: list[go.Scatter] = []
    for values, color, dash, name in (
        (chart.upper, INK, "dash", "limits"),
        (chart.lower, INK, "dash", "limits"),
        (chart.center, FAINT, "solid", "center"),
    ):
        if np.isfinite(values).all():
            line = {"color": color, "width": 1, "dash": dash, "shape": "hvh"}
            first = all(one.name != name for one in made)
            made.append(
                go.Scatter(
                    x=number[shown].tolist(), y=_short(values[shown]), mode="lines", line=line, name=name,
                    legendgroup=name, showlegend=first, hoverinfo="skip",
                )
            )  # fmt: skip
    return made


def _path(chart: ControlChart, number: np.ndarray, shown: slice) -> go.Scatter:
    return go.Scatter(
        x=number[shown].tolist(), y=_short(chart.points[shown]), mode="lines", line={"color": ACCENT, "width": 1},
        showlegend=False, hoverinfo="skip",
    )  # fmt: skip


def _dots(
    chart: ControlChart, number: np.ndarray, places: np.ndarray, moments: np.ndarray | None, *, signals: bool
) -> go.Scatter:
    form = {"symbol": "diamond" if signals else "circle", "size": 9 if signals else 6}
    return go.Scatter(
        name="part of a signal" if signals else "points",
        mode="markers",
        x=number[places].tolist(),
        y=_short(chart.points[places]),
        marker={**form, "color": ALARM if signals else ACCENT},
        text=[_label(chart, int(place), moments) for place in places],
        hovertemplate="%{text}<extra></extra>",
    )


def _label(chart: ControlChart, place: int, moments: np.ndarray | None) -> str:
    moment = np.datetime64("NaT") if moments is None else moments[place + chart.first]
    when = "" if np.isnat(moment) else f", {moment.astype(datetime):%Y-%m-%d %H:%M} UTC"
    told = [f"{one.rule.name}: {one.rule.words}" for one in chart.signals if place in one.points]
    value = f"{chart.points[place]:.6g}{'' if chart.unit in ('', '1') else f' {safe(chart.unit)}'}"
    return "<br>".join([f"point {place + 1 + chart.first}{when}: {value}", *told])


def _short(values: np.ndarray) -> list[float]:
    return [float(f"{value:.7g}") for value in values]
