"""Measurements of characteristics, in a table of their own or beside a log."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from plantwright.errors import Problems
from plantwright.events.columns import Matched
from plantwright.events.log import EventLog, Finding, conform
from plantwright.events.quality_names import MEASURED_ROLES
from plantwright.events.quality_table import QualityTable, file_named, open_quality
from plantwright.events.schema import MEASUREMENTS
from plantwright.events.specifications import Specified, read_specifications
from plantwright.events.sql import MOST

NAME = "measurements"
LARGEST_CODE = 12
"""The largest whole number in a column of codes; larger ones, such as a hardness of 204, are measured."""
_NUMBERED = re.compile(r"(?P<stem>.*?)[ _.-]*\d+")


@dataclass(frozen=True)
class Measured:
    """Measurements as they were understood."""

    table: pa.Table
    """In the schema of ``measurements``, in the order of the file."""
    findings: tuple[Finding, ...]
    columns: dict[str, str]
    digest: str

    def beside(self, log: EventLog) -> EventLog:
        """Return a log with these measurements."""
        held = log.intervals.get_backend().create_table(NAME, self.table)
        found, columns = (*log.findings, *self.findings), {**log.columns, **self.columns}
        meta = replace(log.meta, run=f"{log.meta.run}, of the measurements {self.digest[:16]}")
        return replace(log, measurements=held, findings=found, columns=columns, meta=meta)


def measurements_beside(folder: Path, zone: str, problems: Problems) -> Measured | None:
    """Return the measurements in a folder of records; None where there are none, or after noting what is wrong."""
    file = file_named(folder, NAME, problems) if folder.is_dir() else None
    return read_measurements(file, zone, problems) if file else None


def read_measurements(
    file: Path, zone: str, problems: Problems, told: Mapping[str, str] | None = None
) -> Measured | None:
    """Return the measurements in a file, with what ``specifications.*`` beside it tells; None after noting a problem.

    Parameters
    ----------
    file
        One row a value with its characteristic, or one column a characteristic, or numbered columns of one.
    zone
        The zone of times written without one.
    problems
        Where to note what is wrong.
    told
        Column by role, where names mislead.
    """
    source = open_quality(file, MEASURED_ROLES, problems, told)
    specified = read_specifications(file.parent, problems)
    if source is None:
        return None
    columns = source.said(NAME)
    if "value" in source.match:
        made, findings = _long(source, zone)
    elif numbers := _characteristics(source):
        made, findings = _wide(source, numbers, zone), []
        columns[f"{NAME}.characteristic"] = _said_of(numbers, source.free_numbers())
    else:
        names = ", ".join(repr(one.name) for one in source.profiles)
        cure = "name the column of values 'value', or use --map value='Column'"
        problems.add(str(file), f"no column of numbers among {names}", "measurements need values", cure)
        return None
    kept = made.filter(pc.is_valid(made["value"]))
    if not len(kept):
        allowed = f"one or more numbers below {MOST:.0e} are needed".replace("e+", "e")
        problems.add(str(file), "no value could be read", allowed, "check the decimal sign and the unit")
        return None
    table = conform(_with_specified(kept, specified), MEASUREMENTS)
    return Measured(table, (*source.doubts(), *findings), columns, source.table.digest)


def _long(source: QualityTable, zone: str) -> tuple[pa.Table, list[Finding]]:
    read = source.read(zone=zone)
    if "characteristic" not in source.match:
        read = read.append_column("characteristic", pa.array([_name(source)] * len(read), pa.string()))
    return read, source.lost(read, "value")


def _name(source: QualityTable) -> str:
    return source.match["value"].profile.name


def _characteristics(source: QualityTable) -> list[Matched]:
    """Return the columns that hold values: those that are numbered like x1, x2, x3, else all that do not count rows."""
    numbers = source.free_numbers()
    stems = [found["stem"] if (found := _NUMBERED.fullmatch(one.profile.name)) else None for one in numbers]
    like = [one for one, stem in zip(numbers, stems, strict=True) if stem is not None and stems.count(stem) > 1]
    measured = [one for one in numbers if any(sign in value for value in one.profile.values for sign in ".,")]
    return like or [one for one in numbers if not _counts_rows(one) and not (measured and _is_code(one))]


def _is_code(one: Matched) -> bool:
    """Tell whether a column, beside others with decimals, holds the numbers of machines, people, runs or settings."""
    values = one.profile.values
    small = all(value.isdigit() and int(value) <= LARGEST_CODE for value in values)
    return small and len(values) >= 2 * len(one.profile.counts)


def _counts_rows(one: Matched) -> bool:
    """Tell whether a column is 1, 2, 3 and so on: the number of a row, an hour or a sample."""
    values = one.profile.values
    return all(value.isdigit() for value in values) and [int(value) for value in values] == list(
        range(int(values[0]), int(values[0]) + len(values))
    )


def _said_of(numbers: list[Matched], free: list[Matched]) -> str:
    names = [repr(one.profile.name) for one in numbers]
    left = [repr(one.profile.name) for one in free if repr(one.profile.name) not in names]
    more = f"; not charted: {', '.join(left)}" if left else ""
    if _stem(numbers) is None:
        return f"{', '.join(names)}: one characteristic each{more}"
    return f"{names[0]} to {names[-1]}: {len(names)} values of one characteristic, taken together{more}"


def _stem(numbers: list[Matched]) -> str | None:
    """Return the name that numbered columns share; None where they are of different characteristics."""
    stems = {found["stem"] if (found := _NUMBERED.fullmatch(one.profile.name)) else None for one in numbers}
    stem = stems.pop()
    return (stem.strip() or "value") if stem is not None and not stems and len(numbers) > 1 else None


def _wide(source: QualityTable, numbers: list[Matched], zone: str) -> pa.Table:
    """Return one row a value: columns such as x1, x2, x3 are one characteristic's subgroup, others one each."""
    read, stem = source.read(numbers, zone), _stem(numbers)
    names = [one.profile.name for one in numbers]
    if stem is not None and "subgroup" not in source.match:
        read = read.append_column("subgroup", pa.array(map(str, range(1, len(read) + 1)), pa.string()))
    parts = []
    for name in names:
        part = read.drop_columns(names).append_column("value", read[name].cast(pa.float64()))
        parts.append(part.append_column("characteristic", pa.array([stem or name] * len(read), pa.string())))
    return pa.concat_tables(parts) if stem is None else _row_by_row(parts)


def _row_by_row(parts: list[pa.Table]) -> pa.Table:
    whole, rows = pa.concat_tables(parts), len(parts[0])
    return whole.take(pa.array([part * rows + row for row in range(rows) for part in range(len(parts))]))


def _with_specified(table: pa.Table, specified: Mapping[str, Specified]) -> pa.Table:
    """Return the table with what was told of each characteristic, where the measurements do not say it themselves."""
    names = table["characteristic"].to_pylist()
    told = [specified.get(name, Specified()) for name in names]
    filled = {
        "lower_limit": pa.array([one.lower for one in told], pa.float64()),
        "upper_limit": pa.array([one.upper for one in told], pa.float64()),
        "target": pa.array([one.target for one in told], pa.float64()),
        "unit": pa.array([one.unit for one in told], pa.string()),
        "subgroup": pa.array(_runs(names, told), pa.string()),
    }
    for name, column in filled.items():
        if name in table.column_names:
            table = table.set_column(table.column_names.index(name), name, pc.coalesce(table[name], column))
        else:
            table = table.append_column(name, column)
    return table


def _runs(names: list[str | None], told: list[Specified]) -> list[str | None]:
    """Return the number of the subgroup of each value, where its characteristic's size is told."""
    seen: dict[str | None, int] = {}
    made: list[str | None] = []
    for name, one in zip(names, told, strict=True):
        place = seen[name] = seen.get(name, -1) + 1
        size = one.subgroup_size or 1
        made.append(str(place // size + 1) if size > 1 else None)
    return made
