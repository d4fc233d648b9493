"""From all time of the stations to good pieces: what is lost on the way."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from plantwright.model.estimate import Measures, Row
from plantwright.plot.cells import cell_interval, name_of, number, rows_of
from plantwright.plot.colors import FAINT, GOOD, OTHER, STATES
from plantwright.plot.digits import share_text
from plantwright.plot.style import empty_figure, named_rows, styled

TITLE = "From all time to good pieces"
STEPS = {
    "calendar": ("all time", FAINT),
    "not_planned": ("outside the shifts", STATES["off"]),
    "planned_down": ("planned stops", STATES["off"]),
    "idle": ("idle", STATES["starved"]),
    "delay": ("down or blocked", STATES["down"]),
    "setup": ("setups", STATES["setup"]),
    "speed": ("slower than the ideal", STATES["blocked"]),
    "quality": ("scrapped pieces", OTHER),
    "good": ("good pieces", GOOD),
    "production": ("production", GOOD),
}
"""What each step is called, and its color."""
_ENDS = ("calendar", "good", "production")


def oee_waterfall(measures: Measures) -> go.Figure:
    """Bars that hang from one another: all time on top, each loss begins where the one before ended."""
    rows = [row for row in rows_of(measures, "oee_waterfall") if _shown(row)]
    if not rows or not any(_share(row) for row in rows):
        return empty_figure(TITLE, "Not known: the records name no stations.")
    figure = go.Figure(_bars(rows))
    figure.update_xaxes(title="share of all time [%]", range=[0, 100], tickvals=[0, 25, 50, 75, 100], ticksuffix=" %")
    styled(figure, _title(rows), 90 + 42 * len(rows), _note(measures))
    return named_rows(figure, [f"{_words(row)}<br>{share_text(_share(row))}" for row in rows])


def _shown(row: Row) -> bool:
    return name_of(row.get("step")) in _ENDS or abs(_share(row)) > 0


def _share(row: Row) -> float:
    return number(row.get("share")) or 0.0


def _words(row: Row) -> str:
    return STEPS[name_of(row.get("step"))][0]


def _title(rows: Sequence[Row]) -> str:
    losses = [row for row in rows if name_of(row.get("step")) not in (*_ENDS, "not_planned")]
    what = "good pieces at the ideal speed" if name_of(rows[-1].get("step")) == "good" else "production"
    told = f"Of all time {share_text(_share(rows[-1]))} is {what}"
    if not losses:
        return told
    most = max(losses, key=_share)
    return f"{told}; most of the shifts’ loss, {share_text(_share(most))}, is {_words(most)}"


def _note(measures: Measures) -> str:
    relative = "oee_relative" in measures.values and measures["oee_relative"].value is not None
    return "The ideal speed is not known: the fastest tenth of your own rows stands in for it." if relative else ""


def _bases(rows: Sequence[Row]) -> list[float]:
    left, bases = _share(rows[0]), [0.0]
    for row in rows[1:]:
        end = name_of(row.get("step")) in _ENDS
        left -= 0.0 if end else _share(row)
        bases.append(0.0 if end else left)
    return bases


def _bars(rows: Sequence[Row]) -> go.Bar:
    return go.Bar(
        orientation="h",
        x=[round(100 * _share(row), 3) for row in rows],
        base=[round(100 * base, 3) for base in _bases(rows)],
        y=list(range(len(rows))),
        marker={"color": [STEPS[name_of(row.get("step"))][1] for row in rows]},
        customdata=[[f"{_words(row)}: {share_text(_share(row))}", cell_interval(row.get("share"))] for row in rows],
        hovertemplate="%{customdata[0]}%{customdata[1]}<extra></extra>",
    )
