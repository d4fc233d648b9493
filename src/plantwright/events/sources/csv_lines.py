"""Whole lines of a text table: where the last one ends, what they are called, and their cells as columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import zip_longest

import pyarrow as pa
import pyarrow.csv as pc

from plantwright.events.times import find_format

_BOM = b"\xef\xbb\xbf"
_DELIMITERS = (",", ";", "\t", "|")


def whole(content: bytes) -> int:
    """Return how many bytes hold whole records: up to the last line's end that is not inside quotes."""
    if b'"' not in content:
        return content.rfind(b"\n") + 1
    end, quotes, place = 0, 0, 0
    for line in content.splitlines(keepends=True):
        quotes, place = quotes + line.count(b'"'), place + len(line)
        if quotes % 2 == 0 and line.endswith(b"\n"):
            end = place
    return end


def text_of(content: bytes) -> str:
    """Return the text of whole lines."""
    bare = content.removeprefix(_BOM)
    try:
        return bare.decode()
    except UnicodeDecodeError:
        return bare.decode("cp1252", errors="replace")


def delimiter_of(line: str) -> str:
    """Return what separates the cells of a header."""
    return max(_DELIMITERS, key=line.count)


def header_of(line: str, delimiter: str) -> tuple[str, ...] | None:
    """Return the names in a first line, each once; None where it holds values and names nothing."""
    cells = [" ".join(one.split()) for one in next(csv.reader([line], delimiter=delimiter))]
    if any(_is_value(one) for one in cells if one):
        return None
    names: list[str] = []
    for place, name in enumerate(cells, 1):
        told = name or f"column {place}"
        names.append(told if told not in names else f"{told} ({place})")
    return tuple(names)


def cells_in(line: str, delimiter: str) -> int:
    """Return how many cells a line has."""
    return len(next(csv.reader([line], delimiter=delimiter), []))


def cells_of(text: str, header: Sequence[str], delimiter: str) -> pa.Table:
    """Return lines as columns of text, empty cells null; blank lines and repeated headers are left out."""
    if '"' not in text:
        read = _quick(text, header, delimiter)
        if read is not None:
            return read
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)]
    rows = [row for row in rows if tuple(" ".join(one.split()) for one in row) != tuple(header)]
    width = max([len(header), *map(len, rows)])
    names = [*header, *(f"column {place}" for place in range(len(header) + 1, width + 1))]
    columns = list(zip_longest(*rows)) or [()] * width
    columns += [(None,) * len(rows)] * (width - len(columns))
    return pa.table(
        {
            name: pa.array([one or None for one in column], pa.string())
            for name, column in zip(names, columns, strict=True)
        }
    )


def _quick(text: str, header: Sequence[str], delimiter: str) -> pa.Table | None:
    """Return the same for lines that all have as many cells as the header; None where some do not."""
    try:
        table = pc.read_csv(
            pa.BufferReader(text.encode()),
            pc.ReadOptions(column_names=list(header), use_threads=False),
            pc.ParseOptions(delimiter=delimiter, quote_char=False),
            pc.ConvertOptions(
                column_types=dict.fromkeys(header, pa.string()), strings_can_be_null=True, null_values=[""]
            ),
        )
    except pa.ArrowInvalid:
        return None
    first = table[0].to_pylist()
    return None if len(table) == 0 or header[0] in first else table


def _is_value(cell: str) -> bool:
    return find_format([cell]) is not None or cell.replace(".", "").replace(",", "").lstrip("+-").isdigit()
