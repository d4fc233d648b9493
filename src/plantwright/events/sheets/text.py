"""A table written as text: lines of names and values, a print, or a delimiter, a header and cells."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from itertools import islice

import pyarrow as pa
import pyarrow.csv as pc

from plantwright.events.log import Finding
from plantwright.events.sheets.encodings import utf8_of
from plantwright.events.sheets.gapped import gapped_sheet
from plantwright.events.sheets.header import LOOKED_AT, Header, find_header
from plantwright.events.sheets.log_lines import log_sheet
from plantwright.events.sheets.paragraphs import paragraph_sheet
from plantwright.events.sheets.printed import printed_sheet
from plantwright.events.sheets.sheet import NOTHING, NotATableError, Row, Sheet, cell, of_rows, refuse_wide, unique
from plantwright.messages.told import told as message

DELIMITERS = (",", ";", "\t", "|")
_MOST_LINES = 0.5
"""The share of lines with a delimiter from which it cuts a table."""
FEW = 0.05
"""The share of broken lines up to which they are left out."""


def text_sheet(content: bytes, name: str = "the file") -> Sheet:
    """Return the table in a text; ``name`` is that of its file.

    Raises
    ------
    NotATableError
        There is none.
    """
    text, encoding = utf8_of(content)
    head = text[: 200 * 2000].decode(errors="ignore").splitlines()[:200]
    try:
        sheet = log_sheet(text) or paragraph_sheet(text) or printed_sheet(text) or _cut(text, head)
    except csv.Error as error:
        raise NotATableError(
            f"no table ({error})", "a cell holds a name, a number or a time", "export it anew"
        ) from None
    said = message("{file} is not UTF-8", file=name), message("read as {encoding}", encoding=encoding)
    told = Finding("encoding", len(sheet.data), *said)
    return sheet if encoding == "utf-8" else sheet.noted(told)


def _cut(text: bytes, head: Sequence[str]) -> Sheet:
    """Return the table that delimiters cut; where they cut few lines, the one that wide blanks do."""
    delimiter = _delimiter(head)
    filled = [line for line in head if line.strip()]
    sheet = gapped_sheet(text) if sum(delimiter in line for line in filled) < _MOST_LINES * len(filled) else None
    return sheet or _delimited(text, delimiter, head)


def _delimiter(head: Sequence[str]) -> str:
    return max(DELIMITERS, key=lambda one: _evenness(head, one))


def _evenness(head: Sequence[str], delimiter: str) -> float:
    """Return how evenly a delimiter cuts lines into several cells: the most frequent number of cuts, as often."""
    widths = [len(row) for row in csv.reader(head, delimiter=delimiter) if row]
    common = Counter(one for one in widths if one > 1).most_common(1)
    return common[0][1] / len(widths) * min(common[0][0], 12) ** 0.5 if common else 0.0


def _delimited(text: bytes, delimiter: str, head: Sequence[str]) -> Sheet:
    rows = [[cell(one) for one in row] for row in islice(csv.reader(head, delimiter=delimiter), LOOKED_AT)]
    refuse_wide(max(map(len, rows), default=0))
    header = find_header(rows)
    if not any(len(row) > 1 for row in rows):
        raise NotATableError("a single column", "a table of several columns is needed", "check the delimiter")
    data, broken = _parsed(text, delimiter, header)
    if broken is None:
        return _padded(text, delimiter, header)
    sheet = Sheet("", data, header.above)
    said = message("{n:,} rows have too many or too few cells", n=broken)
    told = Finding("ragged_rows", broken, said, message("left out"))
    return sheet.noted(told) if broken else sheet


def _parsed(text: bytes, delimiter: str, header: Header) -> tuple[pa.Table, int | None]:
    """Return the cells below a header and how many lines were broken; None of them where they are many."""
    broken: list[int] = []

    def leave_out(row: pc.InvalidRow) -> str:
        if row.text and row.text.strip(delimiter + " \t\r\n"):
            broken.append(1)
        return "skip"

    parse = pc.ParseOptions(
        delimiter=delimiter, quote_char='"' if b'"' in text else False, newlines_in_values=b'"' in text,
        invalid_row_handler=leave_out,
    )  # fmt: skip
    # one thread reads almost as soon as several, with far less work in all
    read = pc.ReadOptions(skip_rows=header.first, use_threads=False, column_names=list(header.names))
    convert = pc.ConvertOptions(
        column_types=dict.fromkeys(header.names, pa.string()), strings_can_be_null=True, null_values=NOTHING
    )
    try:
        data = pc.read_csv(pa.BufferReader(text), read, parse, convert)
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error):
            return pa.table({name: pa.array([], pa.string()) for name in header.names}), 0
        raise NotATableError(
            f"not a table ({' '.join(str(error).split())[:120]})", "rows of cells are needed"
        ) from None
    return data, len(broken) if len(broken) <= FEW * (len(data) + len(broken)) else None


def _padded(text: bytes, delimiter: str, header: Header) -> Sheet:
    """Return a table of lines of unlike length: short ones end in empty cells, the rest of long ones is one cell."""
    lines = csv.reader(io.StringIO(text.decode()), delimiter=delimiter)
    kept = [row for row in lines if any(row)][header.first :]
    rows: list[Row] = [[cell(one) for one in row] for row in kept]
    width = _usual_width(rows, header)
    names = unique([*header.names, *[None] * width])[:width]
    odd = sum(len(row) != width for row in rows)
    made: list[Row] = [_of_width(row, width, delimiter) for row in rows]
    told = message("{n:,} of {of:,} rows do not have {width} cells", n=odd, of=len(rows), width=width)
    action = message("short rows were filled up with empty cells, what is beyond the last column was joined to it")
    return of_rows("", names, made, header.above).noted(Finding("uneven_rows", odd, told, action))


def _usual_width(rows: Sequence[Row], header: Header) -> int:
    return len(header.names) if header.found else Counter(map(len, rows)).most_common(1)[0][0]


def _of_width(row: Row, width: int, delimiter: str) -> Row:
    if len(row) <= width:
        return row
    return [*row[: width - 1], delimiter.join(one or "" for one in row[width - 1 :])]
