"""The names above the columns of a printed table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plantwright.events.sheets.cells import is_value
from plantwright.events.sheets.moments import moment_of
from plantwright.events.sheets.print_columns import Column

_PHRASE = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")
_DECORATED = re.compile(r"[-=*_.<]{2,} ?(.*?[^-=*_.> ]) ?[-=*_.>]{2,}")
_RULE = re.compile(r"[\s\-=_*+|~.]*")
MOST_LINES = 3
"""The most lines that the names of columns take."""
_NEAR = 3
"""How far beside its column a name may stand [characters]."""


def is_rule(line: str) -> bool:
    """Tell whether a line holds no text, only blanks or a drawn rule."""
    return bool(_RULE.fullmatch(line))


def header_above(lines: Sequence[str], columns: Sequence[Column]) -> list[str]:
    """Return the lines that name the columns, given all lines above the first row; none where none does.

    Notes
    -----
    The lines right above the rows, as far as no blank line or rule parts them. The lowest must name half of the
    columns; one above it belongs to it where none of its phrases lies over several columns, as those of titles do.
    """
    found: list[str] = []
    for line in reversed(lines):
        if is_rule(line):
            if found:
                break
            continue
        belongs = _is_upper(line, columns) if found else _is_lowest(line, columns)
        if not belongs or len(found) == MOST_LINES:
            break
        found.insert(0, line)
    return found


def _is_lowest(line: str, columns: Sequence[Column]) -> bool:
    named = sum(one is not None for one in names_in(line, columns))
    return named >= max(2, len(columns) / 2) and not any(_is_value(one[0]) for one in _PHRASE.finditer(line))


def _is_upper(line: str, columns: Sequence[Column]) -> bool:
    phrases = [one for one in _PHRASE.finditer(line) if not _DECORATED.fullmatch(one[0])]
    over = [sum(column.overlap(*one.span()) > 0 for column in columns) for one in phrases]
    return max(over, default=0) <= 1 and not any(_is_value(one[0]) for one in phrases)


def _is_value(phrase: str) -> bool:
    return is_value(phrase) or moment_of(phrase) is not None


def joined_names(lines: Sequence[str], columns: Sequence[Column]) -> list[str | None]:
    """Return the name of each column, put together from all lines of the header; None for those without."""
    parts = [names_in(line, columns) for line in lines] or [[None] * len(columns)]
    return [" ".join(one for one in column if one) or None for column in zip(*parts, strict=True)]


def over(lines: Sequence[str], columns: Sequence[Column]) -> list[bool]:
    """Tell of each column whether a word stands right over it, those within drawn rules aside."""
    phrases = [(line, one) for line in lines for one in _PHRASE.finditer(line) if not _DECORATED.fullmatch(one[0])]
    words = [word.span() for line, one in phrases for word in _WORD.finditer(line, *one.span())]
    return [any(one.overlap(*word) > 0 for word in words) for one in columns]


def names_in(line: str, columns: Sequence[Column]) -> list[str | None]:
    """Return what a line says above each column.

    Notes
    -----
    A phrase over one column is its name, words of a phrase over several each name one, and a phrase within a drawn
    rule, ``---- Begin ----``, names all below it.
    """
    made: list[list[str]] = [[] for _ in columns]
    beside: list[re.Match[str]] = []
    for phrase in _PHRASE.finditer(line):
        over = [place for place, one in enumerate(columns) if one.overlap(*phrase.span()) > 0]
        if group := _DECORATED.fullmatch(phrase[0]):
            for place in over:
                made[place].append(group[1])
        elif len(over) == 1:
            made[over[0]].append(phrase[0])
        elif not over:
            beside.append(phrase)
        else:
            beside += _words_over(line, phrase, columns, made)
    for one in beside:
        _add_near(one, columns, made)
    return [" ".join(one) or None for one in made]


def _words_over(
    line: str, phrase: re.Match[str], columns: Sequence[Column], made: list[list[str]]
) -> list[re.Match[str]]:
    """Add each word of a phrase to the column it is over most of; return those that are over none."""
    left = []
    for word in _WORD.finditer(line, *phrase.span()):
        overlaps = [one.overlap(*word.span()) for one in columns]
        if max(overlaps) > 0:
            made[overlaps.index(max(overlaps))].append(word[0])
        else:
            left.append(word)
    return left


def _add_near(phrase: re.Match[str], columns: Sequence[Column], made: list[list[str]]) -> None:
    free = [place for place, names in enumerate(made) if not names]
    nearest = max(free, key=lambda place: columns[place].overlap(*phrase.span()), default=None)
    if nearest is not None and columns[nearest].overlap(*phrase.span()) >= -_NEAR:
        made[nearest].append(phrase[0])
