"""Breakdowns inside the rows they interrupt."""

from __future__ import annotations

import ibis

from plantwright.observe.floor import Floor
from plantwright.observe.stations import lower_sets

_KEYS = ["station", "row_a", "row_b"]


def repair_inside(floor: Floor, sweep: ibis.Table, rows: ibis.Table) -> ibis.Table:
    """Return ``rows`` with ``repair``, if any was logged: their station's breakdowns inside them, working time [µs]."""
    if not floor.known["down"]:
        return rows
    # they are few; an engine that does not know so would build its join on the rows
    total = _repairs(floor, sweep).cache()
    joined = rows.left_join(total, [(rows.station, total.station), (rows.a, total.row_a), (rows.b, total.row_b)])
    return joined.mutate(repair=joined.repair.fill_null(0)).select(*rows.columns, "repair")


def _repairs(floor: Floor, sweep: ibis.Table) -> ibis.Table:
    """Return the repairs inside each interval that has any, by station, start and end of the interval."""
    down = lower_sets(floor, sweep)
    down = down.filter(down.level == 1)
    # breakdowns logged twice count once
    down = down.select("cell", low=ibis.greatest(down.a, down.reach_1.fill_null(0)), high="b")
    down = down.filter(down.high > down.low)
    work = sweep.filter(sweep.level > 1).select(*_KEYS, "cell", "a", "b")
    pairs = work.inner_join(down, "cell")
    pairs = pairs.filter((pairs.high > pairs.a) & (pairs.low < pairs.b))
    overlap = ibis.least(pairs.high, pairs.b) - ibis.greatest(pairs.low, pairs.a)
    # lots of one batch share their station and times: each pair once
    once = pairs.select(*_KEYS, "low", overlap=overlap).distinct()
    return once.group_by(_KEYS).agg(repair=once.overlap.sum().cast("int64"))
