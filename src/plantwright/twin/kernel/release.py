"""How orders reach the floor: as they come, one for each that leaves, or as told beforehand."""

from __future__ import annotations

import numpy as np

from plantwright.twin.kernel.clock import advance
from plantwright.twin.kernel.compiled import inner
from plantwright.twin.kernel.events import schedule
from plantwright.twin.kernel.floor import NONE, OPEN, RELEASE_EVENT, TOLD
from plantwright.twin.kernel.mover import destination, enqueue
from plantwright.twin.kernel.station import start_told
from plantwright.twin.kernel.streams import ORDER, RELEASE, draw, key, pick, uniform


@inner
def schedule_release(floor, t):
    """Put the next order's arrival on the event list."""
    state = floor.state[0]
    gap = draw(floor.laws, floor.values, state.release_law, key(state.seed, RELEASE, state.released, np.int64(0)))
    schedule(floor, advance(floor.calendars, floor.spans, state.calendar, t, gap), RELEASE_EVENT, NONE)


@inner
def release(floor, who, t):
    """Put an order on the floor."""
    state = floor.state[0]
    lot = _take_lot(floor)
    if state.policy == TOLD:
        _tell(floor, lot, who, t)
        return
    _invent(floor, lot, t)
    enqueue(floor, lot, destination(floor, lot), t)
    if state.policy == OPEN:
        schedule_release(floor, t)


@inner
def _take_lot(floor):
    state = floor.state[0]
    lot = state.free_lot
    one = floor.lots[lot]
    state.free_lot = one.next
    one.order = state.released
    one.next, one.prev, one.station, one.step, one.furthest, one.rework = -1, -1, -1, 0, 0, 0
    one.remaining, one.scrapped = 1.0, 0.0
    floor.passes[lot, :] = 0
    state.released += 1
    state.on_floor += 1
    return lot


@inner
def _invent(floor, lot, t):
    """Draw product, routing, lot size, priority and due date."""
    state, one = floor.state[0], floor.lots[lot]
    stream = key(state.seed, ORDER, one.order, np.int64(0))
    u, stream = uniform(stream)
    one.product = pick(floor.product_weights, np.int64(0), len(floor.products), u)
    product = floor.products[one.product]
    u, stream = uniform(stream)
    routing = floor.routings[pick(floor.routing_weights, product.first_routing, product.routings, u)]
    u, stream = uniform(stream)
    one.ordered = floor.sizes[pick(floor.size_weights, product.first_size, product.sizes, u)]
    u, stream = uniform(stream)
    one.first_step, one.steps = routing.first_step, routing.steps
    one.quantity = one.good = one.ordered
    one.priority = 1 if u < state.urgent_share else 2
    one.released = t
    one.due = np.inf
    if product.lead_law >= 0:
        one.due = t + draw(floor.laws, floor.values, product.lead_law, stream)


@inner
def _tell(floor, lot, who, t):
    """Take an order from the list told beforehand and put it where it stands."""
    one, told = floor.lots[lot], floor.planned[who]
    routing = floor.routings[told.routing]
    one.order = who
    one.product, one.priority = told.product, told.priority
    one.first_step, one.steps, one.step, one.furthest = routing.first_step, routing.steps, told.step, told.step
    one.ordered, one.quantity, one.good = told.quantity, told.good, told.good
    one.released, one.due, one.remaining = told.released, told.due, told.remaining
    if told.station >= 0:
        start_told(floor, lot, told.station, t)
    else:
        enqueue(floor, lot, destination(floor, lot), t)


@inner
def begin(floor, t):
    """Schedule the first releases."""
    state = floor.state[0]
    if state.policy == TOLD:
        for who in range(len(floor.planned)):
            schedule(floor, floor.planned[who].time, RELEASE_EVENT, who)
    elif state.policy == OPEN:
        schedule_release(floor, t)
    else:
        for _ in range(state.wip_limit):
            schedule(floor, t, RELEASE_EVENT, NONE)
