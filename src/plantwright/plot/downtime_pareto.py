"""Why the stations stop: reasons by time, the unexplained ones among them."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from plantwright.messages.told import say, say_many, told
from plantwright.model.estimate import Estimate, Measures, Row
from plantwright.observe.downtime import UNKNOWN as UNNAMED
from plantwright.plot.cells import cell_interval, cell_number, label_lines, name_of, number, rows_of
from plantwright.plot.colors import ALARM, OTHER, STATES
from plantwright.plot.digits import share_text
from plantwright.plot.interval_bars import Bar, interval_bars, reach
from plantwright.plot.row_words import row_words
from plantwright.plot.style import empty_figure, named_rows, styled

TITLE = told("Why stations stop")
MOST = 12
COLORS = {"down": ALARM, "maintenance": STATES["setup"], "unexplained": OTHER}


def downtime_pareto(measures: Measures) -> go.Figure:
    """Bars of hours a week by reason, the longest on top; what nobody explained is hatched."""
    rows = [row for row in rows_of(measures, "downtime") if (number(row.get("hours")) or 0) > 0]
    if not rows:
        why = say("Not known: the records hold no stops, and no station stood while work waited.")
        return empty_figure(TITLE, why)
    shown = rows[:MOST]
    bars = [_bar(row) for row in shown]
    figure = go.Figure(list(interval_bars(bars)))
    figure.update_xaxes(title=say("all stations, hours a week"), range=reach(bars))
    styled(figure, _title(rows), 100 + 44 * len(shown), _note(len(rows)))
    return named_rows(figure, [_name(row) for row in shown])


def _unknown(row: Row) -> bool:
    return row.get("kind") == "unexplained" or row.get("reason") == UNNAMED


def _bar(row: Row) -> Bar:
    size = row.get("hours_per_week")
    assert isinstance(size, Estimate)
    share = say("{share} of all this time", share=share_text(number(row.get("share")) or 0.0))
    hover = f"{_name(row)}{cell_interval(size)}<br>{share}"
    color = OTHER if _unknown(row) else COLORS.get(name_of(row.get("kind")), ALARM)
    return Bar(_name(row), size, color, _unknown(row), hover)


def _name(row: Row) -> str:
    week = cell_number(row.get("hours_per_week"))
    stops = round(number(row.get("stops")) or 0.0)
    size = say_many("{week} h a week · {count:,} stop", "{week} h a week · {count:,} stops", stops, week=week)
    return f"{label_lines(row_words('reason', row.get('reason')), 24)}<br>{size}"


def _title(rows: Sequence[Row]) -> str:
    total = sum(number(row.get("hours")) or 0.0 for row in rows)
    blind = sum(number(row.get("hours")) or 0.0 for row in rows if _unknown(row))
    named = next((row for row in rows if not _unknown(row)), None)
    if named is None:
        return say("Why stations stop: no reason is recorded for any of this time")
    return say(
        "Why stations stop: the longest known reason is {reason}; {share} of the time nobody explained",
        reason=label_lines(row_words("reason", named.get("reason")), 40, 1),
        share=share_text(blind / total),
    )


def _note(count: int) -> str:
    return say("The {shown} longest of {total} reasons are shown.", shown=MOST, total=count) if count > MOST else ""
