"""Which work center holds the plant back: three methods, and how far they agree."""

from __future__ import annotations

from collections import Counter
from typing import Any

import ibis
import numpy as np

from plantwright.model.estimate import Estimate, Row
from plantwright.observe.blocks import Array, Sums, spread
from plantwright.observe.floor import Floor, columns
from plantwright.observe.groups import Groups, grouped
from plantwright.observe.working_time import SECOND

INSTANTS = 5_000
"""Instants of working time, evenly spread, at which the longest active period is looked for."""
TOUCHING = 60 * SECOND
"""A gap this short between two rows does not end an active period [µs]."""
FEW = 30
"""Fewer waits than this say nothing about a work center's queue; it is ranked last."""
METHODS = ("active_period", "busy_share", "queue_time")


def active_sums(floor: Floor, sweep: ibis.Table) -> Groups:
    """Return at how many instants each work center had the longest active period, by block of working time.

    Notes
    -----
    A station is active in process, setup or repair; a work center while all its stations are: then it is what a
    further lot would wait for. The momentary bottleneck is the work center active for the longest uninterrupted time.

    References
    ----------
    Roser, Nakano and Tanaka (2002), Shifting bottleneck detection, Winter Simulation Conference, 1079–1086.
    """
    step = max(floor.blocks.open // INSTANTS, 1)
    last = max(-(-floor.blocks.open // step) - 1, 0)
    periods = _full_periods(floor, sweep)
    first, stop = ((edge + step - 1 - step // 2) // step for edge in (periods.start, periods.stop))
    seen = periods.mutate(instant=ibis.range(first, ibis.least(stop, last + 1)).unnest())
    longest = seen.length.max().over(ibis.window(group_by="instant"))
    # of periods equally long the first by name counts, so that the same log gives the same answer
    winners = seen.filter(seen.length == longest).group_by("instant").agg(work_center=seen.work_center.min())
    block = ibis.least((winners.instant * step + step // 2) // floor.blocks.worked, floor.blocks.count - 1)
    found = columns(winners.group_by(["work_center"], block=block).agg(longest=winners.count()))
    return grouped(found, ["work_center"], floor.blocks.count)


def _full_periods(floor: Floor, sweep: ibis.Table) -> ibis.Table:
    """Return the uninterrupted periods in which all stations of a work center were active."""
    length = floor.blocks.piece()
    full = _between_gaps(sweep.filter((sweep.level > 0) & sweep.work_center.notnull()), length)
    at_edge = (full.start % length == 0) | (full.stop % length == 0)
    inner = full.filter(~at_edge).select("work_center", "start", "stop")
    periods = inner.union(_joined(full.filter(at_edge)))
    return periods.mutate(length=periods.stop - periods.start)


def _between_gaps(active: ibis.Table, length: int) -> ibis.Table:
    """Return when no station of a work center had a gap, within each piece in which all its stations were active.

    Notes
    -----
    In the order of their starts, a gap ends such a period where it lies beyond all gaps before it.
    """
    here = ["work_center", "piece"]
    gaps = _gaps(active, length)
    reached = gaps.high.max().over(ibis.window(group_by=here, order_by="low", preceding=(None, 1)))
    periods = gaps.mutate(start=reached.fill_null(gaps.piece * length), stop=gaps.low)
    periods = periods.filter(periods.stop > periods.start)
    stations = active.group_by("work_center").agg(stations=active.station.nunique())
    present = active.filter(active.b > active.a).group_by(here).agg(present=active.station.nunique())
    complete = present.inner_join(stations, "work_center")
    return periods.semi_join(complete.filter(complete.present == complete.stations), here)


def _gaps(active: ibis.Table, length: int) -> ibis.Table:
    """Return from when to when a station was not active, within each piece; its last gap may have no length."""
    here = ["work_center", "station", "piece"]
    first = active.piece * length
    new = active.a - active.reach_active.fill_null(first - 1 - TOUCHING) > TOUCHING
    before = active.select("work_center", "piece", low=active.reach_active.fill_null(first), high="a", new=new)
    before = before.filter(before.new & (before.high > before.low)).drop("new")
    last = active.group_by(here).agg(low=active.b.max())
    after = last.select("work_center", "piece", "low", high=(last.piece + 1) * length)
    return before.union(after)


def _joined(periods: ibis.Table) -> ibis.Table:
    """Return periods with those that touch at the edge of a piece made one."""
    ordered = ibis.window(group_by="work_center", order_by="start")
    so_far = ibis.window(group_by="work_center", order_by="start", preceding=(None, 0))
    marked = periods.mutate(new=(periods.start != periods.stop.lag().over(ordered)).fill_null(True).cast("int64"))
    numbered = marked.mutate(island=marked.new.sum().over(so_far))
    joined = numbered.group_by(["work_center", "island"]).agg(start=numbered.start.min(), stop=numbered.stop.max())
    return joined.drop("island")


def bottleneck_table(floor: Floor, active: Groups, centers: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return the work centers by each method with their ranks, the likeliest bottleneck first."""
    shares = _active_shares(floor, active)
    lines: list[Row] = [
        {
            "work_center": line["work_center"],
            "active_period": shares.get(str(line["work_center"]), _never(floor)),
            "busy_share": line["busy_share"],
            "queue_time": line["queue_time"],
        }
        for line in centers
    ]
    for method in METHODS:
        for rank, line in enumerate(sorted(lines, key=lambda one: -_size(one, method)), start=1):
            line[f"{method}_rank"] = rank
    return tuple(
        sorted(
            lines, key=lambda one: (sum(int(str(one[f"{name}_rank"])) for name in METHODS), -_size(one, "busy_share"))
        )
    )


def agreement(floor: Floor, lines: tuple[Row, ...]) -> Estimate:
    """Return the largest share of the methods that name the same work center first."""
    firsts = Counter(line["work_center"] for method in METHODS for line in lines if line[f"{method}_rank"] == 1)
    value = max(firsts.values()) / len(METHODS) if firsts else None
    named = ", ".join(f"{name}: {count}" for name, count in firsts.most_common())
    method = f"share of active period, busy share and queue time that name the same work center first ({named})"
    return Estimate(value=value, unit="1", n=len(METHODS), method=method, evidence=floor.evidence)


def _size(line: Row, method: str) -> float:
    cell: Any = line[method]
    too_few = method == "queue_time" and (cell.n or 0) < FEW
    return -1.0 if cell.value is None or too_few else float(cell.value)


def _never(floor: Floor) -> Estimate:
    return Estimate(value=0.0, unit="1", n=0, method="never active the longest", evidence=floor.evidence)


def _active_shares(floor: Floor, active: Groups) -> dict[str, Estimate]:
    if not active.labels:
        return {}
    sums = {**active.sums, "all": np.repeat(active.sums["longest"].sum(axis=0, keepdims=True), len(active.labels), 0)}

    def share(total: Sums) -> Array:
        return np.asarray(total["longest"] / total["all"])

    found = spread(sums, share, 0.0, 1.0)
    method = (
        f"share of {INSTANTS} instants at which all its stations had been active the longest; {floor.blocks.method()}"
    )
    n = int(active.sums["longest"].sum())
    return {
        name: found.estimate(index, "1", n=n, method=method, evidence=floor.evidence)
        for index, (name,) in active.index()
    }
