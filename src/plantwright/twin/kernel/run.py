"""The engine: take the earliest event, let it happen, start all that can start, go on.

``run`` can be called again and again on the same floor: it stops at ``until``, when a table must grow, or after
``budget`` events, so that the caller can grow or empty it, show progress, or be interrupted.
"""

from __future__ import annotations

from plantwright.twin.kernel.batch import companion, waited
from plantwright.twin.kernel.clock import opening
from plantwright.twin.kernel.compiled import constant, entry, inner, tiny
from plantwright.twin.kernel.dispatch import choose_station, may_join, next_lot
from plantwright.twin.kernel.events import next_event, wake
from plantwright.twin.kernel.floor import (
    ARRIVE_EVENT,
    KANBAN,
    LIMIT_EVENT,
    NONE,
    OWED_EVENT,
    RELEASE_EVENT,
    REST_EVENT,
    STOP_EVENT,
    TOLD_EVENT,
    UP_EVENT,
    WAKE_EVENT,
    WEAR_EVENT,
)
from plantwright.twin.kernel.logbook import close, count_load
from plantwright.twin.kernel.memory import pointer
from plantwright.twin.kernel.mover import admit, arrive, depart, leave_station, set_out, too_late
from plantwright.twin.kernel.parts import split
from plantwright.twin.kernel.places import reserve
from plantwright.twin.kernel.queue import leave, mark
from plantwright.twin.kernel.release import arrival, begin, pull, release, tell
from plantwright.twin.kernel.station import come_out, come_up, pass_stop, run_load, step_of, wear_event
from plantwright.twin.kernel.stock import take_parts
from plantwright.twin.kernel.wear import wear_in
from plantwright.twin.kernel.worker import dismiss_team, find_team, forget_team, idle_skills
from plantwright.twin.kernel.yielded import give_off

DONE, BUDGET, LOTS_FULL, EVENTS_FULL, ORDERS_FULL, ROWS_FULL, LINKS_FULL, FLOWS_FULL = map(constant, range(8))
"""Why ``run`` returned."""


@entry
def run(tables, sizes, until, budget):
    """Let time pass until ``until`` [s]; ``sizes``: the room of its tables. Return why it stopped."""
    return _run(pointer(tables), sizes, until, budget)


@entry
def open_floor(tables, t):
    """Draw each station's first stops and schedule the first releases."""
    floor = pointer(tables)
    floor.state[0].clock = t
    for station in range(floor.state[0].stations):
        wear_in(floor, station, t)
    begin(floor, t)


@entry
def close_floor(tables, lots, t):
    """Count and write what is still running at the end of the run."""
    close(pointer(tables), lots, t)


@inner
def _run(floor, sizes, until, budget):
    state = floor.state[0]
    loads, spare_rows = _reserves(floor)
    for _ in range(budget):
        # the end writes too: there must be room before it as before an event
        status = _room(floor, sizes, loads, spare_rows)
        if status != DONE:
            return status
        if state.events == 0 or floor.events[0].time > until:
            state.clock = until
            return DONE
        t, seq, kind, who = next_event(floor)
        state.clock = t
        _happen(floor, t, seq, kind, who)
        _settle(floor, t)
    return BUDGET


@inner
def _reserves(floor):
    """Return how many events and rows one event may add at most."""
    state, loads = floor.state[0], 0
    for center in range(state.centers):
        loads += floor.centers[center].stations * floor.centers[center].batch_max
    events = 4 * loads + 2 * state.stations + state.centers + state.workers + 2 * state.spare_lots + 8
    return events, 4 * loads + 2 * state.stations + state.workers + 2 * state.spare_lots + 8


@tiny
def _room(floor, sizes, spare_events, spare_rows):
    state = floor.state[0]
    if state.free_lots < state.spare_lots:
        return LOTS_FULL
    if sizes[1] - state.events < spare_events:
        return EVENTS_FULL
    if sizes[5] - state.flows < spare_events:
        return FLOWS_FULL
    if state.listing and sizes[2] - state.orders < sizes[0] + spare_events:
        return ORDERS_FULL
    return _room_for_log(floor, sizes, spare_rows) if state.logging else DONE


@inner
def _room_for_log(floor, sizes, spare_rows):
    state = floor.state[0]
    if sizes[3] - state.rows < spare_rows:
        return ROWS_FULL
    # an assembly takes from as many lots as there are in stock, and leaves a part of one for each of its components
    parts_taken = spare_rows * max(state.most_parts, 1)
    return LINKS_FULL if sizes[4] - state.links < sizes[0] + parts_taken else DONE


@tiny
def _happen(floor, t, seq, kind, who):
    if kind == STOP_EVENT:
        if floor.stations[who].ticket == seq and pass_stop(floor, who, t):
            _finish(floor, who, t)
    elif kind == RELEASE_EVENT:
        arrival(floor, who, t)
    elif kind == ARRIVE_EVENT:
        arrive(floor, who, t)
    elif kind == WAKE_EVENT:
        mark(floor, who)
    elif kind == UP_EVENT:
        if floor.stations[who].ticket == seq:
            come_up(floor, who, t)
    else:
        _happen_rarely(floor, t, seq, kind, who)


@inner
def _happen_rarely(floor, t, seq, kind, who):
    if kind == WEAR_EVENT:
        wear_event(floor, who, t)
    elif kind == LIMIT_EVENT:
        if floor.lots[who].ticket == seq:
            too_late(floor, who, t)
    elif kind == REST_EVENT:
        set_out(floor, who, t)
    elif kind == TOLD_EVENT:
        tell(floor, who, t)
    elif kind == OWED_EVENT and floor.state[0].policy != KANBAN:
        release(floor, NONE, t)


@tiny
def _finish(floor, station, t):
    machine = floor.stations[station]
    count_load(floor, station, t)
    if machine.worker >= 0:
        dismiss_team(floor, station, t)
    lot = machine.load
    while lot >= 0:
        follower = floor.lots[lot].next
        forward = come_out(floor, lot, t)
        _pass_drum(floor, lot)
        if forward and floor.steps[floor.lots[lot].first_step + floor.lots[lot].at].yields > 0:
            give_off(floor, lot, t)
        _go_on(floor, lot, t)
        lot = follower


@tiny
def _pass_drum(floor, lot):
    one = floor.lots[lot]
    if one.upstream and floor.steps[one.first_step + one.at].drum and one.step > one.at and one.step < one.steps:
        one.upstream = 0
        floor.state[0].owed += 1


@tiny
def _go_on(floor, lot, t):
    """Let a lot depart, in parts where its step splits it."""
    one = floor.lots[lot]
    size = floor.steps[one.first_step + one.at].split
    if size <= 0.0 or one.good <= size or one.step >= one.steps or one.step <= one.at or one.parent >= 0:
        depart(floor, lot, t)
        return
    leave_station(floor, lot, t)
    part = split(floor, lot, size)
    while part >= 0:
        follower = floor.lots[part].next
        depart(floor, part, t)
        part = follower


@tiny
def _settle(floor, t):
    """Start all that can start; each start may free places, stations or workers for others."""
    state = floor.state[0]
    while True:
        while state.owed > 0:
            state.owed -= 1
            release(floor, NONE, t)
        while state.dirty > 0:
            state.dirty -= 1
            center = floor.dirty[state.dirty]
            place = floor.centers[center]
            place.dirty = 0
            if place.held_head >= 0:
                admit(floor, center, t)
            if place.idle > 0 and place.head >= 0:
                _start_or_seek(floor, center, t)
        if state.policy == KANBAN:
            pull(floor, t)
            if state.dirty > 0:
                continue
        if not state.skilled or not _start_skilled(floor, t):
            state.skilled = 0
            return


@tiny
def _start_or_seek(floor, center, t):
    place, state = floor.centers[center], floor.state[0]
    if place.team == 0:
        lot = _startable(floor, center, t)
        if lot >= 0:
            _start(floor, center, lot, NONE, t)
            mark(floor, center)
        return
    state.skilled = 1
    if place.seeking == 0:
        floor.seekers[state.seekers] = center
        state.seekers += 1
        place.seeking = 1


@tiny
def _startable(floor, center, t):
    """Return the lot that could start now at a work center; −1: none. A closed one wakes up when it opens."""
    place = floor.centers[center]
    opens = opening(floor, place.calendar, t)
    if opens > t:
        wake(floor, center, opens, t)
        return NONE
    return next_lot(floor, center, t)


@inner
def _start_skilled(floor, t):
    """Give idle workers to the startable work center whose next lot has waited longest."""
    state = floor.state[0]
    best, best_lot, longest = NONE, NONE, -1.0
    index, missing = 0, ~idle_skills(floor)
    while index < state.seekers and state.idle_workers > 0:
        center = floor.seekers[index]
        place = floor.centers[center]
        if place.idle == 0 or place.head < 0:
            place.seeking = 0
            state.seekers -= 1
            floor.seekers[index] = floor.seekers[state.seekers]
            continue
        index += 1
        if place.needs & missing:
            continue
        lot = _startable(floor, center, t)
        if lot < 0:
            continue
        wait = waited(floor, center, lot, t)
        earlier = wait > longest or (wait == longest and center < best)
        if earlier and _has_team(floor, center, t):
            best, best_lot, longest = center, lot, wait
    if best < 0:
        return False
    _start(floor, best, best_lot, find_team(floor, best, t), t)
    mark(floor, best)
    return True


@inner
def _has_team(floor, center, t):
    team = find_team(floor, center, t)
    forget_team(floor, team)
    return team >= 0


@tiny
def _start(floor, center, first, team, t):
    """Start a lot, with companions where the work center takes batches."""
    place, state = floor.centers[center], floor.state[0]
    station = choose_station(floor, center, first)
    machine = floor.stations[station]
    lot, last, count = first, NONE, 0
    while lot >= 0 and count < place.batch_max:
        follower = companion(floor, center, first, lot) if place.batch_max > 1 else NONE
        if count > 0 and not may_join(floor, center, lot, first, station, t):
            lot = follower
            continue
        _load(floor, center, lot)
        if last >= 0:
            floor.lots[last].next = lot
        last, lot, count = lot, follower, count + 1
    machine.load, machine.lots = first, count
    machine.batch = state.batches if place.batch_max > 1 else -1
    state.batches += 1
    run_load(floor, station, team, t)


@tiny
def _load(floor, center, lot):
    """Take a lot out of the queue and onto a station."""
    place, one = floor.centers[center], floor.lots[lot]
    leave(floor, center, lot)
    one.next, one.queued = -1, 0
    if place.assembles:
        take_parts(floor, lot)
    if place.before and one.step + 1 < one.steps:
        reserve(floor, lot, floor.steps[step_of(floor, lot) + 1].center)
