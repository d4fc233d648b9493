"""Whether the bottleneck stays where it is: the work center that limits, week by week or day by day."""

from __future__ import annotations

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from plantwright.messages.told import told
from plantwright.model.estimate import Estimate, Row
from plantwright.observe.blocks import Array, wilson
from plantwright.observe.floor import Floor
from plantwright.observe.groups import Groups

MOST = 12
"""Work centers shown; the rest are summed up."""
OTHERS = "(others)"
_SHARES = {
    "week": told(
        "share of the instants of the week at which a work center was active the longest; a count, no interval of its "
        "own"
    ),
    "day": told(
        "share of the instants of the day at which a work center was active the longest; a count, no interval of its "
        "own"
    ),
}
_MOVES = {
    "week": told("share of weeks with another bottleneck than the week before"),
    "day": told("share of days with another bottleneck than the day before"),
}


def drift_table(floor: Floor, active: Groups) -> tuple[Row, ...]:
    """Return for each week or day how long each work center was the momentary bottleneck.

    References
    ----------
    Roser, Nakano and Tanaka (2002), Shifting bottleneck detection, Winter Simulation Conference, 1079–1086.
    """
    kept = _kept(active)
    total = active.sums["longest"].sum(axis=0)
    begins, unit = _begins(floor), _unit(floor)

    def line(block: int, name: str, seen: float) -> Row:
        n = int(total[block])
        share = Estimate(value=seen / n, unit="1", n=n, evidence=floor.evidence, method=_SHARES[unit])
        return {"from": begins[block], "unit": unit, "work_center": name, "share": share}

    return tuple(
        line(block, name, seen[block])
        for block in range(floor.blocks.count)
        for name, seen in kept.items()
        if seen[block] > 0
    )


def _kept(active: Groups) -> dict[str, Array]:
    order = np.argsort(-active.total("longest"), kind="stable").tolist()
    kept = {str(active.labels[place][0]): active.sums["longest"][place] for place in order[:MOST]}
    if len(order) > MOST:
        kept[OTHERS] = active.sums["longest"][order[MOST:]].sum(axis=0)
    return kept


def _begins(floor: Floor) -> list[str]:
    """Return the local date on which each block begins."""
    start = floor.log.meta.start.replace(tzinfo=UTC).astimezone(ZoneInfo(floor.log.meta.time_zone))
    length = timedelta(microseconds=floor.blocks.length)
    return [f"{start + length * block:%Y-%m-%d}" for block in range(floor.blocks.count)]


def shifting(floor: Floor, active: Groups) -> Estimate:
    """Return in what share of the steps from one week or day to the next another work center limits."""
    seen = np.flatnonzero(active.sums["longest"].sum(axis=0) > 0) if active.labels else np.array([], dtype=int)
    leaders = active.sums["longest"][:, seen].argmax(axis=0) if len(seen) else np.array([], dtype=int)
    moved = int((leaders[1:] != leaders[:-1]).sum())
    return wilson(moved, max(len(leaders) - 1, 0), method=_MOVES[_unit(floor)], evidence=floor.evidence)


def _unit(floor: Floor) -> str:
    return floor.blocks.name().removesuffix("s")
