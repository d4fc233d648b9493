"""The work center that limits the plant, by three ways of looking; figures and words must name the same one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plantwright.messages.told import told
from plantwright.model.estimate import Measures, Row
from plantwright.plot.cells import name_of, number, rows_of

METHODS = {
    "active_period": told("active without a break for longest"),
    "busy_share": told("busiest"),
    "queue_time": told("longest wait in front of it"),
}
"""Three ways to find a bottleneck, in the order in which they are trusted."""
SLACK = 0.6
"""Below this busy share no work center is near its limit, and it would flatter the method to call one a bottleneck."""


@dataclass(frozen=True)
class Bottleneck:
    """The work center that most ways of looking point to."""

    work_center: str
    agree: tuple[str, ...]
    """Methods that point to it."""
    others: dict[str, str]
    """Where each other method points."""
    near_limit: bool
    """Some work center is busy enough to limit anything; else this one is merely the busiest."""


def find_bottleneck(measures: Measures | None) -> Bottleneck | None:
    """Return the bottleneck by majority of the methods; the more trusted one breaks a tie."""
    rows = rows_of(measures, "bottlenecks") or rows_of(measures, "work_centers")
    named = {method: worst for method in METHODS if (worst := _worst(rows, method))}
    if not named:
        return None
    votes = list(named.values())
    near = not _is_slack(rows)
    most = max(votes, key=lambda name: (votes.count(name), -votes.index(name)))
    chosen = most if near else named["busy_share"]
    others = {method: name for method, name in named.items() if name != chosen}
    return Bottleneck(chosen, tuple(one for one in named if one not in others), others, near)


def _worst(rows: Sequence[Row], method: str) -> str | None:
    known = [(value, name_of(row.get("work_center"))) for row in rows if (value := number(row.get(method)))]
    return max(known, key=lambda pair: pair[0])[1] if known else None


def _is_slack(rows: Sequence[Row]) -> bool:
    shares = [share for row in rows if (share := number(row.get("busy_share")))]
    return bool(shares) and max(shares) < SLACK
