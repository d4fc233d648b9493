"""What stands in a table of measures, as plain numbers and safe text."""

from __future__ import annotations

import html
import math
import textwrap
from collections.abc import Sequence

from plantwright.messages.told import say
from plantwright.model.estimate import Cell, Estimate, Measures, Row
from plantwright.plot.digits import half_width, in_percent, interval_text, rounded, with_unit


def number(cell: Cell) -> float | None:
    """Return the finite number of a cell; None where it is unknown or text."""
    value = cell.value if isinstance(cell, Estimate) else cell
    if value is None or isinstance(value, str) or not math.isfinite(value):
        return None
    return float(value)


def name_of(cell: Cell, blank: str = "") -> str:
    """Return the text of a naming column."""
    return blank or say("(blank)") if cell is None or str(cell).strip() == "" else str(cell)


def rows_of(measures: Measures | None, table: str) -> Sequence[Row]:
    """Return the rows of a table; none where it was not measured."""
    return () if measures is None else measures.tables.get(table, ())


def safe(text: str) -> str:
    """Return user text for a figure: plotly reads ``<b>`` and links in labels, users' names must not."""
    return html.escape(" ".join(str(text).split()), quote=False)


def label(text: str, width: int = 24) -> str:
    """Return user text cut to a width that fits beside a figure."""
    tidy = " ".join(str(text).split())
    return safe(tidy if len(tidy) <= width else tidy[: width - 1].rstrip() + "…")


def label_lines(text: str, width: int, lines: int = 2) -> str:
    """Return user text wrapped to a few short lines, the last one cut."""
    parts = textwrap.wrap(" ".join(str(text).split()), width, max_lines=lines, placeholder="…", break_on_hyphens=False)
    return "<br>".join(safe(part) for part in parts) or say("(blank)")


def cell_interval(cell: Cell) -> str:
    """Return the interval of a cell on a line of its own for a hover text; shares as percentages."""
    text = interval_text(in_percent(cell)) if isinstance(cell, Estimate) else ""
    unit = in_percent(cell).unit if isinstance(cell, Estimate) else ""
    return "<br>" + say("95 %: {interval}", interval=with_unit(text, unit)) if text else ""


def cell_number(cell: Cell) -> str:
    """Return the number of a cell with as many digits as its interval allows, without its unit."""
    return rounded(number(cell) or 0.0, half_width(cell) if isinstance(cell, Estimate) else None)
