"""What the values of a column look like, from a sample of its rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from plantwright.events.times import TimeFormat, find_format
from plantwright.events.words import TRUE, is_life, kinds_of_codes

_NUMBER = re.compile(r"\s*[+-]?(\d+([.,]\d{3})*|\d*)([.,]\d+)?([eE][+-]?\d+)?\s*")
SPAN = re.compile(r"\d+:[0-5]\d(:[0-5]\d)?")
"""Hours and minutes that something lasted."""
_NO = ("0", "0.0", "n", "no", "false", "f", "nein", "non")


@dataclass(frozen=True)
class Profile:
    """The values of one column in a sample."""

    name: str
    values: tuple[str, ...]
    """Those that are not empty."""
    rows: int
    """How many rows the sample has."""

    @classmethod
    def of(cls, name: str, sample: Sequence[str | None]) -> Profile:
        """Return the profile of a sampled column."""
        return cls(name, tuple(value for value in sample if value is not None), len(sample))

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each value stands."""
        return Counter(self.values)

    @cached_property
    def time(self) -> TimeFormat | None:
        """How it writes times; None where it holds none."""
        return find_format(tuple(self.values))

    @cached_property
    def is_number(self) -> bool:
        """Nine in ten values are numbers."""
        return self._share(lambda value: bool(value.strip()) and bool(_NUMBER.fullmatch(value))) >= 0.9

    @cached_property
    def decimal(self) -> str:
        """The decimal sign of its numbers."""
        commas = [value for value in self.values if "," in value]
        thousands = all(re.fullmatch(r"\s*[+-]?\d{1,3}(,\d{3})+(\.\d+)?\s*", value) for value in commas)
        return "," if commas and not thousands else "."

    @cached_property
    def comes_back(self) -> bool:
        """Its values come back a few times each and stand in nearly every row, as the numbers of orders do."""
        each = len(self.values) / max(len(self.counts), 1)
        if self.is_number or len(self.counts) < 3:
            return False
        return len(self.values) > 0.9 * self.rows and 1.5 < each < max(0.2 * self.rows, 10)

    @cached_property
    def is_flag(self) -> bool:
        """Every value is a yes or a no, or a mark on some rows alone."""
        return all(value.strip().lower() in (*TRUE, *_NO) for value in self.counts)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of interval of each value; empty where it is no such column."""
        return kinds_of_codes(self.counts)

    @cached_property
    def is_life(self) -> bool:
        """Its values tell beginnings from ends."""
        return is_life(self.counts)

    def fits(self, content: str) -> bool:
        """Tell whether the values are of the content that a role needs."""
        if content in ("text", "any"):
            return self.time is None or self.time.shape in ("epoch", "compact")
        needed = {
            "number": self.is_number,
            "time": self.time is not None,
            "flag": self.is_flag,
            "kind": bool(self.kinds),
            "life": self.is_life,
            "span": self._share(lambda value: bool(SPAN.fullmatch(value.strip()))) >= 0.9,
            "state": not self.is_number,
            "tag": not self.is_number,
        }
        return needed[content]

    def _share(self, test: Callable[[str], bool]) -> float:
        return sum(map(test, self.values)) / max(len(self.values), 1)
