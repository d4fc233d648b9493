"""The value stream of the product made most: its steps in order, with work, waits, stock and lot size."""

from __future__ import annotations

from collections.abc import Callable

import ibis
import numpy as np

from plantwright.messages.told import Told, strung, told
from plantwright.model.estimate import Estimate, Row
from plantwright.observe.blocks import Array, Sums, ratio, spread
from plantwright.observe.floor import Floor, block_at, columns, counts, positive
from plantwright.observe.groups import Groups, arrays, grouped
from plantwright.observe.journey import lot_keys
from plantwright.observe.working_time import HOUR

MOST = 40
"""Steps shown; a stream of more is cut to those that take the most time."""


def stream_of(floor: Floor, journey: ibis.Table) -> tuple[str, Groups]:
    """Return the product with most completed orders, and sums over its lots by step, by block of working time [h]."""
    orders = floor.orders.filter(floor.orders.done)
    most = orders.group_by("product").agg(orders=orders.count())
    found = columns(most.filter(most["product"].notnull()).order_by([ibis.desc("orders"), "product"]).limit(1))
    if not found["product"]:
        return "", Groups([], {})
    product = str(found["product"][0])
    chosen = floor.orders.filter(floor.orders["product"] == product).select("order")
    return product, _steps(floor, _named(floor, journey.semi_join(chosen, "order")))


def _named(floor: Floor, rows: ibis.Table) -> ibis.Table:
    """Return the rows with an operation each: a setup belongs to the step that it prepares."""
    rows = rows.mutate(operation=ibis.coalesce(rows.operation, rows.work_center))
    if not floor.known["setup"]:
        return rows
    lots = ibis.window(group_by=lot_keys(floor), order_by=[ibis.asc("start", nulls_first=True), "end"])
    after = {f"next_{name}": rows[name].lead().over(lots) for name in ("operation", "work_center")}
    rows = rows.mutate(**after)
    prepares = (rows.is_setup & (rows.next_work_center == rows.work_center)).fill_null(False)
    return rows.mutate(operation=ibis.ifelse(prepares, rows.next_operation, rows.operation))


def _steps(floor: Floor, journey: ibis.Table) -> Groups:
    blocks = floor.blocks
    ended = ((journey.end >= 0) & (journey.end <= blocks.window) & journey.start.notnull()).fill_null(False)
    rows = journey.filter(ended).mutate(block=block_at(journey.b, blocks.worked, blocks.count))
    lot = ~rows.is_setup
    since = (rows.w_start - rows.w_released).cast("float64") / HOUR
    placed = (lot & (rows.released >= 0)).fill_null(False)
    found = rows.group_by(["operation", "work_center", "block"]).agg(
        lots=counts(lot),
        process=ibis.ifelse(lot, positive(rows.worked - rows.repair), 0).sum() / HOUR,
        setup=ibis.ifelse(lot, rows.own_setup, 0).sum() / HOUR,
        down=ibis.ifelse(lot, rows.repair, 0).sum() / HOUR,
        waits=counts(rows.queue.notnull() & lot), wait=rows.queue.fill_null(0).sum() / HOUR,
        sized=counts(lot & rows.quantity.notnull()),
        pieces=ibis.ifelse(lot, rows.quantity.fill_null(0.0), 0.0).sum(),
        placed=counts(placed), since=ibis.ifelse(placed, since, 0.0).sum(),
    )  # fmt: skip
    groups = grouped(arrays(found), ["operation", "work_center"], blocks.count, names=floor.names)
    groups.sums["open"] = groups.sums["lots"] * 0.0 + blocks.open_time() / HOUR
    return _cut(groups)


def _cut(groups: Groups) -> Groups:
    """Return the steps that lots end, in the order in which they come after release."""
    with np.errstate(divide="ignore", invalid="ignore"):
        place = groups.total("since") / groups.total("placed")
    kept = np.flatnonzero(groups.total("lots") > 0)
    taken = sum(groups.total(name) for name in _PARTS)
    kept = kept[np.argsort(-np.asarray(taken)[kept], kind="stable")][:MOST]
    kept = kept[np.argsort(place[kept], kind="stable")]
    return Groups([groups.labels[index] for index in kept], {name: one[kept] for name, one in groups.sums.items()})


_PARTS = ("process", "setup", "down", "wait")
_COLUMNS: dict[str, tuple[Callable[[Sums], Array], str, Told]] = {
    "process_time": (ratio("process", "lots"), "h", told("mean working time of a lot, repairs taken out")),
    "setup_time": (ratio("setup", "lots"), "h", told("mean setup before a lot")),
    "down_time": (ratio("down", "lots"), "h", told("mean repair inside a lot's time")),
    "wait": (lambda one: one["wait"] / one["lots"], "h", told("mean wait in working time before the step")),
    "lot_size": (ratio("pieces", "sized"), "pieces", told("mean pieces of a lot")),
    "wip": (
        lambda one: sum(one[name] for name in _PARTS) / one["open"],
        "lots",
        told("lots waiting or at the step, by Little's law from lots that ended in the window"),
    ),
}


def value_stream_table(floor: Floor, stream: tuple[str, Groups], availability: dict[str, Estimate]) -> tuple[Row, ...]:
    """Return one line a step, in order: work, setup, wait, lot size, WIP, uptime and the share that adds value.

    References
    ----------
    Rother and Shook (1999), Learning to See, Lean Enterprise Institute.
    """
    product, steps = stream
    if not steps.labels:
        return ()
    spreads = {name: spread(steps.sums, one) for name, (one, _, _) in _COLUMNS.items()}
    added = spread(steps.sums, _added, 0.0, 1.0)
    n = steps.total("lots").astype(int)
    how = floor.blocks.method()

    def line(index: int, operation: str, center: str) -> Row:
        cells = {
            name: spreads[name].estimate(
                index, unit, n=int(n[index]), method=strung([method, how]), evidence=floor.evidence
            )
            for name, (_, unit, method) in _COLUMNS.items()
        }
        unknown = Estimate(value=None, unit="1", n=0, method=told("no station is named"), evidence=floor.evidence)
        return {
            "product": product, "step": operation, "work_center": center, **cells,
            "uptime": availability.get(center, unknown),
            "value_added": added.estimate(
                index, "1", n=int(n[index]), evidence=floor.evidence,
                method=strung([told("process over process, setup, repair and wait"), how]),
            ),
        }  # fmt: skip

    return tuple(line(index, str(operation), str(center)) for index, (operation, center) in steps.index())


def _added(sums: Sums) -> Array:
    return np.asarray(sums["process"] / sum(sums[name] for name in _PARTS))


def value_added(floor: Floor, stream: tuple[str, Groups]) -> Estimate:
    """Return the share of the stream's time in which a lot is worked on, over all steps together."""
    product, steps = stream
    method = told(
        "process time over process, setup, repair and wait of all steps of {product}",
        product=product or told("a product"),
    )
    if not steps.labels:
        return Estimate(
            value=None, unit="1", n=0, method=strung([method, told("nothing to sum")]), evidence=floor.evidence
        )
    whole = {name: one.sum(axis=0, keepdims=True) for name, one in steps.sums.items()}
    n, timed = int(whole["lots"].sum()), told("{method}, working time", method=method)
    return spread(whole, _added, 0.0, 1.0).estimate(
        0, "1", n=n, method=strung([timed, floor.blocks.method()]), evidence=floor.evidence
    )


def uptimes(floor: Floor, account: Groups) -> dict[str, Estimate]:
    """Return the share of its scheduled time in which a work center was not down, by name."""
    centers = account.by("work_center")
    found = spread(centers.sums, lambda one: 1 - one["down"] / one["scheduled"], 0.0, 1.0)
    how = told("scheduled time without logged stops") if floor.known["down"] else told("no stop was logged")
    return {
        name: found.estimate(index, "1", n=None, method=strung([how, floor.blocks.method()]), evidence=floor.evidence)
        if floor.known["down"]
        else Estimate(value=None, unit="1", n=0, method=how, evidence=floor.evidence)
        for index, (name,) in centers.index()
    }
