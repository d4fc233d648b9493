"""By which rule lots were taken from the queues, as the records show it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from plantwright.calibrate.arrays import Floats, floats
from plantwright.calibrate.picks import Queue, taken_of
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
    seen = {str(center): taken_of(_queue(lines)) for center, lines in lines.groupby("center")}
    rules = {center: _rule(one.agreements) for center, one in seen.items()}
    sure = {center: rule for center, rule in rules.items() if rule.agreement > _SURE}
    everywhere = np.concatenate([np.empty((0, len(_RULES))), *(one.agreements for one in seen.values())])
    urgent = np.concatenate([np.empty((0, 2)), *(one.urgent for one in seen.values())])
    return Choices(_rule(everywhere), sure, _urgent_first(urgent))


def _queue(lines: pd.DataFrame) -> Queue:
    keys = np.column_stack([floats(lines[name]) for name in ("came", "due", "expected")])
    return Queue(keys, floats(lines["start"]), lines["urgent"].to_numpy(bool))


def _rule(kept: Floats) -> Rule:
    if len(kept) < _FEWEST:
        return Rule("fifo", 0.0, len(kept))
    share = np.nansum(kept, axis=0) / np.maximum(np.isfinite(kept).sum(axis=0), 1)
    best = int(np.argmax(share - np.array([0.0, _BETTER, _BETTER])))
    return Rule(_RULES[best], float(share[best]), len(kept))


def _urgent_first(choices: Floats) -> bool:
    """Tell whether urgent lots were taken first so much more often than by chance that a rule must be behind it."""
    if len(choices) < _FEW_URGENT:
        return False
    taken, chance = choices.mean(axis=0)
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
