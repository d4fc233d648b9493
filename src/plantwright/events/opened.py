"""The files that a log is read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from plantwright.errors import Problems
from plantwright.events.columns import Match, Matched, match_columns
from plantwright.events.doubtful import ask_about
from plantwright.events.intervals import people_not_stations
from plantwright.events.sheets.questions import SETTINGS, Questions
from plantwright.events.sorting import ROLES, sort_tables
from plantwright.events.table import SUFFIXES, Table, open_tables, suffix_of
from plantwright.events.usable import check_table

QUALITY = ("measurements", "specifications", "gauge")
"""Tables beside a log that are read apart from it."""
LITERAL = "="
"""What begins a told column that is no column but the value of every row."""


@dataclass(frozen=True)
class Source:
    """A table of the records and what its columns were found to be."""

    table: Table
    match: Match


def find_files(path: Path, problems: Problems) -> dict[str, list[Path]]:
    """Return the files by table; note a missing log.

    A folder without a file named ``log`` may hold one or more tables of any name: which is which, their columns tell.
    """
    if not path.exists():
        problems.add(str(path), "there is no such file or folder", "give a log file, or a folder with log.csv")
        return {}
    if not path.is_dir():
        return {"log": [path]}
    found = {name: [file] for name in ROLES if (file := _file_named(path, name, problems))}
    others = sorted(one for one in path.iterdir() if one.is_file() and _may_be_a_log(one))
    if "log" not in found and others:
        return {"log": others}
    if "log" not in found:
        there = ", ".join(sorted(one.name for one in path.iterdir())[:8]) or "nothing"
        problems.add(str(path), f"no log in the folder, it has {there}", f"name it log{' or log'.join(SUFFIXES[:4])}")
    return found


_BESIDE = (*ROLES, *QUALITY)
"""Names of tables that lie beside a log."""


def _may_be_a_log(file: Path) -> bool:
    suffix = suffix_of(file)
    return suffix in SUFFIXES and file.name[: -len(suffix)].lower() not in _BESIDE


def open_sources(
    files: Mapping[str, list[Path]], told: Mapping[str, str], problems: Problems, questions: Questions
) -> dict[str, Source]:
    """Return the tables with their columns found; note all that makes one unusable, and all that is open."""
    settings = {name: value for name, value in told.items() if name in SETTINGS}
    tables: dict[str, Table] = {}
    for name, paths in files.items():
        # templates lie beside the log until they are filled in
        told_all = (settings, problems, questions)
        opened = [one for path in paths for one in open_tables(path, *told_all, optional=name != "log")]
        if name == "log" and opened:
            found, notes = sort_tables(opened)
            tables = {**found, **tables}
            if "log" in tables:
                tables["log"] = replace(tables["log"], notes=(*tables["log"].notes, *notes))
            else:
                _note_no_log(paths, opened, problems)
        elif opened:
            tables[name] = opened[0]
    return {name: _source(name, one, told, problems, questions) for name, one in tables.items()}


def _note_no_log(paths: list[Path], opened: list[Table], problems: Problems) -> None:
    listed = ", ".join(repr(one.sheet or one.path.name) for one in opened[:6])
    allowed = "a log has columns that say when, and where or what was done"
    problems.add(str(paths[0]), f"none of the tables {listed} is a log", allowed, "give the table of operations alone")


def _source(name: str, table: Table, told: Mapping[str, str], problems: Problems, questions: Questions) -> Source:
    settings = {role: value for role, value in told.items() if role in SETTINGS}
    told = {role: value for role, value in told.items() if role not in SETTINGS} if name == "log" else {}
    table = _with_literals(table, told)
    columns = {role: role if value.startswith(LITERAL) else value for role, value in told.items()}
    profiles = table.profiles()
    match = match_columns(profiles, ROLES[name], columns, problems, settings.get("stamps", ""))
    match = people_not_stations(match) if name == "log" else match
    match = {role: _with_origin(table, one) for role, one in match.items()}
    if name == "log":
        ask_about(table, profiles, match, {**columns, **settings}, questions)
    asked = {one.name for one in questions.found}
    check_table(name, table.path, profiles, match, problems, asked)
    return Source(table, match)


def _with_literals(table: Table, told: Mapping[str, str]) -> Table:
    data = table.data
    for role, value in told.items():
        if value.startswith(LITERAL) and role not in data.column_names:
            data = data.append_column(role, pa.array([value.removeprefix(LITERAL).strip()] * len(data), pa.string()))
    return replace(table, data=data)


def _with_origin(table: Table, found: Matched) -> Matched:
    origin = table.origins.get(found.profile.name)
    return replace(found, how=f"{found.how}, {origin}") if origin else found


def _file_named(folder: Path, name: str, problems: Problems) -> Path | None:
    found = [one for suffix in SUFFIXES if (one := folder / f"{name}{suffix}").is_file()]
    if len(found) > 1:
        there = " and ".join(one.name for one in found)
        problems.add(str(folder), f"it has {there}", f"one {name} is read", "take the others out, or name the file")
    return found[0] if found else None
