"""Takt time, and what every station works for each good piece that leaves the plant."""

from __future__ import annotations

import ibis

from plantwright.grade.measured import Measured
from plantwright.grade.sheet_truth import Takt, WorkContent
from plantwright.observe.floor import columns
from plantwright.observe.flow import finished_of, flow_sums
from plantwright.observe.working_time import SECOND

CONTENT_METHOD = (
    "seconds in process and in setup over the good pieces of orders completed in the window; a bar as tall as the takt "
    "time is a station that works all of its time when just what is wanted is made"
)
_TAKT = {
    "due": "working time of the window over pieces of orders due in it",
    "released": "working time of the window over pieces of orders released in it, since none is known to be due",
}


def work_content_of(one: Measured) -> tuple[WorkContent, ...]:
    """Return the work of each station for a good piece; none where no good piece left in the window."""
    good = float(flow_sums(one.floor, finished_of(one.floor, one.journey)).total("good")[0])
    if not good > 0:
        return ()
    process, setup = (one.account.total(name) / SECOND / good for name in ("process", "setup"))
    index = {name: place for place, (name,) in one.account.index()}
    return tuple(
        WorkContent(
            station=station, work_center=center,
            process=max(float(process[index[station]]), 0.0) if station in index else 0.0,
            setup=max(float(setup[index[station]]), 0.0) if station in index else 0.0,
        )
        for station, center in sorted(one.places.items())
    )  # fmt: skip


def takt_of(one: Measured) -> Takt:
    """Return working time over pieces wanted: those due in the window, else those released in it."""
    orders = one.floor.orders
    outside = orders.filter(~orders["product"].isin(one.floor.inner_products).fill_null(False))
    for name, method in _TAKT.items():
        wanted = _pieces_between(outside, name, one.floor.blocks.window)
        if wanted > 0:
            return Takt(value=one.floor.blocks.open / SECOND / wanted, method=method)
    return Takt(value=None, method="no order is due or released in the window, or none tells its pieces")


def _pieces_between(orders: ibis.Table, name: str, end: int) -> float:
    found = columns(orders.filter((orders[name] >= 0) & (orders[name] < end)).agg(pieces=orders.quantity.sum()))
    return float(found["pieces"][0] or 0.0)
