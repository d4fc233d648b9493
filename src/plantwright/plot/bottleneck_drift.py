"""Whether the bottleneck stays where it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from plantwright.messages.numerals import short_day
from plantwright.messages.told import later, say, told
from plantwright.model.estimate import Measures, Row
from plantwright.observe.drift import OTHERS
from plantwright.plot.cells import label, name_of, number, rows_of
from plantwright.plot.colors import OTHER, PAPER, SERIES
from plantwright.plot.digits import share_text
from plantwright.plot.style import empty_figure, styled

TITLE = told("Which work center limits, and when")
MOST = len(SERIES) - 1
REST = told("others")
TICKS = 5
AXES = {
    "week": (told("share of the week [%]"), told("week from")),
    "day": (told("share of the day [%]"), told("day from")),
}
MOVES = {
    "week": later("{first}; the bottleneck moved in {moved} of {count} weeks"),
    "day": later("{first}; the bottleneck moved in {moved} of {count} days"),
}


def bottleneck_drift(measures: Measures) -> go.Figure:
    """Strip over time: each week or day is filled with the work centers that limited, by how long they did."""
    rows = rows_of(measures, "bottleneck_drift")
    if not rows:
        return empty_figure(TITLE, say("Not known: no work center was ever the one that all waited for."))
    begins = list(dict.fromkeys(name_of(row.get("from")) for row in rows))
    shares = _shares(rows, begins)
    colors = _colors(shares)
    figure = go.Figure([_bars(name, values, begins, colors[name]) for name, values in shares.items()])
    unit = name_of(rows[0].get("unit"))
    figure.update_layout(barmode="stack", bargap=0.06)
    share, since = map(str, AXES[unit])
    figure.update_yaxes(title=share, range=[0, 100], ticksuffix=" %")
    figure.update_xaxes(type="category", title=since, tickangle=0, **_ticks(begins))
    return styled(figure, _title(measures, shares, unit), 330 + 16 * len(shares))


def _ticks(begins: Sequence[str]) -> dict[str, list[str]]:
    """Return a few dates, so that they stand apart on a phone."""
    few = list(begins[:: max(1, -(-len(begins) // TICKS))])
    return {"tickvals": few, "ticktext": [short_day(date.fromisoformat(one)) for one in few]}


def _shares(rows: Sequence[Row], begins: Sequence[str]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(begins))
    for row in rows:
        block = begins.index(name_of(row.get("from")))
        found[name_of(row.get("work_center"))][block] += number(row.get("share")) or 0.0
    names = sorted(found, key=lambda name: -sum(found[name]))
    shown = {name: found[name] for name in names[:MOST] if name != OTHERS}
    rest = [found[name] for name in names if name not in shown]
    return shown | ({REST: [sum(parts) for parts in zip(*rest, strict=True)]} if rest else {})


def _colors(shares: dict[str, list[float]]) -> dict[str, str]:
    return {name: OTHER if name == REST else SERIES[place] for place, name in enumerate(shares)}


def _bars(name: str, values: Sequence[float], begins: Sequence[str], color: str) -> go.Bar:
    return go.Bar(
        name=label(name, 16), x=list(begins), y=[round(100 * one, 2) for one in values],
        marker={"color": color, "line": {"color": PAPER, "width": 0.5}},
        hovertemplate=f"%{{x}}<br>{label(name)}: %{{y:.0f}} %<extra></extra>",
    )  # fmt: skip


def _title(measures: Measures, shares: dict[str, list[float]], unit: str) -> str:
    first = next(iter(shares))
    seen = sum(map(sum, shares.values()))
    share = share_text(sum(shares[first]) / seen)
    limits = say("{center} limits {share} of the time", center=label(first), share=share)
    moves = measures.values.get("bottleneck_shifts")
    if moves is None or moves.value is None:
        return limits
    return say(MOVES[unit], first=limits, moved=round(moves.value * (moves.n or 0)), count=moves.n)
