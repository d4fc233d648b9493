"""Where the time of every station goes: one state at every instant."""

from __future__ import annotations

from typing import Any

import ibis
import numpy as np

from plantwright.model.estimate import Estimate, Row
from plantwright.observe.blocks import Array, Spread, Sums, spread
from plantwright.observe.floor import Floor, columns, positive, within
from plantwright.observe.groups import Groups, grouped

STATES = ("process", "setup", "down", "blocked", "starved", "off")
LEVELS = {"off": 0, "down": 1, "maintenance": 1, "setup": 2, "process": 3}
"""Where intervals of one station overlap, the lower level counts."""
_SETS = ("off", "down", "setup", "process", "blocked")
_METHOD = "share of calendar time; overlapping rows counted once, down before setup before process"


def sweep_of(floor: Floor) -> ibis.Table:
    """Return the rows that occupy a station, with how far earlier rows of each set already reach.

    Notes
    -----
    Set k holds the rows of level ≤ k. In the order of starts, a row adds [max(a, reach_k), b] to the union of set k,
    so unions need one running maximum each and no pairwise comparison. ``z`` is when the station was free again.
    """
    rows = floor.rows.filter(floor.rows.kind.isin(list(LEVELS)) & floor.rows.station.notnull())
    level = ibis.cases(*[(rows.kind == kind, level) for kind, level in LEVELS.items()])
    left = within(rows.w_left, floor.blocks.open) if floor.known["left"] else None
    z = rows.b if left is None else ibis.ifelse((rows.kind == "process") & (left > rows.b), left, rows.b)
    rows = rows.select("station", "work_center", "a", "b", level=level, z=z)
    rows = rows.filter(rows.z > rows.a)
    earlier = ibis.window(group_by="station", order_by=["a", "z"], preceding=(None, 1))
    reach = {f"reach_{k}": ibis.ifelse(rows.level <= k, rows.b, 0).max().over(earlier) for k in _needed(floor)}
    active = ibis.ifelse(rows.level > 0, rows.b, 0).max().over(earlier)
    return rows.mutate(**reach, reach_4=rows.z.max().over(earlier), reach_active=active).cache()


def account_of(floor: Floor, sweep: ibis.Table) -> Groups:
    """Return the time of every station in every state, by block of working time [µs]."""
    length = floor.blocks.worked
    last = floor.blocks.count - 1
    pieces = sweep.mutate(
        block=ibis.range(ibis.least(sweep.a // length, last), ibis.least((sweep.z - 1) // length, last) + 1).unnest()
    )
    covered = {f"covered_{k}": _covered(pieces, k, length, last).sum() for k in (*_needed(floor), 4)}
    found = pieces.group_by(["station", "block"]).agg(work_center=pieces.work_center.max(), **covered)
    return _states(grouped(columns(found), ["station"], floor.blocks.count, text=["work_center"]), floor)


def station_table(floor: Floor, account: Groups) -> tuple[Row, ...]:
    """Return the time account of every station: shares of calendar time, one state at a time, their sum one."""
    scale = floor.blocks.open / floor.blocks.window
    shares = {state: _share(account.sums, state, scale, floor) for state in STATES}
    busy = busy_share(account.sums)

    def line(index: int, station: str) -> Row:
        def cell(one: Spread, method: str) -> Estimate:
            return one.estimate(
                index, "1", n=None, method=f"{method}; {floor.blocks.method()}", evidence=floor.evidence
            )

        states = {state: cell(share, _METHOD) for state, share in shares.items()}
        text = {"station": station, "work_center": account.text["work_center"][index]}
        return {**text, **states, "busy_share": cell(busy, "process and setup over scheduled time")}

    return tuple(line(index, station) for index, (station,) in enumerate(account.labels))


def busy_share(sums: Sums) -> Spread:
    """Return process and setup over the time scheduled, by group."""

    def statistic(total: Sums) -> Array:
        return np.asarray((total["process"] + total["setup"]) / total["scheduled"])

    return spread(sums, statistic, 0.0, 1.0)


def _needed(floor: Floor) -> list[int]:
    present = [k for k, name in enumerate(_SETS[:3]) if floor.known[name]]
    return [*present, 3]


def _covered(pieces: ibis.Table, k: int, length: int, last: int) -> Any:
    low = pieces.block * length
    # the last block takes what lies beyond it
    high = ibis.ifelse(pieces.block == last, pieces.z, low + length)
    end = pieces.z if k == 4 else pieces.b
    start = ibis.greatest(pieces.a, pieces[f"reach_{k}"].fill_null(0), low)
    member = pieces.level <= k
    return ibis.ifelse(member, positive(ibis.least(end, high) - start), 0)


def _states(found: Groups, floor: Floor) -> Groups:
    covered, before, states = found.sums, np.zeros_like(found.sums["covered_4"]), {}
    for k, name in enumerate(_SETS):
        reached = covered.get(f"covered_{k}", before)
        states[name] = reached - before
        before = reached
    opened = np.broadcast_to(floor.blocks.open_time(), before.shape)
    states["starved"] = opened - before
    states["scheduled"] = opened - states["off"]
    states["open"] = opened
    return Groups(found.labels, states, found.text)


def _share(sums: Sums, state: str, scale: float, floor: Floor) -> Spread:
    closed = 1.0 - scale if state == "off" else 0.0

    def statistic(total: Sums) -> Array:
        return np.asarray(closed + scale * total[state] / total["open"])

    found = spread(sums, statistic, 0.0, 1.0)
    if state != "off":
        return found
    # the calendar is given, not estimated
    unknown = np.full(found.value.shape, np.nan)
    return Spread(found.value, unknown, unknown)
