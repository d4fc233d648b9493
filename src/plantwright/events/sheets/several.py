"""Several things in one cell: where, on which day, and from when to when, such as ``T1 3/3 07:23-08:06``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plantwright.events.log import Finding
from plantwright.events.names import CLEAR, ROLES, name_score
from plantwright.events.sheets.hidden import MACHINE
from plantwright.events.sheets.sheet import Sheet
from plantwright.events.times import find_format
from plantwright.messages.told import told as message

ENOUGH = 0.8
"""The share of the cells of a column that must hold a time from which to which."""
MOST_STATIONS = 100
_CLOCK = r"\d{1,2}[:h]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?"
_RANGE = re.compile(
    rf"(?P<before>.*?)(?<![\d:])(?P<start>{_CLOCK})\s*(?:-|–|—|~|～|to|till|until|bis|hasta|à|至|到)\s*(?P<end>{_CLOCK})"
    r"(?![\d:])(?P<after>.*)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}(?:[-/.](?:\d{4}|\d{2}))?\.?(?![\w])|"
    r"\d{1,2}\.? (?!\d)[^\W\d]{3,10}\.?(?: \d{4})?|\d{1,2}月\d{1,2}日"
)


@dataclass(frozen=True)
class _Cell:
    """What one cell holds."""

    start: str
    end: str
    rest: str


def parted_cells(sheet: Sheet) -> Sheet:
    """Return the sheet with a start and an end for each column of such cells, and a station where they name one.

    Notes
    -----
    What else a cell holds is a station where nearly all rest is a letter and a number, each again and again, and no
    column names stations; else it stays as a remark of its own.
    """
    found = {name: cells for name in sheet.data.column_names if (cells := _cells(sheet, name))}
    if not found:
        return sheet
    rests = [one.rest for cells in found.values() for one in cells if one and one.rest]
    what = "station" if _are_stations(rests) and not _has_places(sheet) else "remark"
    made: dict[str, list[str | None]] = {}
    for name, cells in found.items():
        before = f"{name} " if len(found) > 1 or {"start", "end", what} & set(sheet.data.column_names) else ""
        made[f"{before}start"] = [one.start if one else None for one in cells]
        made[f"{before}end"] = [one.end if one else None for one in cells]
        if any(one.rest for one in cells if one):
            made[f"{before}{what}"] = [one.rest or None if one else None for one in cells]
    shown = next(one for one in sheet.sample(next(iter(found))) if _RANGE.fullmatch(one))
    notes = [_note(found, shown), *_unread(sheet, found)]
    sheet = sheet.rewritten(made, dict.fromkeys(made, "taken out of cells of several things"))
    return Sheet(sheet.name, sheet.data.drop_columns(list(found)), sheet.above, sheet.origins, sheet.notes).noted(
        *notes
    )


def _cells(sheet: Sheet, name: str) -> list[_Cell | None]:
    """Return what the cells of a column hold; an empty list where it is no such column."""
    sample = sheet.sample(name)
    # the offset of 04:30:00-05:00 is no second clock
    if not sample or find_format(sample) or sum(bool(_RANGE.fullmatch(one)) for one in sample) < ENOUGH * len(sample):
        return []
    return [_cell(one) if one else None for one in sheet.data[name].to_pylist()]


def _cell(text: str) -> _Cell | None:
    found = _RANGE.fullmatch(text)
    if not found:
        return None
    days = list(_DAY.finditer(found["before"]))
    before = found["before"]
    day = f"{days[-1][0]} " if days else ""
    if days:
        before = before[: days[-1].start()] + " " + before[days[-1].end() :]
    rest = " ".join(f"{before} {found['after']}".split()).strip(" ,;:|/()@-")
    return _Cell(day + found["start"], day + found["end"], rest)


def _are_stations(rests: Sequence[str]) -> bool:
    return (
        bool(rests)
        and 2 * len(set(rests)) <= len(rests)
        and len(set(rests)) <= MOST_STATIONS
        and sum(bool(re.fullmatch(MACHINE, one)) for one in rests) >= ENOUGH * len(rests)
    )


def _has_places(sheet: Sheet) -> bool:
    names = sheet.data.column_names
    return any(name_score(one, ROLES[role]) >= CLEAR for one in names for role in ("station", "work_center"))


def _note(found: dict[str, list[_Cell | None]], shown: str) -> Finding:
    number = sum(one is not None for cells in found.values() for one in cells)
    told = message("{n:,} cells hold several things, such as {example!r}", n=number, example=shown)
    action = message("each read as a start, an end and what else it says")
    return Finding("several_in_one_cell", number, told, action, tuple(found)[:3])


def _unread(sheet: Sheet, found: dict[str, list[_Cell | None]]) -> list[Finding]:
    notes = []
    for name, cells in found.items():
        values = sheet.data[name].to_pylist()
        words = [value for value, one in zip(values, cells, strict=True) if value and one is None]
        if words:
            told = message("{n:,} values of {column!r} are no times", n=len(words), column=name)
            notes.append(Finding("unreadable_times", len(words), told, message("taken as missing"), tuple(words[:3])))
    return notes
