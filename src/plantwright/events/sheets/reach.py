"""How far the cells of a sheet reach: a single far one would have memory set aside for all between."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plantwright.events.sheets.sheet import NotATableError

MOST_CELLS = 50_000_000
"""The most cells that the rectangle around all cells of a sheet may hold."""
_COLUMN = re.compile(rb'<(?:\w+:)?c\b[^>]{0,200}? r="([A-Z]{2,3})\d')
_ROW = re.compile(rb' r="[A-Z]{0,3}(\d{4,7})"')


@dataclass
class Reach:
    """The last row and column seen so far, as the XML of a sheet is read piece by piece."""

    rows: int = 1
    columns: int = 26

    def see(self, piece: bytes) -> None:
        """Take a piece of a sheet's XML into account.

        Raises
        ------
        NotATableError
            The cells reach too far.
        """
        self.rows = max(self.rows, *map(int, _ROW.findall(piece)), 1)
        self.columns = max(self.columns, *map(_number, set(_COLUMN.findall(piece))), 1)
        if self.rows * self.columns > MOST_CELLS:
            found = f"cells that reach over {self.rows:,} rows and {self.columns:,} columns"
            allowed = f"at most {MOST_CELLS:,} cells are read"
            raise NotATableError(found, allowed, "delete what lies far outside the table")


def _number(letters: bytes) -> int:
    number = 0
    for one in letters:
        number = 26 * number + one - ord("A") + 1
    return number
