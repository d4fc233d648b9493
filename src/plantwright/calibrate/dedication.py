"""Which stations of its work center a step may use, where others are used beside them and never by it."""

from __future__ import annotations

import numpy as np
import pandas as pd

_CHANCE = 1e-6
"""How likely chance alone may leave out the stations that a step never used."""


def dedication_of(visits: pd.DataFrame) -> dict[int, tuple[str, ...]]:
    """Return the stations of those tasks that surely keep to some of their work center's.

    Notes
    -----
    Were all stations open to it, each order would be at one of those never used with the share that they have of the
    other tasks' orders. Visits of one order are not asked again: lots that come back like to go where they were.
    """
    once = visits.drop_duplicates(["order_no", "task", "station"])
    counts = once.groupby(["center", "task", "station"]).size()
    found: dict[int, tuple[str, ...]] = {}
    for _, mine in counts.groupby(level="center"):
        found |= _kept_to(mine.droplevel("center").unstack("station", fill_value=0))
    return found


def _kept_to(orders: pd.DataFrame) -> dict[int, tuple[str, ...]]:
    """Return the stations of the dedicated tasks of one work center; ``orders`` are counted by task and station."""
    counts = orders.to_numpy(dtype=np.float64)
    others = counts.sum(axis=0) - counts
    missed = np.where(counts == 0, others, 0.0).sum(axis=1) / np.maximum(others.sum(axis=1), 1.0)
    with np.errstate(divide="ignore"):
        chance = counts.sum(axis=1) * np.log1p(-missed)
    sure = (missed > 0) & (chance < np.log(_CHANCE))
    return {
        int(task): tuple(str(name) for name in orders.columns[row > 0])
        for task, row in zip(orders.index[sure], counts[sure], strict=True)
    }
