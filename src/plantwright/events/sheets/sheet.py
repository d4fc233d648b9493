"""A table as it stood in a file, and what was done to it until it was a plain one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from plantwright.events.log import Finding

NOTHING = ["", "NULL", "null", "NaN", "nan", "NaT", "N/A", "n/a", "#N/A", "None", "none", "-"]
"""What plants write where there is nothing."""

MOST_COLUMNS = 5_000
"""The most columns that a table may have: more are no records, but a trap or a broken file."""

NAMELESS = "column "
"""What begins the names given to columns that have none."""

Row = Sequence[str | None]
"""The cells of one row as text; an empty one is None."""


class NotATableError(Exception):
    """What stands in a file is no table; the message is found, allowed, cure."""

    def __init__(self, found: str, allowed: str, cure: str = "") -> None:
        super().__init__(found)
        self.parts = (found, allowed, cure)


def refuse_wide(width: int) -> None:
    """Raise NotATableError where a table has more columns than any record."""
    if width > MOST_COLUMNS:
        raise NotATableError(
            f"{width:,} columns", f"at most {MOST_COLUMNS:,} are read", "export the table of operations"
        )


@dataclass(frozen=True)
class Sheet:
    """A table of text with the names of its columns."""

    name: str
    """The name of the sheet in its workbook; empty where the file holds one table."""
    data: pa.Table
    """Its columns as text, empty values null."""
    above: str = ""
    """What stood above the header: a title, a period, a machine."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """How a column came about that did not stand in the file so, in words."""
    notes: tuple[Finding, ...] = ()
    """What was odd in the file, and what was done about it."""

    def sample(self, name: str, most: int = 2000) -> list[str]:
        """Return values of a column that are not empty, from rows spread over the whole sheet."""
        column = self.data[name]
        picked = np.unique(np.linspace(0, max(len(column) - 1, 0), most).astype(np.int64))[: len(column)]
        return [one for one in column.take(pa.array(picked)).to_pylist() if one]

    def noted(self, *notes: Finding) -> Sheet:
        """Return the sheet with more notes."""
        return replace(self, notes=(*self.notes, *notes))

    def without(self, mask: Sequence[bool], note: Finding) -> Sheet:
        """Return the sheet without the rows of a mask, shape (rows,), that were found to be no records."""
        kept = pa.array([not one for one in mask])
        return replace(self, data=self.data.filter(kept)).noted(note)

    def rewritten(self, columns: Mapping[str, list[str | None]], origins: Mapping[str, str]) -> Sheet:
        """Return the sheet with columns replaced or added, and where they come from."""
        data = self.data
        for name, values in columns.items():
            array = pa.array(values, pa.string())
            known = data.column_names
            data = data.set_column(known.index(name), name, array) if name in known else data.append_column(name, array)
        return replace(self, data=data, origins={**self.origins, **origins})

    def renamed(self, names: Sequence[str], origins: Mapping[str, str]) -> Sheet:
        """Return the sheet with other names of its columns, and where they come from."""
        return replace(self, data=self.data.rename_columns(list(names)), origins={**self.origins, **origins})


def cell(value: object) -> str | None:
    """Return a cell's value as text, None where it holds nothing."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = "" if value is None else " ".join(str(value).split())
    return None if text in NOTHING else text


def of_rows(name: str, names: Sequence[str], rows: Sequence[Row], above: str = "") -> Sheet:
    """Return the sheet of a header and rows of cells; short rows are filled up with nothing."""
    width = len(names)
    columns = [[row[k] if k < len(row) else None for row in rows] for k in range(width)]
    arrays = [pa.array(column, pa.string()) for column in columns]
    return Sheet(name, pa.table(arrays, names=list(names)), above)


def by_distinct(values: Sequence[str | None], read: Callable[[str], str | None]) -> list[str | None]:
    """Return the values as a function reads them, called once for each that is different."""
    known: dict[str, str | None] = {}
    return [None if one is None else known[one] if one in known else known.setdefault(one, read(one)) for one in values]


def unique(names: Sequence[str | None]) -> list[str]:
    """Return names of columns that differ: an empty one is named by its place, a repeated one numbered."""
    made: list[str] = []
    for place, name in enumerate(names, 1):
        told = " ".join((name or "").split()) or f"{NAMELESS}{place}"
        made.append(told if told not in made else f"{told} ({place})")
    return made
