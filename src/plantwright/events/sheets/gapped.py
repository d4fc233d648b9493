"""Lines whose things are parted by two blanks or more, in no columns: typed by hand."""

from __future__ import annotations

import re
from collections import Counter

from plantwright.events.log import Finding
from plantwright.events.sheets.header import find_header
from plantwright.events.sheets.print_header import is_rule
from plantwright.events.sheets.sheet import Row, Sheet, cell, of_rows
from plantwright.messages.told import told as message

ENOUGH = 0.5
"""The share of lines that must hold the same number of things."""
FEW = 0.05
"""The share of lines that may hold another number, but for headings."""
LEAST = 3
"""The fewest things in a line, and the fewest such lines."""
_LOOKED_AT = 100_000
_GAP = re.compile(r"\t+|\s{2,}")


def gapped_sheet(text: bytes) -> Sheet | None:
    """Return the table of such lines, headings between them as rows of one cell; None where the text is no such."""
    if not _are_gapped(_parts(text[:_LOOKED_AT].decode(errors="ignore"))):
        return None
    parts = _parts(text.decode())
    if not (width := _are_gapped(parts)):
        return None
    rows: list[Row] = [[cell(one) for one in line] for line in parts if len(line) in (1, width)]
    header = find_header([row for row in rows if len(row) > 1])
    names = header.names[:width]
    kept = [row for row in rows if not header.found or tuple(row) != names]
    odd = len(parts) - len(rows)
    sheet = of_rows("", names, kept, header.above)
    told = message("{n:,} of {of:,} rows do not have {width} cells", n=odd, of=len(parts), width=width)
    return sheet.noted(Finding("ragged_rows", odd, told, message("left out"))) if odd else sheet


def _parts(text: str) -> list[list[str]]:
    return [_GAP.split(line.strip()) for line in text.splitlines() if not is_rule(line)]


def _are_gapped(parts: list[list[str]]) -> int:
    """Return how many things most lines hold; 0 where the lines are unlike."""
    counts = Counter(map(len, parts))
    width, number = max(counts.items(), key=lambda one: one[1] * (one[0] >= LEAST), default=(0, 0))
    odd = len(parts) - number - counts[1]
    return width if width >= LEAST and number >= max(LEAST, ENOUGH * len(parts)) and odd <= FEW * number else 0
