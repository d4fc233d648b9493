"""What an order's flow time is made of."""

from __future__ import annotations

from typing import Any

import ibis
import numpy as np

from plantwright.messages.told import strung, told
from plantwright.model.estimate import Estimate, Row
from plantwright.observe.blocks import Sums, ratio, spread
from plantwright.observe.floor import Floor, columns, positive
from plantwright.observe.groups import Groups, grouped
from plantwright.observe.journey import lot_keys
from plantwright.observe.names import KINDS
from plantwright.observe.working_time import HOUR

PARTS = ("process", "setup", "down", "queue", "blocked", "transport", "finish", "off")
"""``finish``: after the lot's last row, until the order is booked complete; ``off``: while the plant was closed."""
_BOOKED = ("process", "setup", "down", "queue", "blocked", "transport")
_METHOD = told("mean over orders released and completed in the window; rows of a lot that overlap are counted once")


def part_sums(floor: Floor, journey: ibis.Table) -> Groups:
    """Return the hours of every part, summed over the orders wholly inside the window, by block of completion.

    Notes
    -----
    In the order of starts, a lot's row adds what its earlier rows have not covered yet, and the gap before it is
    waiting; so the parts of an order sum to its flow time. An order of several lots counts as the mean of its lots.
    """
    orders = floor.orders.filter(floor.orders.done & (floor.orders.released >= 0))
    orders = orders.filter(orders.completed >= orders.released)
    found = orders.left_join(_by_order(floor, journey), "order").drop("order_right")
    booked = {name: found[name].fill_null(0.0) for name in _BOOKED}
    after = positive(found.w_completed - ibis.greatest(found.last_end.fill_null(0.0), found.w_released))
    closed = found.completed - found.released - (found.w_completed - found.w_released)
    parts = found.select("block", **booked, finish=after, off=closed)
    sums = {name: parts[name].sum() / HOUR for name in PARTS}
    lines = columns(parts.group_by("block").agg(orders=parts.count(), **sums))
    return grouped({"all": ["all"] * len(lines["block"]), **lines}, ["all"], floor.blocks.count)


def _by_order(floor: Floor, journey: ibis.Table) -> ibis.Table:
    steps = _steps(
        journey.filter(journey.done & (journey.released >= 0) & journey.start.notnull() & journey.end.notnull())
    )
    keys = lot_keys(floor)
    names = (*_BOOKED, "last_end")
    lots = steps.group_by(keys).agg(last_end=steps.stop.max(), **{name: steps[name].sum() for name in _BOOKED})
    orders = lots.group_by("order").agg(**{name: lots[name].mean() for name in names})
    return _with_moves(floor, orders) if floor.known["transport"] and not floor.known["ready"] else orders


def _steps(rows: ibis.Table) -> ibis.Table:
    since = ibis.greatest(rows.before_end, rows.w_released)
    begin = ibis.least(rows.w_start, rows.w_completed)
    stop = ibis.least(rows.w_end, rows.w_completed)
    fresh = positive(stop - ibis.greatest(begin, since))
    left = ibis.greatest(since, rows.before_left)
    blocked = positive(ibis.least(left, begin) - since)
    moved = positive(ibis.least(rows.w_ready, begin) - left)
    moved = ibis.ifelse(rows.w_ready.notnull() & (begin > left), moved, 0)
    down = ibis.least(rows.repair, fresh)
    return rows.select(
        "order", "lot", stop=stop, blocked=blocked, transport=moved, down=down,
        queue=positive(begin - since) - blocked - moved,
        process=ibis.ifelse(rows.is_setup, 0, fresh - down),
        setup=ibis.ifelse(rows.is_setup, fresh - down, 0),
    )  # fmt: skip


def _with_moves(floor: Floor, orders: ibis.Table) -> ibis.Table:
    rows = floor.rows.filter(floor.rows.kind == KINDS["transport"])
    moves = rows.group_by("order").agg(moved=(rows.w_end - rows.w_start).sum())
    joined = orders.left_join(moves, "order").drop("order_right")
    moved = ibis.least(joined.moved.fill_null(0), joined.queue)
    return joined.mutate(queue=joined.queue - moved, transport=joined.transport + moved).drop("moved")


def part_table(floor: Floor, sums: Groups) -> tuple[Row, ...]:
    """Return the mean hours an order spends in every part, and the part's share of flow time."""
    if not sums.labels:
        return ()
    flow = np.sum([sums.sums[name] for name in PARTS], axis=0)
    totals: Sums = {**sums.sums, "flow": flow}
    n = int(sums.total("orders")[0])

    def cell(statistic: Any, unit: str) -> Estimate:
        method = strung([_METHOD, floor.blocks.method()])
        return spread(totals, statistic).estimate(0, unit, n=n, method=method, evidence=floor.evidence)

    return tuple(
        {"part": name, "hours": cell(ratio(name, "orders"), "h"), "share": cell(ratio(name, "flow"), "1")}
        for name in PARTS
        if totals[name].any()
    )


def raw_process_time(floor: Floor, sums: Groups) -> Estimate:
    """Return the mean time an order is worked on, nothing in its way: T0 of Factory Physics.

    References
    ----------
    Hopp and Spearman (2011), Factory Physics, third edition, chapter 7.
    """
    part = told("process part of flow time, without setup, repair and waiting")
    method = strung([part, _METHOD, floor.blocks.method()])
    if not sums.labels:
        return Estimate(value=None, unit="h", n=0, method=method, evidence=floor.evidence)
    found = spread(sums.sums, ratio("process", "orders"))
    return found.estimate(0, "h", n=int(sums.total("orders")[0]), method=method, evidence=floor.evidence)
