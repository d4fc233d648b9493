"""Dates and clock times in columns of their own, put together; ends from how long something took."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from plantwright.events.log import Finding
from plantwright.events.names import CLEAR, ROLES, name_score
from plantwright.events.sheets.lasted import seconds_lasted
from plantwright.events.sheets.moments import moment_of
from plantwright.events.sheets.questions import Questions
from plantwright.events.sheets.sheet import NAMELESS, Sheet
from plantwright.events.times import find_format

_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})([ T]00:00(:00(\.0+)?)?)?")


def joined_times(sheet: Sheet, told: Mapping[str, str], questions: Questions) -> Sheet:
    """Return the sheet with each clock time joined to its date, and an end where only a duration stands."""
    sheet = _joined(sheet)
    return _ended(sheet, told, questions)


def _joined(sheet: Sheet) -> Sheet:
    clocks = [name for name in sheet.data.column_names if _all(sheet, name, _CLOCK) and _is_moment(name)]
    days = [name for name in sheet.data.column_names if _dates(sheet, name) and name not in clocks]
    if not clocks or not days:
        return sheet
    made, origins, wrapped = {}, {}, 0
    before: list[datetime | None] = []
    for place, clock in enumerate(clocks):
        day = _day_for(clock, days)
        moments = _moments(_dates(sheet, day), sheet.data[clock].to_pylist())
        if place and len(days) == 1:
            wrapped += sum(map(_is_next_day, before, moments))
            moments = [_after(a, b) for a, b in zip(before, moments, strict=True)]
        before = moments
        made[clock] = [one.isoformat(" ") if one else None for one in moments]
        origins[clock] = f"with the date of {day!r}"
    gone = [one for one in days if one not in clocks]
    sheet = sheet.rewritten(made, origins)
    sheet = Sheet(sheet.name, sheet.data.drop_columns(gone), sheet.above, sheet.origins, sheet.notes)
    told = f"{wrapped:,} rows end at an earlier hour than they start"
    return sheet.noted(Finding("past_midnight", wrapped, told, "taken as the next day")) if wrapped else sheet


def _is_moment(name: str) -> bool:
    return name.startswith(NAMELESS) or any(
        name_score(name, ROLES[role]) >= CLEAR for role in ("start", "end", "time", "ready", "left", "clock")
    )


def _all(sheet: Sheet, name: str, pattern: re.Pattern[str]) -> bool:
    sample = sheet.sample(name)
    return bool(sample) and sum(bool(pattern.fullmatch(one)) for one in sample) >= 0.9 * len(sample)


def _dates(sheet: Sheet, name: str) -> list[str | None]:
    """Return a column of dates without a clock as ``YYYY-MM-DD``; an empty list where it is none."""
    if _all(sheet, name, _DAY):
        return [one[:10] if one else None for one in sheet.data[name].to_pylist()]
    form = find_format(sheet.sample(name))
    if not form or form.shape not in ("parts", "month", "compact"):
        return []
    if any(one.clock for text in sheet.sample(name, 100) if (one := moment_of(text))):
        return []
    values = sheet.data[name].to_pylist()
    found = [moment_of(one) if one else None for one in values]
    if any(one.clock for one in found if one) or not any(found):
        return []
    return [one.day(form.day_first, None) if one else None for one in found]


def _day_for(clock: str, days: Sequence[str]) -> str:
    """Return the date that belongs to a clock: of the same end of the work, where each has its own."""
    edge = next((role for role in ("start", "end") if name_score(clock, ROLES[role]) >= CLEAR), "")
    own = [one for one in days if edge and name_score(one, ROLES[edge]) >= CLEAR]
    return own[0] if own else days[0]


def _moments(days: Sequence[str | None], clocks: Sequence[str | None]) -> list[datetime | None]:
    return [_moment(day, clock) for day, clock in zip(days, clocks, strict=True)]


def _moment(day: str | None, clock: str | None) -> datetime | None:
    if not day or not clock:
        return None
    hour, minute, *rest = clock.replace(",", ".").split(":")
    second = float(rest[0]) if rest else 0.0
    try:
        return datetime.fromisoformat(day) + timedelta(hours=int(hour), minutes=int(minute), seconds=second)
    except ValueError:
        return None


def _is_next_day(before: datetime | None, moment: datetime | None) -> bool:
    return bool(before and moment and moment < before)


def _after(before: datetime | None, moment: datetime | None) -> datetime | None:
    return moment + timedelta(days=1) if moment and _is_next_day(before, moment) else moment


def _ended(sheet: Sheet, told: Mapping[str, str], questions: Questions) -> Sheet:
    """Return the sheet with the end, or the start, that a duration tells of rows that have only the other."""
    names = sheet.data.column_names
    edges = {
        role: [one for one in names if _best(one) == role and _timed(sheet, one)] for role in ("start", "end", "time")
    }
    spans = [one for one in names if name_score(one, ROLES["span"]) >= CLEAR and not _timed(sheet, one)]
    if len(spans) != 1 or (edges["start"] and edges["end"]) or not (edges["start"] or edges["end"]):
        return sheet
    lasted = seconds_lasted(sheet.data[spans[0]].to_pylist(), spans[0], told, questions)
    known, other, sign = ("start", "end", 1) if edges["start"] else ("end", "start", -1)
    stamps = [_stamp(one) for one in sheet.data[edges[known][0]].to_pylist()]
    if lasted is None or not any(stamps):
        return sheet
    made = [
        a + sign * timedelta(seconds=b) if a and b is not None else None for a, b in zip(stamps, lasted, strict=True)
    ]
    texts = [one.isoformat(" ", "seconds") if one else None for one in made]
    origin = f"made of {edges[known][0]!r} and {spans[0]!r}"
    return sheet.rewritten({other: texts}, {other: origin})


def _best(name: str) -> str:
    return max(("start", "end", "time"), key=lambda role: name_score(name, ROLES[role]))


def _timed(sheet: Sheet, name: str) -> bool:
    sample = sheet.sample(name, 500)
    form = find_format(sample)
    return bool(form and form.shape not in ("epoch", "compact"))


def _stamp(text: str | None) -> datetime | None:
    found = moment_of(text) if text else None
    if found is None or text is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return _moment(found.day(day_first=True, year=None), found.clock or "0:00")
