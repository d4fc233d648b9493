"""How loaded people are, in groups of at least five."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from plantwright.messages.told import say, say_many, told
from plantwright.model.estimate import Estimate, Measures, Row
from plantwright.observe.worker_load import PEOPLE as ALL
from plantwright.plot.cells import cell_interval, label, number, rows_of
from plantwright.plot.colors import ACCENT, FAINT
from plantwright.plot.digits import share_text
from plantwright.plot.interval_bars import Bar, interval_bars
from plantwright.plot.row_words import row_words
from plantwright.plot.style import empty_figure, named_rows, styled

TITLE = told("How loaded people are")


def worker_load(measures: Measures) -> go.Figure:
    """Bars of the share of their shifts in which people are held by stations, with intervals."""
    rows = rows_of(measures, "worker_load")
    shown = [row for row in rows if number(row.get("load")) is not None]
    if not shown:
        few, none = told("Too few to show: no group has five people."), told("Not known: the records name no people.")
        return empty_figure(TITLE, few if rows else none)
    figure = go.Figure(list(interval_bars([_bar(row) for row in shown], 100.0)))
    figure.update_xaxes(
        title=say("share of their shifts [%]"), range=[0, 100], tickvals=[0, 25, 50, 75, 100], ticksuffix=" %"
    )
    styled(figure, _title(shown), 110 + 42 * len(shown), _note(len(rows) - len(shown)))
    return named_rows(figure, [_name(row) for row in shown])


def _title(rows: Sequence[Row]) -> str:
    groups = [row for row in rows if row.get("skill") != ALL]
    most = max(groups or rows, key=lambda row: number(row.get("load")) or 0.0)
    share = share_text(number(most.get("load")) or 0.0)
    if groups:
        return say("How loaded people are: {group} most, {share} of their shifts", group=_who(most), share=share)
    return say("How loaded people are: all together, {share} of their shifts", share=share)


def _who(row: Row) -> str:
    return label(row_words("skill", row.get("skill")))


def _name(row: Row) -> str:
    count = round(number(row.get("people")) or 0)
    return _who(row) + "<br>" + say_many("{count} person", "{count} people", count)


def _bar(row: Row) -> Bar:
    load = row["load"]
    assert isinstance(load, Estimate)
    hover = f"{_name(row)}<br>{share_text(load.value or 0.0)}{cell_interval(load)}"
    return Bar(_name(row), load, FAINT if row.get("skill") == ALL else ACCENT, hover=hover)


def _note(hidden: int) -> str:
    if not hidden:
        return ""
    return say_many(
        "One group of fewer than five people is not shown.",
        "{count} groups of fewer than five people are not shown.",
        hidden,
    )
