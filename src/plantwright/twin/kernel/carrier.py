"""Carriers: the nearest idle one fetches a lot; where none is idle, the lot that asked first is served first."""

from __future__ import annotations

import numpy as np

from plantwright.twin.kernel.clock import later
from plantwright.twin.kernel.compiled import inner
from plantwright.twin.kernel.events import schedule
from plantwright.twin.kernel.floor import ARRIVE_EVENT, NONE
from plantwright.twin.kernel.logbook import working_overlap, write_move


@inner
def distance(floor, start, end):
    """Return how far it is between two work centers; 0: not told, no carrier needed [m]."""
    return floor.distances[start * floor.state[0].centers + end] if start >= 0 and end >= 0 else 0.0


@inner
def ask(floor, lot, center, t):
    """Ask for a carrier that takes a lot to a work center."""
    one, state = floor.lots[lot], floor.state[0]
    one.key, one.next = t, NONE
    if state.idle_carriers > 0:
        _go(floor, _nearest(floor, one.from_center), lot, center, t)
    elif state.carrier_tail >= 0:
        floor.lots[state.carrier_tail].next = lot
        state.carrier_tail = lot
    else:
        state.carrier_head = state.carrier_tail = lot


@inner
def _nearest(floor, center):
    best, shortest = NONE, np.inf
    for carrier in range(floor.state[0].carriers):
        one = floor.carriers[carrier]
        away = distance(floor, one.center, center)
        if one.busy == 0 and away < shortest:
            best, shortest = carrier, away
    return best


@inner
def _go(floor, carrier, lot, center, t):
    state, one, vehicle = floor.state[0], floor.lots[lot], floor.carriers[carrier]
    way = distance(floor, vehicle.center, one.from_center) + distance(floor, one.from_center, center)
    end = later(floor, state.calendar, t, way / state.speed + state.handling)
    vehicle.busy, vehicle.center = 1, center
    vehicle.busy_time += working_overlap(floor, state.calendar, t, end)
    state.idle_carriers -= 1
    one.carrier = carrier
    write_move(floor, lot, carrier, one.key, t, end)
    schedule(floor, end, ARRIVE_EVENT, lot)


@inner
def set_down(floor, lot, t):
    """Free the carrier that brought a lot, for the lot that has waited longest."""
    state, one = floor.state[0], floor.lots[lot]
    if one.carrier < 0:
        return
    carrier = one.carrier
    one.carrier = -1
    floor.carriers[carrier].busy = 0
    state.idle_carriers += 1
    following = state.carrier_head
    if following >= 0:
        state.carrier_head = floor.lots[following].next
        if state.carrier_head < 0:
            state.carrier_tail = NONE
        asked = floor.lots[following]
        _go(floor, carrier, following, floor.steps[asked.first_step + asked.step].center, t)
