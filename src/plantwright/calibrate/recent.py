"""The last part of a very long log: enough to learn a plant from, and the plant as it is rather than as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil

import ibis

from plantwright.events.log import EventLog, Finding
from plantwright.messages.told import told

MOST = 100_000
"""Rows from which more would not narrow what matters, but take time and tell of times long gone."""
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - times of a log are UTC without a zone in the type
FEWEST_WEEKS = 8
"""Weeks that are kept however many rows they hold: shifts, weekdays and a held-out part must show in them."""


def recent(log: EventLog, most: int = MOST) -> EventLog:
    """Return the whole weeks at a log's end that hold about ``most`` rows, with their orders; a shorter log as it is.

    Notes
    -----
    Orders begun before are cut by the window, as those of any log that begins with work on the floor.
    """
    rows = int(log.intervals.count().to_pyarrow().as_py())
    if rows <= most:
        return log
    start = _start(log, 1 - most / rows)
    if start <= log.meta.start:
        return log
    intervals = log.intervals.filter(ibis.coalesce(log.intervals.end, log.intervals.start) > start)
    orders = log.orders.filter(
        log.orders.completed.isnull() | (log.orders.completed > start) | log.orders.order.isin(intervals.order)
    )
    part = replace(log, intervals=intervals.cache(), orders=orders.cache())
    return part.within(start, log.meta.end)


def _start(log: EventLog, share: float) -> datetime:
    """Return the begin of the last whole weeks in which all but a share of the rows began."""
    seconds = log.intervals.start.epoch_seconds().quantile(share).to_pyarrow().as_py()
    end = (log.meta.end - _EPOCH).total_seconds()
    weeks = ceil((end - float(seconds)) / 604_800) if seconds is not None else 0
    return log.meta.end - timedelta(weeks=max(weeks, FEWEST_WEEKS))


def recent_finding(part: EventLog, whole: EventLog) -> tuple[Finding, ...]:
    """Return the one finding, or none, that a plant was learned from the last part of a log."""
    if part is whole:
        return ()
    number = int(part.intervals.count().to_pyarrow().as_py())
    days = part.meta.days()
    detail = told("the log is long; its last {weeks:.0f} weeks hold {n:,} rows", weeks=days / 7, n=number)
    return (Finding("recent_part", number, detail, told("the plant was learned from these; all rows were measured")),)
