"""The readings of a gauge study: who measured which part, and what they read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plantwright.errors import Problems
from plantwright.events.quality_names import GAUGE_ROLES
from plantwright.events.quality_table import file_named, open_quality


@dataclass(frozen=True)
class GaugeReadings:
    """One of each a reading, in the order of the file; operators' names are replaced by letters."""

    parts: list[str]
    operators: list[str]
    values: list[float]
    unit: str
    columns: dict[str, str]


def read_gauge(data: Path, problems: Problems, told: Mapping[str, str] | None = None) -> GaugeReadings | None:
    """Return the readings in a file, or in ``gauge.*`` of a folder; None after noting why they are of no use."""
    file = file_named(data, "gauge", problems) if data.is_dir() else data
    if file is None:
        problems.add(str(data), "no gauge study in the folder", "name the table gauge.csv, or give the file")
        return None
    source = open_quality(file, GAUGE_ROLES, problems, told)
    if source is None:
        return None
    lacking = [role for role in ("part", "operator", "value") if role not in source.match]
    for role in lacking:
        names = ", ".join(repr(one.name) for one in source.profiles)
        problems.add(str(file), f"no column of {role}s among {names}", "name it", f"--map {role}='Column'")
    if lacking:
        return None
    rows = source.read().to_pylist()
    empty = sum(any(row[role] is None for role in ("part", "operator", "value")) for row in rows)
    if empty:
        problems.add(str(file), f"{empty} rows lack part, operator or value", "each reading needs all three")
        return None
    operators = [str(row["operator"]) for row in rows]
    letters = {name: f"operator {place}" for place, name in enumerate(dict.fromkeys(operators), 1)}
    units = [str(row["unit"]) for row in rows if row.get("unit") is not None]
    return GaugeReadings(
        [str(row["part"]) for row in rows],
        [letters[one] for one in operators],
        [float(row["value"]) for row in rows],
        units[0] if units else "",
        source.said("gauge"),
    )
