"""Which lot a work center takes next, and on which of its stations.

References
----------
.. [1] Vepsalainen, Morton (1987). Priority rules for job shops with weighted tardiness costs. Management Science 33(8).
.. [2] Lee, Bhaskaran, Pinedo (1997). A heuristic to minimize the total weighted tardiness with sequence-dependent
   setups. IIE Transactions 29(1).
"""

from __future__ import annotations

import math

import numpy as np

from plantwright.twin.kernel.batch import batch_ready
from plantwright.twin.kernel.clock import closing, later, opening
from plantwright.twin.kernel.compiled import inner, tiny
from plantwright.twin.kernel.events import wake
from plantwright.twin.kernel.floor import (
    ATC,
    ATCS,
    CR,
    FEWEST_SETUPS,
    FIT,
    IDLE,
    NEXT_QUEUE,
    NONE,
    SLACK,
)
from plantwright.twin.kernel.memory import call_rule
from plantwright.twin.kernel.places import has_place
from plantwright.twin.kernel.station import family_of, step_of
from plantwright.twin.kernel.stock import covered

_AHEAD = 2.0
"""How many mean process times ahead ATC looks [1]_."""


@tiny
def next_lot(floor, center, t):
    """Return the lot that starts next at a work center with an idle station; −1: none may."""
    place = floor.centers[center]
    if place.plain:
        return place.head
    best, lowest = NONE, np.inf
    pace = _mean_time(floor, center) if place.rule in (ATC, ATCS) else 1.0
    lot = place.head
    while lot >= 0:
        if best >= 0 and floor.state[0].urgent_first and floor.lots[lot].priority > floor.lots[best].priority:
            break
        if _may_start(floor, center, lot, t):
            if place.rule <= SLACK:
                return lot
            index = _index(floor, center, lot, pace, t)
            if best < 0 or index < lowest:
                best, lowest = lot, index
        lot = floor.lots[lot].next
    return best


@inner
def _may_start(floor, center, lot, t):
    place = floor.centers[center]
    if place.batch_min > 1 and not batch_ready(floor, center, lot, t):
        return False
    station = choose_station(floor, center, lot)
    if station < 0 or (place.assembles and not covered(floor, lot)):
        return False
    if place.before and not room_ahead(floor, lot):
        return False
    return place.at_close != FIT or fits(floor, center, lot, _setup(floor, center, lot, station), t)


@inner
def room_ahead(floor, lot):
    """Whether a lot would have a place to go to after its step."""
    one = floor.lots[lot]
    if one.step + 1 >= one.steps:
        return True
    return has_place(floor, floor.steps[step_of(floor, lot) + 1].center)


@inner
def may_join(floor, center, lot, first, station, t):
    """Whether a lot can be loaded with the first of a batch: its components, a place ahead, the time until closing."""
    place = floor.centers[center]
    if (place.before and not room_ahead(floor, lot)) or (place.assembles and not covered(floor, lot)):
        return False
    if place.at_close != FIT or place.lead_lot:
        return True
    return fits(floor, center, lot, _setup(floor, center, first, station), t)


@inner
def fits(floor, center, lot, setup, t):
    """Whether a lot is expected to be done before its work center closes; if not, it is looked at when it opens."""
    place = floor.centers[center]
    expected = _time(floor, lot) + setup
    shut = closing(floor.calendars, floor.spans, place.calendar, t)
    if t + expected <= shut + 1e-9 or later(floor, place.calendar, t, expected) <= t + expected + 1e-9:
        return True
    wake(floor, center, opening(floor, place.calendar, shut), t)
    return False


@tiny
def choose_station(floor, center, lot):
    """Return an idle station for a lot, one already set up for its family if there is one; −1: none may take it."""
    place, step = floor.centers[center], floor.steps[step_of(floor, lot)]
    free = NONE
    for station in range(place.first_station, place.first_station + place.stations):
        machine = floor.stations[station]
        if machine.state != IDLE or (step.allowed > 0 and not _allowed(floor, step, station)):
            continue
        if machine.family == step.family or place.setup < 0:
            return station
        if free < 0 and (place.min_run <= 1 or not _must_go_on(floor, center, station)):
            free = station
    return free


@inner
def _allowed(floor, step, station):
    for k in range(step.allowed_first, step.allowed_first + step.allowed):  # noqa: SIM110 - compiled: no any()
        if floor.allowed[k] == station:
            return True
    return False


@inner
def _must_go_on(floor, center, station):
    """Whether a station has not yet run its family long enough, and more of it waits that may be done there."""
    machine = floor.stations[station]
    if machine.family < 0 or machine.run >= floor.centers[center].min_run:
        return False
    lot = floor.centers[center].head
    while lot >= 0:
        step = floor.steps[step_of(floor, lot)]
        if step.family == machine.family and (step.allowed == 0 or _allowed(floor, step, station)):
            return True
        lot = floor.lots[lot].next
    return False


@inner
def _index(floor, center, lot, pace, t):
    """Return the number of a lot under a rule that ranks anew at each start: the lowest goes first."""
    place, one = floor.centers[center], floor.lots[lot]
    step = floor.steps[step_of(floor, lot)]
    rest = step.rest_lot + step.rest_piece * one.good
    if place.rule == CR:
        return (one.due - t) / max(rest, 1e-9)
    if place.rule == NEXT_QUEUE:
        return _queue_ahead(floor, lot)
    station = choose_station(floor, center, lot)
    setup = _setup(floor, center, lot, station)
    if place.rule == FEWEST_SETUPS:
        return 1.0 if setup > 0.0 else 0.0
    if place.rule in (ATC, ATCS):
        index = math.exp(-max(0.0, one.due - t - rest) / (_AHEAD * pace)) / max(_time(floor, lot), 1e-9)
        if place.rule == ATCS and place.mean_setup > 0.0:
            index *= math.exp(-setup / place.mean_setup)
        return -index
    return call_rule(
        place.plugin, t, one.ready, one.due, _time(floor, lot), rest, setup, one.good, np.float64(one.priority)
    )


@inner
def _time(floor, lot):
    step = floor.steps[step_of(floor, lot)]
    return step.per_lot + step.per_piece * floor.lots[lot].good


@inner
def _setup(floor, center, lot, station):
    place, family = floor.centers[center], floor.stations[station].family
    if place.setup < 0 or family < 0 or station < 0:
        return 0.0
    return floor.setups[place.setup + family * floor.state[0].families + family_of(floor, lot)]


@inner
def _mean_time(floor, center):
    lot, total = floor.centers[center].head, 0.0
    while lot >= 0:
        total += _time(floor, lot)
        lot = floor.lots[lot].next
    return max(total / max(floor.centers[center].waiting, 1), 1e-9)


@inner
def _queue_ahead(floor, lot):
    one = floor.lots[lot]
    if one.step + 1 >= one.steps:
        return 0.0
    ahead = floor.centers[floor.steps[step_of(floor, lot) + 1].center]
    return np.float64(ahead.waiting + ahead.coming)
