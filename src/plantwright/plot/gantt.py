"""What each station did, when."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import plotly.graph_objects as go

from plantwright.events.log import EventLog
from plantwright.messages.told import say, told
from plantwright.plot.cells import label, name_of, safe
from plantwright.plot.colors import part_color
from plantwright.plot.state_words import state_words
from plantwright.plot.style import MAX_POINTS, empty_figure, named_rows, styled

if TYPE_CHECKING:
    import pandas as pd

KINDS = ("process", "setup", "down", "maintenance", "off")
"""What a station may be doing; workers' and transport intervals are of other things."""
TITLE = told("What each station did, when")


def gantt(log: EventLog, limit: int = 2_000) -> go.Figure:
    """Bars of the stations' intervals in local time, the first ``limit`` of the window.

    Parameters
    ----------
    log
        What happened, or would happen.
    limit
        Intervals drawn at most [rows]; never more than 8,000.
    """
    limit = min(limit, MAX_POINTS)
    frame = _first_rows(log, limit + 1)
    if frame.empty:
        return empty_figure(TITLE, say("Nothing to draw: no finished interval names a station."))
    cut, frame = len(frame) > limit, frame.head(limit)
    stations = sorted({name_of(name) for name in frame["station"]})
    figure = go.Figure([_bars(frame[frame["kind"] == kind], kind, stations, log.meta.time_zone) for kind in KINDS])
    figure.update_layout(barmode="overlay", bargap=0.2)
    figure.update_xaxes(type="date", title=say("local time ({zone})", zone=safe(log.meta.time_zone)))
    note = say("The first {n:,} intervals of the window.", n=limit) if cut else ""
    return named_rows(styled(figure, TITLE, 150 + 24 * len(stations), note), [label(name) for name in stations])


def _first_rows(log: EventLog, limit: int) -> pd.DataFrame:
    rows = log.intervals
    wanted = rows.kind.isin(KINDS) & rows.start.notnull() & rows.end.notnull() & rows.station.notnull()
    table = rows.filter(wanted).order_by(["start", "station", "end"]).limit(limit)
    found: pd.DataFrame = table.to_pyarrow().to_pandas()
    return found


def _bars(frame: pd.DataFrame, kind: str, stations: list[str], zone: str) -> go.Bar:
    places = {name: k for k, name in enumerate(stations)}
    return go.Bar(
        name=state_words(kind),
        orientation="h",
        base=[_local(time, zone) for time in frame["start"]],
        x=[(end - start).total_seconds() * 1000 for start, end in zip(frame["start"], frame["end"], strict=True)],
        y=[places[name_of(name)] for name in frame["station"]],
        marker={"color": part_color(kind), "line": {"width": 0}},
        showlegend=not frame.empty,
        text=[safe(f"{state_words(kind)} {_text(row)}") for row in frame.to_dict("records")],
        textposition="none",
        hovertemplate="%{text}<br>%{base|%a %d %b %H:%M}<extra></extra>",
    )


def _text(row: Mapping[Hashable, object]) -> str:
    return " · ".join(str(row[name]) for name in ("order", "operation", "reason") if isinstance(row[name], str))


def _local(time: datetime, zone: str) -> str:
    utc = time.replace(tzinfo=ZoneInfo("UTC"))
    return utc.astimezone(ZoneInfo(zone)).replace(tzinfo=None).isoformat(timespec="seconds")
