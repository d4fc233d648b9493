"""Tables of a plant as CSV files that a spreadsheet can edit."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from plantwright.errors import PlantError, Problems
from plantwright.model.checked import WHOLE, checked
from plantwright.model.quantity import Noun

AnyNoun = TypeVar("AnyNoun", bound=Noun)
Rows = list[list[str]]
Layout = dict[str, str]
"""The columns of a table in order, each with its unit or nothing."""


@dataclass(frozen=True)
class Row:
    """One row of a table and where it stands."""

    where: str
    """File and row as a spreadsheet counts them."""
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """Return what stands in a column, nothing where the table lacks it."""
        return self.cells.get(column, "")


def write_table(path: Path, layout: Layout, rows: Iterable[Sequence[str]]) -> None:
    """Write a table, units in its header; a table without rows is not written, and an old one removed."""
    listed = list(rows)
    if not listed:
        path.unlink(missing_ok=True)
        return
    header = [f"{name} [{unit}]" if unit else name for name, unit in layout.items()]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(listed)


def read_table(path: Path, layout: Layout, problems: Problems) -> list[Row]:
    """Return the rows of a table, none where it is missing; note what cannot be read."""
    if not path.is_file():
        return []
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        problems.add(path.name, f"cannot be read ({error})", "a CSV table in UTF-8 is needed")
        return []
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    header = [re.sub(r"\s*\[.*\]$", "", name.strip()) for name in lines[0]] if lines else []
    for name in header:
        if name not in layout:
            problems.add(f"{path.name}, column {name!r}", "unknown", f"allowed are {', '.join(layout)}")
    return [_row(path.name, number, header, line) for number, line in enumerate(lines[1:], 2) if any(line)]


def _row(file: str, number: int, header: list[str], line: list[str]) -> Row:
    return Row(f"{file} row {number}", dict(zip(header, line, strict=False)))


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return ";" if ";" in first and "," not in first else ","


def noun(
    kind: type[AnyNoun],
    fields: Mapping[str, object],
    where: str,
    problems: Problems,
    columns: Mapping[str, str] | None = None,
) -> AnyNoun | None:
    """Return the noun that fields make, None after noting why not; fields that are None take their default.

    ``columns`` tells in which column a field stands, where that has another name.
    """
    try:
        return checked(kind, {name: value for name, value in fields.items() if value is not None}, where)
    except PlantError as error:
        problems.found += [_placed(problem, where, columns or {}) for problem in error.problems]
        return None


def _placed(problem: str, where: str, columns: Mapping[str, str]) -> str:
    field = re.split(r"[.:]", problem, maxsplit=1)[0]
    said = problem[len(field) :]
    return f"{where}{said}" if field == WHOLE else f"{where}, column {columns.get(field, field)}{said}"
