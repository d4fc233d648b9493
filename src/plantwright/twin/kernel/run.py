"""The engine: take the earliest event, let it happen, start all that can start, go on.

``run`` can be called again and again on the same floor: it stops at ``until``, when a buffer of records must grow, or
after ``budget`` events, so that the caller can grow it, show progress, or be interrupted.
"""

from __future__ import annotations

from plantwright.twin.kernel.batch import next_lot, waited
from plantwright.twin.kernel.clock import next_open
from plantwright.twin.kernel.compiled import constant, entry, inner
from plantwright.twin.kernel.events import next_event, schedule
from plantwright.twin.kernel.floor import ARRIVE_EVENT, CONWIP, FINISH_EVENT, NONE, RELEASE_EVENT, WAKE_EVENT, pointer
from plantwright.twin.kernel.logbook import close, count_load
from plantwright.twin.kernel.mover import admit, arrive, let_out, mark
from plantwright.twin.kernel.release import begin, release
from plantwright.twin.kernel.station import come_out, next_failure, start
from plantwright.twin.kernel.worker import dismiss, find_worker

DONE, BUDGET, LOTS_FULL, EVENTS_FULL, ORDERS_FULL, ROWS_FULL, STORM = map(constant, range(7))
"""Why ``run`` returned."""


@entry
def run(arrays, until, budget):
    """Let time pass until ``until`` [s]; return why it stopped."""
    return _run(pointer(arrays), until, budget)


@entry
def open_floor(arrays, t):
    """Draw each station's first failure and schedule the first releases."""
    floor = pointer(arrays)
    for station in range(len(floor.stations)):
        center = floor.stations[station].center
        if floor.centers[center].failure_law >= 0:
            next_failure(floor, center, station)
    floor.state[0].clock = t
    begin(floor, t)


@entry
def close_floor(arrays, t):
    """Count and write what is still running at the end of the run."""
    close(pointer(arrays), t)


@inner
def _run(floor, until, budget):
    state = floor.state[0]
    loads, spare_rows = _reserves(floor)
    for _ in range(budget):
        if state.events == 0 or floor.events[0].time > until:
            state.clock = until
            return DONE
        status = _room(floor, loads, spare_rows)
        if status != DONE:
            return status
        t, kind, who = next_event(floor)
        state.clock = t
        _happen(floor, t, kind, who)
        _settle(floor, t)
        if state.failure_storm > 0:
            return STORM
    return BUDGET


@inner
def _reserves(floor):
    """Return how many events and rows one event may add at most."""
    loads = 0
    for center in range(len(floor.centers)):
        loads += floor.centers[center].stations * floor.centers[center].batch_max
    return 2 * loads + len(floor.stations) + len(floor.centers) + 8, 2 * loads + 200 * len(floor.stations) + 8


@inner
def _room(floor, spare_events, spare_rows):
    state = floor.state[0]
    if state.free_lot < 0:
        return LOTS_FULL
    if len(floor.events) - state.events < spare_events:
        return EVENTS_FULL
    if len(floor.orders) - state.orders < len(floor.lots) + spare_events:
        return ORDERS_FULL
    if state.logging and len(floor.rows) - state.rows < spare_rows:
        return ROWS_FULL
    return DONE


@inner
def _happen(floor, t, kind, who):
    if kind == FINISH_EVENT:
        _finish(floor, who, t)
    elif kind == ARRIVE_EVENT:
        arrive(floor, who, t)
    elif kind == RELEASE_EVENT:
        release(floor, who, t)
    elif kind == WAKE_EVENT:
        mark(floor, who)


@inner
def _finish(floor, station, t):
    machine, state = floor.stations[station], floor.state[0]
    count_load(floor, station, t)
    if machine.worker >= 0:
        dismiss(floor, machine.worker, machine.center, t)
        state.skilled = 1
    lot = machine.load
    while lot >= 0:
        follower = floor.lots[lot].next
        come_out(floor, lot)
        if let_out(floor, lot, t) and state.policy == CONWIP:
            release(floor, NONE, t)
        lot = follower


@inner
def _settle(floor, t):
    """Start all that can start; each start may free places, stations or workers for others."""
    state = floor.state[0]
    while True:
        while state.dirty > 0:
            state.dirty -= 1
            center = floor.dirty[state.dirty]
            floor.centers[center].dirty = 0
            admit(floor, center, t)
            if floor.centers[center].skill < 0:
                lot = _startable(floor, center, t)
                if lot >= 0:
                    start(floor, center, lot, NONE, t)
                    mark(floor, center)
        if not state.skilled or not _start_skilled(floor, t):
            state.skilled = 0
            return


@inner
def _startable(floor, center, t):
    """Return the lot that could start now at a work center; −1: none. A closed one wakes up when it opens."""
    place = floor.centers[center]
    if place.idle == 0 or place.head < 0:
        return -1
    opens = next_open(floor.calendars, floor.spans, place.calendar, t)
    if opens > t:
        if place.wake != opens:
            place.wake = opens
            schedule(floor, opens, WAKE_EVENT, center)
        return -1
    return next_lot(floor, center, t)


@inner
def _start_skilled(floor, t):
    """Give an idle worker to the startable work center whose next lot has waited longest."""
    best, best_lot, best_worker, longest = NONE, NONE, NONE, -1.0
    for center in range(len(floor.centers)):
        place = floor.centers[center]
        if place.skill < 0:
            continue
        lot = _startable(floor, center, t)
        if lot < 0:
            continue
        wait = waited(floor, center, lot, t)
        if wait > longest:
            worker = find_worker(floor, place.skill)
            if worker >= 0:
                best, best_lot, best_worker, longest = center, lot, worker, wait
    if best < 0:
        return False
    start(floor, best, best_lot, best_worker, t)
    mark(floor, best)
    return True
