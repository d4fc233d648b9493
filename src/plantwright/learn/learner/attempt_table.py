"""Attempts as a table, written and read without loss."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from pydantic import ValidationError

from plantwright.errors import LearnError, Problems
from plantwright.learn.learner.attempt import Attempt, in_order

COLUMNS = tuple(Attempt.model_fields)


def attempts_csv(attempts: Iterable[Attempt]) -> str:
    """Return the attempts by time as comma-separated values, one row each, times in UTC and ISO 8601."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(one.model_dump(mode="json") for one in in_order(attempts))
    return text.getvalue()


def read_attempts(text: str) -> list[Attempt]:
    """Return the attempts of a table that `attempts_csv` wrote, or one with the same columns.

    Raises
    ------
    LearnError
        Lists each row that is no attempt, and why.
    """
    problems = Problems("the table of attempts", LearnError)
    reader = csv.DictReader(io.StringIO(text))
    missing = sorted(set(COLUMNS) - set(reader.fieldnames or ()))
    if missing:
        problems.add("its head", f"no column {', '.join(missing)}", f"the columns are {', '.join(COLUMNS)}", "add them")
        problems.fail()
    found = [_read(row, f"line {line}", problems) for line, row in enumerate(reader, 2)]
    problems.raise_any()
    return [one for one in found if one is not None]


def _read(row: dict[str, str], where: str, problems: Problems) -> Attempt | None:
    try:
        return Attempt.model_validate({name: row[name] for name in COLUMNS})
    except ValidationError as error:
        for one in error.errors():
            problems.add(f"{where}, {'.'.join(map(str, one['loc']))}", f"found {one['input']!r}", one["msg"])
    return None
