"""The held-out check: what the twin foretold beside what was recorded."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from plantwright.calibrate.check import Check, CheckLine
from plantwright.messages.told import say, say_many, told
from plantwright.model.estimate import Estimate
from plantwright.plot.cells import label, safe
from plantwright.plot.colors import ACCENT, ALARM, BAND, INK
from plantwright.plot.digits import estimate_text, known
from plantwright.plot.style import empty_figure, named_rows, styled

TITLE = told("Did the twin foretell the weeks it had not seen?")


SHORT = {
    "flow_mean": told("flow time, mean"),
    "flow_median": told("flow time, median"),
    "flow_p95": told("flow time, 95 %"),
    "wip": told("WIP"),
    "throughput": told("throughput"),
    "on_time": told("on time"),
}
"""Names that need more than their underscores taken away."""


def held_out(check: Check) -> go.Figure:
    """Twin and record of each measure of the held-out weeks, both as a percentage of the recorded value.

    Notes
    -----
    A measure recorded as 0, or not known on either side, has no percentage and is left to the table.
    """
    lines = [line for line in check.lines if known(line.twin) and known(line.recorded) and line.recorded.value]
    if not lines:
        return empty_figure(TITLE, say("Unchecked: there is nothing held out to compare with."))
    figure = go.Figure([_noise(lines), _recorded(lines)])
    for agrees in (True, False):
        if any(line.agrees is agrees for line in lines):
            figure.add_trace(_twin(lines, agrees))
    figure.add_vline(x=100, line={"color": INK, "width": 1})
    figure.update_xaxes(title=say("recorded value = 100 [%]"), ticksuffix=" %")
    styled(figure, _title(lines), max(170 + 38 * len(lines), 280), _note(check, lines))
    return named_rows(figure, [label(SHORT.get(line.measure, line.measure.replace("_", " "))) for line in lines])


def _title(lines: Sequence[CheckLine]) -> str:
    agree = sum(line.agrees for line in lines)
    words = say("{agree} of {n} measures agree", agree=agree, n=len(lines))
    return f"{TITLE} {words}"


def _note(check: Check, lines: Sequence[CheckLine]) -> str:
    left = len(check.lines) - len(lines)
    if not left:
        return ""
    return say_many(
        "{count} further measure is in the table only: no percentage can be given.",
        "{count} further measures are in the table only: no percentage can be given.",
        left,
    )


def _percent(line: CheckLine, estimate: Estimate) -> tuple[float, float, float]:
    scale = 100 / abs(line.recorded.value or 1.0)
    value = estimate.value or 0.0
    low = value if estimate.low is None else estimate.low
    high = value if estimate.high is None else estimate.high
    return round(value * scale, 2), round(low * scale, 2), round(high * scale, 2)


def _noise(lines: Sequence[CheckLine]) -> go.Scatter:
    spans = [_percent(line, line.recorded)[1:] for line in lines]
    x = [end for low, high in spans for end in (low, high, None)]
    y = [place for k in range(len(lines)) for place in (k, k, None)]
    style = {"color": BAND, "width": 16}
    return go.Scatter(x=x, y=y, mode="lines", name=say("the plant's own noise"), line=style, hoverinfo="skip")


def _recorded(lines: Sequence[CheckLine]) -> go.Scatter:
    return go.Scatter(
        name=say("recorded"),
        mode="markers",
        x=[_percent(line, line.recorded)[0] for line in lines],
        y=list(range(len(lines))),
        marker={"symbol": "line-ns", "size": 18, "line": {"color": INK, "width": 3}},
        text=[say("recorded: {value}", value=estimate_text(line.recorded)) for line in lines],
        hovertemplate="%{text}<extra></extra>",
    )


def _twin(lines: Sequence[CheckLine], agrees: bool) -> go.Scatter:
    places = [k for k, line in enumerate(lines) if line.agrees is agrees]
    spans = [_percent(lines[k], lines[k].twin) for k in places]
    return go.Scatter(
        name=say("twin, agrees") if agrees else say("twin, disagrees"),
        mode="markers",
        x=[value for value, _, _ in spans],
        y=places,
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [round(high - value, 2) for value, _, high in spans],
            "arrayminus": [round(value - low, 2) for value, low, _ in spans],
            "thickness": 2,
        },
        marker={"size": 11, "color": ACCENT if agrees else ALARM, "symbol": "circle" if agrees else "x"},
        text=[_text(lines[k]) for k in places],
        hovertemplate="%{text}<extra></extra>",
    )


def _text(line: CheckLine) -> str:
    twin = say("twin: {value}", value=estimate_text(line.twin))
    return f"{twin}<br>{safe(line.sentence)}"
