"""How long something took, as people write it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from plantwright.errors import Question
from plantwright.events.names import words_of
from plantwright.events.sheets.questions import Questions

UNITS = {"s": 1.0, "min": 60.0, "h": 3600.0}
"""Seconds in each unit."""
_WORDS = {
    "s": {"s", "sec", "secs", "second", "seconds", "sek", "sekunden", "segundos", "secondes", "秒"},
    "min": {"min", "mins", "minute", "minutes", "minuten", "minutos", "minuti", "分", "分钟"},
    "h": {
        "h",
        "hr",
        "hrs",
        "hour",
        "hours",
        "std",
        "stunde",
        "stunden",
        "hora",
        "horas",
        "heure",
        "heures",
        "ore",
        "工时",
        "小时",
        "时",
    },
}
_PIECE = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)\.?")
_COLONS = re.compile(r"(\d+):([0-5]\d)(?::([0-5]\d))?(?:\s*(?:h|hrs?|std|uhr)\.?)?", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def seconds_lasted(
    values: Sequence[str | None], name: str, told: Mapping[str, str], questions: Questions
) -> list[float | None] | None:
    """Return how long each row took [s]; None where the column tells no durations or not in which unit."""
    kept = [one for one in values if one]
    bare = bool(kept) and sum(bool(_NUMBER.fullmatch(one)) for one in kept) > 0.5 * len(kept)
    unit = told.get("duration_unit") or _unit_in(name)
    if bare and unit not in UNITS:
        questions.add(Question("duration_unit", f"in which unit are the durations of {name!r}?", tuple(UNITS)))
        return None
    made = [lasted(one, unit) if one else None for one in values]
    return made if sum(one is not None for one in made) >= 0.8 * len(kept) else None


def lasted(text: str, unit: str | None = None) -> float | None:
    """Return how long a text such as ``1:30``, ``1,5 Std`` or ``1 h 20 min`` says [s]; None where it says nothing."""
    text = text.strip().lower()
    if found := _COLONS.fullmatch(text):
        hours, minutes, seconds = (int(one or 0) for one in found.groups())
        return 3600.0 * hours + 60.0 * minutes + seconds
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", ".")) * UNITS[unit] if unit in UNITS else None
    pieces = _PIECE.findall(text)
    units = [_unit_of(word) for _, word in pieces]
    if not pieces or None in units or _PIECE.sub("", text).strip(" .+,und"):
        return None
    return sum(
        float(number.replace(",", ".")) * UNITS[one] for (number, _), one in zip(pieces, units, strict=True) if one
    )


def _unit_of(word: str) -> str | None:
    return next((unit for unit, words in _WORDS.items() if word in words), None)


def _unit_in(name: str) -> str | None:
    found = {unit for word in words_of(name) if (unit := _unit_of(word))}
    return found.pop() if len(found) == 1 else None
