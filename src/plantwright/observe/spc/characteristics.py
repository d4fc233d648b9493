"""The characteristics that were measured, each at its station, in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pyarrow as pa

from plantwright.observe.spc.capability import Specification

Reading = dict[str, object]
"""One measurement, by the columns of the schema."""


@dataclass(frozen=True, eq=False)
class Characteristic:
    """The values of one characteristic, in time."""

    name: str
    """With its station, where several measure it."""
    unit: str
    values: np.ndarray
    """Shape (values,)."""
    moments: tuple[datetime | None, ...]
    """When each was measured, UTC."""
    groups: tuple[tuple[int, ...], ...]
    """The values of each subgroup, by place; empty where single values were taken."""
    specification: Specification
    notes: tuple[str, ...] = ()
    """What was odd in the records of it."""

    def grouped(self) -> list[np.ndarray]:
        """Return the values of each subgroup."""
        return [self.values[list(one)] for one in self.groups]


def characteristics_of(measurements: pa.Table) -> tuple[Characteristic, ...]:
    """Return every characteristic of a table of measurements, by name; one that stations share is parted by station.

    Parameters
    ----------
    measurements
        In the schema of the log's measurements.
    """
    rows = [row for row in measurements.to_pylist() if row["value"] is not None]
    by_name: dict[str, list[Reading]] = {}
    for row in rows:
        by_name.setdefault(str(row["characteristic"] or "value"), []).append(row)
    return tuple(
        _characteristic(name, part) for name, of in sorted(by_name.items()) for name, part in _parted(name, of)
    )


def _parted(name: str, rows: list[Reading]) -> Iterator[tuple[str, list[Reading]]]:
    stations = sorted({str(row["station"]) for row in rows if row["station"] is not None})
    if len(stations) < 2:
        yield name, rows
        return
    for station in stations:
        yield f"{name} at {station}", [row for row in rows if row["station"] == station]
    rest = [row for row in rows if row["station"] is None]
    if rest:
        yield f"{name} at no station", rest


def _characteristic(name: str, rows: list[Reading]) -> Characteristic:
    notes: list[str] = []
    rows = _in_time(rows, notes)
    units = _different(rows, "unit")
    if len(units) > 1:
        notes.append(f"units differ ({', '.join(map(str, units))}): nothing was converted")
    limits = {key: _limit(rows, key, notes) for key in ("lower_limit", "upper_limit", "target")}
    moments = tuple(row["time"] if isinstance(row["time"], datetime) else None for row in rows)
    specification = Specification(limits["lower_limit"], limits["upper_limit"], limits["target"])
    values = np.array([row["value"] for row in rows], float)
    unit = str(units[0]) if units else ""
    return Characteristic(name, unit, values, moments, _groups(rows), specification, tuple(notes))


def _in_time(rows: list[Reading], notes: list[str]) -> list[Reading]:
    timed = [row for row in rows if isinstance(row["time"], datetime)]
    if len(timed) == len(rows):
        return sorted(rows, key=lambda row: str(row["time"]))
    if timed:
        notes.append(f"{len(rows) - len(timed)} values have no time: all are taken in the order of the file")
    return rows


def _different(rows: list[Reading], key: str) -> list[object]:
    return list(dict.fromkeys(row[key] for row in rows if row[key] is not None))


def _limit(rows: list[Reading], key: str, notes: list[str]) -> float | None:
    found = _different(rows, key)
    if len(found) > 1:
        notes.append(f"the {key.replace('_', ' ')} changes: the last one, {found[-1]:g}, is taken for all values")
    return float(found[-1]) if found else None  # type: ignore[arg-type]  # a column of numbers


def _groups(rows: Sequence[Reading]) -> tuple[tuple[int, ...], ...]:
    """Return the places of each subgroup in time; none where no two values were taken together."""
    places: dict[object, list[int]] = {}
    for place, row in enumerate(rows):
        places.setdefault(row["subgroup"], []).append(place)
    named = [tuple(of) for key, of in places.items() if key is not None]
    return tuple(named) if any(len(one) > 1 for one in named) else ()
