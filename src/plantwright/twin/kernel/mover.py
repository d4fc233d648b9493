"""Lots between stations: leaving, waiting for a place (blocking), moving, arriving, and leaving the floor."""

from __future__ import annotations

import numpy as np

from plantwright.twin.kernel.carrier import ask, distance, set_down
from plantwright.twin.kernel.clock import later
from plantwright.twin.kernel.compiled import inner, tiny
from plantwright.twin.kernel.draws import of_order
from plantwright.twin.kernel.events import schedule
from plantwright.twin.kernel.floor import (
    ARRIVE_EVENT,
    BLOCKED,
    CONWIP,
    LIMIT_EVENT,
    NONE,
    OWED_EVENT,
    REST_EVENT,
    WAKE_EVENT,
)
from plantwright.twin.kernel.logbook import count_blocked, write_lost, write_order, write_visit
from plantwright.twin.kernel.parts import come_together
from plantwright.twin.kernel.places import has_place, take_card, unreserve
from plantwright.twin.kernel.pool import free
from plantwright.twin.kernel.queue import join, leave, mark
from plantwright.twin.kernel.station import be_free, look_ahead, step_of
from plantwright.twin.kernel.stock import put_in_stock
from plantwright.twin.kernel.streams import MOVE, REST

_NEVER = 1e17


@tiny
def destination(floor, lot):
    """Return the work center a lot goes to; −1: it is finished."""
    one = floor.lots[lot]
    return NONE if one.step >= one.steps else floor.steps[one.first_step + one.step].center


@tiny
def depart(floor, lot, t):
    """Let a lot go from the station where its step is done: to rest, onward, or off the floor."""
    one = floor.lots[lot]
    law = floor.steps[one.first_step + one.at].hold_law
    if law >= 0 and one.good > 0.0:
        rest = of_order(floor, lot, law, REST)
        if one.station >= 0:
            leave_station(floor, lot, t)
        schedule(floor, t + rest, REST_EVENT, lot)
    elif one.step >= one.steps:
        leave_station(floor, lot, t)
        complete(floor, lot, t)
    else:
        onward(floor, lot, t)


@inner
def set_out(floor, lot, t):
    """Let a lot that stands on no station go on, or off the floor."""
    if floor.lots[lot].step >= floor.lots[lot].steps:
        complete(floor, lot, t)
    else:
        onward(floor, lot, t)


@tiny
def onward(floor, lot, t):
    """Send a lot to its next work center if there is a place; else it waits, and blocks the station it stands on."""
    one, center = floor.lots[lot], destination(floor, lot)
    if one.reserved >= 0 and one.reserved != center:
        unreserve(floor, lot)
    if one.reserved >= 0 or one.step < one.furthest or has_place(floor, center):
        if one.station >= 0:
            leave_station(floor, lot, t)
        send(floor, lot, center, t)
    else:
        _wait(floor, lot, center, t)


@inner
def _wait(floor, lot, center, t):
    place, one = floor.centers[center], floor.lots[lot]
    if one.station >= 0 and place.kanban > 0:
        leave_station(floor, lot, t)  # what is done waits in the store for a card, not on the station
    one.next = -1
    if place.held_tail >= 0:
        floor.lots[place.held_tail].next = lot
    else:
        place.held_head = lot
    place.held_tail = lot
    if one.station >= 0:
        floor.stations[one.station].state = BLOCKED


@inner
def admit(floor, center, t):
    """Let lots that wait for a place come while there is one."""
    place = floor.centers[center]
    while place.held_head >= 0 and has_place(floor, center):
        lot = place.held_head
        place.held_head = floor.lots[lot].next
        if place.held_head < 0:
            place.held_tail = -1
        if floor.lots[lot].station >= 0:
            leave_station(floor, lot, t)
        send(floor, lot, center, t)


@tiny
def leave_station(floor, lot, t):
    """Take a lot off its station; the last of a load leaves it free."""
    one = floor.lots[lot]
    station = one.station
    machine = floor.stations[station]
    write_visit(floor, lot, station, machine.end, t)
    one.station, one.from_center = -1, machine.center
    machine.lots -= 1
    if machine.lots == 0:
        if machine.state == BLOCKED:
            count_blocked(floor, station, t)
        be_free(floor, station, t)


@tiny
def send(floor, lot, center, t):
    """Send a lot on its way to a work center."""
    state, one = floor.state[0], floor.lots[lot]
    take_card(floor, lot, center)
    if one.reserved < 0:
        floor.centers[center].coming += 1
    one.reserved = -1
    if state.carriers > 0 and distance(floor, one.from_center, center) > 0.0:
        ask(floor, lot, center, t)
        return
    moves = state.move_law >= 0 and one.from_center >= 0  # what is new comes from nowhere
    move = of_order(floor, lot, state.move_law, MOVE) if moves else 0.0
    if move > 0.0:
        schedule(floor, later(floor, state.calendar, t, move), ARRIVE_EVENT, lot)
    else:
        arrive(floor, lot, t)


@tiny
def arrive(floor, lot, t):
    """Put a lot that was on its way into the queue; parts that come together go on as one."""
    center = destination(floor, lot)
    floor.centers[center].coming -= 1
    set_down(floor, lot, t)
    if floor.lots[lot].parent >= 0 and floor.steps[step_of(floor, lot)].join:
        lot = come_together(floor, lot)
    if lot >= 0:
        enqueue(floor, lot, center, t)
    else:
        mark(floor, center)  # a part that sleeps takes no place


@tiny
def enqueue(floor, lot, center, t):
    """Put a lot into a queue; a batch that waits too long wakes up by itself, a lot that does is taken out again."""
    one, place = floor.lots[lot], floor.centers[center]
    one.ready = t
    one.rework = 1 if one.step < one.furthest else 0
    if one.deadline < np.inf:
        one.ticket = schedule(floor, max(t, one.deadline), LIMIT_EVENT, lot)
        if one.deadline < t:
            mark(floor, center)  # what comes too late takes no place
            return
    join(floor, center, lot)
    one.queued = 1
    mark(floor, center)
    if place.batch_min > 1 and place.batch_wait < _NEVER:
        schedule(floor, later(floor, place.calendar, t, place.batch_wait), WAKE_EVENT, center)


@inner
def too_late(floor, lot, t):
    """Scrap a lot that has waited too long for its step, or send it back."""
    one = floor.lots[lot]
    step = floor.steps[step_of(floor, lot)]
    if one.queued:
        leave(floor, step.center, lot)
        one.queued = 0
        mark(floor, step.center)
    one.ticket, one.from_center = -1, step.center
    if step.limit_back > 0:
        one.step -= step.limit_back
        look_ahead(floor, lot, t)
        onward(floor, lot, t)
    else:
        write_lost(floor, lot, t)
        one.scrapped, one.good, one.step = one.good, 0.0, one.steps
        complete(floor, lot, t)


@inner
def complete(floor, lot, t):
    """Let a lot leave the floor: off the plant or into stock; parts of an order leave when the last of them does."""
    state = floor.state[0]
    take_card(floor, lot, NONE)
    unreserve(floor, lot)
    if floor.lots[lot].parent >= 0:
        lot = come_together(floor, lot)
        if lot < 0:
            return
        if floor.lots[lot].step < floor.lots[lot].steps:  # the others wait to be joined
            take_card(floor, lot, destination(floor, lot))
            enqueue(floor, lot, destination(floor, lot), t)
            return
        take_card(floor, lot, NONE)
    one = floor.lots[lot]
    write_order(floor, lot, t)
    state.on_floor -= 1
    if (state.policy == CONWIP and one.counted) or one.upstream:
        if one.at < 0:
            schedule(floor, t, OWED_EVENT, NONE)  # what leaves without a step must not be followed in no time
        else:
            state.owed += 1
    if floor.products[one.product].stocked and one.good > 0.0:
        put_in_stock(floor, lot)
    else:
        free(floor, lot)
