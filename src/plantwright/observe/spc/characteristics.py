"""The characteristics that were measured, each at its station, in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from plantwright.observe.spc.capability import Specification


@dataclass(frozen=True, eq=False)
class Characteristic:
    """The values of one characteristic, in time."""

    name: str
    """With its station, where several measure it."""
    unit: str
    values: np.ndarray
    """Shape (values,)."""
    moments: np.ndarray
    """When each was measured, UTC in microseconds, NaT where it is not known, shape (values,)."""
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
    frame = measurements.filter(pc.is_valid(measurements["value"])).to_pandas()
    names = frame["characteristic"].fillna("value")
    return tuple(
        _characteristic(name, part) for told, of in frame.groupby(names) for name, part in _parted(str(told), of)
    )


def _parted(name: str, frame: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    stations = frame["station"]
    if stations.nunique() < 2:
        yield name, frame
        return
    for station, part in frame.groupby(stations):
        yield f"{name} at {station}", part
    if stations.isna().any():
        yield f"{name} at no station", frame[stations.isna()]


def _characteristic(name: str, frame: pd.DataFrame) -> Characteristic:
    notes: list[str] = []
    frame = _in_time(frame, notes)
    units = list(frame["unit"].dropna().unique())
    if len(units) > 1:
        notes.append(f"units differ ({', '.join(map(str, units))}): nothing was converted")
    limits = [_limit(frame, key, notes) for key in ("lower_limit", "upper_limit", "target")]
    return Characteristic(
        name=name, unit=str(units[0]) if units else "", values=frame["value"].to_numpy(float),
        moments=frame["time"].to_numpy("datetime64[us]"), groups=_groups(frame["subgroup"]),
        specification=Specification(*limits), notes=tuple(notes),
    )  # fmt: skip


def _in_time(frame: pd.DataFrame, notes: list[str]) -> pd.DataFrame:
    untimed = int(frame["time"].isna().sum())
    if not untimed:
        return frame.sort_values("time", kind="stable")
    if untimed < len(frame):
        notes.append(f"{untimed} values have no time: all are taken in the order of the file")
    return frame


def _limit(frame: pd.DataFrame, key: str, notes: list[str]) -> float | None:
    found = frame[key].dropna()
    if found.nunique() > 1:
        last = f"{found.iloc[-1]:g}"
        notes.append(f"the {key.replace('_', ' ')} changes: the last one, {last}, is taken for all values")
    return float(found.iloc[-1]) if len(found) else None


def _groups(subgroups: pd.Series) -> tuple[tuple[int, ...], ...]:
    """Return the places of each subgroup in time; none where no two values were taken together."""
    codes, _ = pd.factorize(subgroups)
    if not (np.bincount(codes[codes >= 0], minlength=1) > 1).any():
        return ()
    order = np.argsort(codes, kind="stable")
    order = order[codes[order] >= 0]
    parts = np.split(order, np.flatnonzero(np.diff(codes[order])) + 1)
    return tuple(tuple(part.tolist()) for part in parts)
