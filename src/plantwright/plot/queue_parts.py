"""Why lots wait before each work center."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from plantwright.messages.told import say, told
from plantwright.model.estimate import Estimate, Measures, Row
from plantwright.observe.queue_parts import SEVERAL
from plantwright.plot.cells import cell_number, label, name_of, number, rows_of
from plantwright.plot.colors import INK, OTHER, SERIES
from plantwright.plot.digits import UNKNOWN, rounded, share_text, with_unit
from plantwright.plot.interval_bars import HATCHED
from plantwright.plot.style import empty_figure, named_rows, styled

TITLE = told("Why lots wait")
MOST = 12
PARTS = {
    "from_arrivals": (told("lots come unevenly"), SERIES[0]),
    "from_process": (told("they take unevenly long"), SERIES[1]),
    "not_explained": (told("not explained"), OTHER),
}


def queue_parts(measures: Measures) -> go.Figure:
    """Stacked bars of the wait that the formula explains and of the rest; a black stroke is the recorded wait."""
    rows = [row for row in rows_of(measures, "queue_parts") if number(row.get("recorded"))]
    if not rows:
        return empty_figure(TITLE, say("Nothing waited, or the log does not tell when lots were ready."))
    rows.sort(key=lambda row: -_hours(row, "recorded"))
    shown = rows[:MOST]
    figure = go.Figure([_bars(shown, part) for part in PARTS])
    figure.add_trace(_recorded(shown))
    figure.update_layout(barmode="stack", bargap=0.35)
    figure.update_xaxes(title=say("mean wait [working h]"), rangemode="tozero")
    styled(figure, _title(shown[0]), 140 + 42 * len(shown), _note(len(rows)))
    return named_rows(figure, [_name(row) for row in shown])


def _hours(row: Row, name: str) -> float:
    return number(row.get(name)) or 0.0


def _name(row: Row) -> str:
    busy = number(row.get("utilization"))
    load = [say("busy {share}", share=share_text(busy))] if busy is not None else []
    return f"{label(name_of(row.get('work_center')))}<br>{' · '.join([*load, *_why_not(row)])}"


def _why_not(row: Row) -> list[str]:
    """Return in a few words why the formula says nothing, if so."""
    cell = row.get("predicted")
    if not isinstance(cell, Estimate) or cell.value is not None:
        return []
    return [say("in batches") if cell.method == SEVERAL else str(UNKNOWN)]


def _title(row: Row) -> str:
    center, wait = label(name_of(row.get("work_center"))), _in_hours(cell_number(row.get("recorded")))
    if _part(row, "not_explained") < -0.25 * _hours(row, "recorded"):
        return say(
            "Why lots wait: longest at {center}, {wait}, less than its load and chance would make it",
            center=center,
            wait=wait,
        )
    part = PARTS[max(PARTS, key=lambda name: _part(row, name))][0]
    return say("Why lots wait: longest at {center}, {wait}; most of it: {part}", center=center, wait=wait, part=part)


def _in_hours(text: str) -> str:
    return with_unit(text, "h")


def _part(row: Row, name: str) -> float:
    """Return the hours of a part; where the formula says nothing, all of the wait is not explained."""
    size = number(row.get(name))
    return (_hours(row, "recorded") if name == "not_explained" else 0.0) if size is None else size


def _bars(rows: Sequence[Row], part: str) -> go.Bar:
    name, color = str(PARTS[part][0]), PARTS[part][1]
    hatched = {"pattern": HATCHED} if part == "not_explained" else {}
    return go.Bar(
        name=name, orientation="h", y=list(range(len(rows))), marker={"color": color, **hatched},
        x=[float(f"{max(_part(row, part), 0.0):.4g}") for row in rows],
        customdata=[_hover(row, name, rounded(_part(row, part))) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _recorded(rows: Sequence[Row]) -> go.Scatter:
    return go.Scatter(
        name=say("recorded"), mode="markers", y=list(range(len(rows))), x=[_hours(row, "recorded") for row in rows],
        marker={"symbol": "line-ns", "size": 20, "line": {"color": INK, "width": 3}, "color": INK},
        customdata=[_hover(row, say("recorded"), cell_number(row.get("recorded"))) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _hover(row: Row, part: str, hours: str) -> str:
    return _name(row) + "<br>" + say("{part}: {amount}", part=part, amount=_in_hours(hours))


def _note(count: int) -> str:
    return say("The {shown} longest of {total} queues are shown.", shown=MOST, total=count) if count > MOST else ""
