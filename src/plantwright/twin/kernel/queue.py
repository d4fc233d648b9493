"""The queue in front of a work center: a doubly linked list in order of rank, urgent lots first where told."""

from __future__ import annotations

from plantwright.twin.kernel.compiled import inner, tiny
from plantwright.twin.kernel.floor import EDD, SLACK, SPT


@tiny
def _rank(floor, lot):
    """Return by what a lot is ordered when it joins: due date, expected process time, slack, or its arrival [s]."""
    one = floor.lots[lot]
    step = floor.steps[one.first_step + one.step]
    rule = floor.centers[step.center].rule
    if rule == EDD:
        return one.due
    if rule == SPT:
        return step.per_lot + step.per_piece * one.good
    if rule == SLACK:
        return one.due - step.rest_lot - step.rest_piece * one.good
    return one.ready


@tiny
def _goes_after(floor, lot, other):
    a, b = floor.lots[lot], floor.lots[other]
    if floor.state[0].urgent_first and a.priority != b.priority:
        return a.priority > b.priority
    return a.key >= b.key


@tiny
def join(floor, center, lot):
    """Put a lot where it belongs in the queue, behind those of equal rank."""
    lots, place = floor.lots, floor.centers[center]
    one = lots[lot]
    one.key = _rank(floor, lot)
    after = place.tail
    while after >= 0 and not _goes_after(floor, lot, after):
        after = lots[after].prev
    follower = place.head if after < 0 else lots[after].next
    one.prev = after
    one.next = follower
    if after < 0:
        place.head = lot
    else:
        lots[after].next = lot
    if follower < 0:
        place.tail = lot
    else:
        lots[follower].prev = lot
    place.waiting += 1


@tiny
def leave(floor, center, lot):
    """Take a lot out of the queue."""
    lots, place = floor.lots, floor.centers[center]
    one = lots[lot]
    before, after = one.prev, one.next
    if before < 0:
        place.head = after
    else:
        lots[before].next = after
    if after < 0:
        place.tail = before
    else:
        lots[after].prev = before
    one.ticket = -1
    place.waiting -= 1


@tiny
def mark(floor, center):
    """Note that something changed at a work center, so that it is looked at before time goes on."""
    if floor.state[0].asking:
        _mark_askers(floor)
    _mark(floor, center)


@inner
def _mark_askers(floor):
    """Let stations that begin nothing without a place ahead look again: one may have become free."""
    for center in range(floor.state[0].centers):
        place = floor.centers[center]
        if place.before and place.idle > 0 and place.head >= 0:
            _mark(floor, center)


@tiny
def _mark(floor, center):
    state, place = floor.state[0], floor.centers[center]
    if place.dirty == 0:
        place.dirty = 1
        floor.dirty[state.dirty] = center
        state.dirty += 1
