"""Read every one of the messy files and print, field by field, what was found, what was asked and what is wrong.

Usage: python check.py [unseen]
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import unseen_books  # noqa: F401  # it adds its writers to the unseen
import unseen_later  # noqa: F401
from true_log import WORDS, rows
from unseen import write_unseen

from make import Case, write_all
from plantwright.errors import PlantwrightError, QuestionsError
from plantwright.events.log import EventLog
from plantwright.events.read import read_log

ASKS_FOR = {
    "year": ("start", "end"), "dates": ("start", "end"), "stamps": ("start", "end"), "duration_unit": ("end",),
}  # fmt: skip
"""The fields that a question about the form of a sheet is about."""
KEY = ["station", "start"]
MOST_SET_ASIDE = 0.3
"""The share of rows that may lack a time, where the file tells both times: a column lost as a whole is wrong."""
VERDICTS = ("found", "asked", "wrong", "refused")


@dataclass(frozen=True)
class Line:
    """What became of one field of one file."""

    file: str
    field: str
    verdict: str
    """``found``, ``asked``, ``wrong`` or ``refused``."""


def lines(write: Callable[[Path], Iterable[Case]] = write_all) -> Iterator[Line]:
    """Iterate over every field of every file."""
    with tempfile.TemporaryDirectory() as folder:
        for case in write(Path(folder)):
            yield from _lines_of(case, Path(folder) / case.file)


def _lines_of(case: Case, path: Path) -> Iterator[Line]:
    try:
        log, names = _answered(path, case.answers)
    except PlantwrightError:
        yield from (Line(case.file, field, "refused") for field in case.carries)
        return
    asked = names | {name for one in names for name in ASKS_FOR.get(one, ())}
    truth, read = _truth(case), _read(log)
    set_aside = sum(one.count for one in log.findings if one.name == "missing_start")
    if {"start", "end"} <= set(case.carries) and set_aside > MOST_SET_ASIDE * len(read):
        set_aside = 0
    for field in case.carries:
        right = len(truth) == len(read) and _same(truth, read, field, set_aside)
        yield Line(case.file, field, "wrong" if not right else "asked" if field in asked else "found")


def _answered(path: Path, answers: dict[str, str]) -> tuple[EventLog, set[str]]:
    """Return the log and the names of what was asked; only what is asked is answered."""
    told: dict[str, str] = {}
    while True:
        try:
            return read_log(path, columns=told or None), set(told)
        except QuestionsError as error:
            new = {one.name: answers[one.name] for one in error.questions if one.name in answers}
            if not new.keys() - told.keys():
                raise
            told |= new


def _truth(case: Case) -> pd.DataFrame:
    frame = pd.DataFrame([vars(one) for one in rows()])
    if case.file == "paragraphs.txt":
        frame = frame[frame.station == "G1"].assign(station="CMM")
    if case.file == "day_or_month.csv":
        frame = frame[frame.start.dt.day.isin([3, 4]) & frame.end.dt.day.isin([3, 4])]
    if case.language:
        frame = frame.assign(operation=frame.operation.map(WORDS[case.language]))
    return frame.assign(work_center=frame.station)


def _read(log: EventLog) -> pd.DataFrame:
    frame = log.frame()
    return frame[frame.kind == "process"]


def _same(truth: pd.DataFrame, read: pd.DataFrame, field: str, set_aside: int) -> bool:
    """Tell whether a field holds the same values beside the same keys, whatever order the rows stand in.

    Times that the reader set aside, and said so, may be missing: no more than it said.
    """
    keys = [
        one for one in ("order", "operation", "station", "work_center") if truth[one].nunique() == read[one].nunique()
    ] or KEY
    names = list(dict.fromkeys([*keys, field]))
    sides = [one[names].copy() for one in (truth, read)]
    for one in sides:
        for name in ("start", "end"):
            if name in names:
                one[name] = pd.to_datetime(one[name]).dt.round("min")
    lost = sides[1][field].isna().sum()
    sides[1] = sides[1].dropna(subset=[field])
    if lost > (set_aside if field in ("start", "end") else 0):
        return False
    counted = [Counter(one.astype(str).itertuples(index=False, name=None)) for one in _numbers(sides, names)]
    return not counted[1] - counted[0] and (counted[0] - counted[1]).total() == len(read) - len(sides[1])


def _numbers(sides: list[pd.DataFrame], names: list[str]) -> list[pd.DataFrame]:
    return [one.assign(quantity=one["quantity"].astype(float)) if "quantity" in names else one for one in sides]


def table(found: list[Line]) -> str:
    """Return one line a file and a last one with the shares."""
    text = []
    for file in dict.fromkeys(one.file for one in found):
        own = [one for one in found if one.file == file]
        told = {verdict: [one.field for one in own if one.verdict == verdict] for verdict in VERDICTS}
        text.append(
            f"{file:26} " + "; ".join(f"{name}: {', '.join(fields)}" for name, fields in told.items() if fields)
        )
    shares = Counter(one.verdict for one in found)
    total = sum(shares.values())
    text.append(
        f"{len({one.file for one in found})} files, {total} fields: {shares['found']} found without help"
        f" ({shares['found'] / total:.1%}), {shares['asked']} asked for, {shares['wrong']} wrong,"
        f" {shares['refused']} refused"
    )
    return "\n".join(text)


if __name__ == "__main__":
    sys.stdout.write(table(list(lines(write_unseen if "unseen" in sys.argv else write_all))) + "\n")
