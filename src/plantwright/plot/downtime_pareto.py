"""Why the stations stop: reasons by time, the unexplained ones among them."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from plantwright.model.estimate import Estimate, Measures, Row
from plantwright.plot.cells import cell_interval, cell_number, label_lines, name_of, number, rows_of
from plantwright.plot.colors import ALARM, OTHER, STATES
from plantwright.plot.digits import share_text
from plantwright.plot.interval_bars import Bar, interval_bars, reach
from plantwright.plot.style import empty_figure, named_rows, styled

TITLE = "Why stations stop"
MOST = 12
UNNAMED = "reason not recorded"
COLORS = {"down": ALARM, "maintenance": STATES["setup"], "unexplained": OTHER}


def downtime_pareto(measures: Measures) -> go.Figure:
    """Bars of hours a week by reason, the longest on top; what nobody explained is hatched."""
    rows = [row for row in rows_of(measures, "downtime") if (number(row.get("hours")) or 0) > 0]
    if not rows:
        return empty_figure(TITLE, "Not known: the records hold no stops, and no station stood while work waited.")
    shown = rows[:MOST]
    bars = [_bar(row) for row in shown]
    figure = go.Figure(interval_bars(bars))
    figure.update_xaxes(title="all stations, hours a week", range=reach(bars))
    styled(figure, _title(rows), 100 + 44 * len(shown), _note(len(rows)))
    return named_rows(figure, [_name(row) for row in shown])


def _unknown(row: Row) -> bool:
    return row.get("kind") == "unexplained" or row.get("reason") == UNNAMED


def _bar(row: Row) -> Bar:
    size = row.get("hours_per_week")
    assert isinstance(size, Estimate)
    hover = f"{_name(row)}{cell_interval(size)}<br>{share_text(number(row.get('share')) or 0.0)} of all this time"
    color = OTHER if _unknown(row) else COLORS.get(name_of(row.get("kind")), ALARM)
    return Bar(_name(row), size, color, _unknown(row), hover)


def _name(row: Row) -> str:
    week = cell_number(row.get("hours_per_week"))
    stops = number(row.get("stops")) or 0.0
    return f"{label_lines(name_of(row.get('reason')), 24)}<br>{week} h a week · {stops:,.0f} stops"


def _title(rows: Sequence[Row]) -> str:
    total = sum(number(row.get("hours")) or 0.0 for row in rows)
    blind = sum(number(row.get("hours")) or 0.0 for row in rows if _unknown(row))
    named = next((row for row in rows if not _unknown(row)), None)
    if named is None:
        return f"{TITLE}: no reason is recorded for any of this time"
    first = label_lines(name_of(named.get("reason")), 40, 1)
    return f"{TITLE}: the longest known reason is {first}; {share_text(blind / total)} of the time nobody explained"


def _note(count: int) -> str:
    return f"The {MOST} longest of {count} reasons are shown." if count > MOST else ""
