"""Records written as lines of a name and a value, one below the other."""

from __future__ import annotations

import re
from collections import Counter

from plantwright.events.log import Finding
from plantwright.events.sheets.sheet import Sheet, cell, of_rows
from plantwright.messages.told import told as message

_PAIR = re.compile(r"^\s*([^\W\d][^:;,\t|]{1,40}?)\s*(?!(?<=\d):\d\d)[:=]\s*(\S.*)$")
_ENOUGH = 0.5
"""The share of the lines, blank ones aside, that must be such pairs."""


def paragraph_sheet(text: bytes) -> Sheet | None:
    """Return a table of a text such as ``NAME: value`` lines; None where it is not written so.

    Notes
    -----
    A record begins with the name that stands first in the file, and where a name comes again that it has already.
    """
    head = text[:100_000].decode(errors="ignore").splitlines()
    if not _are_pairs([line for line in head if line.strip()]):
        return None
    records: list[dict[str, str]] = [{}]
    first = ""
    for line in text.decode().splitlines():
        if found := _PAIR.match(line):
            first = first or found[1]
            if records[-1] and (found[1] in records[-1] or found[1] == first):
                records.append({})
            records[-1][found[1]] = found[2]
    names = list(dict.fromkeys(name for record in records for name in record))
    rows = [[cell(record.get(name)) for name in names] for record in records]
    told = message("the file holds {n:,} records of lines such as '{name}: …'", n=len(records), name=names[0])
    return of_rows("", names, rows).noted(
        Finding("paragraphs", len(records), told, message("read as a table, one row a record"))
    )


def _are_pairs(lines: list[str]) -> bool:
    names = Counter(found[1] for line in lines if (found := _PAIR.match(line)))
    return len(names) > 1 and len(names) <= 40 and sum(names.values()) >= max(_ENOUGH * len(lines), 2 * len(names))
