"""The records of lots: taken when something is released, given back when it has left."""

from __future__ import annotations

import numpy as np

from plantwright.twin.kernel.compiled import tiny


@tiny
def take(floor, order, name):
    """Return a fresh record for a lot of an order whose draws go by ``name``."""
    state = floor.state[0]
    lot = state.free_lot
    one = floor.lots[lot]
    state.free_lot = one.next
    state.free_lots -= 1
    one.order, one.name = order, name
    one.next, one.prev, one.station, one.step, one.furthest, one.rework = -1, -1, -1, 0, 0, 0
    one.at, one.part, one.parent, one.pending, one.ticket, one.queued = -1, 0, -1, 0, -1, 0
    one.card, one.carrier, one.from_center, one.upstream, one.counted, one.reserved = -1, -1, -1, 0, 0, -1
    one.remaining, one.scrapped, one.deadline = 1.0, 0.0, np.inf
    for place in range(lot * state.passes, (lot + 1) * state.passes):
        floor.passes[place] = np.uint16(0)
    return lot


@tiny
def free(floor, lot):
    """Give a lot's record back."""
    state = floor.state[0]
    floor.lots[lot].order = -1
    floor.lots[lot].pending = 0
    floor.lots[lot].next = state.free_lot
    state.free_lot = lot
    state.free_lots += 1
