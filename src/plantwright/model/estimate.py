"""The atom of every answer: a number with its unit, interval, method and evidence."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from pydantic import Field

from plantwright.model.quantity import Noun
from plantwright.model.words import Words


class Estimate(Noun):
    """A number one can argue with.

    ``low`` and ``high`` bound the true value at ``level``; both are None for a plain count of records, which
    is not estimated, or where too little was seen (the method says which).
    """

    value: float | None
    """The number; None where it is not known."""
    unit: str
    low: float | None = None
    high: float | None = None
    level: float = 0.95
    n: int | None = None
    """How many observations it rests on."""
    method: Words = ""
    """How it was computed, in a few words."""
    evidence: Words = ""
    """Where the observations came from."""

    def __str__(self) -> str:
        if self.value is None or not math.isfinite(self.value):
            return "not known"
        unit = f" {self.unit}" if self.unit not in ("", "1") else ""
        if self.low is None or self.high is None:
            return f"{self.value:.4g}{unit}"
        return f"{self.value:.4g}{unit} ({self.low:.4g} to {self.high:.4g})"


Cell: TypeAlias = Estimate | str | int | float | None
Row: TypeAlias = dict[str, Cell]
"""One line of a table of measures: text columns name it, Estimates measure it."""


class Measures(Noun):
    """Named Estimates, and tables of them."""

    values: dict[str, Estimate] = Field(default_factory=dict)
    tables: dict[str, tuple[Row, ...]] = Field(default_factory=dict)

    def __getitem__(self, name: str) -> Estimate:
        return self.values[name]

    def names(self) -> Iterator[str]:
        """Iterate over the names of the single Estimates."""
        return iter(self.values)

    def table(self, name: str) -> tuple[Row, ...]:
        """Return a table of Estimates, one row a station, work center or product."""
        return self.tables[name]

    def merged(self, values: Mapping[str, Estimate], tables: Mapping[str, tuple[Row, ...]]) -> Measures:
        """Return these measures with others added."""
        return Measures(values={**self.values, **values}, tables={**self.tables, **tables})
