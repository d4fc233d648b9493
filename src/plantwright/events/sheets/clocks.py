"""Clock times without a colon, written as ``0630``, ``6.30`` or ``630``, rewritten as ``6:30``."""

from __future__ import annotations

import re
from functools import partial

from plantwright.events.names import CLEAR, ROLES, name_score
from plantwright.events.sheets.sheet import Sheet, by_distinct

_FORMS = (re.compile(r"([01]?\d|2[0-4])[.,]([0-5]\d)(?:\s*uhr)?", re.I), re.compile(r"([01]?\d|2[0-4])([0-5]\d)"))
LEAST = 3
"""The different values from which columns may be taken for clocks: few numbers may look so by chance."""


def usual_clocks(sheet: Sheet) -> Sheet:
    """Return the sheet with such clocks as ``H:MM``, in columns named as times of which every value is one."""
    samples = {name: sheet.sample(name) for name in sheet.data.column_names if _may_be_clock(name)}
    for form in _FORMS:
        names = [name for name, sample in samples.items() if sample and all(map(form.fullmatch, sample))]
        if len({one for name in names for one in samples[name]}) >= LEAST:
            made = {name: by_distinct(sheet.data[name].to_pylist(), partial(_clock, form)) for name in names}
            sheet = sheet.rewritten(made, dict.fromkeys(names, "clocks written without a colon"))
    return sheet


def _may_be_clock(name: str) -> bool:
    timely = any(name_score(name, ROLES[role]) >= CLEAR for role in ("start", "end", "clock", "time"))
    return timely and name_score(name, ROLES["span"]) < CLEAR


def _clock(form: re.Pattern[str], text: str) -> str:
    found = form.fullmatch(text)
    return f"{int(found[1])}:{found[2]}" if found else text
