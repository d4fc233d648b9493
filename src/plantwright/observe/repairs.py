"""Breakdowns inside the rows they interrupt."""

from __future__ import annotations

from typing import Any

import ibis

from plantwright.observe.floor import Floor


def repair_inside(floor: Floor, rows: ibis.Table) -> ibis.Table:
    """Return ``rows`` with ``repair``: working time of their station's breakdowns inside them [µs]."""
    if not floor.known["down"]:
        return rows.mutate(repair=ibis.literal(0, "int64"))
    keys = ["station", "a", "b"]
    down = _cut(merged(floor.rows.filter(floor.rows.kind.isin(["down", "maintenance"]))), floor)
    cut = _cut(rows.filter(rows.b > rows.a).select(*keys), floor)
    pairs = cut.join(down, ["station", "piece"], rname="{name}_down")
    pairs = pairs.filter((pairs.high_down > pairs.low) & (pairs.low_down < pairs.high))
    overlap = ibis.least(pairs.high, pairs.high_down) - ibis.greatest(pairs.low, pairs.low_down)
    # lots of one batch share their station and times: each pair once
    once = pairs.select(*keys, "low_down", "low", overlap=overlap).distinct()
    total = once.group_by(keys).agg(repair=once.overlap.sum().cast("int64"))
    joined = rows.left_join(total, keys)
    return joined.mutate(repair=joined.repair.fill_null(0)).select(*rows.columns, "repair")


def merged(rows: ibis.Table) -> ibis.Table:
    """Return the union of a few rows' intervals by station, as ``station, a, b`` without overlaps."""
    rows = rows.filter(rows.b > rows.a)
    earlier = ibis.window(group_by="station", order_by=["a", "b"], preceding=(None, 1))
    so_far = ibis.window(group_by="station", order_by=["a", "b"], preceding=(None, 0))
    fresh = rows.mutate(new=(rows.a > rows.b.max().over(earlier)).fill_null(True).cast("int64"))
    numbered = fresh.mutate(island=fresh.new.sum().over(so_far))
    return numbered.group_by(["station", "island"]).agg(a=numbered.a.min(), b=numbered.b.max()).drop("island")


def _cut(rows: ibis.Table, floor: Floor) -> Any:
    length = floor.blocks.piece()
    pieces = rows.mutate(piece=ibis.range(rows.a // length, (rows.b - 1) // length + 1).unnest())
    low, high = pieces.piece * length, (pieces.piece + 1) * length
    return pieces.mutate(low=ibis.greatest(pieces.a, low), high=ibis.least(pieces.b, high))
