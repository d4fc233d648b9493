"""By which rule lots were taken from the queues, as the records show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from plantwright.calibrate.arrays import Floats, Ints, floats
from plantwright.calibrate.rows import Rows
from plantwright.model.equipment import DispatchRule

_RULES: tuple[DispatchRule, ...] = ("fifo", "edd", "spt")
_FEWEST = 50
"""Choices between several lots below which nothing is said."""
_BETTER = 0.05
"""By how much another rule must agree better than first come, first served."""
_FIRST = 0.8
"""Share of the choices that fell on an urgent lot, above which urgent lots go first."""


@dataclass(frozen=True)
class Choices:
    """What the choices of lots from queues look like."""

    rule: DispatchRule
    """The rule that agrees with most choices."""
    agreement: float
    """Share of the choices that agree with it."""
    urgent_first: bool
    seen: int
    """Choices between several lots."""


def choices_of(visits: pd.DataFrame, rows: Rows, batching: set[str]) -> Choices:
    """Return the likeliest rule, from the lots that waited at a work center whenever one of them was taken."""
    lines = _waits(visits, rows)
    lines = lines[~lines["center"].isin(batching)]
    found = [one for _, queue in lines.groupby("center") for one in _agreements(queue)]
    kept = np.array([rule for rule, _ in found if rule is not None]).reshape(-1, len(_RULES))
    urgent = [first for _, first in found if first is not None]
    first = len(urgent) >= _FEWEST // 5 and float(np.mean(urgent)) > _FIRST
    if len(kept) < _FEWEST:
        return Choices("fifo", 0.0, first, len(kept))
    told = np.isfinite(kept).sum(axis=0)
    share = np.nansum(kept, axis=0) / np.maximum(told, 1)
    best = int(np.argmax(share - np.array([0.0, _BETTER, _BETTER])))
    return Choices(_RULES[best], float(share[best]), first, len(kept))


def _waits(visits: pd.DataFrame, rows: Rows) -> pd.DataFrame:
    """Return, for each visit, when its lot came, when it was taken, when it is due and how long it may take."""
    orders = rows.orders.set_index("order")
    whole = visits[visits["whole"]]
    sums = whole.groupby("task")[["length", "quantity"]].sum()
    a_piece = (sums["length"] / sums["quantity"]).reindex(visits["task"]).to_numpy()
    came = visits.groupby("order_no")["end"].shift().fillna(visits["order"].map(orders["released_at"]))
    due = visits["order"].map(orders["due_at"])
    lines = visits.assign(came=came, due=due, expected=a_piece * visits["quantity"])
    lines = lines.assign(urgent=visits["order"].map(orders["priority"]).eq(1).fillna(value=False))
    return lines[lines["came"].notna() & lines["start"].notna()]


def _agreements(queue: pd.DataFrame) -> Iterator[tuple[Floats | None, bool | None]]:
    """Iterate over the choices at one work center: which rules agree, and whether an urgent lot was preferred."""
    keys = np.column_stack([floats(queue[name]) for name in ("came", "due", "expected")])
    start, urgent = floats(queue["start"]), queue["urgent"].to_numpy(bool)
    # a lot that came just before may still be on its way
    settled = keys[:, 0] + float(np.quantile(start - keys[:, 0], 0.1)) * 1.5
    for taken in np.argsort(start):
        waiting = np.flatnonzero((settled < start[taken]) & (start >= start[taken]))
        if len(waiting) < 2 or taken not in waiting:
            continue
        first = bool(urgent[taken]) if 0 < urgent[waiting].sum() < len(waiting) else None
        peers = waiting[urgent[waiting] == urgent[taken]]
        yield (_agree(keys, peers, int(taken)) if len(peers) > 1 else None), first


def _agree(keys: Floats, peers: Ints, taken: int) -> Floats:
    """Return by which rules the lot taken was the first of its peers; NaN where a rule does not tell them apart."""
    values = keys[peers]
    agree = (keys[taken] <= values.min(axis=0) + 1e-6).astype(np.float64)
    agree[np.isnan(values).any(axis=0) | (np.ptp(values, axis=0) < 1e-6)] = np.nan
    return floats(agree)
