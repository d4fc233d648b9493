"""Gaps between two steps: those of lots that surely did not have to wait show the move."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plantwright.calibrate.arrays import Floats
from plantwright.calibrate.rows import Rows
from plantwright.calibrate.sample import Gaps


def begun(visits: pd.DataFrame, rows: Rows) -> Floats:
    """Return when each visit began, its own setup row included [s]."""
    if not len(rows.setups):
        return visits["start"].to_numpy(float)
    setups = rows.setups[["order", "station", "start", "end"]].dropna()
    setups = setups.drop_duplicates(["order", "station", "end"]).rename(columns={"start": "begun", "end": "start"})
    found = visits[["order", "station", "start"]].merge(setups, how="left", on=["order", "station", "start"])
    return found["begun"].fillna(found["start"]).to_numpy(float)


def moves_of(visits: pd.DataFrame, rows: Rows, batching: set[str]) -> Gaps:
    """Return the gaps before starts whose station, and worker, stood free since before the lot left its last step."""
    lines = visits.assign(begun=begun(visits, rows))
    left = lines.groupby("order_no")["end"].shift()
    free = left.notna() & ~lines["center"].isin(batching)
    for resource in ("station", "worker"):
        named = lines[lines[resource].notna()].sort_values("begun")
        busy = named.groupby(resource)["end"].transform(lambda ends: ends.fillna(np.inf).cummax().shift())
        free &= ~(busy.reindex(lines.index) > left + 0.5)
        first = named.drop_duplicates(resource).index
        free[first] = False
    gap = lines["begun"] - left
    kept = free & (gap >= 0)
    return Gaps(order=lines["order_no"].to_numpy(np.int64)[kept], length=gap.to_numpy(float)[kept])


def waits_of(visits: pd.DataFrame) -> Gaps:
    """Return all gaps between two steps, waiting included."""
    gap = visits["start"] - visits.groupby("order_no")["end"].shift()
    kept = (gap >= 0).to_numpy()
    return Gaps(order=visits["order_no"].to_numpy(np.int64)[kept], length=gap.to_numpy(float)[kept])
