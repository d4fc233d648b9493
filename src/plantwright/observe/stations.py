"""Where the time of every station goes: one state at every instant."""

from __future__ import annotations

from typing import Any

import ibis
import numpy as np

from plantwright.messages.told import strung, told
from plantwright.model.estimate import Estimate, Row
from plantwright.observe.blocks import Array, Blocks, Spread, Sums, spread
from plantwright.observe.floor import Floor, counts, each_piece, positive, within
from plantwright.observe.groups import Groups, arrays, grouped
from plantwright.observe.names import KINDS
from plantwright.observe.working_time import MINUTE

STATES = ("process", "setup", "down", "blocked", "starved", "off")
LEVELS = {"off": 0, "down": 1, "maintenance": 1, "setup": 2, "process": 3}
"""Where intervals of one station overlap, the lower level counts."""
SHORT = 5 * MINUTE
"""A gap or stop shorter than this is a micro-stop [µs]."""
_SETS = ("off", "down", "setup", "process", "blocked")
_ALL = 3
"""From this set on, a set holds all rows that occupy a station."""
_COUNTED = {"blocked": "left"}
"""Under which name the floor counts the rows of a set."""
_METHOD = told("share of calendar time; overlapping rows counted once, down before setup before process")


def sweep_of(floor: Floor) -> ibis.Table:
    """Return the rows that occupy a station, cut into pieces, with how far earlier rows reach.

    Notes
    -----
    Set k holds the rows of level ≤ k. In the order of starts, a row adds [max(a, reach_k), b] to the union of set k,
    so unions need one running maximum each and no pairwise comparison. ``z`` is when the station was free
    again; ``row_a`` and ``row_b`` are those of the whole row. The few rows of lower sets are swept by ``lower_sets``.
    """
    numbers = {KINDS[kind]: level for kind, level in LEVELS.items()}
    rows = floor.rows.filter(floor.rows.kind.isin(list(numbers)) & floor.rows.station.notnull())
    level = ibis.cases(*[(rows.kind == kind, ibis.literal(level, "int8")) for kind, level in numbers.items()])
    rows = rows.select("station", "work_center", "a", "b", level=level, z=_free_again(rows, floor))
    pieces = _pieces(rows.filter(rows.z > rows.a), floor.blocks)
    reach = {f"reach_{k}": _reach(_end(pieces, k)) for k in _needed(floor) if k >= _ALL}
    if floor.known["off"]:
        reach["reach_active"] = _reach(ibis.ifelse(pieces.level > 0, pieces.b, 0))
    swept = pieces.mutate(**reach).cache()
    if not floor.known["off"]:
        swept = swept.mutate(reach_active=swept.reach_3)
    return swept.mutate(station=swept.cell // floor.blocks.cells(), piece=swept.cell % floor.blocks.cells())


def lower_sets(floor: Floor, sweep: ibis.Table) -> ibis.Table:
    """Return the rows that go before process rows, each with how far earlier rows of its sets reach."""
    lower = sweep.filter(sweep.level < _ALL)
    return lower.mutate(**{f"reach_{k}": _reach(_end(lower, k)) for k in _needed(floor) if k < _ALL})


def _reach(end: Any) -> Any:
    """Return how far any earlier row of the same station and piece reaches."""
    return end.max().over(ibis.window(group_by="cell", order_by=["a", "z"], preceding=(None, 1)))


def _free_again(rows: ibis.Table, floor: Floor) -> Any:
    if not floor.known["left"]:
        return rows.b
    left = within(rows.w_left, floor.blocks.open)
    return ibis.ifelse((rows.kind == KINDS["process"]) & (left > rows.b), left, rows.b)


def _pieces(rows: ibis.Table, blocks: Blocks) -> ibis.Table:
    """Return the rows cut at the pieces' edges; a ``cell`` is a piece of one station's time."""
    length = blocks.piece()
    rows = rows.mutate(row_a=rows.a, row_b=rows.b, piece=rows.a // length, last=(rows.z - 1) // length)
    whole, longer = rows.filter(rows.piece == rows["last"]), rows.filter(rows.piece < rows["last"])
    # most rows lie in one piece and need not be made a list of
    longer = each_piece(longer, longer.piece, longer["last"])
    cut = whole.union(longer)
    low, high = cut.piece * length, (cut.piece + 1) * length
    return cut.select(
        "work_center", "level", "row_a", "row_b",
        # one number is sorted by faster than two
        cell=cut.station.cast("int64") * blocks.cells() + cut.piece,
        a=ibis.greatest(cut.a, low), b=ibis.least(ibis.greatest(cut.b, low), high), z=ibis.least(cut.z, high),
    )  # fmt: skip


def _end(pieces: ibis.Table, k: int) -> Any:
    return pieces.z if k == 4 else ibis.ifelse(pieces.level <= k, pieces.b, 0)


def account_of(floor: Floor, sweep: ibis.Table) -> Groups:
    """Return the time of every station in every state, by block of working time [µs]."""
    covered = [k for k in _needed(floor) if k >= _ALL]
    found = _covered(floor, sweep, covered, work_center=sweep.work_center.max(), **_short_gaps(sweep, covered[-1]))
    if lower := [k for k in _needed(floor) if k < _ALL]:
        found = found.left_join(_covered(floor, lower_sets(floor, sweep), lower), ["station", "block"])
        found = found.drop("station_right", "block_right")
    groups = grouped(arrays(found), ["station"], floor.blocks.count, ["work_center"], floor.names)
    return _states(groups, floor)


def _short_gaps(sweep: ibis.Table, k: int) -> dict[str, Any]:
    """Return number and time of the gaps before a row that are no longer than ``SHORT`` [µs]."""
    gap = sweep.a - sweep[f"reach_{k}"]
    short = ((gap > 0) & (gap < SHORT)).fill_null(False)
    return {"gaps": counts(short), "gap_time": ibis.ifelse(short, gap, 0).sum()}


def _covered(floor: Floor, rows: ibis.Table, sets: list[int], **further: Any) -> ibis.Table:
    """Return what the union of each set covers of every station and block [µs]."""
    block = ibis.least(rows.piece // floor.blocks.pieces, floor.blocks.count - 1)
    added = {
        f"covered_{k}": positive(_end(rows, k) - ibis.greatest(rows.a, rows[f"reach_{k}"].fill_null(0))).sum()
        for k in sets
    }
    return rows.group_by("station", block=block).agg(**further, **added)


def station_table(floor: Floor, account: Groups) -> tuple[Row, ...]:
    """Return the time account of every station: shares of calendar time, one state at a time, their sum one."""
    scale = floor.blocks.open / floor.blocks.window
    shares = {state: _share(account.sums, state, scale) for state in STATES}
    busy = busy_share(account.sums)

    def line(index: int, station: str) -> Row:
        def cell(one: Spread, method: str) -> Estimate:
            return one.estimate(
                index, "1", n=None, method=strung([method, floor.blocks.method()]), evidence=floor.evidence
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
    present = [k for k, name in enumerate(_SETS) if name != "process" and floor.known[_COUNTED.get(name, name)]]
    return sorted({*present, _ALL})


def _states(found: Groups, floor: Floor) -> Groups:
    covered, before, states = found.sums, np.zeros_like(found.sums["covered_3"]), {}
    for k, name in enumerate(_SETS):
        reached = covered.get(f"covered_{k}", before)
        states[name] = reached - before
        before = reached
    opened = np.broadcast_to(floor.blocks.open_time(), before.shape)
    states["starved"] = opened - before
    states["scheduled"] = opened - states["off"]
    states["open"] = opened
    states |= {name: covered[name] for name in ("gaps", "gap_time")}
    return Groups(found.labels, states, found.text)


def _share(sums: Sums, state: str, scale: float) -> Spread:
    closed = 1.0 - scale if state == "off" else 0.0

    def statistic(total: Sums) -> Array:
        return np.asarray(closed + scale * total[state] / total["open"])

    found = spread(sums, statistic, 0.0, 1.0)
    if state != "off":
        return found
    # the calendar is given, not estimated
    unknown = np.full(found.value.shape, np.nan)
    return Spread(found.value, unknown, unknown)
