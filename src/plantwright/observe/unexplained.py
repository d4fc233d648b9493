"""Stops that no row tells of: a station stood idle while the lot that it took next was already waiting."""

from __future__ import annotations

import ibis

from plantwright.messages.told import Told, told
from plantwright.observe.floor import Floor, block_at, counts, positive
from plantwright.observe.groups import Groups, arrays, grouped
from plantwright.observe.names import KINDS
from plantwright.observe.working_time import HOUR

MANY = 300_000
"""Rows of a log from which on only some of each station's shifts are looked at: sorting all of them takes too long."""
EVERY = 11
"""Then every eleventh shift is, a number that no week of shifts is a multiple of."""
_STOPPED = ("down", "maintenance", "off")


def unexplained_of(floor: Floor, journey: ibis.Table, by: str = "work_center") -> Groups:
    """Return hours and number of such stops by work center, or by ``station``, by block of working time.

    Notes
    -----
    From the later of two moments, when the station was free and when the lot was ready, to the lot's start. Where
    readiness is inferred the way from one station to the next is in it. At the edges of some eight working hours a
    stop is not seen, so that the hours are rather too few.
    """
    cells, length, each = floor.blocks.cells(), floor.blocks.piece(), stride(floor)
    rows = _occupied(floor, journey)
    rows = rows.mutate(cell=rows.station.cast("int64") * cells + rows.a // length)
    rows = rows.filter(rows.cell % each == 0) if each > 1 else rows
    # of lots that begin together the station waited for the last
    last_ready = ibis.desc("ready", nulls_first=False)
    earlier = ibis.window(group_by="cell", order_by=["a", "b", last_ready], preceding=(None, 1))
    reached = rows.mutate(reach=rows.b.max().over(earlier))
    idle = positive(reached.a - ibis.greatest(reached.reach, reached.ready))
    counted = reached.mutate(
        idle=ibis.ifelse(reached.reach.notnull() & reached.ready.notnull(), idle, 0),
        block=block_at(reached.a, floor.blocks.worked, floor.blocks.count),
    )
    found = counted.group_by([by, "block"]).agg(
        hours=counted.idle.sum() * each / HOUR, stops=counts(counted.idle > 0) * each
    )
    return grouped(arrays(found), [by], floor.blocks.count, names=floor.names)


def stride(floor: Floor) -> int:
    """Return of how many shifts of a station one is looked at."""
    return EVERY if floor.known["rows"] > MANY else 1


def how_seen(floor: Floor) -> tuple[Told, ...]:
    """Return in words how much was looked at; nothing where all was."""
    each = stride(floor)
    return (told("seen in one of {each} shifts of each station, times {each}", each=each),) if each > 1 else ()


def _occupied(floor: Floor, journey: ibis.Table) -> ibis.Table:
    """Return what holds a station, from ``a`` to ``b`` on the work clock, and when the lot of a row was ready [µs]."""
    begun = journey.w_start.fill_null(0) < floor.blocks.open
    work = journey.filter(journey.station.notnull() & begun & (journey.b > 0))
    until = ibis.greatest(work.b, work.w_left.fill_null(0)) if floor.known["left"] else work.b
    # what runs when the window opens holds its station from there on
    held = ibis.greatest(work.w_start.fill_null(0), 0)
    made = work.select("station", "work_center", a=held, b=until, ready=work.w_start - work.queue)
    stopped = floor.rows.filter(floor.rows.kind.isin([KINDS[kind] for kind in _STOPPED]) & floor.rows.station.notnull())
    nothing = ibis.null("int64")
    return made.union(stopped.select("station", "work_center", "a", "b", ready=nothing))
