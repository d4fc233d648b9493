"""The queue in front of a work center: a doubly linked list in dispatch order, urgent lots first where told."""

from __future__ import annotations

from plantwright.twin.kernel.compiled import inner
from plantwright.twin.kernel.floor import EDD, FIFO


@inner
def sort_key(floor, lot):
    """Return by what a lot is ordered: time of arrival, due date, or expected process time [s]."""
    one = floor.lots[lot]
    step = floor.steps[one.first_step + one.step]
    rule = floor.centers[step.center].rule
    if rule == FIFO:
        return one.ready
    if rule == EDD:
        return one.due
    return step.per_lot + step.per_piece * one.good


@inner
def _goes_after(floor, lot, other):
    a, b = floor.lots[lot], floor.lots[other]
    if floor.state[0].urgent_first and a.priority != b.priority:
        return a.priority > b.priority
    return a.key >= b.key


@inner
def join(floor, center, lot):
    """Put a lot where it belongs in the queue, behind those of equal rank."""
    lots, place = floor.lots, floor.centers[center]
    lots[lot].key = sort_key(floor, lot)
    after = place.tail
    while after >= 0 and not _goes_after(floor, lot, after):
        after = lots[after].prev
    follower = place.head if after < 0 else lots[after].next
    lots[lot].prev = after
    lots[lot].next = follower
    if after < 0:
        place.head = lot
    else:
        lots[after].next = lot
    if follower < 0:
        place.tail = lot
    else:
        lots[follower].prev = lot
    place.waiting += 1


@inner
def leave(floor, center, lot):
    """Take a lot out of the queue."""
    lots, place = floor.lots, floor.centers[center]
    before, after = lots[lot].prev, lots[lot].next
    if before < 0:
        place.head = after
    else:
        lots[before].next = after
    if after < 0:
        place.tail = before
    else:
        lots[after].prev = before
    place.waiting -= 1
