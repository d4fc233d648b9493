"""The rows of a plant's tables; what is wrong in them is noted with file, row and column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from plantwright.errors import PlantError, Problems
from plantwright.files.cells import read_distribution, read_names, read_text, read_value
from plantwright.files.tables import AnyNoun, Row, noun
from plantwright.model.distribution import NO_NOISE, Distribution

Made = TypeVar("Made")
Tables = Mapping[str, list[Row]]


class Sheets:
    """All tables of a folder, and how their cells are read."""

    def __init__(self, tables: Tables, problems: Problems) -> None:
        self.tables = tables
        self.problems = problems
        self.samples = self._samples()

    def distribution(self, cell: str, where: str) -> Distribution | None:
        """Return the distribution in a cell; note what is wrong with it."""
        before = len(self.problems.found)
        read = self._attempt(lambda: read_distribution(cell, self.samples), where)
        # what is wrong was noted: no plant comes of it, and a stand-in keeps it from being called missing too
        return read if len(self.problems.found) == before else NO_NOISE

    def spread(self, row: Row, column: str) -> Distribution | None:
        """Return the distribution in a column."""
        return self.distribution(row.text(column), place(row, column))

    def names(self, row: Row, column: str) -> list[str]:
        """Return the names in a column."""
        return self._attempt(lambda: read_names(row.text(column)), place(row, column)) or []

    def noun(
        self, kind: type[AnyNoun], row: Row, fields: Mapping[str, object], columns: Mapping[str, str] | None = None
    ) -> AnyNoun | None:
        """Return the noun that a row makes; ``columns`` gives the column of a field that has another name."""
        return noun(kind, fields, row.where, self.problems, columns)

    def part(
        self, kind: type[AnyNoun], row: Row, fields: Mapping[str, object], columns: Mapping[str, str] | None = None
    ) -> AnyNoun | None:
        """Return an optional part of a noun: None where all its cells are empty."""
        given = any(value is not None and value != [] for value in fields.values())
        return self.noun(kind, row, fields, columns) if given else None

    def grouped(self, table: str, key: str, owner: str, read: Callable[[Row], object | None]) -> dict[str, list[Any]]:
        """Return what the rows of a table make, by the row of another table that they belong to."""
        known = {text(row, "id") or "" for row in self.tables[owner]}
        found: dict[str, list[Any]] = {}
        for row in self.tables[table]:
            name = text(row, key) or ""
            if name not in known:
                allowed = f"{owner}.csv has {', '.join(sorted(known)) or 'no rows'}"
                self.problems.add(place(row, key), f"unknown {name!r}", allowed)
            found.setdefault(name, []).append(read(row))
        return {name: kept(made) for name, made in found.items()}

    def _attempt(self, read: Callable[[], Made], where: str) -> Made | None:
        try:
            return read()
        except PlantError as error:
            self.problems.found += [f"{where}: {problem}" for problem in error.problems]
            return None

    def _samples(self) -> dict[str, tuple[float, ...]]:
        found: dict[str, list[float]] = {}
        for row in self.tables["samples"]:
            value = read_value(row.text("value"))
            if isinstance(value, float):
                found.setdefault(row.text("sample"), []).append(value)
            else:
                self.problems.add(place(row, "value"), f"{row.text('value')!r}", "a number is needed")
        return {name: tuple(values) for name, values in found.items()}


def place(row: Row, column: str) -> str:
    """Return where a cell stands, in words."""
    return f"{row.where}, column {column}"


def text(row: Row, column: str) -> str | None:
    """Return the text in a column, None where it is empty."""
    return read_text(row.text(column))


def texts(row: Row, *columns: str) -> dict[str, object]:
    """Return the texts in several columns, by column."""
    return {name: text(row, name) for name in columns}


def kept(found: Iterable[Made | None]) -> list[Made]:
    """Return what could be made."""
    return [one for one in found if one is not None]
