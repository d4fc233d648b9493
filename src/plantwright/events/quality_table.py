"""A table of measurements, counts, specifications or a gauge study: which column is which, and what stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import isfinite
from pathlib import Path

import duckdb
import pyarrow as pa

from plantwright.errors import Problems
from plantwright.events import sql
from plantwright.events.columns import Match, Matched
from plantwright.events.log import Finding
from plantwright.events.names import CLEAR, name_score
from plantwright.events.profile import Profile
from plantwright.events.quality_names import QUALITY_ROLES
from plantwright.events.sheets.questions import Questions
from plantwright.events.table import ROW, SUFFIXES, TEXTS, Table, open_tables
from plantwright.messages.told import told as message

_THOUSAND = re.compile(r"[+-]?\d{1,3},\d{3}")


@dataclass(frozen=True)
class QualityTable:
    """A table whose columns were understood."""

    table: Table
    match: Match
    profiles: tuple[Profile, ...]

    def free_numbers(self) -> list[Matched]:
        """Return the columns of numbers that were taken for nothing else."""
        taken = [one.profile.name for one in self.match.values()]
        return [Matched(one, "a column of numbers") for one in self.profiles if one.is_number and one.name not in taken]

    def read(self, extra: Sequence[Matched] = (), zone: str = "UTC") -> pa.Table:
        """Return the columns by role, times in UTC, numbers as such, in the order of the file; ``extra`` by name."""
        years = sql.years_of(sql.times_of(self.match))
        made = {role: self._sql(role, zone, years) for role in self.match}
        made |= {one.profile.name: number_sql(one) for one in extra}
        picked = ", ".join(f'{expression} AS "{name}"' for name, expression in made.items())
        database = duckdb.connect()
        database.register("raw", self.table.data)
        return database.execute(f"SELECT {picked} FROM raw ORDER BY {ROW}").fetch_arrow_table()

    def doubts(self) -> list[Finding]:
        """Return what was odd in the file, and numbers such as 62,011, which may mean 62.011 or 62011: the first."""
        found = list(self.table.notes)
        for one in self.match.values():
            values = [value.strip() for value in one.profile.values]
            if one.profile.is_number and lone_commas(values) and all(_THOUSAND.fullmatch(value) for value in values):
                told = message(
                    "{column!r} in {file} holds numbers such as {value}",
                    column=one.profile.name,
                    file=self.table.path.name,
                    value=values[0],
                )
                action = message("the comma is taken for the decimal sign; write 62011 without one if that is wrong")
                found.append(Finding("ambiguous_numbers", len(self.table.data), told, action, tuple(values[:3])))
        return found

    def lost(self, read: pa.Table, role: str) -> list[Finding]:
        """Return the one finding, or none, that values of a column could not be read."""
        column = self.table.data[self.match[role].profile.name]
        count = read[role].null_count - column.null_count
        told = message(
            "{n:,} values of {column!r} in {file} are no numbers",
            n=count,
            column=self.match[role].profile.name,
            file=self.table.path.name,
        )
        return [Finding("unreadable_values", count, told, message("left out"))] if count > 0 else []

    def said(self, place: str) -> dict[str, str]:
        """Return which column became which, in words."""
        return {f"{place}.{role}": f"{one.profile.name!r} {one.how}" for role, one in self.match.items()}

    def _sql(self, role: str, zone: str, years: tuple[int, int]) -> str:
        content, found = QUALITY_ROLES[role].content, self.match[role]
        if content == "time":
            return sql.moment(found, zone, years)
        return number_sql(found) if content == "number" else sql.text(found)


def lone_commas(values: Sequence[str]) -> bool:
    """Tell whether some values have one comma and none has two, or a point: commas are then decimal signs."""
    return any("," in one for one in values) and not any("." in one or one.count(",") > 1 for one in values)


def number_sql(found: Matched) -> str:
    """Return the SQL of a column of measured values, whose commas are decimal signs wherever they can be."""
    if lone_commas(found.profile.values):
        return sql.bounded(f"replace({found.sql}, ',', '.')")
    return sql.number(found)


def file_named(folder: Path, name: str, problems: Problems) -> Path | None:
    """Return the table of a name in a folder; None where there is none, or after noting that there are two."""
    found = [one for suffix in SUFFIXES if (one := folder / f"{name}{suffix}").is_file()]
    if len(found) > 1:
        there = " and ".join(one.name for one in found)
        problems.add(str(folder), f"it has {there}", f"one {name} is read", "take the others out")
    return found[0] if found else None


def open_quality(
    path: Path, roles: Sequence[str], problems: Problems, told: Mapping[str, str] | None = None
) -> QualityTable | None:
    """Return a table with its columns found by name; None after noting why it cannot be read.

    Parameters
    ----------
    path
        A CSV, Parquet or spreadsheet file.
    roles
        What its columns may be.
    problems
        Where to note what is wrong.
    told
        Column by role, where names mislead.
    """
    table = _list_of_values(path) or _first_table(path, problems)
    if table is None:
        return None
    profiles = table.profiles()
    match = _told(told or {}, profiles, roles, path, problems)
    scored = [
        (score, -place, role, profile)
        for place, profile in enumerate(profiles)
        for role in roles
        if (score := name_score(profile.name, QUALITY_ROLES[role])) >= CLEAR
        and profile.values
        and profile.fits(QUALITY_ROLES[role].content)
    ]
    for score, _, role, profile in sorted(scored, key=lambda one: one[:2], reverse=True):
        if role not in match and all(one.profile is not profile for one in match.values()):
            match[role] = Matched(profile, "by name" if score >= 100 else "by name and content")
    return QualityTable(table, match, tuple(profiles))


def _first_table(path: Path, problems: Problems) -> Table | None:
    """Return the first table in a file; what it leaves open is noted with what else is wrong."""
    questions = Questions()
    tables = open_tables(path, {}, problems, questions)
    problems.found += [one.said() for one in questions.found]
    return tables[0] if tables and not questions.found else None


def _list_of_values(path: Path) -> Table | None:
    """Return the table of a text with a heading and one value a line; None where it is anything else."""
    if path.suffix.lower() not in TEXTS or not path.is_file():
        return None
    content = path.read_bytes()
    text = content.decode("utf-8-sig", errors="replace")
    heading, *values = [line.strip().strip('"') for line in text.splitlines() if line.strip()] or [""]
    if not values or _numeric(heading) or not all(_numeric(one) for one in values):
        return None
    data = pa.table({heading: pa.array(values, pa.string()), ROW: pa.array(range(1, len(values) + 1), pa.int64())})
    return Table(path, data, sha256(content).hexdigest())


def _numeric(text: str) -> bool:
    try:
        return isfinite(float(text))
    except ValueError:
        return False


def _told(
    told: Mapping[str, str], profiles: Sequence[Profile], roles: Sequence[str], path: Path, problems: Problems
) -> Match:
    known = {one.name: one for one in profiles}
    for role, name in told.items():
        if role not in roles:
            problems.add(f"--map {role}", "no such column here", f"allowed are {', '.join(roles)}")
        elif name not in known:
            problems.add(f"--map {role}", f"{path.name} has no {name!r}", f"it has {', '.join(known)}")
    return {role: Matched(known[name], "as told") for role, name in told.items() if role in roles and name in known}
