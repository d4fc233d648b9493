"""Quantities written with their unit in the cell: ``25 pcs``, ``12件``, ``1.200 Stk.``."""

from __future__ import annotations

import re
from collections import Counter

from plantwright.events.log import Finding
from plantwright.events.names import CLEAR, ROLES, name_score
from plantwright.events.sheets.sheet import NAMELESS, Sheet, by_distinct
from plantwright.messages.told import told as message

_AMOUNTS = ("quantity", "good", "scrapped", "order_quantity", "counter")
_WITH_UNIT = re.compile(r"(?P<number>[+-]?\d[\d.,' \u00a0\u202f]*?)\s*(?P<unit>[^\W\d_][\w²³]{0,9}\.?)")
_EUROPEAN = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")
_COMMA = re.compile(r"\d{1,2}\.\d{1,2}\.(\d{2}|\d{4})( .*)?|[+-]?\d+,(\d{1,2}|\d{4,})|0,\d+")
PIECES = {"pcs", "pc", "pieces", "ea", "stk", "stck", "stück", "st", "uds", "piezas", "pz", "pièces", "件", "个"}
"""Units of what is counted."""
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


def named_by_unit(sheet: Sheet) -> Sheet:
    """Return the sheet with the one nameless column that holds numbers of pieces named so."""
    counted = [one for one in sheet.data.column_names if one.startswith(NAMELESS) and _unit_in(sheet, one) in PIECES]
    if len(counted) != 1 or any(_is_amount(one) for one in sheet.data.column_names):
        return sheet
    names = ["quantity" if one == counted[0] else one for one in sheet.data.column_names]
    return sheet.renamed(names, {"quantity": f"{counted[0]}, in pieces"})


def _unit(sheet: Sheet, name: str) -> str:
    """Return the one unit that stands in a column of quantities; empty where there is none."""
    return _unit_in(sheet, name) if _is_amount(name) else ""


def _unit_in(sheet: Sheet, name: str) -> str:
    sample = sheet.sample(name)
    found = Counter(one["unit"].rstrip(".").lower() for text in sample if (one := _WITH_UNIT.fullmatch(text)))
    return next(iter(found)) if len(found) == 1 and found.total() >= ENOUGH * len(sample) else ""


def _number(text: str) -> str:
    found = _WITH_UNIT.fullmatch(text)
    return re.sub(r"[' \u00a0\u202f]", "", found["number"]) if found else text


def usual_numbers(sheet: Sheet) -> Sheet:
    """Return the sheet with numbers as ``1200.5`` in columns of quantities, where its commas are decimal signs.

    Notes
    -----
    ``25,000`` is twenty-five where the sheet writes dates with dots or ``1,5`` somewhere, as in most of Europe, else
    25 thousand. ``1.200`` there is 1200 where other numbers of the column have no dot; where all have three decimals
    they are left as they are, as exports of databases write them.
    """
    if not _has_decimal_commas(sheet):
        return sheet
    for name in sheet.data.column_names:
        sample = [one for one in sheet.sample(name) if not one.isdigit()]
        if sample and _is_amount(name) and all(_EUROPEAN.fullmatch(one) for one in sample):
            dotted = any("," in one for one in sample) or len(sample) < len(sheet.sample(name))
            if dotted:
                values = by_distinct(sheet.data[name].to_pylist(), lambda text: text.replace(".", "").replace(",", "."))
                sheet = sheet.rewritten({name: values}, {name: "commas read as decimal signs"})
    return sheet


def _has_decimal_commas(sheet: Sheet) -> bool:
    return any(_COMMA.fullmatch(one) for name in sheet.data.column_names for one in sheet.sample(name, 20))


def _is_amount(name: str) -> bool:
    return any(name_score(name, ROLES[role]) >= CLEAR for role in _AMOUNTS)


def unread_amounts(sheet: Sheet) -> Sheet:
    """Return the sheet with a note on each column named as a quantity whose values are not numbers."""
    for name in sheet.data.column_names:
        sample = sheet.sample(name)
        if any(name_score(name, ROLES[role]) >= 100 for role in _AMOUNTS) and sample and not any(map(_plain, sample)):
            told = message("{n:,} values of {column!r} are no numbers", n=len(sample), column=name)
            action = message("taken as missing")
            sheet = sheet.noted(Finding("unreadable_quantities", len(sample), told, action, (sample[0],)))
    return sheet


def _plain(text: str) -> bool:
    return bool(re.fullmatch(r"[+-]?\d[\d.,' \u00a0\u202f]*%?", text))
