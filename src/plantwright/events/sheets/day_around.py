"""The day of a sheet whose rows tell only clocks: it stands in the sheet's name or above its header."""

from __future__ import annotations

import re
from collections.abc import Mapping

from plantwright.events.names import CLEAR, ROLES, name_score
from plantwright.events.sheets.moments import moment_of
from plantwright.events.sheets.odd_times import day_first_in
from plantwright.events.sheets.questions import Questions
from plantwright.events.sheets.sheet import Sheet
from plantwright.events.times import find_format

DAY = "date"
"""The name of the column made."""
_DATE = re.compile(
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?!\d)|"
    r"\d{1,2}\.? [^\W\d]{3,10}\.? \d{4}|[^\W\d]{3,10}\.? \d{1,2},? \d{4}"
)


def with_day_around(sheet: Sheet, told: Mapping[str, str], questions: Questions) -> Sheet:
    """Return the sheet with the one date around it as a column, where no column holds dates."""
    if any(_dated(sheet, one) for one in sheet.data.column_names):
        return sheet
    for text, place in ((sheet.name, "the name of the sheet"), (sheet.above, "what stands above the header")):
        days = {day for one in _DATE.findall(text) if (day := _day(one, told, questions))}
        if len(days) == 1:
            values: list[str | None] = [days.pop()] * len(sheet.data)
            return sheet.rewritten({DAY: values}, {DAY: f"from {place}"})
    return sheet


def _dated(sheet: Sheet, name: str) -> bool:
    dated = name_score(name, ROLES["date"]) >= CLEAR
    return dated or bool((form := find_format(sheet.sample(name, 200))) and form.shape != "epoch")


def _day(text: str, told: Mapping[str, str], questions: Questions) -> str | None:
    moment = moment_of(text)
    return moment.day(day_first_in(text, [moment], told, questions), None) if moment else None
