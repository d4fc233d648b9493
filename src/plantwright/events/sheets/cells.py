"""What one cell of a sheet looks like: a name, a value, or the mark of a sum."""

from __future__ import annotations

import re

from plantwright.events.names import CLEAR, ROLES, name_score
from plantwright.events.sheets.sheet import Row
from plantwright.events.times import find_format

_NUMBER = re.compile(r"[+-]?[\d.,  ']*\d\s*(%|min|h|s|std|stk|pcs|kg)?\.?", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[:h.]\d{2}.*|.*\d[:年月]\d.*")
_SUM = re.compile(
    r"\W*(grand |sub-? ?)?totals?\b.*|sum(me)?\b.*|zwischensumme\b.*|gesamt(summe)?\b.*|suma\b.*|sous-total\b.*|"
    r"somme\b.*|subtotale?\b.*|totale\b.*|average\b.*|mean\b.*|mittelwert\b.*|durchschnitt\b.*|promedio\b.*|moyenne\b.*|"
    r"Σ.*|(合计|小计|总计|平均).*",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"[\[(]?(min(utes|uten)?|h|hours?|std\.?|s|sec|stk\.?|pcs\.?|pieces|st|kg|l|%|-|hh:mm|date|text)[\])]?", re.I
)


def is_value(cell: str) -> bool:
    """Tell whether a cell holds a number or a time, so that it names no column."""
    return bool(_NUMBER.fullmatch(cell) or _CLOCK.fullmatch(cell)) or find_format([cell]) is not None


def is_sum(cell: str) -> bool:
    """Tell whether a cell says that its row adds others up."""
    return bool(_SUM.fullmatch(cell))


def is_unit(cell: str) -> bool:
    """Tell whether a cell says in what a column is measured."""
    return bool(_UNIT.fullmatch(cell))


def is_known(cell: str) -> bool:
    """Tell whether a cell is what plants call a column of the schema."""
    return any(name_score(cell, role) >= CLEAR for role in ROLES.values())


def filled(row: Row) -> list[str]:
    """Return the cells of a row that hold something."""
    return [one for one in row if one]
