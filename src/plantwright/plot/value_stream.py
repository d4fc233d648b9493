"""The way of a lot through the steps of the product made most, on one line of time."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from plantwright.messages.told import say, told
from plantwright.model.estimate import Measures, Row
from plantwright.plot.cells import cell_number, label, name_of, number, rows_of
from plantwright.plot.colors import PARTS
from plantwright.plot.digits import share_text, with_unit
from plantwright.plot.style import empty_figure, named_rows, styled

TITLE = told("The value stream")
MOST = 25
SEGMENTS = {
    "wait": (told("wait"), PARTS["queue"]),
    "setup_time": (told("setup"), PARTS["setup"]),
    "down_time": (told("repair"), PARTS["down"]),
    "process_time": (told("process"), PARTS["process"]),
}


def value_stream(measures: Measures) -> go.Figure:
    """Stairs over working time: each step begins where the one before ended, with its wait, setup and work."""
    rows = rows_of(measures, "value_stream")
    if not rows:
        return empty_figure(TITLE, say("Not known: no order of a named product was completed in the window."))
    shown = rows[:MOST]
    figure = go.Figure([one for one in (_bars(shown, part) for part in SEGMENTS) if any(one.x)])
    figure.update_layout(barmode="overlay", bargap=0.3)
    figure.update_xaxes(title=say("time of a lot [working h]"), rangemode="tozero")
    styled(figure, _title(rows), 140 + 38 * len(shown), _note(len(rows)))
    return named_rows(figure, [_name(row) for row in shown])


def _hours(row: Row, part: str) -> float:
    return number(row.get(part)) or 0.0


def _total(rows: Sequence[Row], part: str) -> float:
    return sum(_hours(row, part) for row in rows)


def _name(row: Row) -> str:
    waits = say("{lots} lots here", lots=cell_number(row.get("wip")))
    return f"{label(name_of(row.get('step')))}<br>{waits}"


def _title(rows: Sequence[Row]) -> str:
    whole = sum(_total(rows, part) for part in SEGMENTS)
    longest = max(rows, key=lambda row: _hours(row, "wait"))
    added = share_text(_total(rows, "process_time") / whole) if whole else say("an unknown share")
    return say(
        "The value stream of {product}: {share} adds value; lots wait longest before {step}",
        product=label(name_of(rows[0].get("product"))),
        share=added,
        step=label(name_of(longest.get("step"))),
    )


def _bars(rows: Sequence[Row], part: str) -> go.Bar:
    name, color = str(SEGMENTS[part][0]), SEGMENTS[part][1]
    parts = list(SEGMENTS)
    before = parts[: parts.index(part)]
    bases, done = [], 0.0
    for row in rows:
        bases.append(done + sum(_hours(row, one) for one in before))
        done += sum(_hours(row, one) for one in parts)
    return go.Bar(
        name=name, orientation="h", y=list(range(len(rows))), x=[float(f"{_hours(row, part):.4g}") for row in rows],
        base=[float(f"{base:.5g}") for base in bases], marker={"color": color},
        customdata=[_hover(row, name, cell_number(row.get(part))) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _hover(row: Row, part: str, hours: str) -> str:
    step, center = name_of(row.get("step")), name_of(row.get("work_center"))
    where = f"{label(center)}<br>" if center != step else ""
    return f"{_name(row)}<br>{where}" + say("{part}: {amount}", part=part, amount=with_unit(hours, "h"))


def _note(count: int) -> str:
    return say("The first {shown} of {total} steps are shown.", shown=MOST, total=count) if count > MOST else ""
