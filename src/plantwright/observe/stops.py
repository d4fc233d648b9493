"""The stops that were logged, each instant of a station counted once, with their reasons."""

from __future__ import annotations

from typing import Any

import ibis
import numpy as np

from plantwright.observe.floor import Floor, block_at, counts, each_piece, edges, positive
from plantwright.observe.groups import Groups, arrays, grouped
from plantwright.observe.stations import SHORT
from plantwright.observe.working_time import HOUR, instant_of, microseconds

STOPS = ("down", "maintenance")
"""Kinds of rows that are stops."""
_SUMS = ("hours", "stops", "short", "short_hours")
_KEYS = ["work_center", "kind", "reason", "block"]


def stops_of(floor: Floor) -> Groups:
    """Return hours and counts of the logged stops by work center, kind and reason, by block of working time.

    Notes
    -----
    In the order of starts, a stop adds what earlier stops of its station have not covered yet, without the time in
    which the station was switched off. So the hours sum to the down time of the station's account, and two stops that
    overlap are not counted twice: the one that began first has the time. The rows are few and have their own query.
    """
    if not floor.known["down"]:
        return Groups([], {name: np.zeros((0, floor.blocks.count)) for name in _SUMS})
    fresh = _by_block(floor, _fresh(_rows(floor, STOPS)))
    if floor.known["off"]:
        fresh = _without(fresh, _by_block(floor, _fresh(_rows(floor, ("off",)))))
    found = fresh.group_by(_KEYS).agg(
        hours=fresh.time.sum() / HOUR, stops=counts(fresh.first), short=counts(fresh.first & fresh.short),
        short_hours=ibis.ifelse(fresh.short, fresh.time, 0).sum() / HOUR,
    )  # fmt: skip
    return grouped(arrays(found), _KEYS[:-1], floor.blocks.count)


def _rows(floor: Floor, kinds: tuple[str, ...]) -> ibis.Table:
    """Return the rows of some kinds as [a, b) on the work clock [µs]."""
    table = floor.log.intervals
    origin, work = instant_of(floor.log.meta.start), floor.work
    told = table.filter(table.kind.isin(kinds))
    named = told.select(
        station=ibis.coalesce(told.station, told.work_center, told.operation),
        work_center=ibis.coalesce(told.work_center, told.station, told.operation),
        kind="kind", reason=told.reason.fill_null(""), u_start=microseconds(told.start), u_end=microseconds(told.end),
    )  # fmt: skip
    clock = work.at(origin)
    timed = named.filter(named.station.notnull()).mutate(
        start=ibis._.u_start - origin,
        w_start=work.position(ibis._.u_start) - clock,
        w_end=work.position(ibis._.u_end) - clock,
    )
    a, b = edges(timed, floor.blocks.open)
    cut = timed.mutate(a=a, b=b)
    return cut.filter(cut.b > cut.a).select("station", "work_center", "kind", "reason", "a", "b")


def _fresh(rows: ibis.Table) -> ibis.Table:
    """Return the rows without what earlier rows of the station covered; ``short`` tells of the whole row."""
    earlier = ibis.window(group_by="station", order_by=["a", "b", "work_center", "kind", "reason"], preceding=(None, 1))
    reached = rows.mutate(reach=rows.b.max().over(earlier))
    low = ibis.greatest(reached.a, reached.reach.fill_null(0))
    fresh = reached.mutate(low=low, high=reached.b, short=reached.b - reached.a < SHORT)
    return fresh.filter(fresh.high > fresh.low).drop("a", "b", "reach")


def _by_block(floor: Floor, rows: ibis.Table) -> ibis.Table:
    """Return the rows cut at the edges of the blocks, with their ``time``; ``first`` marks a row's first part."""
    length, count = floor.blocks.piece() * floor.blocks.pieces, floor.blocks.count
    pieces = each_piece(rows, block_at(rows.low, length, count), block_at(rows.high - 1, length, count))
    low = ibis.greatest(pieces.low, pieces.piece * length)
    high = ibis.ifelse(pieces.piece == count - 1, pieces.high, ibis.least(pieces.high, (pieces.piece + 1) * length))
    cut = pieces.mutate(block=pieces.piece, first=low == pieces.low, low=low, high=high).drop("piece")
    return cut.mutate(time=cut.high - cut.low)


def _without(rows: ibis.Table, off: ibis.Table) -> ibis.Table:
    """Return the rows with the time taken out in which their station was switched off."""
    keyed = rows.mutate(number=ibis.row_number().over(order_by=["station", "low"])).cache()
    off = off.select("station", "block", off_low="low", off_high="high")
    pairs = keyed.inner_join(off, ["station", "block"])
    inside: Any = positive(ibis.least(pairs.high, pairs.off_high) - ibis.greatest(pairs.low, pairs.off_low))
    taken = pairs.group_by("number").agg(taken=inside.sum())
    joined = keyed.left_join(taken, "number")
    left = joined.mutate(time=joined.time - joined.taken.fill_null(0)).drop("number_right", "taken", "number")
    return left.filter(left.time > 0)
