"""How orders reach the floor, as the records show it."""

from __future__ import annotations

import numpy as np

from plantwright.calibrate.arrays import Floats, floats
from plantwright.calibrate.rows import Rows
from plantwright.calibrate.sample import Gaps

_TOGETHER = 60.0
"""A release within this of a completion may answer it [s]."""


def arrivals_of(rows: Rows) -> Gaps:
    """Return the working time before each release in the window, the first counted from its begin."""
    inside = np.flatnonzero(rows.orders["inside"].to_numpy())
    released = floats(rows.orders["released_at"])[inside]
    order = np.argsort(released, kind="stable")
    gaps = np.diff(released[order], prepend=rows.opens)
    return Gaps(order=inside[order], length=np.maximum(gaps, 0.0))


def on_floor(rows: Rows) -> int:
    """Return the middle of the number of orders on the floor over the window's working time."""
    released = floats(rows.orders["released_at"].dropna())
    completed = floats(rows.orders["completed_at"].dropna())
    moments = np.linspace(rows.opens, rows.closes, 402)[1:-1]
    begun = np.searchsorted(np.sort(released), moments, side="right")
    done = np.searchsorted(np.sort(completed), moments, side="right")
    return int(np.median(begun - done))


def tied_releases(rows: Rows) -> float:
    """Return the share of the window's releases that came together with a completion."""
    released = np.sort(floats(rows.orders.loc[rows.orders["inside"], "released_at"].dropna()))
    completed = np.sort(floats(rows.orders["completed_at"].dropna()))
    if not len(released) or not len(completed):
        return 0.0
    return float(np.mean(_distance(released, completed) <= _TOGETHER))


def _distance(moments: Floats, others: Floats) -> Floats:
    place = np.searchsorted(others, moments)
    before = np.abs(moments - others[np.maximum(place - 1, 0)])
    after = np.abs(moments - others[np.minimum(place, len(others) - 1)])
    return np.minimum(before, after)
