"""Times as the serial numbers in which spreadsheets count days."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from plantwright.events.log import Finding
from plantwright.events.names import CLEAR, ROLES, name_score
from plantwright.events.sheets.sheet import Sheet, by_distinct
from plantwright.messages.told import told as message

EPOCH = datetime.fromisoformat("1899-12-30")
"""Day 0 of spreadsheets."""
_SERIAL = re.compile(r"[234]\d{4}[.,]\d{1,12}|[34]\d{4}")
_TIMELY = ("start", "end", "time", "date", "ready", "left", "released", "due", "done")
ENOUGH = 0.9
"""The share of the values of a column that must be such numbers."""


def without_serials(sheet: Sheet) -> Sheet:
    """Return the sheet with such numbers as times, in columns named as times."""
    for name in sheet.data.column_names:
        sample = sheet.sample(name)
        if _is_timely(name) and sample and sum(map(_is_serial, sample)) >= ENOUGH * len(sample):
            values = by_distinct(sheet.data[name].to_pylist(), _moment)
            told = message(
                "{n:,} values of {column!r} are days counted from 1899, such as {value}",
                n=len(values),
                column=name,
                value=sample[0],
            )
            action = message("read as times, such as {time}", time=str(_moment(sample[0])))
            note = Finding("serial_numbers", len(values), told, action)
            sheet = sheet.rewritten({name: values}, {name: "a spreadsheet's serial numbers"}).noted(note)
    return sheet


def _is_timely(name: str) -> bool:
    return any(name_score(name, ROLES[role]) >= CLEAR for role in _TIMELY)


def _is_serial(text: str) -> bool:
    return bool(_SERIAL.fullmatch(text))


def _moment(text: str) -> str:
    if not _is_serial(text):
        return text
    seconds = round(float(text.replace(",", ".")) * 86_400)
    return (EPOCH + timedelta(seconds=seconds)).isoformat(" ")
