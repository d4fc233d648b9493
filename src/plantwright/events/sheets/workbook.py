"""The sheets of a workbook, with what is merged in them filled in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from plantwright.events.log import Finding
from plantwright.events.sheets.bombs import refuse_zip_bombs
from plantwright.events.sheets.header import find_header
from plantwright.events.sheets.sheet import NotATableError, Sheet, cell, of_rows, refuse_wide
from plantwright.files.template import READ_ME
from plantwright.messages.told import told as message


def workbook_sheets(path: Path) -> list[Sheet]:
    """Return the tables of a workbook, one a sheet; sheets with a single column are none.

    Raises
    ------
    NotATableError
        The file is no workbook, none of its sheets is a table, or it was made to swell.
    """
    import python_calamine  # noqa: PLC0415  # only spreadsheets need it

    refuse_zip_bombs(path)
    try:
        book = python_calamine.load_workbook(str(path))
        found = [_sheet(name, book.get_sheet_by_name(name)) for name in book.sheet_names if name != READ_ME]
    except (python_calamine.CalamineError, IndexError, ValueError) as error:
        raise NotATableError(f"no spreadsheet ({error})", "a workbook with a table is needed") from None
    tables = [one for one in found if one is not None]
    if not tables:
        raise NotATableError("no sheet holds a table", "a header and at least one row are needed")
    return tables


def _sheet(name: str, sheet: Any) -> Sheet | None:
    refuse_wide(sheet.total_width)
    grid = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    filled = _fill_merged(grid, sheet.merged_cell_ranges or [])
    rows = [row for row in grid if any(row)]
    if not rows or max(len([one for one in row if one]) for row in rows) < 2:
        return None
    header = find_header(rows)
    made = _trimmed(of_rows(name, header.names, rows[header.first :], header.above))
    told = message("sheet {sheet!r}: {n:,} merged cells", sheet=name, n=filled)
    action = message("each given the value of the cell it was merged with")
    note = Finding("merged_cells", filled, told, action)
    return made.noted(note) if filled else made


def _trimmed(sheet: Sheet) -> Sheet:
    """Return the sheet without columns that have neither a name nor a value."""
    data = sheet.data
    empty = [one for one in data.column_names if one.startswith("column ") and data[one].null_count == len(data)]
    return Sheet(sheet.name, data.drop_columns(empty), sheet.above)


def _text(value: object) -> str | None:
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, time):
        return value.isoformat("seconds")
    return cell(value)


def _fill_merged(grid: list[list[str | None]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> int:
    """Give each merged cell below the first the first one's value; return how many were filled.

    A cell merged across columns is a title or a group of columns, and is given its value too.
    """
    filled = 0
    for (top, left), (bottom, right) in ranges:
        if top >= len(grid) or left >= len(grid[top]):
            continue
        last, end = min(bottom, len(grid) - 1), min(right, len(grid[top]) - 1)
        for row, column in _cells(top, left, last, end):
            if grid[row][column] is None and grid[top][left]:
                grid[row][column] = grid[top][left]
                filled += 1
    return filled


def _cells(top: int, left: int, bottom: int, right: int) -> Iterator[tuple[int, int]]:
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
