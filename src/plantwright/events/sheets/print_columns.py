"""Where the columns of a printed table stand: between blanks that run through all of its rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from plantwright.events.sheets.cells import is_unit
from plantwright.events.sheets.moments import moment_of

LEAST_ROWS, LEAST_COLUMNS = 3, 3
WIDEST = 2_000
"""The longest line that is looked at [characters]."""
_SAMPLE = 4_000
_RARE = 0.02
"""The share of rows up to which a text too long for its column does not hide where the column ends."""
_ALIGNED = 0.75
"""The share of rows in which a text must begin at one place, for an earlier beginning to be odd."""
_TOKEN = re.compile(r"\S+")
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}\.?")
_DASH = re.compile(r"[-–—~]")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?( ?[AaPp]\.?[Mm]\.?)?")
_MARK = re.compile(r"\d[^\d\s]+\d|\d{4,}")
"""A date, a clock or a long number: what stands at one place in every row of a print, and in no title."""


@dataclass(frozen=True)
class Column:
    """The places of a line that a column takes, the first counted, the last not."""

    first: int
    last: int

    def overlap(self, first: int, last: int) -> int:
        """Return how many places it has in common with others; below none, how far it is from them."""
        return min(self.last, last) - max(self.first, first)


def likely_rows(lines: Sequence[str]) -> list[int]:
    """Return the places of lines that have a date, a clock or a long number where most others have one, too."""
    keys = [_keys(line) for line in lines]
    counts = Counter(key for one in keys for key in one)
    if not counts:
        return []
    best, number = counts.most_common(1)[0]
    return [place for place, one in enumerate(keys) if best in one] if number >= LEAST_ROWS else []


def _keys(line: str) -> set[tuple[str, int, str]]:
    found = [one for one in _TOKEN.finditer(line[:WIDEST]) if _MARK.search(one[0])]
    shapes = [(one, re.sub(r"\d+", "9", one[0])) for one in found]
    return {key for one, shape in shapes for key in (("from", one.start(), shape), ("to", one.end(), shape))}


def columns_of(rows: Sequence[str]) -> list[Column]:
    """Return the columns of rows: what lies between places that are blank in all of a sample, or nearly all."""
    picked = np.unique(np.linspace(0, len(rows) - 1, _SAMPLE).astype(np.int64))
    sample = [rows[place] for place in picked]
    share = _filled(sample) / len(sample)
    return [part for one in _runs(share > 0) for part in _parted(one, share)]


def _filled(lines: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return how many lines have something at each place."""
    number = np.zeros(max(map(len, lines)), dtype=np.int64)
    for line in lines:
        for one in _TOKEN.finditer(line):
            number[one.start() : one.end()] += 1
    return number


def _runs(mask: npt.NDArray[np.bool_]) -> list[Column]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [Column(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def _parted(column: Column, share: npt.NDArray[np.float64]) -> list[Column]:
    """Return the columns that a text too long for the first of them joins in a few rows."""
    dense = [
        Column(column.first + one.first, column.first + one.last)
        for one in _runs(share[column.first : column.last] > _RARE)
    ]
    return dense if len(dense) > 1 else [column]


def fits(line: str, columns: Sequence[Column]) -> bool:
    """Tell whether no text of a line lies between two columns, or over the end of one."""
    gaps = pairwise(columns)
    return not any(line[a.last : b.first].strip() for a, b in gaps) and not line[: columns[0].first].strip()


def cut(line: str, columns: Sequence[Column]) -> list[str]:
    """Return the cells of a line."""
    firsts = [0, *(one.first for one in columns[1:])]
    return [line[a:b] for a, b in zip(firsts, [*firsts[1:], None], strict=True)]


def usual_firsts(rows: Sequence[str], columns: Sequence[Column]) -> list[int]:
    """Return where the text of each column begins in most rows; 0 where it begins anywhere."""
    counts = [Counter(_begins(row, one) for row in rows if row[one.first : one.last].strip()) for one in columns]
    modes = [next(iter(one.most_common(1)), (0, 0)) for one in counts]
    both = zip(counts, modes, strict=True)
    return [place if number >= _ALIGNED * one.total() else 0 for one, (place, number) in both]


def runs_over(line: str, columns: Sequence[Column], firsts: Sequence[int]) -> bool:
    """Tell whether a text too long for its column seems to go on in the next: it begins early, one blank behind."""
    filled = ((one, first) for one, first in zip(columns, firsts, strict=True) if line[one.first : one.last].strip())
    begun = ((_begins(line, one), first) for one, first in filled)
    return any(begin < first and begin > 1 and bool(line[begin - 2].strip()) for begin, first in begun)


def _begins(line: str, column: Column) -> int:
    part = line[column.first : column.last]
    return column.first + len(part) - len(part.lstrip())


def with_whole_times(columns: Sequence[Column], rows: Sequence[str], named: Sequence[bool]) -> list[Column]:
    """Return the columns with what one blank parts put together where it is one thing, unless the second has a name.

    A date and its clock are one thing, a number and its unit, and what a dash binds.

    Parameters
    ----------
    named
        Whether a name stands over each column, shape (columns,).
    """
    joins = [not has_name and _are_one(rows, *both) for both, has_name in _behind(columns, named)]
    return _joined(columns, joins)


def with_whole_texts(columns: Sequence[Column], named: Sequence[bool]) -> list[Column]:
    """Return the columns with one that has no name put to the one that has, where one blank parts them."""
    return _joined(columns, [any(named) and not has_name for _, has_name in _behind(columns, named)])


def _behind(columns: Sequence[Column], named: Sequence[bool]) -> Iterator[tuple[tuple[Column, Column], bool]]:
    """Iterate over each two columns beside one another, and whether the second is named."""
    return zip(pairwise(columns), named[1:], strict=True)


def _joined(columns: Sequence[Column], joins: Sequence[bool]) -> list[Column]:
    made = [columns[0]]
    for (before, one), joined in zip(pairwise(columns), joins, strict=True):
        near = one.first - before.last == 1
        made[-1:] = [Column(made[-1].first, one.last)] if joined and near else [made[-1], one]
    return made


def _are_one(rows: Sequence[str], before: Column, after: Column) -> bool:
    pairs = [(row[before.first : before.last].strip(), row[after.first : after.last].strip()) for row in rows[:200]]
    found = [(a, b) for a, b in pairs if a and b]
    dated = all((moment_of(a) or _DAY.fullmatch(a)) and ":" not in a and _CLOCK.fullmatch(b) for a, b in found)
    bound = all(_DASH.fullmatch(a) or _DASH.fullmatch(b) for a, b in found)
    united = len({b for _, b in found}) == 1 and all(a[-1].isdigit() and b[0].isalpha() for a, b in found)
    return bool(found) and (dated or bound or (united and is_unit(found[0][1])))
