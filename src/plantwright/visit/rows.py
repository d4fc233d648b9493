"""The rows of a log that a floor is replayed from: placed at a station, cut at the window, without any worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import ibis

from plantwright.events.log import EventLog

if TYPE_CHECKING:
    import pandas as pd

KINDS = ("process", "setup", "down", "maintenance", "off", "attend")
"""Kinds of rows that a replay shows; their place here is their number in the track."""
LEAST_GROUP = 5
"""People who share a work center at least, or when its people were at it is not shown."""


@dataclass(frozen=True)
class Window:
    """The time that is looked at, UTC without a zone in the type."""

    start: datetime
    end: datetime

    def seconds(self) -> float:
        """Return the length of the window [s]."""
        return (self.end - self.start).total_seconds()


@dataclass(frozen=True)
class Shown:
    """What a replay may show of a log."""

    rows: pd.DataFrame
    """Sorted by station and start; ``start`` and ``end`` empty where the window does not hold them."""
    orders: pd.DataFrame
    window: Window
    ready_inferred: bool
    """``ready`` is not recorded: an order is ready for a step when the step before it ended."""


def shown_rows(log: EventLog, window: Window) -> Shown:
    """Return the rows that touch a window.

    Notes
    -----
    What happens after the window is not told: a row that runs beyond its end has no ``end``, one that only waits then
    has no ``start`` either. No column names a worker; ``attend`` rows are kept only for work centers that at least
    ``LEAST_GROUP`` people attended.
    """
    rows = _placed(log)
    rows = rows.filter(rows.kind.isin(list(KINDS)))
    rows = _in_groups(rows)
    inferred = not log.meta.has_ready
    if inferred:
        rows = _with_ready(rows, log.orders)
    begun = ibis.coalesce(rows.ready, rows.start, rows.end)
    over = ibis.coalesce(rows["left"], rows.end)
    touching = (begun < window.end) & (over.isnull() | (over > window.start))
    known = rows.start.notnull() | rows.end.notnull()
    found = rows.filter(touching.fill_null(False) & known)
    cut = found.mutate(
        start=_until(found.start, window), end=_until(found.end, window), left=_until(found["left"], window),
        waits=(found.start >= window.end).fill_null(False),
    )  # fmt: skip
    frame: pd.DataFrame = cut.order_by(["station", "begun", "end", "order", "kind"]).to_pyarrow().to_pandas()
    orders: pd.DataFrame = _orders(log, window).to_pyarrow().to_pandas()
    return Shown(frame, orders, window, inferred)


def _placed(log: EventLog) -> ibis.Table:
    rows = log.intervals
    rows = rows.filter(rows.station.notnull() | rows.work_center.notnull())
    return rows.select(
        "order", "product", "operation", "reason", "ready", "start", "end", "left", "quantity", "scrapped", "worker",
        station=ibis.coalesce(rows.station, rows.work_center),
        work_center=ibis.coalesce(rows.work_center, rows.station),
        kind=rows.kind.fill_null("process"),
        rework=rows.rework.fill_null(False),
        begun=ibis.coalesce(rows.start, rows.end),
    )  # fmt: skip


def _in_groups(rows: ibis.Table) -> ibis.Table:
    """Return rows without workers, and without ``attend`` rows that would tell of fewer than a group."""
    people = rows.filter(rows.worker.notnull()).group_by(center="work_center").agg(people=rows.worker.nunique())
    told = rows.left_join(people, rows.work_center == people.center)
    kept = told.filter((told.kind != "attend") | (told.people.fill_null(0) >= LEAST_GROUP))
    return kept.drop("worker", "center", "people")


def _with_ready(rows: ibis.Table, orders: ibis.Table) -> ibis.Table:
    """Return rows with when an order could have begun a step: when its step before ended, at first its release."""
    known = orders.filter(orders.order.notnull()).group_by(name="order").agg(released=orders.released.min())
    told = rows.left_join(known, rows.order == known.name)
    apart = told.kind == "attend"
    before = told.end.lag().over(ibis.window(group_by=[told.order, apart], order_by=["begun", "end"]))
    ready = ibis.least(ibis.coalesce(before, told.released, told.start), told.start)
    return told.mutate(ready=ibis.ifelse(told.order.isnull() | apart, None, ready)).drop("name", "released")


def _until(time: ibis.Value, window: Window) -> ibis.Value:
    return ibis.ifelse(time < window.end, time, None)


def _orders(log: EventLog, window: Window) -> ibis.Table:
    orders = log.orders
    return orders.mutate(completed=_until(orders.completed, window)).order_by("released", "order")
