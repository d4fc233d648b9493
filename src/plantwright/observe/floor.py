"""The log made ready to be measured: every time as microseconds after the window's start, on two clocks.

``start`` and ``end`` count calendar time, ``w_start`` and ``w_end`` working time. On the work clock the closed hours
have no length, so unions and differences of intervals there are working time without further care.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import ibis

from plantwright.events.log import EventLog
from plantwright.model.calendar import Calendar
from plantwright.observe.blocks import Blocks, blocks_of
from plantwright.observe.names import KEYS, Names, names_of
from plantwright.observe.working_time import WorkTime, instant_of, microseconds, work_time


@dataclass(frozen=True)
class Floor:
    """A prepared log: its rows and orders, what it knows, and how its window is cut."""

    rows: ibis.Table
    """Intervals with ``start``, ``end`` [µs, calendar], ``w_start``, ``w_end`` [µs, working] and ``a``, ``b``: the same
    cut at the window's edges; ``lot``, ``w_ready`` and ``w_left`` only where the log knows them. Orders, kinds and all
    names are numbers."""
    orders: ibis.Table
    """Orders by number, with their ``name`` and their times on both clocks; ``done`` says completed inside the window,
    ``block`` when."""
    names: Names
    """The names behind the numbers of products, operations, work centers and stations."""
    blocks: Blocks
    known: dict[str, float]
    """Counts of what the log holds, such as rows that know when they ``left``."""
    calendar: Calendar
    evidence: str
    inner_products: tuple[str, ...] = ()
    """Products that go into others, and so do not leave the plant."""
    links: ibis.Table | None = None
    """Which lot went into which; None: the log does not say."""
    log: EventLog = field(kw_only=True)
    """The log as it was given, for what few rows tell."""
    work: WorkTime = field(kw_only=True)


def prepare(log: EventLog, calendar: Calendar) -> Floor:
    """Return the log made ready to be measured under ``calendar``."""
    work = work_time(calendar, log.meta.time_zone, log.meta.start, log.meta.end)
    origin = instant_of(log.meta.start)
    window = instant_of(log.meta.end) - origin
    opened = work.at(origin + window) - work.at(origin)
    blocks = blocks_of(window, opened, work.per_week())
    plain = _plain(log.intervals)
    seen = _seen(plain).cache()
    known, names = _known(columns(seen), books_good="good" in log.columns), names_of(seen)
    everyone = _everyone(log.orders, plain).cache()
    rows = _rows(names.on(plain), everyone, known, work, origin).cache()
    a, b = edges(rows, opened)
    rows = rows.mutate(a=a, b=b)
    orders = _orders(everyone, work, origin, blocks).cache()
    inner, links = log.meta.inner_products, log.links
    return Floor(rows, orders, names, blocks, known, calendar, _evidence(log), inner, links, log=log, work=work)


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


def each_piece(rows: ibis.Table, first: Any, last: Any) -> ibis.Table:
    """Return every row once for each ``piece`` from ``first`` to ``last``, the last one too."""
    many = rows.mutate(piece=ibis.range(first, last + 1).unnest())
    # Spark takes nothing around what makes several rows of one
    return many.mutate(piece=many.piece.cast("int64"))


def columns(table: ibis.Table) -> dict[str, list[Any]]:
    """Return a small result as lists by column."""
    found: dict[str, list[Any]] = table.to_pyarrow().to_pydict()
    return found


def _plain(table: ibis.Table) -> ibis.Table:
    """Return the rows with every place named and every kind told."""
    return table.select(
        "order", "lot", "product", "operation", "quantity", "scrapped", "rework", "ready", "start", "end", "left",
        "worker",
        work_center=ibis.coalesce(table.work_center, table.station, table.operation),
        station=ibis.coalesce(table.station, table.work_center),
        kind=table.kind.fill_null("process"),
    )  # fmt: skip


def _seen(rows: ibis.Table) -> ibis.Table:
    """Return one line for every combination of names, with what its rows know."""
    scrapped, done = rows.scrapped.fill_null(0), rows.end.notnull() | rows.scrapped.notnull()
    return rows.group_by([*KEYS, "kind"]).agg(
        rows=rows.count(),
        ready=counts(rows.ready.notnull()),
        left=counts(rows.left > rows.end),
        lots=counts(rows.lot.notnull() & (rows.lot != rows.order)),
        scrapped=counts(rows.scrapped.notnull()),
        rework=counts(rows.rework.notnull()),
        quantity=counts(rows.quantity.notnull()),
        workers=counts(rows.worker.notnull()),
        done=counts(done),
        good_all=(rows.quantity - scrapped).sum(),
        good_done=ibis.ifelse(done, rows.quantity - scrapped, 0).sum(),
        scrapped_all=scrapped.sum(),
    )


def _known(seen: dict[str, list[Any]], books_good: bool) -> dict[str, float]:
    """Return how much of what a log holds."""

    def total(name: str, *kinds: str) -> float:
        pairs = zip(seen["kind"], seen[name], strict=True)
        return float(sum(value or 0 for kind, value in pairs if not kinds or kind in kinds))

    # pieces reported as good count wherever they were booked; a quantity that entered counts where it was processed
    booked = ("rows", "good_all") if books_good else ("done", "good_done")
    kinds = () if books_good else ("process",)
    return {
        **{name: total(name) for name in ("rows", "ready", "lots", "scrapped", "rework", "quantity", "workers")},
        **{kind: total("rows", kind) for kind in ("setup", "off", "transport", "attend")},
        "down": total("rows", "down", "maintenance"),
        "left": total("left", "process"),
        "booked_rows": total(booked[0], *kinds),
        "booked_good": total(booked[1], *kinds),
        "booked_scrapped": total("scrapped_all", *kinds),
    }


def _everyone(table: ibis.Table, rows: ibis.Table) -> ibis.Table:
    """Return every order once with a number, those that only the rows name too (``told`` is false)."""
    told = (
        table.filter(table.order.notnull())
        .group_by("order")
        .agg(
            product=table["product"].max(),
            quantity=table.quantity.max(),
            released=table.released.min(),
            completed=table.completed.max(),
            due=table.due.max(),
        )
        .mutate(told=ibis.literal(True))
    )
    others = rows.select("order").distinct().filter(ibis._.order.notnull()).anti_join(told, "order")
    unknown = {name: ibis.null(kind) for name, kind in told.schema().items() if name not in ("order", "told")}
    every = told.union(others.mutate(**unknown, told=ibis.literal(False)))
    return every.mutate(number=ibis.row_number().over(order_by="order").cast("int32"))


def _rows(rows: ibis.Table, orders: ibis.Table, known: dict[str, float], work: WorkTime, origin: int) -> ibis.Table:
    clock = work.at(origin)
    times = {f"u_{name}": microseconds(rows[name]) for name in ("start", "end", *_told(known, "ready", "left"))}
    orders = orders.select("number", name="order")
    joined = rows.left_join(orders, rows.order == orders.name)
    counted = joined.select(
        *(["lot"] if known["lots"] else []),
        "quantity",
        "scrapped",
        "rework",
        order=joined.number,
        **{key: joined[f"{key}_number"] for key in (*KEYS, "kind")},
        **times,
    )
    local = counted.mutate(**{f"l_{name[2:]}": work.local(counted[name]) for name in times})
    clocks = {name: work.position_at(local[f"u_{name}"], local[f"l_{name}"]) - clock for name in ("start", "end")}
    timed = local.mutate(**{f"w_{name}": position for name, position in clocks.items()})
    for name, often in (("ready", "start"), ("left", "end")):
        if known[name]:
            # a time that stands in two columns is looked up once
            position = work.position_at(timed[f"u_{name}"], timed[f"l_{name}"]) - clock
            same = timed[f"u_{name}"] == timed[f"u_{often}"]
            timed = timed.mutate(**{f"w_{name}": ibis.ifelse(same, timed[f"w_{often}"], position)})
    timed = timed.mutate(start=timed.u_start - origin, end=timed.u_end - origin)
    return timed.drop(*times, *(f"l_{name[2:]}" for name in times))


def _told(known: dict[str, float], *names: str) -> list[str]:
    return [name for name in names if known[name]]


def edges(rows: ibis.Table, opened: int) -> tuple[Any, Any]:
    """Return from when to when rows lie inside the window, working time; without any time a row has no length."""
    # begun before the window or unfinished, it reaches to the window's edge
    unfinished = ibis.ifelse(rows.start.isnull(), 0, opened)
    a = ibis.least(ibis.greatest(rows.w_start.fill_null(0), 0), opened)
    return a, ibis.least(ibis.greatest(ibis.coalesce(rows.w_end, unfinished), 0), opened)


def _orders(everyone: ibis.Table, work: WorkTime, origin: int, blocks: Blocks) -> ibis.Table:
    clock = work.at(origin)
    told = everyone.filter(everyone.told)
    times = {f"u_{name}": microseconds(told[name]) for name in ("released", "completed", "due")}
    once = told.select("product", "quantity", order="number", name="order", **times)
    timed = once.mutate(
        released=once.u_released - origin,
        completed=once.u_completed - origin,
        due=once.u_due - origin,
        w_released=work.position(once.u_released) - clock,
        w_completed=work.position(once.u_completed) - clock,
    ).drop("u_released", "u_completed", "u_due")
    done = ((timed.completed >= 0) & (timed.completed <= blocks.window)).fill_null(False)
    return timed.mutate(done=done, block=block_at(timed.completed, blocks.length, blocks.count))


def _evidence(log: EventLog) -> str:
    return (
        f"{log.meta.origin} log {log.meta.name}, {log.meta.start:%Y-%m-%d %H:%M} to {log.meta.end:%Y-%m-%d %H:%M} UTC"
    )
