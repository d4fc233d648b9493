"""Which work center holds the plant back: three methods, and how far they agree."""

from __future__ import annotations

from collections import Counter
from typing import Any, TypeAlias

import ibis
import numpy as np
from numpy.typing import NDArray

from plantwright.messages.told import told
from plantwright.model.estimate import Estimate, Row
from plantwright.observe.blocks import Array, Sums, spread
from plantwright.observe.floor import Floor, each_piece
from plantwright.observe.groups import Groups, arrays
from plantwright.observe.working_time import SECOND

INSTANTS = 5_000
"""Instants of working time, evenly spread, at which the longest active period is looked for."""
TOUCHING = 60 * SECOND
"""A gap this short between two rows does not end an active period [µs]."""
FEW = 30
"""Fewer waits than this say nothing about a work center's queue; it is ranked last."""
Ints: TypeAlias = NDArray[np.int64]
METHODS = ("active_period", "busy_share", "queue_time")


def active_sums(floor: Floor, sweep: ibis.Table, account: Groups) -> Groups:
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
    instants = np.arange(step // 2, floor.blocks.open, step)
    centers, lengths = _active_lengths(floor, _gaps(floor, sweep), step, instants)
    centers, lengths = _with_tireless(floor, account, centers, lengths)
    longest = np.zeros((len(centers), floor.blocks.count))
    if centers:
        seen = lengths.max(axis=0) > 0
        block = np.minimum(instants // floor.blocks.worked, floor.blocks.count - 1)
        np.add.at(longest, (lengths.argmax(axis=0)[seen], block[seen]), 1)
    ever = np.flatnonzero(longest.any(axis=1))
    return Groups([(centers[index],) for index in ever], {"longest": longest[ever]})


def _with_tireless(floor: Floor, account: Groups, centers: list[str], lengths: Ints) -> tuple[list[str], Ints]:
    """Return the same with the work centers that were active all the time, and so have no gap."""
    stations = account.by("work_center")
    used = np.sum([stations.total(state) for state in ("process", "setup", "down")], axis=0)
    more = [str(name) for index, (name,) in stations.index() if name not in centers and used[index] > 0]
    return [*centers, *more], np.concatenate([lengths, np.full((len(more), lengths.shape[1]), floor.blocks.open)])


def _active_lengths(floor: Floor, gaps: ibis.Table, step: int, instants: Ints) -> tuple[list[str], Ints]:
    """Return the length of the active period of each work center around each instant, shape (centers, instants) [µs].

    Notes
    -----
    It reaches from the last gap that ended to the first that begins, and is zero inside a gap.
    """
    # the first instant not before an edge; gaps between the same two instants are taken together
    begin, end = (ibis.least((edge + step - 1 - step // 2) // step, len(instants)) for edge in (gaps.low, gaps.high))
    taken = gaps.group_by("work_center", begin=begin, end=end).agg(
        gaps=gaps.count(), low=gaps.low.min(), high=gaps.high.max()
    )
    found = arrays(taken)
    numbers, where = np.unique(found["work_center"], return_inverse=True)
    names = floor.names.of(numbers.tolist())
    centers = sorted(str(name) for name in names)
    where = np.array([centers.index(str(name)) for name in names], dtype=int)[where]
    shape = (len(centers), len(instants) + 1)
    count, since, until = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.full(shape, floor.blocks.open)
    np.add.at(count, (where, found["begin"]), found["gaps"])
    np.subtract.at(count, (where, found["end"]), found["gaps"])
    np.maximum.at(since, (where, found["end"]), found["high"])
    np.minimum.at(until, (where, found["begin"]), found["low"])
    since = np.maximum.accumulate(since, axis=1)[:, :-1]
    until = np.minimum.accumulate(until[:, ::-1], axis=1)[:, -2::-1]
    return centers, np.where(count.cumsum(axis=1)[:, :-1] > 0, 0, until - since)


def _gaps(floor: Floor, sweep: ibis.Table) -> ibis.Table:
    """Return from when to when a station of a work center was not active."""
    length = floor.blocks.piece()
    active = sweep.filter((sweep.level > 0) & sweep.work_center.notnull())
    begin = active.piece * length
    new = active.a - active.reach_active.fill_null(begin - 1 - TOUCHING) > TOUCHING
    before = active.filter(new).select("work_center", low=active.reach_active.fill_null(begin), high="a")
    stations = active.select("work_center", "station").distinct()
    pieces = each_piece(stations, ibis.literal(0, "int64"), -(-floor.blocks.open // length) - 1)
    pieces = pieces.mutate(cell=pieces.station * floor.blocks.cells() + pieces.piece)
    ends = pieces.left_join(active.group_by(["cell", "work_center"]).agg(last=active.b.max()), ["cell", "work_center"])
    after = ends.select("work_center", low=ends["last"].fill_null(ends.piece * length), high=(ends.piece + 1) * length)
    gaps = before.union(after)
    return gaps.filter(gaps.high > gaps.low)


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
    method = told(
        "share of active period, busy share and queue time that name the same work center first ({named})", named=named
    )
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
