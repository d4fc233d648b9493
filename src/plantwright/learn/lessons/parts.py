"""The parts of a lesson's text: its sections, and in them text and marks that stand alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from plantwright.learn.lessons.lesson import SECTIONS
from plantwright.learn.lessons.marks import ALONE, Mark, markdown

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True)
class Part:
    """A section with its pieces: tokens of text, or a mark that stands alone."""

    heading: str
    pieces: tuple[tuple[Token, ...] | Mark, ...]


def parts_of(body: str) -> tuple[Part, ...]:
    """Return the sections of a text; what stands before the first has an empty heading."""
    tokens = markdown().parse(body)
    starts = [at for at, one in enumerate(tokens) if one.type == "heading_open" and one.tag == "h2"]
    cuts = [0, *starts, len(tokens)]
    found = [_part(tokens[first:last]) for first, last in pairwise(cuts) if last > first]
    return tuple(found)


def _part(tokens: Sequence[Token]) -> Part:
    headed = tokens[0].type == "heading_open" and tokens[0].tag == "h2"
    heading = tokens[1].content.strip() if headed else ""
    return Part(heading, tuple(_pieces(tokens[3 if headed else 0 :])))


def _pieces(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...] | Mark]:
    text: list[Token] = []
    at = 0
    while at < len(tokens):
        mark = _alone(tokens, at)
        if mark is None:
            text.append(tokens[at])
            at += 1
            continue
        if text:
            yield tuple(text)
        text = []
        yield mark
        at += 3
    if text:
        yield tuple(text)


def _alone(tokens: Sequence[Token], at: int) -> Mark | None:
    """Return the mark that is all of the paragraph which begins here."""
    if tokens[at].type != "paragraph_open" or tokens[at].level:
        return None
    marks = list(marks_in(tokens[at + 1 : at + 2]))
    inside = tokens[at + 1].children or []
    return marks[0] if len(inside) == 1 and marks and marks[0].kind in ALONE else None


def marks_in(tokens: Sequence[Token]) -> Iterator[Mark]:
    """Iterate over the marks inside some tokens."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "mark_of_plant":
                yield child.meta["mark"]


def headings(parts: Sequence[Part]) -> tuple[str, ...]:
    """Return the headings of some sections."""
    return tuple(one.heading for one in parts)


def is_whole(parts: Sequence[Part]) -> bool:
    """Return whether a text has every section once, in order, and nothing before them."""
    return headings(parts) == SECTIONS
