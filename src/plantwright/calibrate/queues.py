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
_FEWEST = 30
_FEW_URGENT = 10
"""Choices between several lots below which nothing is said."""
_BETTER = 0.05
"""By how much another rule must agree better than first come, first served."""
_SURE = 0.6
"""Agreement above which a work center has a rule of its own."""
_FIRST = 0.6
"""Share of the choices that must have fallen on an urgent lot, where there was one beside others."""


@dataclass(frozen=True)
class Rule:
    """The rule that agrees with most choices of lots from queues."""

    rule: DispatchRule
    agreement: float
    """Share of the choices that agree with it."""
    seen: int
    """Choices between several lots."""


@dataclass(frozen=True)
class Choices:
    """How lots were taken from the queues."""

    everywhere: Rule
    centers: dict[str, Rule]
    """Work centers that show a rule of their own."""
    urgent_first: bool

    def at(self, center: str) -> Rule:
        """Return the rule of a work center."""
        return self.centers.get(center, self.everywhere)


def choices_of(visits: pd.DataFrame, rows: Rows, batching: set[str]) -> Choices:
    """Return the likeliest rule, from the lots that waited at a work center whenever one of them was taken."""
    lines = _waits(visits, rows)
    lines = lines[~lines["center"].isin(batching)]
    found = {str(center): list(_agreements(queue)) for center, queue in lines.groupby("center")}
    kept = {center: [rule for rule, _ in choices if rule is not None] for center, choices in found.items()}
    urgent = [first for choices in found.values() for _, first in choices if first is not None]
    rules = {center: _rule(agreements) for center, agreements in kept.items()}
    sure = {center: rule for center, rule in rules.items() if rule.agreement > _SURE}
    return Choices(_rule([one for agreements in kept.values() for one in agreements]), sure, _urgent_first(urgent))


def _rule(agreements: list[Floats]) -> Rule:
    if len(agreements) < _FEWEST:
        return Rule("fifo", 0.0, len(agreements))
    kept = np.array(agreements)
    share = np.nansum(kept, axis=0) / np.maximum(np.isfinite(kept).sum(axis=0), 1)
    best = int(np.argmax(share - np.array([0.0, _BETTER, _BETTER])))
    return Rule(_RULES[best], float(share[best]), len(agreements))


def _urgent_first(choices: list[tuple[bool, float]]) -> bool:
    """Tell whether urgent lots were taken first so much more often than by chance that a rule must be behind it."""
    if len(choices) < _FEW_URGENT:
        return False
    taken, chance = np.array(choices, dtype=np.float64).mean(axis=0)
    return bool(taken > _FIRST and taken > chance + (1 - chance) / 3)


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


def _agreements(queue: pd.DataFrame) -> Iterator[tuple[Floats | None, tuple[bool, float] | None]]:
    """Iterate over the choices at one work center: which rules agree; was an urgent lot taken, by what chance."""
    keys = np.column_stack([floats(queue[name]) for name in ("came", "due", "expected")])
    start, urgent = floats(queue["start"]), queue["urgent"].to_numpy(bool)
    # a lot that came just before may still be on its way
    settled = keys[:, 0] + float(np.quantile(start - keys[:, 0], 0.1)) * 1.5
    for taken in np.argsort(start):
        waiting = np.flatnonzero((settled < start[taken]) & (start >= start[taken]))
        if len(waiting) < 2 or taken not in waiting:
            continue
        share = float(urgent[waiting].mean())
        first = (bool(urgent[taken]), share) if 0 < share < 1 else None
        peers = waiting[urgent[waiting] == urgent[taken]]
        yield (_agree(keys, peers, int(taken)) if len(peers) > 1 else None), first


def _agree(keys: Floats, peers: Ints, taken: int) -> Floats:
    """Return by which rules the lot taken was the first of its peers; NaN where a rule does not tell them apart."""
    values = keys[peers]
    agree = (keys[taken] <= values.min(axis=0) + 1e-6).astype(np.float64)
    agree[np.isnan(values).any(axis=0) | (np.ptp(values, axis=0) < 1e-6)] = np.nan
    return floats(agree)
