"""How a column writes its times, found by its content, and the SQL that reads it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

_ZONE = r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
_CLOCK = r"([ T,]+\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?(\s*[AaPp]\.?[Mm]\.?)?)?"
_ISO = re.compile(rf"\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}{_CLOCK}{_ZONE}")
_PARTS = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})[-/.](\d{{4}}|\d{{2}}){_CLOCK}{_ZONE}")
_MONTH = re.compile(rf"(\d{{1,2}}[ -][A-Za-z]{{3,9}}\.?[ -]\d{{4}}|[A-Za-z]{{3,9}} \d{{1,2}},? \d{{4}}){_CLOCK}{_ZONE}")
_COMPACT = re.compile(r"(19|20)\d{6}([T ]?\d{4}(\d{2})?)?")
_EPOCH = re.compile(r"\d{9,10}(\.\d+)?|\d{12,13}(\.\d+)?|\d{15,16}")
_ZONED = re.compile(r":\d.*(Z|UTC|GMT|[+-]\d{2}:?\d{2})$")
_SHAPES = (("iso", _ISO), ("parts", _PARTS), ("month", _MONTH), ("compact", _COMPACT), ("epoch", _EPOCH))

ENOUGH = 0.8
"""The share of values that must read as times for a column of times."""

_CLOCKS = ("%H:%M:%S.%f", "%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p", "%I:%M:%S%p", "%I:%M%p")


@dataclass(frozen=True)
class TimeFormat:
    """How a column writes its times."""

    shape: str
    """``iso``, ``parts`` (day and month as numbers, year last), ``month`` (named), ``compact`` or ``epoch``."""
    share: float
    """The share of the values that fit."""
    zoned: bool = False
    """Offsets from UTC stand in the values."""
    day_first: bool = True
    ambiguous: bool = False
    """Nothing in the content tells day from month."""
    formats: tuple[str, ...] = ()
    clean: bool = True
    """The values need no tidying before they are read."""

    def said(self) -> str:
        """Return how the times are written, in words."""
        if self.shape == "parts":
            return "day first" if self.day_first else "month first"
        words = {"iso": "year first", "month": "named months", "compact": "digits only", "epoch": "counted from 1970"}
        return words[self.shape] + (" with offsets" if self.zoned else "")

    def sql(self, column: str) -> str:
        """Return the SQL that reads the column: UTC where offsets stand in it, else wall time."""
        if self.shape == "epoch":
            return _epoch_sql(column)
        bare = rf"regexp_replace({column}, '\s*(Z|UTC|GMT|[+-]\d{{2}}:?\d{{2}})$', '')" if self.zoned else column
        read = f"try_cast({_tidied(bare, self.clean)} AS TIMESTAMP)" if self.shape == "iso" else self._strptime(bare)
        return f"({read} - {_offset_sql(column)})" if self.zoned else read

    def _strptime(self, text: str) -> str:
        listed = ", ".join(f"'{one}'" for one in self.formats)
        tidy = rf"regexp_replace(regexp_replace(trim({text}), '[T, ]+', ' ', 'g'), '(?i)([ap])\.m\.', '\1m')"
        return f"try_strptime({tidy}, [{listed}])"


def find_format(values: Sequence[str]) -> TimeFormat | None:
    """Return how times are written in ``values``; None where they are no times."""
    if not values:
        return None
    shapes = Counter(_shape(value.strip()) for value in values)
    shape, fitting = max(((name, shapes[name]) for name, _ in _SHAPES), key=lambda one: one[1])
    if fitting < ENOUGH * len(values):
        return None
    kept = [value.strip() for value in values if _shape(value.strip()) == shape]
    zoned = shape in ("iso", "parts", "month") and any(_ZONED.search(one) for one in kept)
    day_first, ambiguous = _day_first(kept) if shape == "parts" else (True, False)
    formats = _formats(shape, kept, day_first)
    clean = not any(re.match(r"\d{4}\.|.*,|.*[AaPp]\.?[Mm]|.*\d[T ]\d:", one) for one in kept)
    return TimeFormat(shape, fitting / len(values), zoned, day_first, ambiguous, formats, clean)


def day_month_sql(column: str) -> str:
    """Return the SQL of the first and the second number of the dates in a column."""
    return rf"regexp_extract({column}, '^\s*(\d+)[-/.](\d+)', ['a', 'b'])"


def _shape(value: str) -> str:
    return next((name for name, pattern in _SHAPES if pattern.fullmatch(value)), "")


def _day_first(values: list[str]) -> tuple[bool, bool]:
    found = [(int(one[1]), int(one[3]), one[2]) for value in values if (one := _PARTS.fullmatch(value))]
    first, second = max(one[0] for one in found), max(one[1] for one in found)
    if (first > 12) != (second > 12):
        return first > 12, False
    if first > 12:
        day_first = sum(one[0] > 12 for one in found) >= sum(one[1] > 12 for one in found)
        return day_first, True
    if any(re.search("[AaPp]\\.?[Mm]", value) for value in values):
        return False, True
    # days run through many values in a log, months through few
    dots = found[0][2] == "."
    varied = len({one[0] for one in found}) >= len({one[1] for one in found})
    return dots or varied, not dots


def _formats(shape: str, values: list[str], day_first: bool) -> tuple[str, ...]:
    if shape == "compact":
        return ("%Y%m%d%H%M%S", "%Y%m%dT%H%M%S", "%Y%m%d %H%M%S", "%Y%m%d%H%M", "%Y%m%d")
    if shape == "month":
        dates = ["%d %b %Y", "%d-%b-%Y", "%d %B %Y", "%d-%B-%Y", "%b %d %Y", "%B %d %Y"]
    elif shape == "parts":
        dates = _part_dates(values, day_first)
    else:
        return ()
    return tuple(f"{day} {clock}" for day, clock in product(dates, _CLOCKS)) + tuple(dates)


def _part_dates(values: list[str], day_first: bool) -> list[str]:
    found = {(one[2], "%Y" if len(one[4]) == 4 else "%y") for value in values if (one := _PARTS.fullmatch(value))}
    order = ("%d", "%m") if day_first else ("%m", "%d")
    return [f"{order[0]}{mark}{order[1]}{mark}{year}" for mark, year in sorted(found)]


def _tidied(text: str, clean: bool) -> str:
    if clean:
        return text
    return rf"regexp_replace(replace(replace(trim({text}), ',', '.'), '/', '-'), '^(\d+)\.(\d+)\.(\d+)', '\1-\2-\3')"


def _epoch_sql(column: str) -> str:
    number = f"try_cast({column} AS DOUBLE)"
    scale = f"CASE WHEN {number} < 1e11 THEN 1e6 WHEN {number} < 1e14 THEN 1e3 ELSE 1 END"
    return f"make_timestamp(CAST(round({number} * {scale}) AS BIGINT))"


def _offset_sql(column: str) -> str:
    parts = rf"regexp_extract({column}, '([+-])(\d{{2}}):?(\d{{2}})$', ['sign', 'h', 'm'])"
    minutes = f"coalesce(try_cast({parts}.h AS INT) * 60 + try_cast({parts}.m AS INT), 0)"
    return f"to_minutes(CASE WHEN {parts}.sign = '-' THEN -1 ELSE 1 END * {minutes})"
