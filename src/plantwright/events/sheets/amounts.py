"""Quantities written with their unit in the cell: ``25 pcs``, ``12件``, ``1.200 Stk.``."""

from __future__ import annotations

import re
from collections import Counter

from plantwright.events.log import Finding
from plantwright.events.names import CLEAR, ROLES, name_score
from plantwright.events.sheets.sheet import Sheet, by_distinct

_AMOUNTS = ("quantity", "good", "scrapped", "order_quantity", "counter")
_WITH_UNIT = re.compile(r"(?P<number>[+-]?\d[\d.,' \u00a0\u202f]*?)\s*(?P<unit>[^\W\d_][\w²³]{0,9}\.?)")
ENOUGH = 0.8
"""The share of the values that must be a number with a unit."""


def without_units(sheet: Sheet) -> Sheet:
    """Return the sheet with bare numbers in columns of quantities, the unit named in how they came about.

    Notes
    -----
    All values must have one unit: ``2 boxes`` beside ``30 pcs`` is left as it stands, as no number would be true.
    """
    for name in sheet.data.column_names:
        unit = _unit(sheet, name)
        if unit:
            values = by_distinct(sheet.data[name].to_pylist(), _number)
            sheet = sheet.rewritten({name: values}, {name: f"written in {unit!r}"})
    return sheet


def _unit(sheet: Sheet, name: str) -> str:
    """Return the one unit that stands in a column of quantities; empty where there is none."""
    if all(name_score(name, ROLES[role]) < CLEAR for role in _AMOUNTS):
        return ""
    sample = sheet.sample(name)
    found = Counter(one["unit"].rstrip(".").lower() for text in sample if (one := _WITH_UNIT.fullmatch(text)))
    return next(iter(found)) if len(found) == 1 and found.total() >= ENOUGH * len(sample) else ""


def _number(text: str) -> str:
    found = _WITH_UNIT.fullmatch(text)
    return re.sub(r"[' \u00a0\u202f]", "", found["number"]) if found else text


def unread_amounts(sheet: Sheet) -> Sheet:
    """Return the sheet with a note on each column named as a quantity whose values are not numbers."""
    for name in sheet.data.column_names:
        sample = sheet.sample(name)
        if any(name_score(name, ROLES[role]) >= 100 for role in _AMOUNTS) and sample and not any(map(_plain, sample)):
            told = f"{len(sample):,} values of {name!r} are no numbers"
            sheet = sheet.noted(Finding("unreadable_quantities", len(sample), told, "taken as missing", (sample[0],)))
    return sheet


def _plain(text: str) -> bool:
    return bool(re.fullmatch(r"[+-]?\d[\d.,' \u00a0\u202f]*%?", text))
