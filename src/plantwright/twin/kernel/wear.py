"""How a station wears out: failures and maintenance, each by its own clock.

Wear by processing or by pieces grows as a load is worked on. Wear by the calendar grows with the working hours of the
work center, and comes as an event of its own.
"""

from __future__ import annotations

import numpy as np

from plantwright.twin.kernel.clock import later
from plantwright.twin.kernel.compiled import inner
from plantwright.twin.kernel.draws import of_stop
from plantwright.twin.kernel.events import schedule
from plantwright.twin.kernel.floor import (
    BROKEN,
    BUSY_CLOCK,
    CALENDAR_CLOCK,
    DOWN,
    FAILURE,
    LOTS_CLOCK,
    MAINTENANCE,
    PIECES_CLOCK,
    UP_EVENT,
    WEAR_EVENT,
)
from plantwright.twin.kernel.logbook import working_overlap, write_stop
from plantwright.twin.kernel.streams import FAILURE as FAILURE_STREAM
from plantwright.twin.kernel.streams import REPAIR

MOST_MODES = 32
"""Ways in which one work center may stop."""


@inner
def wear_in(floor, station, t):
    """Draw how long a new station lasts, by each of its modes."""
    for mode in range(floor.stations[station].modes):
        renew(floor, station, mode, t)


@inner
def renew(floor, station, mode, t):
    """Draw how long a station lasts from ``t`` on by one mode."""
    machine = floor.stations[station]
    one = floor.modes[floor.centers[machine.center].mode_first + mode]
    left = of_stop(floor, station, mode, one.law, FAILURE_STREAM)
    floor.wear[machine.mode_first + mode].left = left
    if one.clock == CALENDAR_CLOCK:
        due = later(floor, floor.centers[machine.center].calendar, t, left)
        schedule(floor, due, WEAR_EVENT, station * MOST_MODES + mode)


@inner
def pieces_per_work(machine):
    """Return the pieces that one second of a load's processing makes; 0 where it takes no time [1/s]."""
    process = machine.work - machine.setup
    return machine.pieces / process if process > 0.0 else 0.0


@inner
def first_failure(floor, station, before):
    """Return the work of a load at which it next breaks down and by which mode, if before ``before``; else −1."""
    machine, found = floor.stations[station], np.int64(-1)
    begun = max(machine.done, machine.setup)
    for mode in range(machine.modes):
        one = floor.modes[floor.centers[machine.center].mode_first + mode]
        left = floor.wear[machine.mode_first + mode].left
        if one.kind != FAILURE or one.clock == CALENDAR_CLOCK:
            continue
        if one.clock == PIECES_CLOCK:
            pace = pieces_per_work(machine)
            left = left / pace if pace > 0.0 else np.inf
        if begun + left < before:
            before, found = begun + left, np.int64(mode)
    return before, found


@inner
def wear_out(floor, station, upto):
    """Let a load's work go on to ``upto``, and the station wear by it."""
    machine = floor.stations[station]
    if machine.modes > 0:
        work = max(upto, machine.setup) - max(machine.done, machine.setup)
        pieces = work * pieces_per_work(machine)
        for mode in range(machine.modes):
            clock = floor.modes[floor.centers[machine.center].mode_first + mode].clock
            if clock == BUSY_CLOCK:
                floor.wear[machine.mode_first + mode].left -= work
            elif clock == PIECES_CLOCK:
                floor.wear[machine.mode_first + mode].left -= pieces
    machine.done = upto


@inner
def count_lots(floor, station):
    """Let a station wear by the lots it has finished, and note what maintenance is due."""
    machine = floor.stations[station]
    for mode in range(machine.modes):
        one = floor.modes[floor.centers[machine.center].mode_first + mode]
        wear = floor.wear[machine.mode_first + mode]
        if one.clock == LOTS_CLOCK:
            wear.left -= machine.lots
        if one.kind == MAINTENANCE and one.clock != CALENDAR_CLOCK and wear.left <= 1e-9:
            machine.due |= np.int64(1) << mode


@inner
def stop(floor, station, mode, t):
    """Take a station out of order from ``t`` on; return when it is back."""
    machine = floor.stations[station]
    one = floor.modes[floor.centers[machine.center].mode_first + mode]
    up = later(floor, floor.centers[machine.center].calendar, t, of_stop(floor, station, mode, one.duration, REPAIR))
    write_stop(floor, station, mode, one.kind == MAINTENANCE, t, up)
    floor.wear[machine.mode_first + mode].count += 1
    renew(floor, station, mode, up)
    return up


@inner
def break_down(floor, station, mode, t):
    """Interrupt a station's load until it is repaired."""
    machine = floor.stations[station]
    up = stop(floor, station, mode, t)
    lost = working_overlap(floor, floor.centers[machine.center].calendar, t, up)
    if machine.done < machine.setup:
        machine.setup_end = later(floor, machine.calendar, up, machine.setup - machine.done)
        machine.setup_time -= lost
    else:
        machine.inside_down += lost
    machine.state = BROKEN
    machine.ticket = schedule(floor, up, UP_EVENT, station)


@inner
def fail_blocked(floor, station, mode, t):
    """Take a blocked station out of order; while it is down it is not blocked."""
    machine = floor.stations[station]
    machine.down_until = stop(floor, station, mode, t)
    calendar = floor.centers[machine.center].calendar
    machine.blocked_time -= working_overlap(floor, calendar, t, machine.down_until)


@inner
def shut(floor, station, mode, t):
    """Take an idle station out of order."""
    machine = floor.stations[station]
    floor.centers[machine.center].idle -= 1
    machine.due &= ~(np.int64(1) << mode)
    machine.state = DOWN
    machine.ticket = schedule(floor, stop(floor, station, mode, t), UP_EVENT, station)


@inner
def maintain(floor, station, t):
    """Begin the first maintenance that is due on an idle station."""
    for mode in range(floor.stations[station].modes):
        if (floor.stations[station].due >> mode) & 1:
            shut(floor, station, mode, t)
            return
