"""How loaded people are, by skill, in groups of at least five: never a single person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np

from plantwright.messages.told import strung, told
from plantwright.model.estimate import Estimate, Row
from plantwright.observe.blocks import Array, ratio, spread
from plantwright.observe.floor import Floor, columns, each_piece, edges, positive
from plantwright.observe.unexplained import stride
from plantwright.observe.working_time import HOUR, instant_of, microseconds

SMALLEST = 5
"""People of a group below which nothing of it is shown."""
PEOPLE = "(all)"
TOO_FEW = told("too few to show: fewer than {smallest} people", smallest=SMALLEST)
_HANDS = ("process", "setup", "attend")
Skills = Mapping[str, str]
"""The skill that each work center asks for, by its name."""


def worker_table(floor: Floor, skills: Skills | None = None) -> tuple[Row, ...]:
    """Return the load of the people of each skill: the share of their shifts in which they are held by stations.

    Notes
    -----
    A person belongs to the skill used most; without told skills, a work center is one. Time at several stations at
    once counts once. A shift is a piece of some eight working hours, and counts where the person is seen in it. Where
    hidden groups have fewer than five people in all, so that a difference would tell of them, the total is hidden too.
    """
    if not floor.known["workers"]:
        return ()
    people = _people(floor, skills or {})
    groups: dict[str, list[int]] = defaultdict(list)
    for index, skill in enumerate(people.skills):
        groups[skill].append(index)
    hidden = sum(len(one) for one in groups.values() if len(one) < SMALLEST)
    everyone = list(range(len(people.skills)))
    total = _line(floor, people, PEOPLE, everyone, hide=0 < hidden < SMALLEST)
    return (total, *(_line(floor, people, skill, groups[skill]) for skill in sorted(groups)))


@dataclass(frozen=True)
class _People:
    """The skill of every person, and hours held and present by block, shape (people, blocks) [h]; no names."""

    skills: Sequence[str]
    held: Array
    present: Array


def _line(floor: Floor, people: _People, skill: str, members: list[int], *, hide: bool = False) -> Row:
    if hide or len(members) < SMALLEST:
        nothing = {
            name: Estimate(value=None, unit=unit, n=None, method=TOO_FEW, evidence=floor.evidence)
            for name, unit in (("people", "people"), ("load", "1"))
        }
        return {"skill": skill, **nothing}
    sums = {name: getattr(people, name)[members].sum(axis=0, keepdims=True) for name in ("held", "present")}
    some = [told("one of {each} shifts looked at", each=stride(floor))] if stride(floor) > 1 else []
    held = told("time held by stations over the shifts in which they were seen")
    method = strung([held, *some, floor.blocks.method()])
    load = spread(sums, ratio("held", "present"), 0.0, 1.0)
    count = len(members)
    return {
        "skill": skill,
        "people": Estimate(
            value=count,
            unit="people",
            n=count,
            method=strung([told("count of people seen"), *some]),
            evidence=floor.evidence,
        ),
        "load": load.estimate(0, "1", n=count, method=method, evidence=floor.evidence),
    }


def _people(floor: Floor, skills: Skills) -> _People:
    pieces = _fresh(floor)
    pieces = pieces.mutate(block=ibis.least(pieces.piece // floor.blocks.pieces, floor.blocks.count - 1))
    keys = ["worker", "work_center", "block"]
    held = columns(pieces.group_by(keys).agg(hours=pieces.fresh.sum() / HOUR))
    seen = columns(pieces.group_by(["worker", "block"]).agg(shifts=pieces.piece.nunique()))
    place = {name: index for index, name in enumerate(sorted(set(held["worker"])))}
    hours, present = (np.zeros((len(place), floor.blocks.count)) for _ in range(2))
    used: list[dict[str, float]] = [defaultdict(float) for _ in place]
    for worker, center, block, time in zip(*(held[key] for key in (*keys, "hours")), strict=True):
        hours[place[worker], block] += time
        used[place[worker]][skills.get(center, center)] += time
    for worker, block, shifts in zip(*(seen[key] for key in ("worker", "block", "shifts")), strict=True):
        present[place[worker], block] = shifts * floor.blocks.piece() / HOUR
    return _People([max(sorted(one), key=lambda skill: one[skill]) for one in used], hours, present)


def _fresh(floor: Floor) -> ibis.Table:
    """Return the rows with a worker cut at the edges of shifts, with the time no earlier row of the worker covered."""
    rows, length, each = _rows(floor), floor.blocks.piece(), stride(floor)
    rows = rows.mutate(piece=rows.a // length, last=(rows.b - 1) // length)
    whole, longer = rows.filter(rows.piece == rows["last"]), rows.filter(rows.piece < rows["last"])
    cut = whole.union(each_piece(longer, longer.piece, longer["last"]))
    cut = cut.mutate(cell=cut.number * floor.blocks.cells() + cut.piece)
    cut = cut.filter(cut.cell % each == 0) if each > 1 else cut
    cut = cut.mutate(low=ibis.greatest(cut.a, cut.piece * length), high=ibis.least(cut.b, (cut.piece + 1) * length))
    earlier = ibis.window(group_by="cell", order_by=["low", "high", "work_center"], preceding=(None, 1))
    reached = cut.mutate(reach=cut.high.max().over(earlier))
    return reached.mutate(fresh=positive(reached.high - ibis.greatest(reached.low, reached.reach.fill_null(0))))


def _rows(floor: Floor) -> ibis.Table:
    table, origin = floor.log.intervals, instant_of(floor.log.meta.start)
    kind = table.kind.fill_null("process")
    seen = table.filter(table.worker.notnull() & kind.isin(_HANDS))
    center: Any = ibis.coalesce(seen.work_center, seen.station, seen.operation, "")
    named = seen.select(
        "worker", "order", "station", kind=seen.kind.fill_null("process"), work_center=center,
        u_start=microseconds(seen.start), u_end=microseconds(seen.end),
    )  # fmt: skip
    clock = floor.work.at(origin)
    timed = _numbered(_own(floor, named)).mutate(
        start=ibis._.u_start - origin,
        w_start=floor.work.position(ibis._.u_start) - clock,
        w_end=floor.work.position(ibis._.u_end) - clock,
    )
    a, b = edges(timed, floor.blocks.open)
    cut = timed.mutate(a=a, b=b)
    return cut.filter(cut.b > cut.a).select("worker", "number", "work_center", "a", "b")


def _own(floor: Floor, rows: ibis.Table) -> ibis.Table:
    """Return the rows in which a worker was held: where an interval of their own was written, it goes before."""
    if not floor.known["attend"]:
        return rows
    attended = rows.filter(rows.kind == "attend")
    return attended.union(rows.filter(rows.kind != "attend").anti_join(attended, ["worker", "order", "station"]))


def _numbered(rows: ibis.Table) -> ibis.Table:
    workers = rows.select("worker").distinct()
    workers = workers.mutate(number=ibis.row_number().over(order_by="worker").cast("int64")).cache()
    return rows.inner_join(workers, "worker")
