"""The files that a log is read from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plantwright.errors import Problems
from plantwright.events.columns import Match, match_columns
from plantwright.events.intervals import people_not_stations
from plantwright.events.names import DOWN_ROLES, LOG_ROLES, ORDER_ROLES
from plantwright.events.table import SUFFIXES, Table, open_table
from plantwright.events.usable import check_table

ROLES = {"log": LOG_ROLES, "orders": ORDER_ROLES, "downtime": DOWN_ROLES}
"""The tables of a log and what their columns may be."""


@dataclass(frozen=True)
class Source:
    """A table of the records and what its columns were found to be."""

    table: Table
    match: Match


def find_files(path: Path, problems: Problems) -> dict[str, Path]:
    """Return the files by table; note a missing log."""
    if not path.exists():
        problems.add(str(path), "there is no such file or folder", "give a log file, or a folder with log.csv")
        return {}
    if not path.is_dir():
        return {"log": path}
    found = {name: file for name in ROLES if (file := _file_named(path, name, problems))}
    if "log" not in found:
        there = ", ".join(sorted(one.name for one in path.iterdir())[:8]) or "nothing"
        problems.add(str(path), f"no log in the folder, it has {there}", f"name it log{' or log'.join(SUFFIXES[:4])}")
    return found


def open_sources(files: dict[str, Path], told: dict[str, str], problems: Problems) -> dict[str, Source]:
    """Return the tables with their columns found; note all that makes one unusable."""
    made = {}
    for name, file in files.items():
        # templates lie beside the log until they are filled in
        table = open_table(file, problems, optional=name != "log")
        if table is None:
            continue
        profiles = table.profiles()
        match = match_columns(profiles, ROLES[name], told if name == "log" else {}, problems)
        match = people_not_stations(match) if name == "log" else match
        check_table(name, file, profiles, match, problems)
        made[name] = Source(table, match)
    return made


def _file_named(folder: Path, name: str, problems: Problems) -> Path | None:
    found = [one for suffix in SUFFIXES if (one := folder / f"{name}{suffix}").is_file()]
    if len(found) > 1:
        there = " and ".join(one.name for one in found)
        problems.add(str(folder), f"it has {there}", f"one {name} is read", "take the others out, or name the file")
    return found[0] if found else None
