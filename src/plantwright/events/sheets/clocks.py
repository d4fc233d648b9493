"""Clock times without a colon, written as ``0630``, ``6.30`` or ``630``, rewritten as ``6:30``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plantwright.events.names import CLEAR, ROLES, name_score
from plantwright.events.sheets.sheet import Sheet, by_distinct

_FORMS = (re.compile(r"([01]?\d|2[0-4])[.,]([0-5]\d)(?:\s*uhr)?", re.I), re.compile(r"([01]?\d|2[0-4])([0-5]\d)"))
LEAST = 3
"""The values from which a column may be taken for one of clocks: few numbers may look so by chance."""


def usual_clocks(sheet: Sheet) -> Sheet:
    """Return the sheet with such clocks as ``H:MM``, in columns named as times of which every value is one."""
    for name in sheet.data.column_names:
        form = _form(sheet.sample(name)) if _may_be_clock(name) else None
        if form:
            values = by_distinct(sheet.data[name].to_pylist(), lambda text, form=form: _clock(text, form))  # type: ignore[misc]
            sheet = sheet.rewritten({name: values}, {name: "clocks written without a colon"})
    return sheet


def _may_be_clock(name: str) -> bool:
    timely = any(name_score(name, ROLES[role]) >= CLEAR for role in ("start", "end", "clock", "time"))
    return timely and name_score(name, ROLES["span"]) < CLEAR


def _form(sample: Sequence[str]) -> re.Pattern[str] | None:
    if len(set(sample)) < LEAST:
        return None
    return next((form for form in _FORMS if all(form.fullmatch(one) for one in sample)), None)


def _clock(text: str, form: re.Pattern[str]) -> str:
    found = form.fullmatch(text)
    return f"{int(found[1])}:{found[2]}" if found else text
