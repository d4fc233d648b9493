"""Dates and clock times in columns of their own, put together; ends from how long something took."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from plantwright.events.log import Finding
from plantwright.events.names import CLEAR, ROLES, name_score
from plantwright.events.sheets.day_around import with_day_around
from plantwright.events.sheets.lasted import seconds_lasted
from plantwright.events.sheets.moments import moment_of
from plantwright.events.sheets.questions import Questions
from plantwright.events.sheets.sheet import NAMELESS, Sheet
from plantwright.events.sheets.wide import which_end
from plantwright.events.times import find_format
from plantwright.messages.told import told as message

_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})([ T]00:00(:00(\.0+)?)?)?")


def joined_times(sheet: Sheet, told: Mapping[str, str], questions: Questions) -> Sheet:
    """Return the sheet with each clock time joined to its date, and an end where only a duration stands."""
    sheet = _joined(with_day_around(sheet, told, questions) if _clocks(sheet) else sheet)
    return _ended(sheet, told, questions)


def _joined(sheet: Sheet) -> Sheet:
    clocks = _clocks(sheet)
    days = [name for name in sheet.data.column_names if _dates(sheet, name) and name not in clocks]
    if not clocks or not days:
        return sheet
    made, origins, wrapped = {}, {}, 0
    before: list[datetime | None] = []
    for place, clock in enumerate(clocks):
        day = _day_for(sheet, clock, clocks, days)
        moments = _moments(_dates(sheet, day), sheet.data[clock].to_pylist())
        if place and len(days) == 1:
            wrapped += sum(map(_is_next_day, before, moments))
            moments = [_after(a, b) for a, b in zip(before, moments, strict=True)]
        before = moments
        target, other = (day, clock) if _edge(day) and not _edge(clock) and len(days) > 1 else (clock, day)
        made[target] = [one.isoformat(" ") if one else None for one in moments]
        origins[target] = f"with the {'date' if other == day else 'clock'} of {other!r}"
    gone = [one for one in (*days, *clocks) if one not in made]
    sheet = sheet.rewritten(made, origins)
    sheet = Sheet(sheet.name, sheet.data.drop_columns(gone), sheet.above, sheet.origins, sheet.notes)
    told = message("{n:,} rows end at an earlier hour than they start", n=wrapped)
    note = Finding("past_midnight", wrapped, told, message("taken as the next day"))
    return sheet.noted(note) if wrapped else sheet


def _clocks(sheet: Sheet) -> list[str]:
    """Return the columns of clocks: those named as times, else two of which the second is the later in most rows."""
    found = [one for one in sheet.data.column_names if _all(sheet, one, _CLOCK)]
    named = [one for one in found if _is_moment(one)]
    others = [one for one in found if not _is_span(one)]
    return named if named or len(others) != 2 or not _in_order(sheet, *others) else others


def _is_span(name: str) -> bool:
    return name_score(name, ROLES["span"]) >= CLEAR and not _edge(name)


def _in_order(sheet: Sheet, first: str, second: str) -> bool:
    day = "2000-01-01"
    pairs = zip(sheet.data[first].to_pylist(), sheet.data[second].to_pylist(), strict=True)
    known = [(a, b) for one, other in pairs if (a := _moment(day, one)) and (b := _moment(day, other))]
    return sum(a < b for a, b in known) >= 0.8 * len(known) > 0


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
    if _all(sheet, name, _COMPACT) and _is_moment_or_day(name):
        return [_with_dashes(one) if one else None for one in sheet.data[name].to_pylist()]
    form = find_format(sheet.sample(name))
    if not form or form.shape not in ("iso", "parts", "month", "compact"):
        return []
    if any(one.clock for text in sheet.sample(name, 100) if (one := moment_of(text))):
        return []
    values = sheet.data[name].to_pylist()
    found = [moment_of(one) if one else None for one in values]
    if any(one.clock for one in found if one) or not any(found):
        return []
    return [one.day(form.day_first, None) if one else None for one in found]


def _is_moment_or_day(name: str) -> bool:
    return _is_moment(name) or name_score(name, ROLES["date"]) >= CLEAR


def _with_dashes(text: str) -> str | None:
    found = _COMPACT.fullmatch(text)
    return "-".join(found.groups()) if found else None


def _edge(name: str) -> str:
    return next((role for role in ("start", "end") if name_score(name, ROLES[role]) >= CLEAR), "")


def _day_for(sheet: Sheet, clock: str, clocks: Sequence[str], days: Sequence[str]) -> str:
    """Return the date that belongs to a clock: of the same end of the work, else the one before it, else the first."""
    edge = _edge(clock)
    own = [one for one in days if edge and _edge(one) == edge]
    if own or len(days) < 2 or len(days) != len(clocks):
        return own[0] if own else days[0]
    names = sheet.data.column_names
    before = [one for one in days if names.index(one) < names.index(clock)]
    return before[-1] if before else days[0]


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
    spans = [one for one in sheet.data.column_names if _is_span(one) and not _timed(sheet, one)]
    known, stamped = _lone_edge(sheet, told)
    if len(spans) != 1 or not stamped:
        return sheet
    if not known:
        questions.add(which_end(repr(stamped)))
    lasted = seconds_lasted(sheet.data[spans[0]].to_pylist(), spans[0], told, questions)
    stamps = [_stamp(one) for one in sheet.data[stamped].to_pylist()]
    if lasted is None or not known or not any(stamps):
        return sheet
    other, sign = ("end", 1) if known == "start" else ("start", -1)
    made = [
        a + sign * timedelta(seconds=b) if a and b is not None else None for a, b in zip(stamps, lasted, strict=True)
    ]
    texts = [one.isoformat(" ", "seconds") if one else None for one in made]
    return sheet.rewritten({other: texts}, {other: f"made of {stamped!r} and {spans[0]!r}"})


def _lone_edge(sheet: Sheet, told: Mapping[str, str]) -> tuple[str, str]:
    """Return which end of the work the one time of a sheet is, and its column; nothing where there are two, or none."""
    timed = [one for one in sheet.data.column_names if _timed(sheet, one)]
    edges = {role: [one for one in timed if _best(one) == role] for role in ("start", "end", "time")}
    if edges["start"] and edges["end"]:
        return "", ""
    for role in ("start", "end"):
        if edges[role]:
            return role, edges[role][0]
    lone = edges["time"] or timed
    return (told.get("stamps", ""), lone[0]) if len(lone) == 1 else ("", "")


def _best(name: str) -> str:
    scores = {role: name_score(name, ROLES[role]) for role in ("start", "end", "time")}
    best = max(scores, key=lambda role: scores[role])
    return best if scores[best] >= CLEAR else ""


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
