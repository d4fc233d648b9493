"""The sheets of a class graded against the log they speak of, and gathered into one table."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from plantwright.errors import Problems, RecordsError
from plantwright.events.log import EventLog
from plantwright.grade.graded import Grade
from plantwright.grade.score import grade
from plantwright.grade.sheet_truth import SheetTruth
from plantwright.grade.sheet_truth import Window as GradeWindow
from plantwright.grade.sheets import Sheet, WasteWalk
from plantwright.grade.truth import truth_of
from plantwright.model.calendar import Calendar
from plantwright.observe.working_time import instant_of, work_time
from plantwright.visit.handed import Handed
from plantwright.visit.made import SHEETS, id_of, said_window
from plantwright.visit.rows import Window
from plantwright.visit.windows import Windows

STUCK = 0.6
"""Whose score on a sheet is lower is stuck there."""
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a spreadsheet takes for the begin of a formula."""


@dataclass(frozen=True)
class Graded:
    """One visitor's grades."""

    visitor: str
    visit: str
    grades: tuple[Grade, ...]

    def score(self, sheet: str) -> float | None:
        """Return the score of a sheet from 0 to 1; None where it was not handed in or cannot be graded."""
        return next((one.score for one in self.grades if one.sheet == sheet and one.gradable), None)

    def mean(self) -> float | None:
        """Return the mean of the scores; None without any."""
        scores = [one.score for one in self.grades if one.gradable]
        return fmean(scores) if scores else None

    def stuck(self) -> str:
        """Return the sheets that went badly, each with the criterion that lost most of its points."""
        weak = [one for one in self.grades if one.gradable and one.score < STUCK]
        return "; ".join(f"{one.sheet}: {_weakest(one)}" for one in weak)


@dataclass(frozen=True)
class ClassTable:
    """The grades of a class."""

    visitors: tuple[Graded, ...]

    def sheets(self) -> tuple[str, ...]:
        """Return the sheets that anybody handed in."""
        return tuple(
            sheet for sheet in SHEETS if any(one.sheet == sheet for who in self.visitors for one in who.grades)
        )

    def mean(self, sheet: str) -> float | None:
        """Return the mean score of a sheet over those who handed it in."""
        scores = [score for one in self.visitors if (score := one.score(sheet)) is not None]
        return fmean(scores) if scores else None

    def hardest(self, sheet: str) -> str:
        """Return the criterion of a sheet at which most visitors lost most, with how many of them are stuck."""
        grades = [one for who in self.visitors for one in who.grades if one.sheet == sheet and one.gradable]
        weak = [_weakest(one) for one in grades if one.score < STUCK]
        if not weak:
            return ""
        worst = max(sorted(set(weak)), key=weak.count)
        return f"{worst} ({weak.count(worst)} of {len(grades)})"


def collect(handed: Sequence[Handed], log: EventLog, calendar: Calendar) -> ClassTable:
    """Return the grades of what a class handed in.

    Notes
    -----
    Sheets for credit are graded on the window that their file lacks: what was learned of the floor must hold in the
    time after it. Seconds of waste are first taken in proportion to the working time of both windows; all other entries
    are names, shares, or seconds a cycle or piece. Whether sheets speak of this log and these windows, their visit's
    id tells.

    Raises
    ------
    RecordsError
        Sheets of another log or of windows that the visit did not have.
    """
    by_windows = {one.windows: one for one in handed}
    _check_windows(handed, log)
    ids = {windows: id_of(log, windows, calendar) for windows in by_windows}
    problems = Problems("the sheets", RecordsError)
    for one in handed:
        if one.visit != ids[one.windows]:
            problems.add(
                one.file, f"visit {one.visit}", f"this log makes {ids[one.windows]} of the window that the sheets tell",
                "name with --log what the visit was made of, with the same --map, --weeks and --seed",
            )  # fmt: skip
    problems.raise_any()
    truths = {windows: _truth(log, windows, calendar) for windows in by_windows}
    return ClassTable(tuple(_graded(one, truths[one.windows], log, calendar) for one in handed))


def _check_windows(handed: Sequence[Handed], log: EventLog) -> None:
    problems = Problems("the sheets", RecordsError)
    for one in handed:
        whole = one.windows.whole()
        if not log.meta.start <= whole.start < whole.end <= log.meta.end:
            allowed = f"the log covers {log.meta.start} to {log.meta.end} UTC"
            problems.add(
                one.file, f"{whole.start} to {whole.end} UTC", allowed, "name the log of this visit with --log"
            )
    problems.raise_any()


def _truth(log: EventLog, windows: Windows, calendar: Calendar) -> SheetTruth:
    window = windows.held or windows.shown
    return truth_of(log, (window.start, window.end), calendar)


def _graded(one: Handed, truth: SheetTruth, log: EventLog, calendar: Calendar) -> Graded:
    shown, held = one.windows.shown, one.windows.held
    sheets = one.sheets
    if held:
        ratio = _open(log, held, calendar) / max(_open(log, shown, calendar), 1.0)
        sheets = tuple(_moved(sheet, shown, held, ratio) for sheet in sheets)
    return Graded(one.visitor, one.visit, tuple(grade(sheet, truth) for sheet in sheets))


def _moved(sheet: Sheet, shown: Window, held: Window, ratio: float) -> Sheet:
    """Return a sheet of the shown window as one of the held one; of any other window it stays, and is not graded."""
    if sheet.window != GradeWindow(**said_window(shown)):
        return sheet
    told: dict[str, object] = {"window": GradeWindow(**said_window(held))}
    if isinstance(sheet, WasteWalk):
        told["found"] = tuple(one.model_copy(update={"seconds": one.seconds * ratio}) for one in sheet.found)
    return sheet.model_copy(update=told)


def _open(log: EventLog, window: Window, calendar: Calendar) -> float:
    """Return the working time of a window [s]."""
    work = work_time(calendar, log.meta.time_zone, window.start, window.end)
    return (work.at(instant_of(window.end)) - work.at(instant_of(window.start))) / 1_000_000


def _weakest(one: Grade) -> str:
    """Return the criterion that lost most of its points."""
    return max(one.parts, key=lambda part: part.of - part.points).criterion


def write_class(table: ClassTable, path: Path) -> None:
    """Write one row a visitor, and a last one of means, as CSV that no spreadsheet takes for formulas."""
    sheets = table.sheets()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["visitor", *(f"{one} [%]" for one in sheets), "mean [%]", "stuck_at"])
        for one in table.visitors:
            scores = [_percent(one.score(sheet)) for sheet in sheets]
            writer.writerow([inert(one.visitor), *scores, _percent(one.mean()), one.stuck()])
        means = [_percent(table.mean(sheet)) for sheet in sheets]
        stuck = "; ".join(f"{sheet}: {hard}" for sheet in sheets if (hard := table.hardest(sheet)))
        writer.writerow(["(all)", *means, _percent(_overall(table)), stuck])


def _overall(table: ClassTable) -> float | None:
    means = [mean for one in table.visitors if (mean := one.mean()) is not None]
    return fmean(means) if means else None


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f}"


def inert(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
