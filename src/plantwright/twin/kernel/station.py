"""A station at work: which one starts, how long it takes with setup and breakdowns, and what comes out."""

from __future__ import annotations

import numpy as np

from plantwright.twin.kernel.batch import companion
from plantwright.twin.kernel.clock import advance
from plantwright.twin.kernel.compiled import inner
from plantwright.twin.kernel.events import schedule
from plantwright.twin.kernel.floor import BUSY, FINISH_EVENT, IDLE, NONE
from plantwright.twin.kernel.logbook import write_down
from plantwright.twin.kernel.queue import leave
from plantwright.twin.kernel.streams import (
    FAILURE,
    PROCESS,
    REPAIR,
    REWORK,
    SCRAP,
    SETUP,
    draw,
    key,
    successes,
    uniform,
)
from plantwright.twin.kernel.worker import find_worker, hold

_MOST_FAILURES = 200
MOST_PASSES = 65_535
"""Passes of one step that are counted; a lot that comes by more often draws the same again."""


@inner
def occasion(floor, lot):
    """Return the number that names a lot's present visit within its order: step and pass."""
    step = floor.lots[lot].step
    passes = np.int64(floor.passes[lot, step])
    # the number of a late pass must not be that of another step
    return step * 256 + passes % 256 + (passes // 256 << 32)


@inner
def choose_station(floor, center, family):
    """Return an idle station of a work center, one already set up for the family if there is one."""
    place = floor.centers[center]
    free = -1
    for station in range(place.first_station, place.first_station + place.stations):
        if floor.stations[station].state == IDLE:
            if floor.stations[station].family == family:
                return station
            if free < 0:
                free = station
    return free


@inner
def start(floor, center, first, worker, t):
    """Start a lot, with companions where the work center takes batches."""
    place, lots, state = floor.centers[center], floor.lots, floor.state[0]
    family = floor.products[lots[first].product].family
    station = choose_station(floor, center, family)
    machine = floor.stations[station]
    lot, last, count = first, -1, 0
    while lot >= 0 and count < place.batch_max:
        follower = companion(floor, center, first, lot) if place.batch_max > 1 else -1
        leave(floor, center, lot)
        lots[lot].next = -1
        if last >= 0:
            lots[last].next = lot
        last, lot, count = lot, follower, count + 1
    machine.load, machine.lots = first, count
    machine.batch = state.batches if place.batch_max > 1 else -1
    state.batches += 1
    _run(floor, center, station, worker, t)


@inner
def _run(floor, center, station, worker, t):
    """Let a loaded station run, with the worker that it needs (−1: nobody)."""
    place, machine = floor.centers[center], floor.stations[station]
    machine.worker = worker
    if worker >= 0:
        hold(floor, worker, t)
    family = floor.products[floor.lots[machine.load].product].family
    setup = _setup_time(floor, center, station, family)
    process = _process_time(floor, station)
    machine.family = family
    machine.state = BUSY
    machine.start = t
    machine.setup_end = advance(floor.calendars, floor.spans, place.calendar, t, setup)
    repairs = _break_down(floor, center, station, t, setup, process)
    machine.end = advance(floor.calendars, floor.spans, place.calendar, t, setup + process + repairs)
    place.idle -= 1
    schedule(floor, machine.end, FINISH_EVENT, station)


@inner
def _setup_time(floor, center, station, family):
    place, machine = floor.centers[center], floor.stations[station]
    first = floor.lots[machine.load]
    if place.setup < 0 or machine.family < 0 or machine.family == family or first.remaining < 1.0:
        return 0.0
    mean = floor.setups[place.setup + machine.family * floor.state[0].families + family]
    state = key(floor.state[0].seed, SETUP, first.order, occasion(floor, machine.load))
    return mean * draw(floor.laws, floor.values, place.setup_law, state)


@inner
def _process_time(floor, station):
    machine = floor.stations[station]
    longest, lot = 0.0, machine.load
    while lot >= 0:
        one = floor.lots[lot]
        one.station = station
        one.at = one.step
        one.quantity = one.good
        step = floor.steps[one.first_step + one.step]
        if lot == machine.load or not floor.centers[machine.center].lead_lot:
            longest = max(longest, (step.per_lot + step.per_piece * one.good) * one.remaining)
        lot = one.next
    first = floor.lots[machine.load]
    law = floor.steps[first.first_step + first.step].noise_law
    state = key(floor.state[0].seed, PROCESS, first.order, occasion(floor, machine.load))
    return longest * draw(floor.laws, floor.values, law, state)


@inner
def next_failure(floor, center, station):
    """Draw the processing time until a station's next failure."""
    machine = floor.stations[station]
    state = key(floor.state[0].seed, FAILURE, station, machine.failures)
    machine.until_failure = draw(floor.laws, floor.values, floor.centers[center].failure_law, state)


@inner
def _break_down(floor, center, station, t, setup, process):
    """Fail as often as the processing time says; return the working time of all repairs."""
    place, machine = floor.centers[center], floor.stations[station]
    if place.failure_law < 0:
        return 0.0
    done, repairs, failures = 0.0, 0.0, 0
    while machine.until_failure < process - done:
        done += machine.until_failure
        state = key(floor.state[0].seed, REPAIR, station, machine.failures)
        repair = draw(floor.laws, floor.values, place.repair_law, state)
        begin = advance(floor.calendars, floor.spans, place.calendar, t, setup + done + repairs)
        repairs += repair
        write_down(floor, station, begin, advance(floor.calendars, floor.spans, place.calendar, begin, repair))
        machine.failures += 1
        next_failure(floor, center, station)
        failures += 1
        if failures >= _MOST_FAILURES:
            floor.state[0].failure_storm = station + 1
            return repairs
    machine.until_failure -= process - done
    return repairs


@inner
def come_out(floor, lot):
    """Scrap what failed and say where the lot goes next: forward, or back into rework."""
    one, seed = floor.lots[lot], floor.state[0].seed
    step = floor.steps[one.first_step + one.step]
    which = occasion(floor, lot)
    one.remaining = 1.0
    one.scrapped = successes(one.good, step.scrap, key(seed, SCRAP, one.order, which))
    one.good -= one.scrapped
    one.furthest = max(one.furthest, one.step + 1)
    if floor.passes[lot, one.step] < MOST_PASSES:
        floor.passes[lot, one.step] += 1
    u, _ = uniform(key(seed, REWORK, one.order, which))
    one.step += -step.back if u < step.rework else 1


@inner
def start_told(floor, lot, station, t):
    """Continue a lot that the run begins with, on the station that holds it or as its companion."""
    machine, one = floor.stations[station], floor.lots[lot]
    one.ready = one.released
    if machine.state == IDLE:
        machine.load, machine.lots, machine.batch = lot, 1, -1
        skill = floor.centers[machine.center].skill
        _run(floor, machine.center, station, find_worker(floor, skill) if skill >= 0 else NONE, t)
        return
    last = machine.load
    while floor.lots[last].next >= 0:
        last = floor.lots[last].next
    floor.lots[last].next = lot
    one.station, one.at, one.quantity = station, one.step, one.good
    machine.lots += 1
