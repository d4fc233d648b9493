"""Where a table begins in a sheet: the row, or the two rows, that name its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from plantwright.events.sheets.cells import filled, is_known, is_unit, is_value
from plantwright.events.sheets.sheet import Row, unique

LOOKED_AT = 60
"""The rows among which the header is looked for."""


@dataclass(frozen=True)
class Header:
    """The names of the columns, and where the records begin."""

    names: tuple[str, ...]
    first: int
    """Place of the first row after the header, from 0."""
    above: str
    """What stands above it, a line a cell."""
    found: bool = True
    """False where no row names the columns, so that they are named by their place."""


def find_header(rows: Sequence[Row]) -> Header:
    """Return the header of a sheet, given its first rows.

    Notes
    -----
    A header is a row of names, no numbers or times, with records below that fill about as many cells. The row with
    the most names that plants use for columns is taken, the first of equals.
    """
    rows = rows[:LOOKED_AT]
    scored = [(_score(rows, place), -place) for place in range(len(rows))]
    best, place = max(scored, default=(0.0, 0))
    if best <= 0:
        return Header(tuple(unique([None] * _width(rows))), 0, "", found=False)
    return _with_neighbors(rows, -place)


def _score(rows: Sequence[Row], place: int) -> float:
    names = filled(rows[place])
    if len(names) < 2 or any(is_value(one) for one in names):
        return 0.0
    below = [len(filled(row)) for row in rows[place + 1 : place + 9] if len(filled(row)) > 1]
    if below and median(below) < 0.5 * len(names):
        return 0.0
    known = sum(is_known(one) for one in set(names))
    if not known and not any(is_value(one) for row in rows[place + 1 : place + 9] for one in filled(row)):
        return 0.0
    return len(names) + 3.0 * known if known or len(names) > 0.6 * _width(rows) else 0.0


def _width(rows: Sequence[Row]) -> int:
    return max((len(row) for row in rows), default=0)


def _with_neighbors(rows: Sequence[Row], place: int) -> Header:
    """Return the header at a row, with the row above or below that belongs to it."""
    first, last = place, place
    if place and _groups(rows[place - 1], rows[place]):
        first = place - 1
    elif place + 1 < len(rows) and (_groups(rows[place], rows[place + 1]) or _are_units(rows[place + 1])):
        last = place + 1
    names = rows[place] if first == last else _joined(rows[first], rows[last])
    above = "\n".join(one for row in rows[:first] for one in filled(row))
    return Header(tuple(unique(names)), last + 1, above)


def _groups(upper: Row, lower: Row) -> bool:
    """Tell whether a row names groups of the columns that the row below names again and again."""
    low = filled(lower)
    repeated = [name for name, number in Counter(low).items() if number > 1]
    all_names = not any(is_value(one) for one in (*low, *filled(upper)))
    return bool(all_names and repeated and len(filled(upper)) > 1)


def _are_units(row: Row) -> bool:
    cells = filled(row)
    return bool(cells) and all(is_unit(one) for one in cells) and len(cells) < len(row)


def _joined(upper: Row, lower: Row) -> list[str | None]:
    """Return the names of two rows: a group's name goes on to the right until the next."""
    repeated = {name for name, number in Counter(filled(lower)).items() if number > 1}
    made: list[str | None] = []
    group: str | None = None
    for place in range(max(len(upper), len(lower))):
        over = upper[place] if place < len(upper) else None
        under = lower[place] if place < len(lower) else None
        group = over or (group if under in repeated else None)
        parts = dict.fromkeys(one for one in (group, under) if one)
        made.append(" ".join(parts) or None)
    return made
