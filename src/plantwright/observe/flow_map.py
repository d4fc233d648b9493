"""Where lots go from where, and how long they wait there."""

from __future__ import annotations

import ibis

from plantwright.model.estimate import Estimate, Row
from plantwright.observe.blocks import ratio, spread
from plantwright.observe.floor import Floor, block_at, counts, positive
from plantwright.observe.groups import Groups, arrays, grouped
from plantwright.observe.names import COMPLETION, RELEASE
from plantwright.observe.working_time import HOUR


def arcs_of(floor: Floor, journey: ibis.Table) -> Groups:
    """Return lots and waiting hours of every arc, by block of working time.

    Notes
    -----
    A setup and the process row after it are one visit. An arc is a visit that began in the window, from where the lot
    was before; the first visit of an order released in the window comes from ``release``.
    """
    blocks = floor.blocks
    begun = journey.entry & journey.placed & (journey.start >= 0) & (journey.start <= blocks.window)
    visits = journey.filter(begun & (journey.before_center.notnull() | (journey.released >= 0)))
    release = ibis.literal(RELEASE, "int32")
    visits = visits.select(
        origin=visits.before_center.fill_null(release), target=visits.work_center, queue=visits.queue,
        block=block_at(positive(visits.w_start), blocks.worked, blocks.count),
    )  # fmt: skip
    leaving = journey.filter(journey.last & journey.done & journey.end.notnull())
    leaving = leaving.select(
        origin=leaving.work_center, target=ibis.literal(COMPLETION, "int32"), queue=ibis.null("int64"),
        block=block_at(leaving.b, blocks.worked, blocks.count),
    )  # fmt: skip
    moves = visits.union(leaving)
    found = moves.group_by(["origin", "target", "block"]).agg(
        lots=moves.count(), waits=counts(moves.queue.notnull()), wait=(moves.queue / HOUR).sum()
    )
    return grouped(arrays(found), ["origin", "target"], blocks.count, names=floor.names)


def map_table(floor: Floor, arcs: Groups) -> tuple[Row, ...]:
    """Return one line an arc: lots that moved, and their mean wait before the next visit in working time."""
    if not arcs.labels:
        return ()
    wait = spread(arcs.sums, ratio("wait", "waits"))
    lots, waits = arcs.total("lots"), arcs.total("waits")

    def line(index: int, origin: str, target: str) -> Row:
        count = int(lots[index])
        method = f"mean wait in working time before the visit; {floor.blocks.method()}"
        moved = Estimate(value=count, unit="lots", n=count, method="count of visits begun", evidence=floor.evidence)
        waited = wait.estimate(index, "h", n=int(waits[index]), method=method, evidence=floor.evidence)
        return {"from": origin, "to": target, "lots": moved, "wait": waited}

    return tuple(line(index, origin, target) for index, (origin, target) in arcs.index())
