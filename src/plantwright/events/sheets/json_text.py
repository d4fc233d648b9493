"""Records in JSON: one document, or an object a line."""

from __future__ import annotations

import json
from collections.abc import Sequence

from plantwright.events.log import Finding
from plantwright.events.sheets.encodings import utf8_of
from plantwright.events.sheets.nested import Tree, sheets_of
from plantwright.events.sheets.sheet import NotATableError, Sheet
from plantwright.events.sheets.text import FEW
from plantwright.messages.told import told as message

_NEEDED = "a list of objects, or an object a line, is needed"


def json_sheets(content: bytes, name: str = "the file") -> list[Sheet]:
    """Return the tables in a text of JSON, every value as it is written; ``name`` is that of its file.

    Raises
    ------
    NotATableError
        It is no JSON, is nested too deep, or holds no list of records.
    """
    text = utf8_of(content)[0].decode()
    lines = [line for line in text.splitlines() if line.strip()]
    if not _are_documents(lines):
        return sheets_of(_document(text))
    read = [_line(line) for line in lines]
    kept = [one for one in read if one is not None]
    broken = len(read) - len(kept)
    if broken > FEW * len(read):
        raise NotATableError(f"{broken:,} of {len(read):,} lines are no JSON", _NEEDED, "export it anew")
    sheets = sheets_of(kept)
    told = message("{n:,} lines of {file} are no JSON", n=broken, file=name)
    note = Finding("ragged_rows", broken, told, message("left out"))
    return [sheets[0].noted(note), *sheets[1:]] if broken else sheets


def _are_documents(lines: Sequence[str]) -> bool:
    """Tell whether each line is a document of its own, judged by the first two."""
    return len(lines) > 1 and all(_line(line) is not None for line in lines[:2])


def _line(line: str) -> Tree:
    """Return the object or list in a line; None where there is none."""
    try:
        found = _parsed(line)
    except ValueError:
        return None
    return found if isinstance(found, dict | list) else None


def _document(text: str) -> Tree:
    try:
        return _parsed(text)
    except ValueError as error:
        raise NotATableError(f"no JSON ({error})", _NEEDED, "export it anew") from None


def _parsed(text: str) -> Tree:
    try:
        tree: Tree = json.loads(
            text, parse_int=str, parse_float=str, parse_constant=_nothing, object_pairs_hook=_of_pairs
        )
    except RecursionError:
        raise NotATableError("JSON nested very deep", _NEEDED, "export the list of operations alone") from None
    return tree


def _nothing(_: str) -> None:
    """Read NaN and the infinities as nothing."""


def _of_pairs(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    made = {name: str(value).lower() if isinstance(value, bool) else value for name, value in pairs}
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(one for one in names if names.count(one) > 1)
        raise NotATableError(f"{twice!r} stands twice in one object", "each name may stand once", "export it anew")
    return made
