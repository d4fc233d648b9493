"""Pieces booked good and scrapped, and how much of the scheduled time made good pieces at the best speed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from plantwright.messages.told import strung, told
from plantwright.model.estimate import Estimate
from plantwright.observe.blocks import ratio, spread
from plantwright.observe.floor import Floor, block_at, columns
from plantwright.observe.groups import Groups, grouped
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


def effectiveness(floor: Floor, sweep: ibis.Table, account: Groups, ideal: IdealTimes | None) -> dict[str, Estimate]:
    """Return ``oee`` where ideal times are known, else ``oee_relative``.

    Notes
    -----
    ``oee = Σ ideal time · good pieces / Σ scheduled time of the stations``, which is availability × effectiveness ×
    quality ratio. Without ideal times the fastest tenth of the rows of a product and operation takes their place, so
    the number says how far the plant is from its own best days, not from its design. Lots that share a station and
    its times share its time too.

    References
    ----------
    ISO 22400-2:2014, OEE index.
    """
    rows = _speeds(floor)
    keys = ["product", "operation"]
    made = rows.group_by([*keys, "block"]).agg(good=rows.good.sum(), rows=rows.count())
    timed = made.inner_join(_best(_shared(rows, sweep)) if ideal is None else _told(ideal, floor.names), keys)
    earned = timed.group_by("block").agg(earned=(timed.best * timed.good).sum(), rows=timed.rows.sum())
    lines = columns(earned)
    n = int(sum(lines["rows"]))
    sums = grouped({"all": ["all"] * len(lines["block"]), **lines}, ["all"], floor.blocks.count).sums
    name = "oee_relative" if ideal is None else "oee"
    if not n:
        return {
            name: Estimate(
                value=None, unit="1", n=0, method=told("no row tells its pieces and times"), evidence=floor.evidence
            )
        }
    sums["scheduled"] = account.sums["scheduled"].sum(axis=0, keepdims=True)
    found = spread(sums, ratio("earned", "scheduled"))
    method = strung([_METHODS[name], floor.blocks.method()])
    return {name: found.estimate(0, "1", n=n, method=method, evidence=floor.evidence)}


_METHODS = {
    "oee": told("ideal time of the good pieces over scheduled time of the stations"),
    "oee_relative": told(
        "relative to your best decile, not to design speed: good pieces × the seconds per piece of the "
        "fastest tenth of rows of the product and operation, over scheduled time of the stations"
    ),
}


def _speeds(floor: Floor) -> ibis.Table:
    window = floor.blocks.window
    nothing = ibis.literal(NOTHING, "int32")
    rows = floor.rows.filter((floor.rows.kind == KINDS["process"]) & (floor.rows.quantity > 0))
    rows = rows.filter((rows.start < rows.end) & (rows.end >= 0) & (rows.end <= window))
    return rows.select(
        "station", "a", "b",
        product=rows["product"].fill_null(nothing), operation=ibis.coalesce(rows.operation, rows.work_center, nothing),
        good=rows.quantity - rows.scrapped.fill_null(0.0), each=worked(rows) / rows.quantity,
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
