"""Columns of times that are not written in one of the usual ways, rewritten so that they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from plantwright.errors import Question
from plantwright.events.log import Finding
from plantwright.events.names import CLEAR, ROLES, name_score
from plantwright.events.sheets.moments import Moment, moment_of
from plantwright.events.sheets.questions import Questions
from plantwright.events.sheets.sheet import Sheet
from plantwright.events.times import find_format
from plantwright.messages.told import told as message

ENOUGH = 0.8
"""The share of its values that must be times, what is said again and again in words aside."""
_YEAR = re.compile(r"(?<!\d)(20\d\d|19[89]\d)(?!\d)")


def usual_times(sheet: Sheet, told: Mapping[str, str], place: str, questions: Questions) -> Sheet:
    """Return the sheet with odd times as ``YYYY-MM-DD HH:MM:SS``, dates alone and clocks alone as their halves.

    Parameters
    ----------
    told
        ``year`` and ``dates`` (``day-first`` or ``month-first``), where the sheet leaves them open.
    place
        The name of the file, in which a year may stand.
    """
    for name in sheet.data.column_names:
        found = _moments(sheet, name)
        if found:
            sheet = _rewritten(sheet, name, found, told, place, questions)
    return sheet


def _moments(sheet: Sheet, name: str) -> dict[str, Moment] | None:
    """Return what each different value says of a time; None where the column is no odd one."""
    sample = sheet.sample(name)
    usual = find_format(sample)
    if not sample or (usual and not usual.ambiguous):
        return None
    kept = _with_digits(sample)
    if not kept or sum(moment_of(one) is not None for one in kept) < ENOUGH * len(kept):
        return None
    return {one: moment for one in sheet.data[name].unique().to_pylist() if one and (moment := moment_of(one))}


def _with_digits(sample: Sequence[str]) -> list[str]:
    """Return the values without remarks in words, such as ``not captured``."""
    return [one for one in sample if re.search(r"\d", one)]


def _rewritten(
    sheet: Sheet, name: str, found: Mapping[str, Moment], told: Mapping[str, str], place: str, questions: Questions
) -> Sheet:
    values = sheet.data[name].to_pylist()
    moments = [found.get(one) if one else None for one in values]
    day_first = day_first_in(name, moments, told, questions)
    years = _years(sheet, name, moments, told, place, questions)
    texts = [_text(one, day_first, year) if one else None for one, year in zip(moments, years, strict=True)]
    unread = sum(bool(value) and text is None for value, text in zip(values, texts, strict=True))
    shown = next(one for one in values if one and one in found)
    sheet = sheet.rewritten({name: texts}, {name: f"written as {shown!r}"})
    if unread:
        words = tuple({one for one, text in zip(values, texts, strict=True) if one and text is None})
        detail = message("{n:,} values of {column!r} are no times", n=unread, column=name)
        sheet = sheet.noted(Finding("unreadable_times", unread, detail, message("taken as missing"), words[:3]))
    return sheet


def _text(moment: Moment, day_first: bool, year: int | None) -> str | None:
    day = moment.day(day_first, year)
    if moment.first is not None and day is None:
        return None
    return " ".join(part for part in (day, moment.clock) if part) or None


def day_first_in(name: str, moments: Sequence[Moment | None], told: Mapping[str, str], questions: Questions) -> bool:
    """Return whether days come before months in dates; ask where nothing tells."""
    found = [one for one in moments if one and one.open]
    if not found:
        return True
    if told.get("dates"):
        return told["dates"] == "day-first"
    first, second = [one.first or 0 for one in found], [one.second or 0 for one in found]
    if max(first) > 12 or found[0].dotted:
        return True
    if max(second) > 12:
        return False
    days = decided(first, second)
    if days is None:
        questions.add(day_or_month(name, next(one for one in found)))
    return days is not False


def decided(first: Sequence[int], second: Sequence[int]) -> bool | None:
    """Return whether the first numbers of dates are the days, as they run through far more values; None if unclear."""
    a, b = len(set(first)), len(set(second))
    if max(a, b) < 4 or max(a, b) < 3 * min(a, b):
        return None
    return a > b


def day_or_month(name: str, example: Moment | str) -> Question:
    """Return the question which number of a date is the day."""
    shown = example if isinstance(example, str) else f"{example.first}/{example.second}"
    text = f"in {name!r}, as in {shown!r}: which number is the day?"
    return Question("dates", text, ("day-first", "month-first"))


def _years(
    sheet: Sheet, name: str, moments: Sequence[Moment | None], told: Mapping[str, str], place: str,
    questions: Questions,
) -> list[int | None]:  # fmt: skip
    """Return the year of each row whose date tells none: the one around, one more from where the months begin anew."""
    if not any(one and one.first is not None and one.year is None for one in moments):
        return [None] * len(moments)
    year = _year_around(sheet, told, place)
    if year is None:
        questions.add(Question("year", f"the dates in {name!r} have no year: of which year are the first?", (), "2025"))
        return [None] * len(moments)
    made: list[int | None] = []
    last = None
    for one in moments:
        month = one.second if one and one.open and one.dotted else one.first if one else None
        if month and last and month < last - 6:
            year += 1
        last = month or last
        made.append(year)
    return made


def _year_around(sheet: Sheet, told: Mapping[str, str], place: str) -> int | None:
    if told.get("year", "").isdigit():
        return int(told["year"])
    for text in (sheet.above, sheet.name, place):
        years = set(_YEAR.findall(text))
        if len(years) == 1:
            return int(years.pop())
    named = [one for one in sheet.data.column_names if name_score(one, ROLES["year"]) >= CLEAR]
    years = {one for name in named for one in sheet.data[name].to_pylist() if one}
    return int(years.pop()) if len(years) == 1 and next(iter(years)).isdigit() else None
