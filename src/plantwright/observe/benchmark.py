"""Where the plant stands between the best and the worst that its own bottleneck and process times allow."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import ibis
import numpy as np

from plantwright.messages.told import Told, strung, told
from plantwright.model.estimate import Estimate, Row
from plantwright.observe.blocks import Array, Sums, spread
from plantwright.observe.floor import Floor, block_at, columns, each_piece, within
from plantwright.observe.groups import Groups
from plantwright.observe.line_cases import Line, flow_time
from plantwright.observe.working_time import HOUR

CASES = ("recorded", "best", "practical_worst", "worst")
_CLOCK = told("on the work clock, which stands still while the plant is closed")
_SAYS = {
    "recorded": told("as recorded"),
    "best": told("best case at the plant's WIP"),
    "practical_worst": told("practical worst case at the plant's WIP"),
    "worst": told("worst case at the plant's WIP"),
}


def benchmark_sums(floor: Floor, parts: Groups, account: Groups) -> tuple[Groups, str]:
    """Return what the benchmark is made of, by block, and the name of the busiest work center; times [h].

    Notes
    -----
    The bottleneck is the work center with the largest share of its scheduled time in process, setup or repair.
    """
    centers = account.by("work_center")
    used = sum(centers.sums[state] for state in ("process", "setup", "down"))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.nan_to_num(np.sum(used, axis=1) / centers.total("scheduled"))
    if not parts.labels or not share.size or not share.max() > 0:
        return Groups([], {}), ""
    index = int(share.argmax())
    sums = {name: parts.sums[name][:1] for name in ("process", "setup", "down")}
    return Groups(
        [("",)],
        {
            "worked": np.sum(list(sums.values()), axis=0),
            "whole": parts.sums["orders"][:1],
            "used": np.asarray(used)[index][None] / HOUR,
            "scheduled": centers.sums["scheduled"][index][None] / HOUR,
            "open": floor.blocks.open_time()[None] / HOUR,
            **_on_the_work_clock(floor),
        },
    ), str(centers.labels[index][0])


def _on_the_work_clock(floor: Floor) -> dict[str, Array]:
    """Return orders completed, their flow time and the order-hours on the floor by block, shape (1, blocks)."""
    blocks, orders = floor.blocks, floor.orders
    timed = orders.filter(orders.done & (orders.completed >= orders.released))
    done = timed.group_by("block").agg(
        timed=timed.count(), flow=(timed.w_completed - timed.w_released).cast("float64").sum() / HOUR
    )
    every = orders.filter(orders.done).group_by("block").agg(orders=ibis._.count())
    known = orders.filter(orders.released.notnull() | orders.completed.notnull())
    cut = known.select(
        low=within(known.w_released.fill_null(0), blocks.open),
        high=within(known.w_completed.fill_null(blocks.open), blocks.open),
    )
    cut = cut.filter(cut.high > cut.low)
    first, last = (block_at(edge, blocks.worked, blocks.count) for edge in (cut.low, cut.high - 1))
    pieces = each_piece(cut, first, last)
    begin = pieces.piece * blocks.worked
    inside = ibis.least(pieces.high, begin + blocks.worked) - ibis.greatest(pieces.low, begin)
    present = pieces.group_by(block="piece").agg(present=inside.cast("float64").sum() / HOUR)
    return {**_row(done, blocks.count, "timed", "flow"), **_row(every, blocks.count, "orders"),
            **_row(present, blocks.count, "present")}  # fmt: skip


def _row(table: ibis.Table, count: int, *names: str) -> dict[str, Array]:
    found, made = columns(table), {name: np.zeros((1, count)) for name in names}
    for name in names:
        made[name][0, np.array(found["block"], dtype=int)] = found[name]
    return made


def line_of(sums: Sums) -> Line:
    """Return the line that the sums tell of.

    Notes
    -----
    ``rb = throughput / utilization`` of the busiest work center; ``T0`` is process, setup and repair of an order.
    """
    return Line(sums["orders"] / sums["open"] * sums["scheduled"] / sums["used"], sums["worked"] / sums["whole"])


def _wip(sums: Sums) -> Array:
    return np.asarray(sums["present"] / sums["open"])


def _recorded(sums: Sums) -> Array:
    return np.asarray(sums["orders"] / sums["open"])


def _case(case: str, sums: Sums) -> Array:
    return _recorded(sums) if case == "recorded" else np.asarray(getattr(line_of(sums), case)(_wip(sums)))


def _case_flow(case: str, sums: Sums) -> Array:
    return np.asarray(sums["flow"] / sums["timed"] if case == "recorded" else flow_time(_wip(sums), _case(case, sums)))


def benchmark_values(floor: Floor, found: tuple[Groups, str]) -> dict[str, Estimate]:
    """Return rb, T0 with setups and repairs in it, W0, and throughput over that of the practical worst case.

    References
    ----------
    Hopp and Spearman (2011), Factory Physics, third edition, section 7.3: internal benchmarking.
    """
    groups, center = found
    cell = partial(_cell, floor, groups)
    rate = told("orders an hour over the utilization of the busiest work center ({center})", center=center)
    time = told("working time of an order in process, setup and repair: T0 with what usually comes between")
    return {
        "bottleneck_rate": cell(lambda one: np.asarray(line_of(one).bottleneck_rate), "orders/h", _on_clock(rate)),
        "effective_raw_process_time": cell(lambda one: np.asarray(line_of(one).raw_process_time), "h", time),
        "critical_wip": cell(lambda one: np.asarray(line_of(one).critical_wip), "orders", told("bottleneck rate × T0")),
        "practical_worst_ratio": cell(
            lambda one: _recorded(one) / _case("practical_worst", one), "1",
            told("throughput over that of the practical worst case at the same WIP; above 1 is better"),
        ),
    }  # fmt: skip


def benchmark_table(floor: Floor, found: tuple[Groups, str]) -> tuple[Row, ...]:
    """Return throughput and flow time of the plant, and of the three cases at the plant's WIP."""
    groups, _ = found
    if not groups.labels:
        return ()
    cell = partial(_cell, floor, groups)
    wip = cell(_wip, "orders", _on_clock(told("time average of the orders on the floor")))

    def line(case: str) -> Row:
        how = _on_clock(_SAYS[case])
        return {
            "case": case,
            "wip": wip,
            "throughput": cell(partial(_case, case), "orders/h", how),
            "flow_time": cell(partial(_case_flow, case), "h", how),
        }

    return tuple(line(case) for case in CASES)


def _on_clock(method: Told) -> Told:
    return told("{method}, {clock}", method=method, clock=_CLOCK)


def _cell(floor: Floor, groups: Groups, statistic: Callable[[Sums], Array], unit: str, method: str) -> Estimate:
    if not groups.labels:
        why = told("no order was released and completed in the window, or no station worked")
        return Estimate(value=None, unit=unit, n=0, method=why, evidence=floor.evidence)
    n = int(groups.total("orders")[0])
    how = strung([method, floor.blocks.method()])
    return spread(groups.sums, statistic).estimate(0, unit, n=n, method=how, evidence=floor.evidence)
