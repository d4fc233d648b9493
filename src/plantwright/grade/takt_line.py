"""The takt line of two sheets, against working time over demand."""

from __future__ import annotations

from plantwright.grade.arithmetic import closeness, percent, span
from plantwright.grade.graded import Part, part, untold
from plantwright.grade.sheet_truth import SheetTruth
from plantwright.grade.words import filled

TOLERANCE = 0.05
"""Share of the takt time that it may be off without loss [1]."""


def takt_part(yours: float | None, truth: SheetTruth, of: float) -> Part:
    """Return the points for a takt time [s]."""
    true = truth.takt.value
    if true is None:
        return untold("takt", filled("takt_unknown"))
    if yours is None:
        return part("takt", 0.0, of, filled("takt_missing", true=span(true)))
    share = closeness(abs(yours - true), TOLERANCE * true)
    said = filled("takt", yours=span(yours), true=span(true), tolerance=percent(TOLERANCE))
    return part("takt", share, of, said)
