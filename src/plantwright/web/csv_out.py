"""Tables to download as CSV: numbers stay numbers, and no text becomes a formula in a spreadsheet."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from datetime import date

from fastapi.responses import Response

from plantwright.report.changes_csv import guarded
from plantwright.web.saved import saved

Cell = str | float | bool | date | None


def csv_answer(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """Return a table as a file to keep.

    Parameters
    ----------
    name
        Of the file, without its ending.
    columns
        Names of the columns, with units in brackets.
    rows
        One cell a column; text, numbers, times or None.
    """
    safe = re.sub(r"[^A-Za-z0-9 ._-]", "_", name)[:100].strip(" .") or "table"
    return saved(csv_text(columns, rows), f"{safe}.csv", "text/csv; charset=utf-8")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table as text; a text that a spreadsheet would take for a formula gets a leading apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([guarded(one) for one in columns])
    for row in rows:
        writer.writerow([_cell(one) for one in row])
    return out.getvalue()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:.10g}" if math.isfinite(value) else ""
    return value.isoformat() if isinstance(value, date) else guarded(value)
