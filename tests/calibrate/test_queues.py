"""By which rule lots were taken."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from plantwright.calibrate.queues import choices_of
from plantwright.calibrate.rows import Rows

KEYS = {"fifo": "came", "edd": "due_at", "spt": "quantity"}


def queue(rule: str, *, urgent_first: bool = False, lots: int = 400) -> tuple[pd.DataFrame, Rows]:
    """Return visits of one station that always takes the first of its queue by a rule, and their orders."""
    rng = np.random.default_rng(6)
    came = np.cumsum(rng.exponential(100, lots))
    orders = pd.DataFrame(
        {
            "order": [f"O{k}" for k in range(lots)],
            "came": came,
            "released_at": came,
            "due_at": came + rng.uniform(500, 3000, lots),
            "quantity": rng.choice([5.0, 10.0, 20.0], lots) + rng.uniform(0, 1, lots),
            "priority": np.where(rng.random(lots) < 0.15, 1, 2),
        }
    )
    start, free, left = np.empty(lots), 0.0, set(range(lots))
    while left:
        free = max(free, min(came[k] for k in left))
        here = [k for k in left if came[k] <= free]
        if urgent_first:
            here = [k for k in here if orders["priority"][k] == 1] or here
        taken = min(here, key=lambda k: orders[KEYS[rule]][k])
        start[taken] = free
        free += 8.5 * orders["quantity"][taken]
        left.remove(taken)
    visits = orders.assign(center="C", task=0, order_no=range(lots), start=start, length=8.5 * orders["quantity"])
    visits = visits.assign(end=start + visits["length"], whole=True).drop(columns=["came", "due_at", "released_at"])
    empty = pd.DataFrame()
    return visits, Rows(empty, empty, empty, orders, 0.0, free, flagged=False, nominal=())


@pytest.mark.parametrize("rule", ["fifo", "edd", "spt"])
def test_each_rule_is_told_from_the_others(rule: str) -> None:
    """Whoever waits longest, is due first or takes least goes first: the records show which."""
    found = choices_of(*queue(rule), batching=set()).at("C")
    assert found.rule == rule
    assert found.agreement > 0.9


@pytest.mark.parametrize("urgent_first", [True, False])
def test_urgent_lots_that_go_first_are_seen(urgent_first: bool) -> None:
    """Urgent lots that pass all others show that they do; those that wait their turn do not."""
    assert choices_of(*queue("fifo", urgent_first=urgent_first), batching=set()).urgent_first == urgent_first


def test_few_choices_say_nothing() -> None:
    """Without a queue there is no rule to be seen, and first come, first served is assumed."""
    found = choices_of(*queue("spt", lots=12), batching=set()).at("C")
    assert (found.rule, found.agreement) == ("fifo", 0.0)
