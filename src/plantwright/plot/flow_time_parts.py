"""What an order's flow time is made of."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from plantwright.messages.told import say, told
from plantwright.model.estimate import Estimate, Measures, Row
from plantwright.plot.cells import label, name_of, number, rows_of
from plantwright.plot.colors import part_color
from plantwright.plot.digits import interval_text, rounded, with_unit
from plantwright.plot.state_words import state_words
from plantwright.plot.style import empty_figure, named_rows, styled

TITLE = told("Where an order spends its time")


def flow_time_parts(measures: Measures) -> go.Figure:
    """Bars of the mean hours of an order in each part of its flow time, the longest on top."""
    rows = [row for row in rows_of(measures, "flow_parts") if (number(row.get("hours")) or 0) > 0]
    if not rows:
        return empty_figure(TITLE, say("Not known: no order has both a release and a completion in the records."))
    rows.sort(key=lambda row: -(number(row.get("hours")) or 0.0))
    figure = go.Figure(_bars(rows))
    figure.update_xaxes(title=say("hours per order [h]"), rangemode="tozero")
    styled(figure, _title(rows), 110 + 40 * len(rows))
    return named_rows(figure, [f"{_part(row)}<br>{text}" for row, text in zip(rows, _texts(rows), strict=True)])


def _hours(rows: Sequence[Row]) -> list[float]:
    return [number(row.get("hours")) or 0.0 for row in rows]


def _title(rows: Sequence[Row]) -> str:
    share = _hours(rows)[0] / sum(_hours(rows))
    return say("Where an order spends its time: {part} takes {share}", part=_part(rows[0]), share=_percent(share))


def _part(row: Row) -> str:
    return label(state_words(name_of(row.get("part"))))


def _texts(rows: Sequence[Row]) -> list[str]:
    hours = _hours(rows)
    return [f"{with_unit(rounded(value), 'h')} · {_percent(value / sum(hours))}" for value in hours]


def _percent(share: float) -> str:
    return say("{share:.0f} %", share=100 * share) if share >= 0.005 else "&lt;1 %"


def _bars(rows: Sequence[Row]) -> go.Bar:
    return go.Bar(
        orientation="h",
        x=[float(f"{value:.5g}") for value in _hours(rows)],
        y=list(range(len(rows))),
        marker={"color": [part_color(name_of(row.get("part"))) for row in rows]},
        text=_texts(rows),
        textposition="none",
        customdata=[_interval(row) for row in rows],
        hovertemplate="%{text}%{customdata}<extra></extra>",
    )


def _interval(row: Row) -> str:
    cell = row.get("hours")
    text = interval_text(cell) if isinstance(cell, Estimate) else ""
    return f"<br>{with_unit(text, 'h')}" if text else ""
