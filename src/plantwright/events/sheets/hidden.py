"""Machines that are named only inside the names of activities."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from plantwright.events.names import CLEAR, ROLES, name_score
from plantwright.events.sheets.sheet import Sheet, by_distinct

MACHINE = r"[^\W\d_]{1,12}[-_ ]?\d{1,4}[a-zA-Z]?"
"""The pattern of what machines are called: letters and a number."""
_SPLITS = (
    re.compile(r"(?P<what>.+?)\s*[(\[](?P<where>[^()\[\]]*\d[^()\[\]]*)[)\]]"),
    re.compile(rf"(?P<what>.+?)\s*(?:@|\bon\b|\bat\b|\bauf\b|\ban\b|\ben\b|\bsur\b|\bsu\b)\s*(?P<where>{MACHINE})"),
    re.compile(rf"(?P<where>{MACHINE})\s*(?:[:|/–]|\s-\s)\s*(?P<what>\D.*)"),
    re.compile(rf"(?P<what>.*\D)\s*(?:[:|/–]|\s-\s)\s*(?P<where>{MACHINE})"),
)
_NOMACHINES = {
    "op", "step", "ag", "ag nr", "vorgang", "schritt", "arbeitsgang", "rev", "side", "seite", "pass", "phase", "part",
    "pos", "position", "teil", "no", "nr", "lot", "order", "job", "version", "v", "rework", "shift",
}  # fmt: skip
_ENOUGH = 0.8


def unhidden_stations(sheet: Sheet) -> Sheet:
    """Return the sheet with a column of stations taken out of its activities, where no column names any.

    Notes
    -----
    Four in five rows must name one, and some station must do several things or some activity be done at several:
    a number that always goes with the same words is part of them.
    """
    names = sheet.data.column_names
    if any(name_score(one, ROLES[role]) >= CLEAR for one in names for role in ("station", "work_center")):
        return sheet
    activity = max(names, key=lambda one: name_score(one, ROLES["operation"]), default="")
    if not activity or name_score(activity, ROLES["operation"]) < CLEAR:
        return sheet
    sample = sheet.sample(activity)
    split = next((one for one in _SPLITS if _tells(sample, one)), None)
    if split is None:
        return sheet
    values = sheet.data[activity].to_pylist()
    where = by_distinct(values, lambda one: _part(split, one, "where"))
    what = by_distinct(values, lambda one: _part(split, one, "what") or one)
    origin = f"taken out of {activity!r}"
    return sheet.rewritten({"station": where, activity: what}, {"station": origin, activity: "without the station"})


def _tells(values: Sequence[str | None], split: re.Pattern[str]) -> bool:
    found = [one and (_part(split, one, "where"), _part(split, one, "what")) for one in values]
    told = [one for one in found if one and one[0]]
    if not told or len(told) < _ENOUGH * sum(bool(one) for one in values):
        return False
    places, things = defaultdict(set), defaultdict(set)
    for where, what in told:
        places[what].add(where)
        things[where].add(what)
    return any(len(one) > 1 for one in (*places.values(), *things.values()))


def _part(split: re.Pattern[str], text: str, part: str) -> str | None:
    found = split.fullmatch(text.strip())
    if not found or re.sub(r"[\W\d_]+", " ", found["where"]).strip().lower() in _NOMACHINES:
        return None
    return found[part].strip(" -:|/") or None
