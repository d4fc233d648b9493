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
from plantwright.grade.sheets import Sheet, WasteWalk
from plantwright.grade.truth import truth_of
from plantwright.model.calendar import Calendar
from plantwright.visit.handed import Handed
from plantwright.visit.made import SHEETS, id_of
from plantwright.visit.par import best_sheet
from plantwright.visit.windows import Windows

STUCK = 0.6
"""Whose score on a sheet is lower is stuck there."""
LEAST_PAR = 0.25
"""Where the held time differs so much from the shown one that the best sheet gets less, sheets are not judged."""
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a spreadsheet takes for the begin of a formula."""


@dataclass(frozen=True)
class Mark:
    """What one sheet is worth."""

    sheet: str
    score: float | None
    """From 0 to 1; None where nothing can judge it [1]."""
    weakest: str
    """The criterion that lost most of its points."""


@dataclass(frozen=True)
class Graded:
    """One visitor's marks."""

    visitor: str
    visit: str
    marks: tuple[Mark, ...]

    def score(self, sheet: str) -> float | None:
        """Return the score of a sheet from 0 to 1; None where it was not handed in or nothing can judge it."""
        return next((one.score for one in self.marks if one.sheet == sheet), None)

    def mean(self) -> float | None:
        """Return the mean of the scores; None without any."""
        scores = [one.score for one in self.marks if one.score is not None]
        return fmean(scores) if scores else None

    def stuck(self) -> str:
        """Return the sheets that went badly, each with the criterion that lost most of its points."""
        return "; ".join(f"{one.sheet}: {one.weakest}" for one in self.marks if _is_stuck(one))


@dataclass(frozen=True)
class ClassTable:
    """The marks of a class."""

    visitors: tuple[Graded, ...]

    def sheets(self) -> tuple[str, ...]:
        """Return the sheets that anybody handed in."""
        return tuple(sheet for sheet in SHEETS if self._marks(sheet))

    def mean(self, sheet: str) -> float | None:
        """Return the mean score of a sheet over those who handed it in."""
        scores = [one.score for one in self._marks(sheet) if one.score is not None]
        return fmean(scores) if scores else None

    def hardest(self, sheet: str) -> str:
        """Return the criterion of a sheet at which most visitors lost most, with how many of them are stuck."""
        judged = [one for one in self._marks(sheet) if one.score is not None]
        weak = [one.weakest for one in judged if _is_stuck(one)]
        if not weak:
            return ""
        worst = max(sorted(set(weak)), key=weak.count)
        return f"{worst} ({weak.count(worst)} of {len(judged)})"

    def _marks(self, sheet: str) -> list[Mark]:
        return [one for who in self.visitors for one in who.marks if one.sheet == sheet]


def _is_stuck(mark: Mark) -> bool:
    return mark.score is not None and mark.score < STUCK


def collect(handed: Sequence[Handed], log: EventLog, calendar: Calendar) -> ClassTable:
    """Return the marks of what a class handed in.

    Notes
    -----
    Sheets for credit are graded on the window that their file lacks: what was learned of the floor must hold in the
    time after it. Seconds of waste are first taken in proportion to the working time of both windows; all other entries
    are names, shares, or seconds a cycle or piece. As two stretches of time differ by chance, the score is divided by
    that of a sheet that misses nothing of the shown window (``best_sheet``), at most 1; where even that one gets less
    than ``LEAST_PAR``, nothing can judge the sheet. Whether sheets speak of this log and these windows, their visit's
    id tells.

    Raises
    ------
    RecordsError
        Sheets of another log or of windows that the visit did not have.
    """
    _check_windows(handed, log)
    known = {one.windows for one in handed}
    ids = {windows: id_of(log, windows, calendar) for windows in known}
    problems = Problems("the sheets", RecordsError)
    for one in handed:
        if one.visit != ids[one.windows]:
            problems.add(
                one.file, f"visit {one.visit}", f"this log makes {ids[one.windows]} of the window that the sheets tell",
                "name with --log what the visit was made of, with the same --map, --weeks and --seed",
            )  # fmt: skip
    problems.raise_any()
    rulers = {windows: _ruler(log, windows, calendar) for windows in known}
    return ClassTable(tuple(_graded(one, rulers[one.windows]) for one in handed))


def _check_windows(handed: Sequence[Handed], log: EventLog) -> None:
    problems = Problems("the sheets", RecordsError)
    for one in handed:
        whole = one.windows.whole()
        if not log.meta.start <= whole.start < whole.end <= log.meta.end:
            allowed = f"the log covers {log.meta.start} to {log.meta.end} UTC"
            cure = "name the log of this visit with --log"
            problems.add(one.file, f"{whole.start} to {whole.end} UTC", allowed, cure)
    problems.raise_any()


@dataclass(frozen=True)
class _Ruler:
    """What the sheets of some windows are measured by."""

    windows: Windows
    shown: SheetTruth
    held: SheetTruth | None

    def mark(self, sheet: Sheet) -> Mark:
        """Return the mark of a sheet."""
        if self.held is None or sheet.window != self.shown.window:
            return _mark(grade(sheet, self.shown))
        return _against(
            grade(self._moved(sheet), self.held), grade(self._moved(best_sheet(sheet, self.shown)), self.held)
        )

    def _moved(self, sheet: Sheet) -> Sheet:
        """Return a sheet of the shown window as one of the held window."""
        assert self.held is not None  # only then is anything moved
        told: dict[str, object] = {"window": self.held.window}
        if isinstance(sheet, WasteWalk):
            ratio = self.held.open / max(self.shown.open, 1.0)
            told["found"] = tuple(one.model_copy(update={"seconds": one.seconds * ratio}) for one in sheet.found)
        return sheet.model_copy(update=told)


def _ruler(log: EventLog, windows: Windows, calendar: Calendar) -> _Ruler:
    shown, held = (
        truth_of(log, (one.start, one.end), calendar) if one else None for one in (windows.shown, windows.held)
    )
    assert shown is not None  # every visit shows something
    return _Ruler(windows, shown, held)


def _graded(one: Handed, ruler: _Ruler) -> Graded:
    return Graded(one.visitor, one.visit, tuple(ruler.mark(sheet) for sheet in one.sheets))


def _mark(one: Grade) -> Mark:
    return Mark(one.sheet, one.score if one.gradable else None, _weakest(one, [part.of for part in one.parts]))


def _against(one: Grade, par: Grade) -> Mark:
    judged = one.gradable and par.gradable and par.score >= LEAST_PAR
    lost = _weakest(one, [part.points for part in par.parts])
    return Mark(one.sheet, min(one.score / par.score, 1.0) if judged else None, lost)


def _weakest(one: Grade, best: Sequence[float]) -> str:
    """Return the criterion that lost most of the points that could be had."""
    lost = [(most - part.points, part.criterion) for part, most in zip(one.parts, best, strict=False)]
    return max(lost, key=lambda pair: pair[0])[1] if lost else ""


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
