"""Where the plant stands between the best and the worst that a line of its bottleneck and process times could do."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from plantwright.messages.told import Told, say, told
from plantwright.model.estimate import Estimate, Measures, Row
from plantwright.observe.line_cases import Line, flow_time
from plantwright.plot.cells import number, rows_of
from plantwright.plot.colors import ALARM, FAINT, GOOD, INK, STATES
from plantwright.plot.digits import half_width, interval_text, rounded, value_text
from plantwright.plot.style import empty_figure, styled

TITLE = told("Throughput and flow time at this much WIP")
CASES = {
    "best": (told("best case"), GOOD, "solid"),
    "practical_worst": (told("practical worst case"), STATES["setup"], "dash"),
    "worst": (told("worst case"), ALARM, "dot"),
}
POINTS = 120


def factory_physics(measures: Measures) -> go.Figure:
    """Two charts over WIP, throughput above flow time: three curves, and the plant as a point with its interval."""
    rows = {str(row.get("case")): row for row in rows_of(measures, "benchmark")}
    point = rows.get("recorded")
    line = _line(measures)
    if point is None or line is None or not number(point.get("wip")):
        return empty_figure(TITLE, say("Not known: no order was both released and completed in the window."))
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.09)
    wip = np.linspace(1.0, _most(point, line), POINTS)
    for case, look in CASES.items():
        _curve(figure, wip, getattr(line, case)(wip), look)
    for place, name in enumerate(("throughput", "flow_time"), 1):
        figure.add_trace(_plant(point, name, first=place == 1), row=place, col=1)
    _axes(figure, wip, line, point)
    return styled(figure, _title(measures), 560, _note(measures))


def _line(measures: Measures) -> Line | None:
    rate, time = (number(measures.values.get(name)) for name in ("bottleneck_rate", "effective_raw_process_time"))
    return Line(rate, time) if rate and time else None


def _most(point: Row, line: Line) -> float:
    wip = point["wip"]
    high = wip.high if isinstance(wip, Estimate) and wip.high else number(wip) or 1.0
    return float(max(1.25 * high, 1.5 * float(line.critical_wip), 4.0))


def _curve(figure: go.Figure, wip: Any, made: Any, look: tuple[Told, str, str]) -> None:
    name, color, dash = str(look[0]), *look[1:]
    at = say("{wip} orders: {value}", wip="%{x:.3g}", value="%{y:.3g}")
    for place, values in enumerate((made, flow_time(wip, made)), 1):
        figure.add_trace(
            go.Scatter(
                x=[float(f"{one:.4g}") for one in wip], y=[float(f"{one:.4g}") for one in values], name=name,
                mode="lines", line={"color": color, "dash": dash, "width": 2}, showlegend=place == 1,
                hovertemplate=f"{name}<br>{at}<extra></extra>",
            ),
            row=place, col=1,
        )  # fmt: skip


def _plant(point: Row, name: str, *, first: bool) -> go.Scatter:
    wip, value = point["wip"], point[name]
    assert isinstance(wip, Estimate)
    assert isinstance(value, Estimate)
    name, held = say("this plant"), interval_text(value)
    at = say("{wip}, {value} ({interval})", wip=value_text(wip), value=value_text(value), interval=held)
    return go.Scatter(
        x=[wip.value], y=[value.value], name=name, mode="markers", showlegend=first,
        marker={"color": INK, "size": 11, "symbol": "diamond"}, error_x=_error(wip), error_y=_error(value),
        hovertemplate=f"{name}<br>{at}<extra></extra>",
    )  # fmt: skip


def _error(one: Estimate) -> dict[str, Any]:
    if one.low is None or one.high is None or one.value is None:
        return {"visible": False}
    return {
        "type": "data", "symmetric": False, "array": [one.high - one.value], "arrayminus": [one.value - one.low],
        "color": INK, "thickness": 1.2, "width": 4,
    }  # fmt: skip


def _axes(figure: go.Figure, wip: Any, line: Line, point: Row) -> None:
    critical, rate = float(line.critical_wip), float(line.bottleneck_rate)
    figure.update_xaxes(range=[0, float(wip[-1])])
    figure.update_xaxes(title=say("WIP: orders on the floor"), row=2, col=1)
    top = 1.15 * max(rate, number(point["throughput"]) or 0.0)
    figure.update_yaxes(title=say("orders an hour"), range=[0, top], row=1, col=1)
    # the worst case would press all else to the ground
    longest = max(float(wip[-1]) / rate + float(line.raw_process_time), number(point["flow_time"]) or 0.0)
    figure.update_yaxes(title=say("hours"), range=[0, 1.25 * longest], row=2, col=1)
    for place in (1, 2):
        figure.add_vline(x=critical, line={"color": FAINT, "width": 1, "dash": "dot"}, row=place, col=1)
    figure.add_annotation(
        x=critical, y=0, yshift=10, xshift=4, xanchor="left", text=say("critical WIP"), showarrow=False,
        font={"size": 11, "color": FAINT}, row=2, col=1,
    )  # fmt: skip


def _title(measures: Measures) -> str:
    ratio = measures.values.get("practical_worst_ratio")
    if ratio is None or ratio.value is None:
        return TITLE
    if ratio.low is not None and ratio.high is not None and ratio.low <= 1 <= ratio.high:
        return say("The plant makes about as much as pure chance would at its WIP")
    percent = rounded(100 * abs(ratio.value - 1), 100 * (half_width(ratio) or 0.01))
    if ratio.value > 1:
        return say("The plant makes {percent} % more than a line of pure chance would at its WIP", percent=percent)
    return say("The plant makes {percent} % less than a line of pure chance would at its WIP", percent=percent)


def _note(measures: Measures) -> str:
    return say(
        "Bottleneck rate {rate}, raw process time {time}, critical WIP {wip}; times on the work clock.",
        rate=value_text(measures["bottleneck_rate"]),
        time=value_text(measures["effective_raw_process_time"]),
        wip=value_text(measures["critical_wip"]),
    )
