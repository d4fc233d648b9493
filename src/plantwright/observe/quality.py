"""Pieces booked good and scrapped, and the time that they would take at the ideal speed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from plantwright.messages.told import told
from plantwright.model.estimate import Estimate
from plantwright.observe.floor import Floor, block_at, columns
from plantwright.observe.groups import Groups, arrays, grouped
from plantwright.observe.journey import worked
from plantwright.observe.names import KINDS, NOTHING, Names

IdealTimes = Mapping[tuple[str, str], float]
"""Design process time of a piece by product and operation [s]."""


def booked(floor: Floor) -> dict[str, Estimate]:
    """Return good and scrapped pieces, summed over all operation rows as booked."""
    n = int(floor.known["booked_rows"])
    method = told("sum over all rows as booked: a piece counts once an operation")

    def total(name: str) -> Estimate:
        known = floor.known["quantity" if name == "good" else "scrapped"] > 0
        value = floor.known[f"booked_{name}"] if known else None
        return Estimate(value=value, unit="pieces", n=n, method=method, evidence=floor.evidence)

    return {"booked_good": total("good"), "booked_scrapped": total("scrapped")}


def earned_of(floor: Floor, sweep: ibis.Table, ideal: IdealTimes | None) -> Groups:
    """Return by work center the time that all pieces and the good ones would take at the ideal speed [µs].

    Notes
    -----
    Without ideal times the fastest tenth of the rows of a product and operation takes their place. Lots that share a
    station and its times share its time too. Work wholly outside the shifts has no production time on the work clock,
    so it earns none either.
    """
    rows = _speeds(floor)
    keys = ["product", "operation"]
    earning = rows.filter(rows.inside > 0)
    made = earning.group_by([*keys, "work_center", "block"]).agg(
        made=earning.made.sum(), good=earning.good.sum(), rows=earning.count()
    )
    timed = made.inner_join(_best(_shared(rows, sweep)) if ideal is None else _told(ideal, floor.names), keys)
    earned = timed.group_by(["work_center", "block"]).agg(
        made=(timed.best * timed.made).sum(), good=(timed.best * timed.good).sum(), rows=timed.rows.sum()
    )
    return grouped(arrays(earned), ["work_center"], floor.blocks.count, names=floor.names)


def _speeds(floor: Floor) -> ibis.Table:
    window = floor.blocks.window
    nothing = ibis.literal(NOTHING, "int32")
    rows = floor.rows.filter((floor.rows.kind == KINDS["process"]) & (floor.rows.quantity > 0))
    rows = rows.filter((rows.start < rows.end) & (rows.end >= 0) & (rows.end <= window))
    return rows.select(
        "station", "work_center", "a", "b", made="quantity",
        product=rows["product"].fill_null(nothing), operation=ibis.coalesce(rows.operation, rows.work_center, nothing),
        good=rows.quantity - rows.scrapped.fill_null(0.0), each=worked(rows) / rows.quantity,
        inside=rows.w_end - rows.w_start,
        block=block_at(rows.b, floor.blocks.worked, floor.blocks.count),
    )  # fmt: skip


def _shared(rows: ibis.Table, sweep: ibis.Table) -> ibis.Table:
    """Return the rows with the time of a station divided among the lots that share it from start to end."""
    covered = sweep.filter((sweep.level == 3) & (sweep.b <= sweep.reach_3.fill_null(0)))
    suspects = covered.select("station", a="row_a", b="row_b").distinct().cache()
    # a join of every row with nothing takes as long as with something
    if columns(suspects.agg(n=suspects.count()))["n"] == [0]:
        return rows
    keys = ["station", "a", "b"]
    lots = rows.inner_join(suspects, keys).group_by(keys).agg(lots=ibis._.count())
    shared = rows.left_join(lots, keys)
    return shared.mutate(each=shared.each / shared.lots.fill_null(1))


def _best(rows: ibis.Table) -> ibis.Table:
    return rows.group_by(["product", "operation"]).agg(best=rows.each.quantile(0.1))


def _told(ideal: IdealTimes, names: Names) -> Any:
    known = names.numbers()
    ideal = {key: seconds for key, seconds in ideal.items() if set(key) <= known.keys()}
    numbers = [[known[key[place]] for key in ideal] for place in (0, 1)]
    best = np.array(list(ideal.values()), dtype=float) * 1e6
    return ibis.memtable(
        pa.table(
            {"product": pa.array(numbers[0], pa.int32()), "operation": pa.array(numbers[1], pa.int32()), "best": best}
        )
    )
