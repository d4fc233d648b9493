"""How orders reach the floor: by streams of their own, one for each that leaves or passes, by cards, or as told."""

from __future__ import annotations

import numpy as np

from plantwright.twin.kernel.clock import later
from plantwright.twin.kernel.compiled import inner, tiny
from plantwright.twin.kernel.draws import child_name, is_child
from plantwright.twin.kernel.events import schedule
from plantwright.twin.kernel.floor import CONWIP, DRUM, KANBAN, NONE, OPEN, OWED_EVENT, RELEASE_EVENT, TOLD_EVENT
from plantwright.twin.kernel.mover import complete, destination, enqueue, set_out
from plantwright.twin.kernel.places import has_place, take_card
from plantwright.twin.kernel.pool import free, take
from plantwright.twin.kernel.station import look_ahead, start_told
from plantwright.twin.kernel.streams import ORDER, RELEASE, key, pick, sample, skip, uniform


@inner
def begin(floor, t):
    """Schedule the orders told beforehand and the first releases."""
    state = floor.state[0]
    for who in range(state.told):
        schedule(floor, max(t, floor.planned[who].time), TOLD_EVENT, who)
    if state.policy == OPEN:
        for stream in range(state.arrivals):
            schedule_release(floor, stream, t)
    elif state.policy in (CONWIP, DRUM):
        left = state.wip_limit
        for who in range(state.told):
            left -= _counts(floor, who)
        state.owed = min(left, 0)  # as many must leave before the next may come
        for _ in range(left):
            schedule(floor, t, OWED_EVENT, NONE)
    elif state.policy == KANBAN:
        schedule(floor, t, OWED_EVENT, NONE)


@inner
def _counts(floor, who):
    """Return 1 if an order told beforehand counts against the limit; the drum's holds only what comes to it yet."""
    told = floor.planned[who]
    if floor.state[0].policy != DRUM:
        return 1
    routing = floor.routings[told.routing]
    for step in range(routing.first_step + told.step, routing.first_step + routing.steps):
        if floor.steps[step].drum:
            return 1
    return 0


@tiny
def schedule_release(floor, stream, t):
    """Put the next arrival of a stream of orders on the event list."""
    state, one = floor.state[0], floor.arrivals[stream]
    gap = sample(floor, one.law, key(state.seed, RELEASE, stream, one.count), one.count)
    one.count += 1
    schedule(floor, later(floor, state.calendar, t, gap), RELEASE_EVENT, stream)


@tiny
def arrival(floor, stream, t):
    """Let the orders of one arrival come; where they may be turned away, each finds what the one before it has left."""
    one = floor.arrivals[stream]
    if floor.state[0].when_full:
        one.left = (one.left if one.left > 0 else one.orders) - 1
        release(floor, one.product, t)
        if one.left > 0:
            schedule(floor, t, RELEASE_EVENT, stream)
            return
    else:
        for _ in range(one.orders):
            release(floor, one.product, t)
    schedule_release(floor, stream, t)


@inner
def release(floor, product, t):
    """Put an order on the floor, and those of its components (``product`` −1: drawn by shares)."""
    state = floor.state[0]
    lot = invent(floor, product, -1.0, NONE, t)
    center = destination(floor, lot)
    if state.when_full and center >= 0 and not has_place(floor, center):
        state.lost += 1
        state.on_floor -= 1
        free(floor, lot)
        return
    floor.lots[lot].counted = 1
    floor.lots[lot].upstream = 1 if state.policy == DRUM else 0
    bring(floor, lot, t)
    put(floor, lot, t)


@inner
def bring(floor, lot, t):
    """Let the orders of components come that an order brings with it; where cards rule, each waits for its own."""
    bill = floor.products[floor.lots[lot].product]
    for k in range(bill.bill_first, bill.bill_first + bill.bill):
        name = child_name(floor, lot, bill.bill_first - k - 1) if is_child(floor, lot) else NONE
        part = another(floor, floor.parts[k].product, floor.parts[k].quantity * floor.lots[lot].ordered, name, t)
        if floor.state[0].policy == KANBAN:
            set_out(floor, part, t)
        else:
            put(floor, part, t)


@inner
def another(floor, product, quantity, name, t):
    """Return a new lot that comes with or out of another."""
    return invent(floor, product, quantity, name, t)


@tiny
def put(floor, lot, t):
    """Put a new lot into the queue of its first work center."""
    center = destination(floor, lot)
    if center < 0:
        complete(floor, lot, t)
        return
    take_card(floor, lot, center)
    enqueue(floor, lot, center, t)


@inner
def pull(floor, t):
    """Release orders as long as the first work center of the next one has a free card."""
    state = floor.state[0]
    while state.free_lots > state.spare_lots // 2:
        if state.pending < 0:
            state.pending = invent(floor, NONE, -1.0, NONE, t)
        lot = state.pending
        center = destination(floor, lot)
        if center >= 0 and not has_place(floor, center):
            return
        state.pending = -1
        floor.lots[lot].released, floor.lots[lot].due = t, floor.lots[lot].due - floor.lots[lot].released + t
        bring(floor, lot, t)
        put(floor, lot, t)


@tiny
def invent(floor, product, quantity, name, t):
    """Return a new lot with product, routing, lot size, priority and due date drawn where they are not told.

    Its ``name`` is that of a child; −1: it is none, and the next of all that are none.
    """
    state = floor.state[0]
    lot = take(floor, state.released, name if name >= 0 else state.released - state.given)
    state.released += 1
    state.given += 1 if name >= 0 else 0
    state.on_floor += 1
    one = floor.lots[lot]
    stream = key(state.seed, ORDER, one.name, np.int64(0))
    if product < 0:
        product, stream = pick(floor.product_weights, np.int64(0), state.products, stream)
    else:
        stream = skip(stream)
    one.product = product
    made = floor.products[product]
    number, stream = pick(floor.routing_weights, made.first_routing, made.routings, stream)
    one.first_step, one.steps = floor.routings[number].first_step, floor.routings[number].steps
    size, stream = pick(floor.size_weights, made.first_size, made.sizes, stream)
    one.ordered = floor.sizes[size] if quantity < 0.0 else quantity
    one.quantity = one.good = one.ordered
    one.priority = made.priority
    if state.urgent_share > 0.0:
        u, _ = uniform(stream)
        one.priority = 1 if u < state.urgent_share else made.priority
    one.released, one.due = t, np.inf
    if made.lead_law >= 0:
        one.due = t + sample(floor, made.lead_law, skip(stream), one.name)
    look_ahead(floor, lot, t)
    one.deadline = np.inf
    return lot


@inner
def tell(floor, who, t):
    """Put an order that was told beforehand where it stands."""
    state, told = floor.state[0], floor.planned[who]
    lot = take(floor, who, who)
    state.on_floor += 1
    one, routing = floor.lots[lot], floor.routings[told.routing]
    one.product, one.priority, one.counted = told.product, told.priority, 1
    one.first_step, one.steps, one.step, one.furthest = routing.first_step, routing.steps, told.step, told.step
    one.ordered, one.quantity, one.good = told.quantity, told.good, told.good
    one.released, one.due, one.remaining = told.released, told.due, told.remaining
    one.upstream = 1 if state.policy == DRUM and _counts(floor, who) else 0
    if told.station >= 0:
        start_told(floor, lot, told.station, t)
    else:
        enqueue(floor, lot, destination(floor, lot), t)
