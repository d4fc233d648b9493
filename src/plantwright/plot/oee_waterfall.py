"""From all time of the stations to good pieces: what is lost on the way."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from plantwright.messages.told import say, told
from plantwright.model.estimate import Measures, Row
from plantwright.plot.cells import cell_interval, name_of, number, rows_of
from plantwright.plot.colors import FAINT, GOOD, OTHER, STATES
from plantwright.plot.digits import share_text
from plantwright.plot.style import empty_figure, named_rows, styled

TITLE = told("From all time to good pieces")
STEPS = {
    "calendar": (told("all time"), FAINT),
    "not_planned": (told("outside the shifts"), STATES["off"]),
    "planned_down": (told("planned stops"), STATES["off"]),
    "idle": (told("idle"), STATES["starved"]),
    "delay": (told("down or blocked"), STATES["down"]),
    "setup": (told("setups"), STATES["setup"]),
    "speed": (told("slower than the ideal"), STATES["blocked"]),
    "quality": (told("scrapped pieces"), OTHER),
    "good": (told("good pieces"), GOOD),
    "production": (told("production"), GOOD),
}
"""What each step is called, and its color."""
_ENDS = ("calendar", "good", "production")


def oee_waterfall(measures: Measures) -> go.Figure:
    """Bars that hang from one another: all time on top, each loss begins where the one before ended."""
    rows = [row for row in rows_of(measures, "oee_waterfall") if _shown(row)]
    if not rows or not any(_share(row) for row in rows):
        return empty_figure(TITLE, say("Not known: the records name no stations."))
    figure = go.Figure(_bars(rows))
    figure.update_xaxes(
        title=say("share of all time [%]"), range=[0, 100], tickvals=[0, 25, 50, 75, 100], ticksuffix=" %"
    )
    styled(figure, _title(rows), 90 + 42 * len(rows), _note(measures))
    return named_rows(figure, [f"{_words(row)}<br>{share_text(_share(row))}" for row in rows])


def _shown(row: Row) -> bool:
    return name_of(row.get("step")) in _ENDS or abs(_share(row)) > 0


def _share(row: Row) -> float:
    return number(row.get("share")) or 0.0


def _words(row: Row) -> str:
    return str(STEPS[name_of(row.get("step"))][0])


def _title(rows: Sequence[Row]) -> str:
    losses = [row for row in rows if name_of(row.get("step")) not in (*_ENDS, "not_planned")]
    good, left = name_of(rows[-1].get("step")) == "good", share_text(_share(rows[-1]))
    first = (
        say("Of all time {share} is good pieces at the ideal speed", share=left)
        if good
        else say("Of all time {share} is production", share=left)
    )
    if not losses:
        return first
    most = max(losses, key=_share)
    share = share_text(_share(most))
    return say("{first}; most of the shifts’ loss, {share}, is {loss}", first=first, share=share, loss=_words(most))


def _note(measures: Measures) -> str:
    relative = "oee_relative" in measures.values and measures["oee_relative"].value is not None
    if not relative:
        return ""
    return say("The ideal speed is not known: the fastest tenth of your own rows stands in for it.")


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
        customdata=[_hover(row) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _hover(row: Row) -> str:
    words = say("{part}: {amount}", part=_words(row), amount=share_text(_share(row)))
    return f"{words}{cell_interval(row.get('share'))}"
