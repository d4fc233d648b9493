"""Sheets with a row an order and the operations as columns, turned into a row an operation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plantwright.errors import Question
from plantwright.events.log import Finding
from plantwright.events.names import CLEAR, ROLES, name_score, words_of
from plantwright.events.sheets.questions import Questions
from plantwright.events.sheets.sheet import Sheet, of_rows
from plantwright.events.times import find_format
from plantwright.messages.told import told as message

_BEGIN = "start started begin beginn anfang von in inicio debut from 开始 开始时间 开工"
_FINISH = "end ende finish finished done fertig bis out fin complete completed stop 结束 结束时间 完工 完成"
_EDGES = {"start": frozenset(_BEGIN.split()), "end": frozenset(_FINISH.split())}
_PLAIN = ("start", "end", "time", "ready", "left", "released", "due", "done", "date", "clock")
LEAST = 2
"""The operations from which a sheet counts as one of this form; three, where no name says start or end."""


@dataclass(frozen=True)
class _Column:
    """A column of times of one operation."""

    name: str
    operation: str
    edge: str
    """``start``, ``end``, or empty where the name does not say."""


def long_rows(sheet: Sheet, told: Mapping[str, str], questions: Questions) -> Sheet:
    """Return the sheet with one row an operation of an order, where its operations are columns."""
    columns = _operations(sheet)
    operations = list(dict.fromkeys(one.operation for one in columns))
    edged = [one for one in columns if one.edge]
    if len(operations) < (LEAST if len(edged) == len(columns) and len(edged) > len(operations) else LEAST + 1):
        return sheet
    if not edged:
        stamp = told.get("stamps", "")
        if stamp not in ("start", "end"):
            questions.add(which_end(", ".join(repr(one.name) for one in columns[:4])))
        columns = [_Column(one.name, one.operation, stamp or "end") for one in columns]
    return _unpivoted(sheet, operations, columns)


def which_end(names: str) -> Question:
    """Return the question whether lone times are those of beginnings or of ends."""
    return Question("stamps", f"do the times of {names} say when work began or when it ended?", ("start", "end"))


def _operations(sheet: Sheet) -> list[_Column]:
    timed = [one for one in sheet.data.column_names if _timed(sheet, one)]
    found = [_column(one) for one in timed]
    return [one for one in found if one.operation and not _is_plain(one)]


def _timed(sheet: Sheet, name: str) -> bool:
    form = find_format(sheet.sample(name, 500))
    return bool(form and form.shape not in ("epoch", "compact"))


def _column(name: str) -> _Column:
    words = words_of(name)
    for edge, known in _EDGES.items():
        for place in (-1, 0):
            if len(words) > 1 and words[place] in known:
                return _Column(name, _stem(name, place), edge)
    return _Column(name, name, "")


def _stem(name: str, place: int) -> str:
    parts = re.split(r"[\s_\-:./]+", name.strip())
    if len(parts) < 2:
        return name
    return " ".join(parts[:-1] if place == -1 else parts[1:]).strip(" ()[]")


def _is_plain(column: _Column) -> bool:
    """Tell whether a column is one that any log has, whatever the operations are."""
    if column.edge:
        stem = column.operation
        generic = {
            "actual",
            "real",
            "ist",
            "planned",
            "plan",
            "soll",
            "time",
            "date",
            "zeit",
            "datum",
            "order",
            "process",
            "work",
        }
        return set(words_of(stem)) <= generic or any(
            name_score(stem, ROLES[role]) >= 100 for role in ("order", "operation", "station")
        )
    return any(name_score(column.name, ROLES[role]) >= CLEAR for role in _PLAIN)


def _unpivoted(sheet: Sheet, operations: Sequence[str], columns: Sequence[_Column]) -> Sheet:
    data = sheet.data.to_pydict()
    used = {one.name for one in columns}
    attributes = {op: _attributes(op, [name for name in data if name not in used]) for op in operations}
    used |= {name for one in attributes.values() for name in one.values()}
    kept = [name for name in data if name not in used]
    extra = list(dict.fromkeys(word for one in attributes.values() for word in one))
    places = {(one.operation, one.edge): one.name for one in columns}
    edges = [edge for edge in ("start", "end") if any(one.edge == edge for one in columns)]
    rows = []
    for row in range(len(sheet.data)):
        for op in operations:
            times = [data[places[op, edge]][row] if (op, edge) in places else None for edge in edges]
            if any(times):
                told = [data[attributes[op][word]][row] if word in attributes[op] else None for word in extra]
                rows.append([*(data[name][row] for name in kept), op, *times, *told])
    made = of_rows(sheet.name, [*kept, "operation", *edges, *extra], rows, sheet.above)
    origins = dict.fromkeys(["operation", *edges], "from the operations' columns")
    detail = message("{n:,} rows hold {of} operations as columns", n=len(sheet.data), of=len(operations))
    action = message("read as {n:,} rows, one an operation", n=len(rows))
    note = Finding("operations_as_columns", len(rows), detail, action)
    return Sheet(made.name, made.data, made.above, {**sheet.origins, **origins}, sheet.notes).noted(note)


def _attributes(operation: str, names: Sequence[str]) -> dict[str, str]:
    """Return the columns that say more of one operation, by what they say, such as its machine."""
    made = {}
    for name in names:
        rest = re.sub(rf"^{re.escape(operation)}\b[\s_\-:]*|[\s_\-:]*\b{re.escape(operation)}$", "", name, flags=re.I)
        if rest and rest != name:
            made[rest] = name
    return made
