"""The way of a lot through the steps of the product made most, on one line of time."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from plantwright.model.estimate import Measures, Row
from plantwright.plot.cells import cell_number, label, name_of, number, rows_of
from plantwright.plot.colors import PARTS
from plantwright.plot.digits import share_text
from plantwright.plot.style import empty_figure, named_rows, styled

TITLE = "The value stream"
MOST = 25
SEGMENTS = {
    "wait": ("wait", PARTS["queue"]),
    "setup_time": ("setup", PARTS["setup"]),
    "down_time": ("repair", PARTS["down"]),
    "process_time": ("process", PARTS["process"]),
}


def value_stream(measures: Measures) -> go.Figure:
    """Stairs over working time: each step begins where the one before ended, with its wait, setup and work."""
    rows = rows_of(measures, "value_stream")
    if not rows:
        return empty_figure(TITLE, "Not known: no order of a named product was completed in the window.")
    shown = rows[:MOST]
    figure = go.Figure([one for one in (_bars(shown, part) for part in SEGMENTS) if any(one.x)])
    figure.update_layout(barmode="overlay", bargap=0.3)
    figure.update_xaxes(title="time of a lot [working h]", rangemode="tozero")
    styled(figure, _title(rows), 140 + 38 * len(shown), _note(len(rows)))
    return named_rows(figure, [_name(row) for row in shown])


def _hours(row: Row, part: str) -> float:
    return number(row.get(part)) or 0.0


def _total(rows: Sequence[Row], part: str) -> float:
    return sum(_hours(row, part) for row in rows)


def _name(row: Row) -> str:
    step, center = name_of(row.get("step")), name_of(row.get("work_center"))
    second = label(center) if center != step else ""
    waits = f"{cell_number(row.get('wip'))} lots here"
    return f"{label(step)}<br>{' · '.join(part for part in (second, waits) if part)}"


def _title(rows: Sequence[Row]) -> str:
    whole = sum(_total(rows, part) for part in SEGMENTS)
    longest = max(rows, key=lambda row: _hours(row, "wait"))
    added = share_text(_total(rows, "process_time") / whole) if whole else "an unknown share"
    product = label(name_of(rows[0].get("product")))
    return f"{TITLE} of {product}: {added} adds value; lots wait longest before {label(name_of(longest.get('step')))}"


def _bars(rows: Sequence[Row], part: str) -> go.Bar:
    name, color = SEGMENTS[part]
    parts = list(SEGMENTS)
    before = parts[: parts.index(part)]
    bases, done = [], 0.0
    for row in rows:
        bases.append(done + sum(_hours(row, one) for one in before))
        done += sum(_hours(row, one) for one in parts)
    return go.Bar(
        name=name, orientation="h", y=list(range(len(rows))), x=[float(f"{_hours(row, part):.4g}") for row in rows],
        base=[float(f"{base:.5g}") for base in bases], marker={"color": color},
        customdata=[f"{_name(row)}<br>{name}: {cell_number(row.get(part))} h" for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _note(count: int) -> str:
    return f"The first {MOST} of {count} steps are shown." if count > MOST else ""
