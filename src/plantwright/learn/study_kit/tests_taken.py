"""The table of tests taken: points of each learner before and after."""

from __future__ import annotations

import csv
import io
import math

from plantwright.errors import LearnError, Problems
from plantwright.model.quantity import Noun


class Taken(Noun):
    """The points of one learner; None: not taken."""

    pretest: float | None
    """[points]"""
    posttest: float | None
    """[points]"""


def read_tests(text: str) -> dict[str, Taken]:
    """Return the points by learner, of a table with the columns ``learner``, ``pretest`` and ``posttest``.

    Raises
    ------
    LearnError
        Lists each cell that is no number, and learners that stand twice.
    """
    problems = Problems("the table of tests", LearnError)
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    for name in ("learner", "posttest"):
        if name not in (reader.fieldnames or ()):
            problems.add("its head", f"no column {name}", "learner, posttest and mostly pretest", "add it")
    problems.raise_any()
    found: dict[str, Taken] = {}
    for line, row in enumerate(reader, 2):
        name = (row["learner"] or "").strip()
        if not name or name in found:
            problems.add(f"line {line}, learner", f"found {name!r}", "each learner once", "leave the line out")
        points = {test: _points(row.get(test), f"line {line}, {test}", problems) for test in ("pretest", "posttest")}
        found[name] = Taken(**points)
    problems.raise_any()
    return found


def _points(cell: str | None, where: str, problems: Problems) -> float | None:
    if cell is None or not cell.strip():
        return None
    try:
        points = float(cell)
    except ValueError:
        points = math.nan
    if math.isfinite(points):
        return points
    problems.add(where, f"found {cell!r}", "points as a number, or nothing where the test was not taken", "correct it")
    return None
