"""A station at work: how long a load takes, where it stops on the way, and what comes out."""

from __future__ import annotations

import numpy as np

from plantwright.twin.kernel.clock import between, later
from plantwright.twin.kernel.compiled import inner, tiny
from plantwright.twin.kernel.draws import MOST_PASSES, occasion, of_order, passed
from plantwright.twin.kernel.events import schedule
from plantwright.twin.kernel.floor import (
    BLOCKED,
    BROKEN,
    BUSY,
    DOWN,
    FAIL,
    FINISH,
    IDLE,
    LET_GO,
    MAINTENANCE,
    NONE,
    PAUSE,
    STOP_EVENT,
    UP_EVENT,
)
from plantwright.twin.kernel.queue import mark
from plantwright.twin.kernel.streams import PROCESS, REWORK, SAMPLE, SCRAP, SETUP, key, successes, uniform
from plantwright.twin.kernel.wear import (
    MOST_MODES,
    break_down,
    count_lots,
    fail_blocked,
    first_failure,
    maintain,
    renew,
    shut,
    wear_out,
)
from plantwright.twin.kernel.worker import dismiss_team, find_team, hold_team


@tiny
def step_of(floor, lot):
    """Return the number of the step a lot goes to or stands at."""
    return floor.lots[lot].first_step + floor.lots[lot].step


@tiny
def family_of(floor, lot):
    """Return the setup family of a lot at its step."""
    return floor.steps[step_of(floor, lot)].family


@tiny
def run_load(floor, station, team, t):
    """Let a loaded station run, with the team that it needs (−1: nobody)."""
    machine = floor.stations[station]
    place = floor.centers[machine.center]
    family = family_of(floor, machine.load)
    machine.setup = setup_time(floor, station, family)
    machine.run = machine.run + 1 if machine.family == family else 1
    machine.family = family
    machine.calendar = place.calendar if place.at_close == PAUSE else floor.state[0].always
    machine.worker = team
    if team >= 0:
        machine.calendar = hold_team(floor, station, team, machine.calendar, t)
    process = _process_time(floor, station)
    machine.work = machine.setup + process
    machine.attended = machine.setup + process * floor.steps[step_of(floor, machine.load)].attendance
    machine.state, machine.start, machine.done = BUSY, t, 0.0
    machine.setup_end = later(floor, machine.calendar, t, machine.setup) if machine.setup > 0.0 else t
    place.idle -= 1
    proceed(floor, station, t)


@tiny
def setup_time(floor, station, family):
    """Return how long a station takes to change over for its load [s]."""
    machine = floor.stations[station]
    place, lot = floor.centers[machine.center], machine.load
    if place.setup < 0 or machine.family < 0 or machine.family == family or floor.lots[lot].remaining < 1.0:
        return 0.0
    mean = floor.setups[place.setup + machine.family * floor.state[0].families + family]
    return mean * of_order(floor, lot, place.setup_law, SETUP)


@tiny
def _process_time(floor, station):
    machine = floor.stations[station]
    lead = floor.centers[machine.center].lead_lot
    longest, lot = 0.0, machine.load
    machine.pieces = 0.0
    while lot >= 0:
        one = floor.lots[lot]
        one.station, one.at, one.quantity = station, one.step, one.good
        machine.pieces += one.good
        step = floor.steps[one.first_step + one.step]
        if lot == machine.load or not lead:
            longest = max(longest, (step.per_lot + step.per_piece * one.good) * one.remaining)
        lot = one.next
    law = floor.steps[step_of(floor, machine.load)].noise_law
    return longest * of_order(floor, machine.load, law, PROCESS)


@tiny
def proceed(floor, station, t):
    """Schedule where a running station stops next: its workers leave, it breaks down, or its load is done."""
    machine = floor.stations[station]
    machine.since, machine.stop, machine.stop_at = t, FINISH, machine.work
    if machine.worker >= 0 and machine.attended < machine.work:
        machine.stop, machine.stop_at = LET_GO, max(machine.attended, machine.done)
    if machine.modes > 0:
        at, mode = first_failure(floor, station, machine.stop_at)
        if mode >= 0:
            machine.stop, machine.stop_at, machine.mode = FAIL, at, mode
    machine.end = later(floor, machine.calendar, t, machine.stop_at - machine.done)
    machine.ticket = schedule(floor, machine.end, STOP_EVENT, station)


@tiny
def pass_stop(floor, station, t):
    """Let a station stop as scheduled; return whether its load is done."""
    machine = floor.stations[station]
    if machine.stop == FINISH and machine.modes == 0:
        return True
    wear_out(floor, station, machine.stop_at)
    if machine.stop == FINISH:
        count_lots(floor, station)
        return True
    if machine.stop == FAIL:
        break_down(floor, station, machine.mode, t)
    else:
        dismiss_team(floor, station, t)
        machine.worker = NONE
        place = floor.centers[machine.center]
        machine.calendar = place.calendar if place.at_close == PAUSE else floor.state[0].always
        proceed(floor, station, t)
    return False


@inner
def come_up(floor, station, t):
    """Let a repaired station go on, or be free again."""
    machine = floor.stations[station]
    if machine.state == BROKEN:
        machine.state = BUSY
        proceed(floor, station, t)
    else:
        be_free(floor, station, t)


@tiny
def be_free(floor, station, t):
    """Let a station without a load be idle, unless it is out of order or maintenance is due."""
    machine = floor.stations[station]
    if machine.down_until > t:
        machine.state = DOWN
        machine.ticket = schedule(floor, machine.down_until, UP_EVENT, station)
        return
    machine.state = IDLE
    floor.centers[machine.center].idle += 1
    if machine.due:
        maintain(floor, station, t)
    mark(floor, machine.center)


@inner
def wear_event(floor, who, t):
    """Let calendar wear come due: a breakdown at once, maintenance once the station is empty."""
    station, mode = who // MOST_MODES, who % MOST_MODES
    machine = floor.stations[station]
    if floor.modes[floor.centers[machine.center].mode_first + mode].kind == MAINTENANCE:
        machine.due |= np.int64(1) << mode
        if machine.state == IDLE:
            maintain(floor, station, t)
    elif machine.state == IDLE:
        shut(floor, station, mode, t)
    elif machine.state == BUSY:
        done = machine.done + between(floor, machine.calendar, machine.since, t)
        wear_out(floor, station, min(done, machine.stop_at))
        break_down(floor, station, mode, t)
    elif machine.state == BLOCKED and machine.down_until <= t:
        fail_blocked(floor, station, mode, t)
    else:  # what is down already does not fail: the next time is drawn
        floor.wear[machine.mode_first + mode].count += 1
        renew(floor, station, mode, t)


@tiny
def come_out(floor, lot, t):
    """Scrap what failed and say where the lot goes next: forward, back into rework, or nowhere; return if not back."""
    one, seed = floor.lots[lot], floor.state[0].seed
    number = step_of(floor, lot)
    step = floor.steps[number]
    which = occasion(floor, lot)
    one.remaining, one.scrapped = 1.0, 0.0
    if step.scrap > 0.0:
        if floor.products[one.product].divisible:
            one.scrapped = one.good * step.scrap
        else:
            one.scrapped = successes(one.good, step.scrap, key(seed, SCRAP, one.name, which))
        one.good -= one.scrapped
    one.furthest = max(one.furthest, one.step + 1)
    place = passed(floor, lot, one.step)
    if floor.passes[place] < MOST_PASSES:
        floor.passes[place] += np.uint16(1)
    back = False
    if step.rework > 0.0:
        u, _ = uniform(key(seed, REWORK, one.name, which))
        back = u < step.rework
    if back and step.rework_limit > 0 and floor.passes[place + 1] >= step.rework_limit:
        one.scrapped, one.good = one.scrapped + one.good, 0.0
    if one.scrapped > 0.0 and one.good <= 0.0:
        one.step = one.steps
    elif back:
        if floor.passes[place + 1] < MOST_PASSES:
            floor.passes[place + 1] += np.uint16(1)
        one.step -= step.back
    else:
        one.step += 1
    look_ahead(floor, lot, t)
    return not back


@tiny
def look_ahead(floor, lot, t):
    """Pass by the steps that this lot is not sampled for, and start the clock of the next one's queue limit."""
    one = floor.lots[lot]
    while one.step < one.steps and floor.steps[step_of(floor, lot)].sampling < 1.0:
        u, _ = uniform(key(floor.state[0].seed, SAMPLE, one.name, occasion(floor, lot)))
        if u < floor.steps[step_of(floor, lot)].sampling:
            break
        one.step += 1
    limit = floor.steps[step_of(floor, lot)].limit if one.step < one.steps else 0.0
    one.deadline = t + limit if limit > 0.0 else np.inf


@inner
def start_told(floor, lot, station, t):
    """Continue a lot that the run begins with, on the station that holds it or as its companion."""
    machine, one = floor.stations[station], floor.lots[lot]
    one.ready = one.released
    if machine.state == IDLE:
        machine.load, machine.lots, machine.batch = lot, 1, -1
        team = find_team(floor, machine.center, t) if floor.centers[machine.center].team > 0 else NONE
        run_load(floor, station, team, t)
        return
    last = machine.load
    while floor.lots[last].next >= 0:
        last = floor.lots[last].next
    floor.lots[last].next = lot
    one.station, one.at, one.quantity = station, one.step, one.good
    machine.lots += 1
