"""Machines that only the names of files or sheets tell: one table a machine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from plantwright.events.log import Finding
from plantwright.events.names import CLEAR, ROLES, name_score
from plantwright.events.table import Table
from plantwright.messages.told import told as message

STATION = "station"
"""The name of the column made."""
_MACHINE = re.compile(r"(?P<word>[^\W\d_]{1,12})[-_ ]?\d{1,4}[a-zA-Z]?")
_WORDS = """
    sheet tabelle hoja feuil feuille foglio planilha folha table tabla tab page part data daten datos log export report
    week kw cw woche semana semaine settimana sem wk w month monat mes mois mese day tag dia jour q h shift schicht
    turno file rev v jan feb mar mrz mär apr may mai jun jul aug sep oct okt nov dec dez ene abr ago dic janv avr
    january february march april june july august september october november december
"""
_NO_MACHINES = frozenset(_WORDS.split())


def with_stations(tables: Sequence[Table]) -> list[Table]:
    """Return like tables with their names as stations, where no column tells any and each is named as a machine.

    Notes
    -----
    A name is that of a machine when it is a word and a number, such as ``T1`` or ``CNC-03``, and the word is not one
    for a sheet, a week or a month.
    """
    names = [one.sheet or one.path.stem for one in tables]
    told = any(_tells_place(one) for one in tables)
    if told or len(tables) < 2 or len(set(names)) < len(names) or not all(map(_is_machine, names)):
        return list(tables)
    return [_named(one, name) for one, name in zip(tables, names, strict=True)]


def _tells_place(table: Table) -> bool:
    roles = [ROLES[role] for role in ("station", "work_center")]
    return any(name_score(one, role) >= CLEAR for one in table.data.column_names for role in roles)


def _is_machine(name: str) -> bool:
    found = _MACHINE.fullmatch(name.strip())
    return bool(found and found["word"].lower() not in _NO_MACHINES)


def _named(table: Table, name: str) -> Table:
    data = table.data.append_column(STATION, pa.array([name] * len(table.data), pa.string()))
    told = message("no column of the table {table!r} tells a machine", table=name)
    note = Finding("named_tables", len(data), told, message("its name was taken as the station of its rows"))
    origins = {**table.origins, STATION: "from the names of the tables"}
    return replace(table, data=data, notes=(*table.notes, note), origins=origins)
