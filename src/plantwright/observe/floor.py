"""The log made ready to be measured: every time as microseconds after the window's start, on two clocks.

``start`` and ``end`` count calendar time, ``w_start`` and ``w_end`` working time. On the work clock the closed hours
have no length, so unions and differences of intervals there are working time without further care.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ibis

from plantwright.events.log import EventLog
from plantwright.model.calendar import Calendar
from plantwright.observe.blocks import Blocks, blocks_of
from plantwright.observe.working_time import WorkTime, instant_of, microseconds, work_time


@dataclass(frozen=True)
class Floor:
    """A prepared log: its rows and orders, what it knows, and how its window is cut."""

    rows: ibis.Table
    """Intervals with ``start``, ``end`` [µs, calendar], ``w_start``, ``w_end`` [µs, working] and ``a``, ``b``: the same
    cut at the window's edges; ``lot``, ``w_ready`` and ``w_left`` only where the log knows them."""
    orders: ibis.Table
    """Orders with their times on both clocks; ``done`` says completed inside the window, ``block`` when."""
    blocks: Blocks
    known: dict[str, float]
    """Counts of what the log holds, such as rows that know when they ``left``."""
    calendar: Calendar
    evidence: str
    inner_products: tuple[str, ...] = ()
    """Products that go into others, and so do not leave the plant."""
    links: ibis.Table | None = None
    """Which lot went into which; None: the log does not say."""


def prepare(log: EventLog, calendar: Calendar) -> Floor:
    """Return the log made ready to be measured under ``calendar``."""
    work = work_time(calendar, log.meta.time_zone, log.meta.start, log.meta.end)
    origin = instant_of(log.meta.start)
    window = instant_of(log.meta.end) - origin
    opened = work.at(origin + window) - work.at(origin)
    blocks = blocks_of(window, opened, work.per_week())
    known = _known(log.intervals, books_good="good" in log.columns)
    rows = _rows(log.intervals, known, work, origin, opened)
    orders = _orders(log.orders, work, origin, blocks).cache()
    return Floor(rows, orders, blocks, known, calendar, _evidence(log), log.meta.inner_products, log.links)


def positive(amount: Any) -> Any:
    """Return ``amount`` where it is above zero, else zero; unknown stays unknown."""
    return ibis.ifelse(amount < 0, 0, amount)


def within(instant: Any, end: int) -> Any:
    """Return ``instant`` moved to the nearest edge where it lies outside 0..end; unknown stays unknown."""
    return ibis.ifelse(instant.isnull(), None, ibis.least(ibis.greatest(instant, 0), end))


def block_at(instant: Any, length: int, count: int) -> Any:
    """Return the number of the block an instant lies in, the last for the window's very end."""
    return within(instant // length, count - 1)


def counts(condition: Any) -> Any:
    """Return how many rows meet a condition."""
    return condition.fill_null(False).cast("int64").sum()


def columns(table: ibis.Table) -> dict[str, list[Any]]:
    """Return a small result as lists by column."""
    found: dict[str, list[Any]] = table.to_pyarrow().to_pydict()
    return found


def _rows(table: ibis.Table, known: dict[str, float], work: WorkTime, origin: int, opened: int) -> ibis.Table:
    clock = work.at(origin)
    times = {f"u_{name}": microseconds(table[name]) for name in ("start", "end", *_told(known, "ready", "left"))}
    counted = table.select(
        "order",
        *(["lot"] if known["lots"] else []),
        "product",
        "operation",
        "quantity",
        "scrapped",
        "rework",
        work_center=ibis.coalesce(table.work_center, table.station, table.operation),
        station=ibis.coalesce(table.station, table.work_center),
        kind=table.kind.fill_null("process"),
        **times,
    )
    clocks = {f"w_{name[2:]}": work.position(counted[name]) - clock for name in times}
    timed = counted.mutate(start=counted.u_start - origin, end=counted.u_end - origin, **clocks)
    a, b = edges(timed, opened)
    return timed.mutate(a=a, b=b).drop(*times)


def _told(known: dict[str, float], *names: str) -> list[str]:
    return [name for name in names if known[name]]


def edges(rows: ibis.Table, opened: int) -> tuple[Any, Any]:
    """Return from when to when rows lie inside the window, working time; without any time a row has no length."""
    # begun before the window or unfinished, it reaches to the window's edge
    unfinished = ibis.ifelse(rows.start.isnull(), 0, opened)
    a = ibis.least(ibis.greatest(rows.w_start.fill_null(0), 0), opened)
    return a, ibis.least(ibis.greatest(ibis.coalesce(rows.w_end, unfinished), 0), opened)


def _orders(table: ibis.Table, work: WorkTime, origin: int, blocks: Blocks) -> ibis.Table:
    clock = work.at(origin)
    once = (
        table.filter(table.order.notnull())
        .group_by("order")
        .agg(
            product=table["product"].max(),
            quantity=table.quantity.max(),
            u_released=microseconds(table.released.min()),
            u_completed=microseconds(table.completed.max()),
            u_due=microseconds(table.due.max()),
        )
    )
    timed = once.mutate(
        released=once.u_released - origin,
        completed=once.u_completed - origin,
        due=once.u_due - origin,
        w_released=work.position(once.u_released) - clock,
        w_completed=work.position(once.u_completed) - clock,
    ).drop("u_released", "u_completed", "u_due")
    done = ((timed.completed >= 0) & (timed.completed <= blocks.window)).fill_null(False)
    return timed.mutate(done=done, block=block_at(timed.completed, blocks.length, blocks.count))


def _known(rows: ibis.Table, books_good: bool) -> dict[str, float]:
    kind = rows.kind.fill_null("process")
    # pieces reported as good count wherever they were booked; a quantity that entered counts where it was processed
    booked = ibis.literal(books_good) | ((kind == "process") & (rows.end.notnull() | rows.scrapped.notnull()))
    scrapped = rows.scrapped.fill_null(0)
    found = columns(
        rows.agg(
            rows=rows.count(),
            setup=counts(kind == "setup"),
            down=counts(kind.isin(["down", "maintenance"])),
            off=counts(kind == "off"),
            transport=counts(kind == "transport"),
            ready=counts(rows.ready.notnull()),
            left=counts((kind == "process") & (rows.left > rows.end)),
            lots=counts(rows.lot.notnull() & (rows.lot != rows.order)),
            scrapped=counts(rows.scrapped.notnull()),
            rework=counts(rows.rework.notnull()),
            quantity=counts(rows.quantity.notnull()),
            booked_rows=counts(booked),
            booked_good=ibis.ifelse(booked, rows.quantity - scrapped, 0).sum(),
            booked_scrapped=ibis.ifelse(booked, scrapped, 0).sum(),
        )
    )
    return {name: float(values[0] or 0) for name, values in found.items()}


def _evidence(log: EventLog) -> str:
    return (
        f"{log.meta.origin} log {log.meta.name}, {log.meta.start:%Y-%m-%d %H:%M} to {log.meta.end:%Y-%m-%d %H:%M} UTC"
    )
