"""The way of every lot: each row with what came before it."""

from __future__ import annotations

from typing import Any

import ibis

from plantwright.observe.floor import Floor, positive
from plantwright.observe.repairs import repair_inside


def journey_of(floor: Floor) -> ibis.Table:
    """Return the process and setup rows, each with the lot's steps before it, the wait and the repairs inside.

    Notes
    -----
    A lot is ready when its previous row ended, or at its order's release where that lies inside the window; a recorded
    ``ready`` goes first. The first row of a visit (``entry``) carries the wait: the process row after a setup of the
    same lot at the same station has none. All times here are working time [µs].
    """
    rows = floor.rows.filter(floor.rows.kind.isin(["process", "setup"]))
    orders = floor.orders.select("order", "released", "w_released", "w_completed", "done", completed_in="block")
    joined = repair_inside(floor, rows).left_join(orders, "order").drop("order_right")
    return _waits(_with_previous(joined, floor)).cache()


def _with_previous(rows: ibis.Table, floor: Floor) -> ibis.Table:
    keys = ["order", "lot"] if floor.known["lots"] else ["order"]
    lots = ibis.window(group_by=keys, order_by=["a", "start", "b"])
    earlier = ibis.window(group_by=keys, order_by=["a", "start", "b"], preceding=(None, 1))
    owned = rows.order.notnull()

    def known(value: Any) -> Any:
        return ibis.ifelse(owned, value, None)

    return rows.mutate(
        worked=_worked(rows),
        before_end=known(rows.w_end.max().over(earlier)),
        before_left=known(rows.w_left.max().over(earlier)),
        before_center=known(rows.work_center.lag().over(lots)),
        before_station=known(rows.station.lag().over(lots)),
        before_kind=known(rows.kind.lag().over(lots)),
        before_worked=known(_worked(rows).lag().over(lots)),
        last=known(rows.kind.lead().over(lots).isnull()),
    )


def _worked(rows: ibis.Table) -> Any:
    # a row wholly outside the calendar was overtime, not work of no length
    inside = rows.w_end - rows.w_start
    return ibis.ifelse(inside > 0, inside, rows.end - rows.start)


def _waits(rows: ibis.Table) -> ibis.Table:
    same_visit = (rows.kind == "process") & (rows.before_kind == "setup") & (rows.before_station == rows.station)
    entry = ~same_visit.fill_null(False)
    release = ibis.ifelse(rows.released >= 0, rows.w_released, None)
    ready = ibis.coalesce(rows.w_ready, rows.before_end, release)
    own_setup = ibis.ifelse(entry, 0, rows.before_worked.fill_null(0))
    return rows.mutate(entry=entry, queue=ibis.ifelse(entry, positive(rows.w_start - ready), None), own_setup=own_setup)
