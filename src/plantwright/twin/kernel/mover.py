"""Lots between stations: leaving, waiting for a place (blocking), moving and arriving."""

from __future__ import annotations

from plantwright.twin.kernel.clock import advance
from plantwright.twin.kernel.compiled import inner
from plantwright.twin.kernel.events import schedule
from plantwright.twin.kernel.floor import ARRIVE_EVENT, BLOCKED, IDLE, WAKE_EVENT
from plantwright.twin.kernel.logbook import working_overlap, write_order, write_visit
from plantwright.twin.kernel.queue import join
from plantwright.twin.kernel.station import occasion
from plantwright.twin.kernel.streams import MOVE, draw, key

_NEVER = 1e17


@inner
def mark(floor, center):
    """Note that something changed at a work center, so that it is looked at before time goes on."""
    state, place = floor.state[0], floor.centers[center]
    if place.skill >= 0:
        state.skilled = 1
    if not place.dirty:
        place.dirty = 1
        floor.dirty[state.dirty] = center
        state.dirty += 1


@inner
def destination(floor, lot):
    """Return the work center a lot goes to; −1: it is finished."""
    one = floor.lots[lot]
    return -1 if one.step >= one.steps else floor.steps[one.first_step + one.step].center


@inner
def has_place(floor, center):
    """Whether another lot may come; without a buffer, only an idle station is a place."""
    place = floor.centers[center]
    if place.buffer < 0:
        return True
    return place.waiting + place.coming < (place.buffer if place.buffer > 0 else place.idle)


@inner
def let_out(floor, lot, t):
    """Let a lot out of its station if it has a place to go; else it blocks the station."""
    center = destination(floor, lot)
    if center < 0:
        _leave_station(floor, lot, t)
        write_order(floor, lot, t)
        free(floor, lot)
        return True
    one = floor.lots[lot]
    if one.step < one.furthest or has_place(floor, center):
        _leave_station(floor, lot, t)
        send(floor, lot, center, t)
        return False
    _block(floor, lot, center)
    return False


@inner
def _block(floor, lot, center):
    place = floor.centers[center]
    floor.lots[lot].next = -1
    if place.blocked_tail >= 0:
        floor.lots[place.blocked_tail].next = lot
    else:
        place.blocked_head = lot
    place.blocked_tail = lot
    floor.stations[floor.lots[lot].station].state = BLOCKED


@inner
def admit(floor, center, t):
    """Let blocked lots come while there is a place."""
    place = floor.centers[center]
    while place.blocked_head >= 0 and has_place(floor, center):
        lot = place.blocked_head
        place.blocked_head = floor.lots[lot].next
        if place.blocked_head < 0:
            place.blocked_tail = -1
        _leave_station(floor, lot, t)
        send(floor, lot, center, t)


@inner
def _leave_station(floor, lot, t):
    one = floor.lots[lot]
    machine = floor.stations[one.station]
    write_visit(floor, lot, one.station, machine.end, t)
    one.station = -1
    machine.lots -= 1
    if machine.lots == 0:
        machine.blocked_time += working_overlap(floor, machine.center, machine.end, t)
        machine.state = IDLE
        floor.centers[machine.center].idle += 1
        mark(floor, machine.center)


@inner
def send(floor, lot, center, t):
    """Send a lot on its way to a work center."""
    state = floor.state[0]
    floor.centers[center].coming += 1
    move = draw(
        floor.laws, floor.values, state.move_law, key(state.seed, MOVE, floor.lots[lot].order, occasion(floor, lot))
    )
    if move > 0.0:
        schedule(floor, advance(floor.calendars, floor.spans, state.calendar, t, move), ARRIVE_EVENT, lot)
    else:
        arrive(floor, lot, t)


@inner
def arrive(floor, lot, t):
    """Put a lot that was on its way into the queue."""
    center = destination(floor, lot)
    floor.centers[center].coming -= 1
    enqueue(floor, lot, center, t)


@inner
def enqueue(floor, lot, center, t):
    """Put a lot into a queue; a batch that waits too long wakes up by itself."""
    one, place = floor.lots[lot], floor.centers[center]
    one.ready = t
    one.rework = 1 if one.step < one.furthest else 0
    join(floor, center, lot)
    mark(floor, center)
    if place.batch_min > 1 and place.batch_wait < _NEVER:
        wake = advance(floor.calendars, floor.spans, place.calendar, t, place.batch_wait)
        schedule(floor, wake, WAKE_EVENT, center)


@inner
def free(floor, lot):
    """Give a finished lot's record back."""
    state = floor.state[0]
    floor.lots[lot].order = -1
    floor.lots[lot].next = state.free_lot
    state.free_lot = lot
    state.on_floor -= 1
