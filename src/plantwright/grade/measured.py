"""A log measured over one window, for all that the truth of the sheets asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import ibis

from plantwright.errors import RecordsError
from plantwright.events.log import EventLog
from plantwright.model.calendar import Calendar
from plantwright.observe.floor import Floor, columns, prepare
from plantwright.observe.groups import Groups
from plantwright.observe.journey import journey_of
from plantwright.observe.shifts import infer_calendar
from plantwright.observe.stations import account_of, sweep_of

Moments = tuple[datetime, datetime]
"""Start and end of a window, UTC without a zone."""


@dataclass(frozen=True)
class Knows:
    """What a log tells at all, whether or not it happened in the window."""

    blocked: bool
    down: bool
    attended: bool
    moved: bool
    scrapped: bool


@dataclass(frozen=True)
class Measured:
    """A log over one window: its rows, and where its stations' time went."""

    log: EventLog
    floor: Floor
    sweep: ibis.Table
    journey: ibis.Table
    account: Groups
    knows: Knows
    places: dict[str, str]
    """The work center of every station that ever processes, in and out of the window."""


def measured(log: EventLog, window: Moments | None, calendar: Calendar | None) -> Measured:
    """Return a log measured over a window, the whole of it unless told otherwise."""
    start, end = window or (log.meta.start, log.meta.end)
    if not log.meta.start <= start < end <= log.meta.end:
        found = f"window: {start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}"
        allowed = f"it must lie within {log.meta.start:%Y-%m-%d %H:%M} to {log.meta.end:%Y-%m-%d %H:%M} UTC"
        raise RecordsError(f"the log {log.meta.name}", [f"{found}; {allowed}; choose a stretch of the log"])
    shifts = calendar or infer_calendar(log)
    cut = _touching(log, start, end) if window else log
    floor = prepare(cut, shifts)
    sweep = sweep_of(floor)
    journey = journey_of(floor, sweep)
    return Measured(cut, floor, sweep, journey, account_of(floor, sweep), _knows(log), _places(log))


def _touching(log: EventLog, start: datetime, end: datetime) -> EventLog:
    """Return the log of the window: rows inside it, and all the rows of orders that have one inside."""
    low, high = (ibis.literal(one, type="timestamp(6)") for one in (start, end))
    rows = log.intervals
    free = ibis.coalesce(rows.left, rows.end, high)
    inside = (
        (ibis.coalesce(rows.start, low) <= high) & (ibis.greatest(free, rows.end.fill_null(high)) >= low)
    ).fill_null(True)
    here = rows.filter(inside)
    orders = here.filter(here.order.notnull()).select("order").distinct()
    others = rows.filter(~inside).semi_join(orders, "order")
    return replace(log.within(start, end), intervals=here.union(others).cache())


def _knows(log: EventLog) -> Knows:
    rows = log.intervals
    seen = columns(
        rows.agg(
            left=(rows.left > rows.end).fill_null(False).sum(),
            down=rows.kind.isin(["down", "maintenance"]).fill_null(False).sum(),
            attended=(rows.kind == "attend").fill_null(False).sum(),
            moved=(rows.kind == "transport").fill_null(False).sum(),
            scrapped=(rows.scrapped.notnull() | rows.rework.notnull()).sum(),
        )
    )
    told = {name: bool(found[0]) for name, found in seen.items()}
    made = log.meta.origin != "recorded"
    return Knows(
        blocked=told["left"] or log.meta.has_ready,
        down=told["down"] or made,
        attended=told["attended"],
        moved=told["moved"],
        scrapped=told["scrapped"],
    )


def _places(log: EventLog) -> dict[str, str]:
    rows = log.intervals
    worked = rows.filter(rows.kind.fill_null("process").isin(["process", "setup"]))
    named = worked.select(
        center=ibis.coalesce(worked.work_center, worked.station, worked.operation),
        station=ibis.coalesce(worked.station, worked.work_center),
    )
    found = columns(named.filter(named.station.notnull()).distinct().order_by(["station", "center"]))
    return dict(zip(found["station"], found["center"], strict=True))
