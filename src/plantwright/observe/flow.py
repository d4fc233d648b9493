"""How orders flow: throughput, work in process, flow time, and whether Little's law holds between them."""

from __future__ import annotations

from functools import partial
from typing import Any

import ibis
import numpy as np

from plantwright.messages.told import strung
from plantwright.messages.told import told as message
from plantwright.model.estimate import Estimate, Row
from plantwright.observe.blocks import LEVEL, Array, Sums, ratio, spread
from plantwright.observe.floor import Floor, block_at, columns, counts, each_piece, within
from plantwright.observe.groups import Groups, grouped
from plantwright.observe.journey import lot_keys
from plantwright.observe.working_time import DAY, HOUR

_FLOW = message("release to completion, calendar time, of orders completed in the window")


def finished_of(floor: Floor, journey: ibis.Table) -> ibis.Table:
    """Return the orders completed in the window with ``flow`` [h] and ``good``, the good pieces that left.

    Notes
    -----
    Good pieces are those booked at the order's last operation: of its last row where rows there repeat the step, else
    else of all rows there, since pieces may be booked in parts. Of lots that were cut into others, as the log's links
    tell, those count that were there last. Orders without such rows count as ordered.
    """
    orders = floor.orders.filter(floor.orders.done).drop("name")
    good = _good_by_order(floor, journey)
    joined = orders.left_join(good, "order").drop("order_right")
    return joined.mutate(
        good=ibis.ifelse(
            joined["product"].isin(floor.inner_products), 0.0, ibis.coalesce(joined.good, joined.quantity, 0.0)
        ),
        flow=ibis.ifelse(joined.completed >= joined.released, joined.completed - joined.released, None) / HOUR,
        on_time=joined.completed <= joined.due,
    ).cache()


def _good_by_order(floor: Floor, journey: ibis.Table) -> ibis.Table:
    keys = lot_keys(floor)
    booked = journey.end.notnull() | journey.scrapped.notnull()
    rows = journey.filter(~journey.is_setup & journey.done & booked)
    rows = rows.select(
        "order",
        "start",
        "end",
        "rework",
        "last",
        **({"lot": rows.lot.fill_null("")} if "lot" in keys else {}),
        operation=ibis.coalesce(rows.operation, rows.work_center),
        made=rows.quantity - rows.scrapped.fill_null(0.0),
    )
    last = rows.filter(rows.last & rows.end.notnull()).select(*keys, "operation", end_last="end")
    there = rows.inner_join(last, [*keys, "operation"])
    final = there.end >= there.end_last
    lots = there.group_by(keys).agg(
        booked=there.made.sum(), at_last=ibis.ifelse(final, there.made, None).max(), repeats=counts(there.rework)
    )
    if "lot" in keys and floor.links is not None:
        lots = lots.anti_join(_passed_on(floor, rows, floor.links), keys)
    return lots.group_by("order").agg(good=ibis.ifelse(lots.repeats > 0, lots.at_last, lots.booked).sum())


def _passed_on(floor: Floor, rows: ibis.Table, links: ibis.Table) -> ibis.Table:
    """Return the lots whose pieces went on as another lot of their order: cut into parts, or parts that were joined."""
    rows = rows.inner_join(floor.orders.select("order", "name"), "order")
    named = rows.mutate(name=ibis.ifelse(rows.lot == "", rows.name, rows.lot))
    lots = named.group_by(["order", "lot", "name"]).agg(begun=named.start.max(), done=named.end.max())
    whole = lots.select("order", parent="name", whole="lot", done="done")
    cut = links.select("parent", "child").distinct().inner_join(whole, "parent")
    parts = lots.select("order", "begun", child="name", part="lot")
    pairs = cut.inner_join(parts, ["order", "child"])
    later = pairs.begun >= pairs.done
    return pairs.select("order", lot=ibis.ifelse(later, pairs.whole, pairs.part)).distinct()


def flow_sums(floor: Floor, finished: ibis.Table) -> Groups:
    """Return sums over the completed orders by block of completion, with the WIP of each block."""
    timely = finished.on_time.notnull()
    by_block = finished.group_by("block").agg(
        orders=finished.count(),
        good=finished.good.sum(),
        timed=counts(finished.flow.notnull()),
        flow=finished.flow.fill_null(0.0).sum(),
        promised=counts(timely),
        kept=counts(finished.on_time),
    )
    found = columns(by_block)
    groups = grouped({"all": [""] * len(found["block"]), **found}, ["all"], floor.blocks.count)
    if not groups.labels:
        names = ("orders", "good", "timed", "flow", "promised", "kept")
        groups = Groups([("",)], {name: np.zeros((1, floor.blocks.count)) for name in names})
    groups.sums["present"] = _present(floor)
    groups.sums["days"] = floor.blocks.days()[None, :]
    return groups


def _present(floor: Floor) -> Array:
    """Return the order-days spent on the floor in every block, shape (1, blocks) [d]."""
    blocks, orders = floor.blocks, floor.orders
    known = orders.filter(orders.released.notnull() | orders.completed.notnull())
    cut = known.select(
        low=within(known.released.fill_null(0), blocks.window),
        high=within(known.completed.fill_null(blocks.window), blocks.window),
    )
    cut = cut.filter(cut.high > cut.low)
    first, last = (block_at(edge, blocks.length, blocks.count) for edge in (cut.low, cut.high - 1))
    pieces = each_piece(cut, first, last)
    start = pieces.piece * blocks.length
    share = ibis.least(pieces.high, start + blocks.length) - ibis.greatest(pieces.low, start)
    found = columns(pieces.group_by(block="piece").agg(days=share.sum() / DAY))
    present = np.zeros((1, blocks.count))
    present[0, np.array(found["block"], dtype=int)] = found["days"]
    return present


def flow_values(floor: Floor, sums: Groups, finished: ibis.Table) -> dict[str, Estimate]:
    """Return throughput, WIP, flow time, promises kept and the check of Little's law."""
    counted = _order_counts(floor, int(sums.total("orders")[0]))
    if not counted["orders"].value:
        return _of_no_orders(floor, counted["rows"])
    make = partial(_value, floor, sums)
    little = message(
        "time-average WIP over order throughput × mean flow time; not 1 where orders cross the window's edges"
    )
    return {
        **counted,
        "throughput": _good_pieces(floor, sums),
        "order_throughput": make(
            (ratio("orders", "days"), "orders/d", "orders", message("orders completed a calendar day"))
        ),
        "wip": make(
            (ratio("present", "days"), "orders", None, message("time average of orders released and not completed"))
        ),
        "flow_mean": make((ratio("flow", "timed"), "h", "timed", message("mean, {of}", of=_FLOW))),
        **_flow_quantiles(floor, finished, int(sums.total("timed")[0])),
        "on_time": make(
            (ratio("kept", "promised"), "1", "promised", message("completed orders at or before due")), highest=1.0
        ),
        "little_ratio": make((_little, "1", "timed", little)),
    }


_UNITS = {
    "orders": "orders", "orders_completed": "orders", "orders_in_progress": "orders", "throughput": "pieces/d",
    "order_throughput": "orders/d", "wip": "orders", "flow_mean": "h", "flow_median": "h", "flow_p95": "h",
    "on_time": "1", "little_ratio": "1",
}  # fmt: skip


def _of_no_orders(floor: Floor, rows: Estimate) -> dict[str, Estimate]:
    """Return that nothing of orders is known: none in the records is no sign that none was on the floor."""
    method = message("not known: the records name no orders")
    told = {"value": None, "method": method, "evidence": floor.evidence}
    return {**{name: Estimate(unit=unit, **told) for name, unit in _UNITS.items()}, "rows": rows}


def _little(sums: Sums) -> Array:
    return np.asarray(sums["present"] / (sums["orders"] * (sums["flow"] / 24 / sums["timed"])))


def _value(floor: Floor, sums: Groups, asked: tuple[Any, str, str | None, str], highest: float = np.inf) -> Estimate:
    statistic, unit, counted, method = asked
    found = spread(sums.sums, statistic, 0.0, highest)
    n = None if counted is None else int(sums.total(counted)[0])
    return found.estimate(0, unit, n=n, method=strung([method, floor.blocks.method()]), evidence=floor.evidence)


def _good_pieces(floor: Floor, sums: Groups) -> Estimate:
    """Return the good pieces a day; orders without a single piece told are no sign that none was made."""
    if not floor.known["quantity"] and not sums.total("good")[0]:
        untold = message("not known: the records tell no pieces")
        return Estimate(value=None, unit="pieces/d", method=untold, evidence=floor.evidence)
    how = message("good pieces of completed orders a calendar day")
    return _value(floor, sums, (ratio("good", "days"), "pieces/d", "orders", how))


def _order_counts(floor: Floor, completed: int) -> dict[str, Estimate]:
    orders = floor.orders
    begun = (orders.released <= floor.blocks.window).fill_null(True)
    after = (orders.completed > floor.blocks.window).fill_null(False)
    open_ = begun & (orders.completed.isnull() | after)
    found = columns(orders.agg(orders=orders.count(), open=counts(open_)))
    told = {
        "orders": (found["orders"][0], "orders", message("count of orders on the floor at some moment of the window")),
        "orders_completed": (completed, "orders", message("count of orders completed in the window")),
        "orders_in_progress": (
            found["open"][0] or 0,
            "orders",
            message("count of orders not completed at the window's end"),
        ),
        "rows": (int(floor.known["rows"]), "rows", message("count of rows of the log")),
    }
    return {
        name: Estimate(value=value, unit=unit, n=int(value), method=method, evidence=floor.evidence)
        for name, (value, unit, method) in told.items()
    }


def _flow_quantiles(floor: Floor, finished: ibis.Table, n: int) -> dict[str, Estimate]:
    """Return median and 95th percentile of flow time.

    References
    ----------
    Woodruff (1952), Journal of the American Statistical Association 47, 635–646: the interval of a quantile from the
    interval of the share of values below it.
    """
    shares = {"flow_median": 0.5, "flow_p95": 0.95}
    values = _quantiles(finished, list(shares.values()))
    halves = _half_shares(floor, finished, values)
    edges = [share + sign * half for share, half in zip(shares.values(), halves, strict=True) for sign in (-1, 1)]
    bounds = _quantiles(finished, [min(max(edge, 0.0), 1.0) if np.isfinite(edge) else 0.5 for edge in edges])
    found = {}
    for index, (name, share) in enumerate(shares.items()):
        low, high = (bounds[2 * index], bounds[2 * index + 1]) if np.isfinite(halves[index]) else (None, None)
        quantile = message("{share:.0f} % quantile, {of}", share=100 * share, of=_FLOW)
        method = strung([quantile, message("Woodruff interval"), floor.blocks.method()])
        found[name] = Estimate(
            value=values[index], unit="h", low=low, high=high, level=LEVEL, n=n, method=method, evidence=floor.evidence
        )
    return found


def _quantiles(finished: ibis.Table, shares: list[float]) -> list[float | None]:
    asked = {f"q{index}": finished.flow.quantile(share) for index, share in enumerate(shares)}
    found = columns(finished.agg(**asked))
    return [None if found[name][0] is None else float(found[name][0]) for name in asked]


def _half_shares(floor: Floor, finished: ibis.Table, values: list[float | None]) -> list[float]:
    if None in values:
        return [float("nan")] * len(values)
    timed = finished.filter(finished.flow.notnull())
    below = {f"below_{index}": counts(timed.flow <= value) for index, value in enumerate(values)}
    found = columns(timed.group_by("block").agg(timed=timed.count(), **below))
    sums = grouped({"all": [""] * len(found["block"]), **found}, ["all"], floor.blocks.count).sums
    spreads = [spread(sums, ratio(name, "timed"), -np.inf) for name in below]
    return [float(one.high[0] - one.value[0]) for one in spreads]


def product_table(floor: Floor, finished: ibis.Table) -> tuple[Row, ...]:
    """Return one line a product: completed orders, good pieces, flow time and promises kept."""
    found = finished.mutate(product=finished["product"].fill_null("not known"))
    summed = found.group_by(["product", "block"]).agg(
        orders=found.count(),
        quantity=found.good.sum(),
        timed=counts(found.flow.notnull()),
        flow=found.flow.fill_null(0.0).sum(),
        promised=counts(found.on_time.notnull()),
        kept=counts(found.on_time),
    )
    groups = grouped(columns(summed), ["product"], floor.blocks.count)
    flow, kept = spread(groups.sums, ratio("flow", "timed")), spread(groups.sums, ratio("kept", "promised"), 0.0, 1.0)
    told = floor.blocks.method()

    def exact(name: str, unit: str, index: int) -> Estimate:
        orders = int(groups.total("orders")[index])
        total = float(groups.total(name)[index])
        return Estimate(
            value=total, unit=unit, n=orders, method="orders completed in the window", evidence=floor.evidence
        )

    def line(index: int, product: str) -> Row:
        timed, promised = int(groups.total("timed")[index]), int(groups.total("promised")[index])
        return {
            "product": product,
            "orders": exact("orders", "orders", index),
            "quantity": exact("quantity", "pieces", index),
            "flow_mean": flow.estimate(
                index, "h", n=timed, method=strung([message("mean, {of}", of=_FLOW), told]), evidence=floor.evidence
            ),
            "on_time": kept.estimate(
                index, "1", n=promised, method=f"at or before due; {told}", evidence=floor.evidence
            ),
        }

    return tuple(line(index, product) for index, (product,) in groups.index())
