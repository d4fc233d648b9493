"""Tables printed for the eye: columns parted by blanks alone, pages with titles, groups with totals."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from plantwright.events.log import Finding
from plantwright.events.sheets.cells import is_sum
from plantwright.events.sheets.moments import is_day
from plantwright.events.sheets.print_columns import (
    LEAST_COLUMNS,
    WIDEST,
    Column,
    columns_of,
    cut,
    fits,
    likely_rows,
    runs_over,
    usual_firsts,
    with_whole_texts,
    with_whole_times,
)
from plantwright.events.sheets.print_header import header_above, is_rule, joined_names, over
from plantwright.events.sheets.sheet import Row, Sheet, cell, of_rows, unique
from plantwright.messages.told import told as message

ENOUGH = 0.4
"""The share of lines, rules and names of columns aside, that must be rows."""
FEW = 0.05
"""The share of rows that may have text where no column is; they are left out, and said."""
_SAMPLE = 2_000
_LOOKED_AT = 100_000
"""How much of a file tells whether it may be a print [B]."""
GAPS = 0.2
"""The share of rows that may have two blanks in a row inside of a cell."""
_FILLER = "\0"
"""What stands for the second half of a character that is two wide."""
_TELLS = re.compile(r"[^\W\d][^:=]{1,30}?\s*[:=]\s*\S")
_DELIMITED = re.compile(r"[|;]|,(?!\d{1,3}(?!\d)| )")
"""What parts cells: a comma in a number or before a blank does not."""

_ANY_SIGN = re.compile(r"[|;,]")
"""The same where no names above the columns say that blanks part them."""


@dataclass(frozen=True)
class _Print:
    """The lines of a print, and where its columns stand."""

    lines: list[str]
    columns: list[Column]
    header: list[str]
    rows: set[int]
    broken: list[int]
    """Lines that look like rows, but for text where no column is."""


def printed_sheet(text: bytes) -> Sheet | None:
    """Return the table of a print; None where the text is none.

    Notes
    -----
    Titles, totals and headings of groups between the rows stay as rows of one cell, which are taken out, or read,
    as those of any sheet.
    """
    # a look at the beginning spares large tables of other forms the work
    if not _prints(_lines(text[:_LOOKED_AT].decode(errors="ignore"))):
        return None
    found = _prints(_lines(text.decode()))
    if not found:
        return None
    best = max(found, key=_named)
    return _sheet(best)


def _lines(text: str) -> list[str]:
    """Return the lines of a text, tabs as blanks; none where tabs part its cells or lines are too long for a print."""
    lines = text.splitlines()
    if len(max(lines, key=len, default="")) > WIDEST or sum("\t" in line for line in lines) > 0.5 * len(lines):
        return []
    return [line.expandtabs(8) for line in lines]


def _prints(lines: Sequence[str]) -> list[_Print]:
    return [one for one in (_laid_out_wide(lines), _laid_out(lines)) if one]


def _named(found: _Print) -> int:
    """Return how many columns have a name, less those that have none: names that stand beside their columns fit ill."""
    names = joined_names(found.header, found.columns)
    return sum(1 if one else -1 for one in names)


def _laid_out_wide(lines: Sequence[str]) -> _Print | None:
    """Return the print as it stands on a screen that gives Chinese characters two places each, where it has any."""
    wide = re.compile(r"[\u1100-\uffdc]")
    if not any(map(wide.search, lines)):
        return None
    return _laid_out([wide.sub(lambda one: one[0] + _FILLER * _is_wide(one[0]), line) for line in lines])


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")


def _laid_out(lines: Sequence[str]) -> _Print | None:
    likely = likely_rows(lines)
    if not likely or _are_delimited([lines[place] for place in likely[:200]]):
        return None
    columns = columns_of([lines[place] for place in likely])
    if len(columns) < LEAST_COLUMNS:
        return None
    header = header_above(lines[: likely[0]], columns)
    if not header and _are_delimited([lines[place] for place in likely[:200]], _ANY_SIGN):
        return None
    rows = [lines[place] for place in likely]
    columns = with_whole_times(columns, rows, over(header, columns))
    named = [one is not None for one in joined_names(header, columns)]
    columns = with_whole_texts(columns, named)
    found = _with_rows(list(lines), columns, header, set(likely))
    kept = [line for line in lines if not is_rule(line) and line not in header]
    if _hold_gaps([lines[place] for place in sorted(found.rows)[:_SAMPLE]], columns):
        return None
    is_table = len(found.rows) >= ENOUGH * len(kept) and len(found.broken) <= FEW * len(likely)
    return found if is_table and len(columns) >= LEAST_COLUMNS else None


def _hold_gaps(rows: Sequence[str], columns: Sequence[Column]) -> bool:
    """Tell whether wide blanks stand inside of cells, so that the columns are none."""
    return sum(any("  " in one.strip() for one in cut(row, columns)) for row in rows) > GAPS * len(rows)


def _are_delimited(rows: Sequence[str], sign: re.Pattern[str] = _DELIMITED) -> bool:
    """Tell whether something else than blanks parts the cells of nearly all rows."""
    counts = Counter(one for row in rows for one in set(sign.findall(row)))
    return any(number > 0.8 * len(rows) for number in counts.values())


def _with_rows(lines: list[str], columns: list[Column], header: list[str], likely: set[int]) -> _Print:
    """Return the print with its rows: the likely ones, and others of which half of the cells lie in its columns."""
    firsts = usual_firsts([lines[place] for place in sorted(likely)[:_SAMPLE]], columns)
    fitting = {
        place for place, line in enumerate(lines) if fits(line, columns) and not runs_over(line, columns, firsts)
    }
    first = min(likely)
    others = {
        place
        for place in fitting - likely
        if place > first and lines[place] not in header and _filled(lines[place], columns) >= len(columns) / 2
    }
    return _Print(lines, columns, header, (likely & fitting) | others, sorted(likely - fitting))


def _filled(line: str, columns: Sequence[Column]) -> int:
    return 0 if is_rule(line) or is_sum(line.strip()) else sum(bool(one.strip()) for one in cut(line, columns))


def _sheet(found: _Print) -> Sheet:
    named = joined_names(found.header, found.columns)
    names = [one.replace(_FILLER, "") if one else None for one in named]
    first = min(found.rows)
    pages = sum(line in found.header[-1:] for line in found.lines)
    above = [] if pages > 1 else [line for line in found.lines[:first] if _is_remark(line, found) and not is_day(line)]
    rows: list[Row] = []
    for place, line in enumerate(found.lines):
        if place in found.rows:
            rows.append([cell(one.replace(_FILLER, "")) for one in cut(line, found.columns)])
        elif _is_remark(line, found) and place not in found.broken and (place > first or pages > 1 or is_day(line)):
            rows += [[cell(one.replace(_FILLER, ""))] for one in _remarks(line)]
    made = of_rows("", unique(names), rows, "\n".join(one.replace(_FILLER, "").strip() for one in above))
    return made.noted(*_notes(found, pages))


def _is_remark(line: str, found: _Print) -> bool:
    return not is_rule(line) and line not in found.header


def _remarks(line: str) -> list[str]:
    """Return what a line between the rows says: several things such as ``Machine: T1   Shift: 2`` one by one."""
    parts = re.split(r"\s{2,}", line.strip())
    return parts if sum(bool(_TELLS.match(one)) for one in parts) > 1 else [line]


def _notes(found: _Print, pages: int) -> list[Finding]:
    told = message("the file is a print of {n:,} rows", n=len(found.rows))
    action = message("cut into {n} columns where blanks run through all rows", n=len(found.columns))
    notes = [Finding("print", len(found.rows), told, action)]
    if pages > 1:
        told = message("{n:,} rows repeat the header", n=(pages - 1) * len(found.header))
        notes.append(Finding("repeated_header", (pages - 1) * len(found.header), told, message("left out")))
    if found.broken:
        told = message("{n:,} rows have text between the columns", n=len(found.broken))
        shown = tuple(found.lines[place].replace(_FILLER, "").strip()[:60] for place in found.broken[:3])
        notes.append(Finding("ragged_rows", len(found.broken), told, message("left out"), shown))
    return notes
