"""Rows of a sheet that are no records: blank ones, headers repeated, sums, notes and headings of groups."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from plantwright.events.log import Finding
from plantwright.events.sheets.cells import is_known, is_sum
from plantwright.events.sheets.moments import is_day
from plantwright.events.sheets.sheet import Row, Sheet
from plantwright.messages.told import later
from plantwright.messages.told import told as message

DAY = "date"
"""The name of the column that headings which are dates become."""
_HEADING = re.compile(r"([^\W\d][^:=]{1,30}?)\s*[:=]\s*(\S.*)|([^\W\d]\D{2,30}?)\s+([A-Z#]*[-_]?\d\S*)")


def records_only(sheet: Sheet) -> Sheet:
    """Return the sheet without the rows that are no records, each kind of them noted."""
    width = sheet.data.num_columns
    if not len(sheet.data) or width < 2:
        return sheet
    number = _filled(sheet.data)
    usual = int(np.median(number[number > 1])) if (number > 1).any() else 1
    suspects = np.flatnonzero((number < usual) | _repeats_header(sheet.data))
    rows = dict(zip(suspects.tolist(), _rows(sheet.data, suspects), strict=True))
    kinds = {place: _kind(row, sheet.data.column_names, usual) for place, row in rows.items()}
    sheet = _with_groups(sheet, rows, kinds)
    return _left_out(sheet, rows, kinds)


def _filled(data: pa.Table) -> npt.NDArray[np.int64]:
    number = np.zeros(len(data), dtype=np.int64)
    for column in data.columns:
        number += pc.is_valid(column).to_numpy(zero_copy_only=False)
    return number


def _repeats_header(data: pa.Table) -> npt.NDArray[np.bool_]:
    mask = np.zeros(len(data), dtype=bool)
    for name in data.column_names[:3]:
        mask |= pc.fill_null(pc.equal(pc.utf8_trim_whitespace(data[name]), name), False).to_numpy(zero_copy_only=False)
    return mask


def _rows(data: pa.Table, places: npt.NDArray[np.int64]) -> list[Row]:
    picked = data.take(pa.array(places))
    return list(zip(*(column.to_pylist() for column in picked.columns), strict=True))


def _kind(row: Row, names: Sequence[str], usual: int) -> str:
    """Return what a suspect row is: ``blank``, ``header``, ``sum``, ``heading`` or a ``record``."""
    cells = [one for one in row if one]
    if not cells:
        return "blank"
    if sum(one == name for one, name in zip(row, names, strict=True) if one) >= max(2, len(cells) - 1):
        return "header"
    if len(cells) < usual and any(is_sum(one) for one in cells[:2]):
        return "sum"
    if usual >= 3 and len(set(cells)) == 1:
        return "heading"
    return "record"


_SAID = {
    "header": ("repeated_header", later("{n:,} rows repeat the header")),
    "sum": ("sums", later("{n:,} rows are totals, subtotals or averages of other rows")),
    "heading": ("headings", later("{n:,} rows hold one remark and no record")),
}


def _left_out(sheet: Sheet, rows: dict[int, Row], kinds: dict[int, str]) -> Sheet:
    notes = []
    for kind, (name, said) in _SAID.items():
        found = [place for place, one in kinds.items() if one == kind]
        shown = tuple(" ".join(one for one in rows[place] if one)[:60] for place in found[:3])
        if found:
            notes.append(Finding(name, len(found), message(said, n=len(found)), message("left out"), shown))
    gone = [place for place, one in kinds.items() if one != "record"]
    mask = np.ones(len(sheet.data), dtype=bool)
    mask[gone] = False
    kept = Sheet(sheet.name, sheet.data.filter(pa.array(mask)), sheet.above, sheet.origins, sheet.notes)
    return kept.noted(*notes)


def _with_groups(sheet: Sheet, rows: dict[int, Row], kinds: dict[int, str]) -> Sheet:
    """Return the sheet with a column of what headings such as ``Order 4711`` say of the rows below them."""
    found = {place: _HEADING.fullmatch(_first(rows[place])) for place, kind in kinds.items() if kind == "heading"}
    said = {place: (one[1] or one[3], one[2] or one[4]) for place, one in found.items() if one}
    names = Counter(name.strip() for name, _ in said.values())
    for name in (one for one, number in names.items() if number > 1 and is_known(one)):
        if name not in sheet.data.column_names:
            own = {place: value for place, (one, value) in said.items() if one.strip() == name}
            sheet = sheet.rewritten({name: _below(own, len(sheet.data))}, {name: "from the headings above the rows"})
    days = {
        place: _first(rows[place]) for place, kind in kinds.items() if kind == "heading" and is_day(_first(rows[place]))
    }
    if len(days) > 1 and DAY not in sheet.data.column_names:
        sheet = sheet.rewritten({DAY: _below(days, len(sheet.data))}, {DAY: "from the headings above the rows"})
    return sheet


def _below(said: Mapping[int, str], number: int) -> list[str | None]:
    """Return for each row what the last heading above it said."""
    values: list[str | None] = []
    for place in range(number):
        values.append(said.get(place, values[-1] if values else None))
    return values


def _first(row: Row) -> str:
    return next(one for one in row if one)
