"""Grading: a filled sheet against the truth of the same stretch of time."""

from __future__ import annotations

from plantwright.grade.bottleneck_walk import grade_bottleneck_walk
from plantwright.grade.graded import Grade, ungraded
from plantwright.grade.sheet_truth import SheetTruth
from plantwright.grade.sheets import BottleneckWalk, Sheet, StandardWork, TimeStudy, WasteWalk, Yamazumi
from plantwright.grade.standard_work import grade_standard_work
from plantwright.grade.time_study import grade_time_study
from plantwright.grade.waste_walk import grade_waste_walk
from plantwright.grade.words import filled
from plantwright.grade.yamazumi import grade_yamazumi


def grade(sheet: Sheet, truth: SheetTruth) -> Grade:
    """Return what a filled sheet is worth, and why.

    Parameters
    ----------
    sheet
        What a visitor observed.
    truth
        What the log says of the same window, from ``truth_of``.

    Notes
    -----
    Every criterion is continuous: better accuracy never lowers a score in expectation. A sheet of another window than
    the truth's is not graded, a blank one gets zero and a kind word.
    """
    if sheet.window != truth.window:
        ours, theirs = (filled("window", start=one.start, end=one.end) for one in (sheet.window, truth.window))
        why = filled("other_window", ours=ours, theirs=theirs)
        return ungraded(_kind(sheet), sheet.visitor, why)
    match sheet:
        case BottleneckWalk():
            return grade_bottleneck_walk(sheet, truth)
        case WasteWalk():
            return grade_waste_walk(sheet, truth)
        case TimeStudy():
            return grade_time_study(sheet, truth)
        case StandardWork():
            return grade_standard_work(sheet, truth)
        case Yamazumi():
            return grade_yamazumi(sheet, truth)
    raise TypeError(f"{type(sheet).__name__} is no sheet")


def _kind(sheet: Sheet) -> str:
    return str(getattr(sheet, "sheet", "sheet"))
