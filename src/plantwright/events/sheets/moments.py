"""Times as people write them: with weekdays, months by name, without years, the clock alone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LANGUAGES = ("en", "de", "es", "fr", "it", "pt", "nl", "pl", "tr")
"""The languages whose months are known by name."""

_MARKS = (
    (r"[年月](?=\d)", "-"), ("日", " "), (r"[时点時](?=\d)", ":"), (r"[时点時]", ":00"), ("分(?=\\d)", ":"),
    ("[分秒]", ""), (r"(\d)\s*(uhr|heures|hrs|hs)\b\.?", r"\1"), (r"(\d)h(\d\d)", r"\1:\2"),
    (r"(\d{2}:\d{2}):(\d{3})$", r"\1.\2"),
)  # fmt: skip
_HALF = re.compile(r"(上午|下午|a\.?\s?m\.?|p\.?\s?m\.?)")
_WEEKDAY = re.compile(r"^[^\W\d]{2,12}(\.?\s+(?=\d)|,\s+)|^(周|星期|礼拜)\S\s*")
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
_DAYS = (
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
    r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<year>\d{4}|\d{2})",
    r"(?P<day>\d{1,2})[-. ]*#(?P<month>\d+)#[-. ,]*(?P<year>\d{4}|\d{2})?",
    r"#(?P<month>\d+)#[-. ]*(?P<day>\d{1,2})(?:st|nd|rd|th)?,?(?:[-. ]+(?P<year>\d{4}))?",
    r"(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P<dot>\.?)",
)
_PATTERNS = [re.compile(rf"{day}(?:[\sT,]+(?:um |a las |à )?{_CLOCK})?") for day in _DAYS]
_BARE = re.compile(_CLOCK.replace("[:.]", ":"))


@dataclass(frozen=True)
class Moment:
    """What one text says of a time; parts that it does not tell are None."""

    year: int | None = None
    first: int | None = None
    """The month, or the day where ``open`` and days come first."""
    second: int | None = None
    """The day, or the month."""
    clock: str | None = None
    """``HH:MM:SS``."""
    open: bool = False
    """Which of the two numbers is the day is not told by the way it is written."""
    dotted: bool = False
    """The numbers are parted by dots, as where days come first."""

    def day(self, day_first: bool, year: int | None) -> str | None:
        """Return the date as ``YYYY-MM-DD``; None where there is none."""
        if self.first is None or self.second is None or (self.year or year) is None:
            return None
        month, day = (self.second, self.first) if self.open and day_first else (self.first, self.second)
        return f"{self.year or year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


@lru_cache(maxsize=200_000)
def moment_of(text: str) -> Moment | None:
    """Return what a text says of a time; None where it says none."""
    plain, half = _plain(text)
    if found := _BARE.fullmatch(plain):
        clock = _clock(found, half)
        return Moment(clock=clock) if clock else None
    for pattern in _PATTERNS:
        if (found := pattern.fullmatch(plain)) and not _is_number(found):
            return _moment(found, half, plain)
    return None


def _is_number(found: re.Match[str]) -> bool:
    """Tell whether a day and a month without a year or a clock may as well be a number, such as 6.2."""
    parts = found.groupdict()
    return parts.get("mark") == "." and not parts["dot"] and parts["hour"] is None


def _plain(text: str) -> tuple[str, str]:
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    half = ""
    if found := _HALF.search(plain):
        half = "pm" if found[1][0] in "p下" else "am"
        plain = f"{plain[: found.start()]} {plain[found.end() :]}".strip()
    plain = plain if _month_first(plain) else _WEEKDAY.sub("", plain)
    for old, new in _MARKS:
        plain = re.sub(old, new, plain)
    plain = re.sub(r"[^\W\d_]{3,}\.?", _numbered, plain)
    return " ".join(plain.split()).strip(" :-"), half


def _month_first(plain: str) -> bool:
    found = re.match(r"[^\W\d_]+", plain)
    return bool(found and found[0] in _months())


def _numbered(found: re.Match[str]) -> str:
    number = _months().get(found[0].rstrip("."))
    return f"#{number}#" if number else found[0]


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    from babel.dates import get_month_names  # noqa: PLC0415  # only odd times need it

    made: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                made.setdefault(str(name).lower().rstrip("."), number)
    return made


def _clock(found: re.Match[str], half: str) -> str | None:
    if found["hour"] is None:
        return None
    hour = int(found["hour"]) % 12 + (12 if half == "pm" else 0) if half else int(found["hour"])
    minute, second = int(found["minute"]), int(found["second"] or 0)
    return f"{hour:02d}:{minute:02d}:{second:02d}" if hour < 25 and minute < 60 and second < 60 else None


def _moment(found: re.Match[str], half: str, plain: str) -> Moment:
    parts = found.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    year = year + 2000 if year is not None and year < 100 else year
    if parts.get("a"):
        numbers, is_open = (int(parts["a"]), int(parts["b"])), True
    else:
        numbers, is_open = (int(parts["month"]), int(parts["day"])), False
    return Moment(year, *numbers, _clock(found, half), is_open, bool(re.match(r"\d+\.\d", plain)))


def is_day(text: str) -> bool:
    """Tell whether a text is a date and nothing more, as a heading above the rows of a day."""
    moment = moment_of(text.strip())
    return moment is not None and moment.first is not None and not moment.clock
