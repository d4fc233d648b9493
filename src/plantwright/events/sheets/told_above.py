"""What a line above a table says of all of its rows, such as ``Machine: T1``."""

from __future__ import annotations

import re

from plantwright.events.log import Finding
from plantwright.events.names import CLEAR, ROLES, name_score
from plantwright.events.sheets.sheet import Sheet
from plantwright.messages.told import told as message

TOLD = ("station", "work_center", "order", "product", "operation")
"""What such a line may say."""
_SAID = re.compile(r"(?P<name>[^\W\d][^\n:=]{0,30}?)[ ]*[:=][ \n]*(?P<value>[^\s:=][^\n:=]{0,40})")


def with_told_above(sheet: Sheet) -> Sheet:
    """Return the sheet with a column of what is said above its header, where no column says it."""
    for found in _SAID.finditer(sheet.above):
        name, value = found["name"].strip(), found["value"].strip()
        role = next((one for one in TOLD if name_score(name, ROLES[one]) >= 100), None)
        if role is None or _has(sheet, role) or name in sheet.data.column_names:
            continue
        values: list[str | None] = [value] * len(sheet.data)
        told = message("above the table of {n:,} rows stands {name}: {value}", n=len(values), name=name, value=value)
        action = message("taken as the {column} of each row", column=role.replace("_", " "))
        note = Finding("told_above", len(values), told, action)
        sheet = sheet.rewritten({name: values}, {name: "from above the table"}).noted(note)
    return sheet


def _has(sheet: Sheet, role: str) -> bool:
    return any(name_score(one, ROLES[role]) >= CLEAR for one in sheet.data.column_names)
