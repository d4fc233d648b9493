"""A card: one figure with how to read it, its numbers, and where they come from."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from plantwright.model.estimate import Cell, Estimate, Row
from plantwright.plot.digits import in_percent
from plantwright.plot.row_words import row_words
from plantwright.report.losses import PLAIN

if TYPE_CHECKING:
    import plotly.graph_objects as go

Value = str | float | int | None


@dataclass(frozen=True)
class Column:
    """A column of a card's table."""

    name: str
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """The numbers behind a figure."""

    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()


@dataclass(frozen=True)
class Card:
    """One thing to see."""

    id: str
    title: str
    read: str
    """How to read the figure or, where there is none, the table: one line."""
    figure: dict[str, Any] | None = None
    """As Plotly draws it; None: the words and the table are all."""
    table: Table = Table()
    note: str = ""
    lines: tuple[str, ...] = ()
    """What is to be said, a sentence each."""
    method: str = ""
    """How the numbers were found."""
    source: str = ""
    """What they rest on."""


def card_of(figure: go.Figure, name: str, read: str, table: Table, **more: Any) -> Card:
    """Return a card with a figure whose heading and note become text of the page."""
    meta = figure.layout.meta
    figure.layout.title = None
    figure.layout.margin.t = 34 if sum(trace.showlegend is not False for trace in figure.data) > 1 else 12
    drawn = json.loads(figure.to_json())
    drawn["layout"].pop("template", None)
    # plot escapes names for Plotly; the page escapes them itself
    title, note = (html.unescape(str(meta[one])) for one in ("title", "note"))
    if not drawn["data"]:
        more["lines"] = (*_reasons(figure), *more.get("lines", ()))
    return Card(name, title, read, drawn if drawn["data"] else None, table, note=note, **more)


def _reasons(figure: go.Figure) -> tuple[str, ...]:
    """Return why an empty figure shows nothing, as it says itself."""
    return tuple(html.unescape(str(one.text).replace("<br>", " ")) for one in figure.layout.annotations)


def table_of(columns: Mapping[str, str], rows: Sequence[Row]) -> Table:
    """Return some columns of measured rows; an estimate with an interval takes three.

    Parameters
    ----------
    columns
        The heading of each column, by its name in the rows.
    """
    parts = [_parts(name, str(heading), [row.get(name) for row in rows]) for name, heading in columns.items()]
    made = tuple(column for heads, _ in parts for column in heads)
    lines = [[value for _, cells in parts for value in cells[place]] for place in range(len(rows))]
    return Table(made, tuple(tuple(line) for line in lines))


def grounds_of(rows: Sequence[Row]) -> dict[str, Any]:
    """Return how the estimates of some rows were found and what they rest on, each said once."""
    cells = [cell for row in rows for cell in row.values() if isinstance(cell, Estimate)]
    methods = dict.fromkeys(str(one.method) for one in cells if one.method)
    sources = dict.fromkeys(str(one.evidence) for one in cells if one.evidence)
    return {"method": "; ".join(list(methods)[:6]), "source": "; ".join(list(sources)[:3])}


def as_fields(card: Card) -> dict[str, Any]:
    """Return a card as plain values."""
    return asdict(card)


def _parts(name: str, heading: str, cells: Sequence[Cell]) -> tuple[list[Column], list[list[Value]]]:
    shown = [_percent(name, cell) for cell in cells]
    found = [cell for cell in shown if isinstance(cell, Estimate)]
    if not found:
        return [Column(heading)], [[_plain(name, cell)] for cell in cells]
    unit = "" if found[0].unit == "1" else found[0].unit
    if all(one.low is None or one.low == one.high for one in found):
        return [Column(heading, unit)], [[_value(cell)] for cell in shown]
    heads = [Column(heading, unit), Column(f"{heading}, low", unit), Column(f"{heading}, high", unit)]
    return heads, [[_value(cell), *_bounds(cell)] for cell in shown]


def _percent(name: str, cell: Cell) -> Cell:
    return in_percent(cell) if isinstance(cell, Estimate) and name not in PLAIN else cell


def _plain(name: str, cell: Cell) -> Value:
    return None if cell is None else cell if isinstance(cell, int | float) else row_words(name, cell).replace("_", " ")


def _value(cell: Cell) -> Value:
    return cell.value if isinstance(cell, Estimate) else None


def _bounds(cell: Cell) -> list[Value]:
    return [cell.low, cell.high] if isinstance(cell, Estimate) else [None, None]
