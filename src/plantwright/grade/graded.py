"""What a filled sheet is worth: a grade of parts, each with its points and the reason for them."""

from __future__ import annotations

from typing import Literal

from plantwright.grade.arithmetic import digits, total
from plantwright.grade.words import filled
from plantwright.model.quantity import Noun, Share

SCHEMA = 1
"""The version of the shapes of truths, sheets and grades."""


class Part(Noun):
    """Points for one criterion; ``of`` is 0 where the records give nothing to judge it by."""

    criterion: str
    points: float
    of: float
    explanation: str


class Grade(Noun):
    """The grade of a sheet."""

    version: Literal[1] = 1
    sheet: str
    visitor: str
    gradable: bool
    """Whether the records hold anything to grade the sheet against; else the score of 0 is nobody's failure."""
    score: Share
    """Points over points to be had [1]."""
    points: float
    of: float
    summary: str
    """The whole in a sentence."""
    parts: tuple[Part, ...]


def part(criterion: str, share: float, of: float, explanation: str) -> Part:
    """Return a part that earned a share of its points."""
    return Part(criterion=criterion, points=share * of, of=of, explanation=explanation)


def untold(criterion: str, explanation: str) -> Part:
    """Return a part that nothing can judge."""
    return Part(criterion=criterion, points=0.0, of=0.0, explanation=explanation)


def graded(sheet: str, visitor: str, parts: tuple[Part, ...]) -> Grade:
    """Return the grade that the parts make."""
    points, of = total(one.points for one in parts), total(one.of for one in parts)
    if not of > 0:
        return ungraded(sheet, visitor, filled("nothing_to_judge"), parts)
    score = min(points / of, 1.0)
    level = "well_seen" if score >= 0.9 else "mostly_seen" if score >= 0.6 else "look_again"
    said = filled(level, points=digits(points, 1), of=digits(of, 1))
    return _grade(sheet, visitor, parts, points=points, of=of, score=score, summary=said, gradable=True)


def blank(sheet: str, visitor: str, kind_word: str, parts: tuple[Part, ...]) -> Grade:
    """Return the grade of a sheet in which nothing stands: no points, and a kind word."""
    of = total(one.of for one in parts)
    return _grade(sheet, visitor, parts, points=0.0, of=of, score=0.0, summary=kind_word, gradable=of > 0)


def ungraded(sheet: str, visitor: str, why: str, parts: tuple[Part, ...] = ()) -> Grade:
    """Return the grade of a sheet that cannot be graded, and why."""
    return _grade(sheet, visitor, parts, points=0.0, of=0.0, score=0.0, summary=why, gradable=False)


def _grade(sheet: str, visitor: str, parts: tuple[Part, ...], **told: object) -> Grade:
    return Grade.model_validate({"sheet": sheet, "visitor": visitor, "parts": parts, **told})
