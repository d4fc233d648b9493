"""The way of every lot: each row with what came before it."""

from __future__ import annotations

from typing import Any

import ibis

from plantwright.observe.floor import Floor, edges, positive
from plantwright.observe.names import KINDS
from plantwright.observe.repairs import repair_inside


def journey_of(floor: Floor, sweep: ibis.Table) -> ibis.Table:
    """Return the process and setup rows, each with the lot's steps before it, the wait and the repairs inside.

    Notes
    -----
    A lot is ready when its previous row ended, or at its order's release where that lies inside the window; a recorded
    ``ready`` goes first. The first row of a visit (``entry``) carries the wait: the process row after a setup of the
    same lot at the same station has none. All times here are working time [µs].
    """
    rows = floor.rows.filter(floor.rows.kind.isin([KINDS["process"], KINDS["setup"]]))
    rows = repair_inside(floor, sweep, rows)
    orders = floor.orders.select("order", "released", "w_released", "w_completed", "done")
    joined = _with_previous(rows, floor).left_join(orders, "order").drop("order_right")
    # what the log does not know, and what follows from the rest, takes no room in the stored table
    stored = _with_unknown(_waits(_with_unknown(joined)).select(*_kept(floor)).cache())
    _, b = edges(stored, floor.blocks.open)
    return stored.mutate(placed=_placed(stored), worked=worked(stored), b=b)


def worked(rows: ibis.Table) -> Any:
    """Return the working time of rows; one wholly outside the calendar was overtime, not work of no length [µs]."""
    inside = rows.w_end - rows.w_start
    return ibis.ifelse(inside > 0, inside, rows.end - rows.start)


def lot_keys(floor: Floor) -> list[str]:
    """Return the columns that tell one lot from another."""
    return ["order", "lot"] if floor.known["lots"] else ["order"]


def _with_previous(rows: ibis.Table, floor: Floor) -> ibis.Table:
    in_order = [ibis.asc("start", nulls_first=True), "end"]
    # rows without any time have no place in the order of steps
    keys = ["key", *lot_keys(floor)[1:]]
    lots = ibis.window(group_by=keys, order_by=in_order)
    earlier = ibis.window(group_by=keys, order_by=in_order, preceding=(None, 1))
    # a sort carries every column it is given: only those that are still needed
    narrow = rows.select(
        *_carried(floor),
        is_setup=rows.kind == KINDS["setup"],
        placed=_placed(rows),
        key=ibis.ifelse(_placed(rows), rows.order, -1),
    )
    before = {
        "before_end": narrow.w_end.max().over(earlier),
        "before_center": narrow.work_center.lag().over(lots),
        "last": narrow.is_setup.lead().over(lots).isnull(),
    }
    if floor.known["left"]:
        before["before_left"] = narrow.w_left.max().over(earlier)
    if floor.known["setup"]:
        before["before_setup"] = ibis.ifelse(narrow.is_setup, narrow.station, None).lag().over(lots)
        before["before_worked"] = worked(narrow).lag().over(lots)
    known = {name: ibis.ifelse(narrow.placed, value, None) for name, value in before.items()}
    return narrow.mutate(**known).drop("key")


def _with_unknown(rows: ibis.Table) -> ibis.Table:
    return rows.mutate(**{name: value for name, value in _UNKNOWN.items() if name not in rows.columns})


def _placed(rows: ibis.Table) -> Any:
    return rows.order.notnull() & (rows.start.notnull() | rows.end.notnull())


def _kept(floor: Floor) -> list[str]:
    used = _carried(floor)
    before = ["before_end", "before_center", *(["before_left"] if floor.known["left"] else [])]
    order = ["released", "w_released", "w_completed", "done"]
    setups = ["is_setup", "entry", "own_setup"] if floor.known["setup"] else []
    return [*used, *before, *order, *setups, "last", "queue"]


_UNKNOWN = {
    "lot": ibis.null("string"),
    "w_ready": ibis.null("int64"),
    "before_left": ibis.null("int64"),
    "before_setup": ibis.null("int32"),
    "before_worked": ibis.null("int64"),
    "repair": ibis.literal(0, "int64"),
    "is_setup": ibis.literal(False),
    "entry": ibis.literal(True),
    "own_setup": ibis.literal(0, "int64"),
}
"""What takes the place of a column that the log does not know."""


def _carried(floor: Floor) -> list[str]:
    always = ["order", "operation", "work_center", "station", "start", "end", "w_start", "w_end"]
    optional = {"lot": "lots", "w_ready": "ready", "w_left": "left", "repair": "down"}
    told = [name for name, known in optional.items() if floor.known[known]]
    return [*always, *told, "quantity", "scrapped", "rework"]


def _waits(rows: ibis.Table) -> ibis.Table:
    own_setup = (~rows.is_setup & (rows.before_setup == rows.station)).fill_null(False)
    release = ibis.ifelse(rows.released >= 0, rows.w_released, None)
    ready = ibis.coalesce(rows.w_ready, rows.before_end, release)
    return rows.mutate(
        entry=~own_setup,
        queue=ibis.ifelse(own_setup, None, positive(rows.w_start - ready)),
        own_setup=ibis.ifelse(own_setup, rows.before_worked.fill_null(0), 0),
    )
