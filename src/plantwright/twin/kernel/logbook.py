"""What is written down: rows of the log, finished orders, and working time by state within the measured window."""

from __future__ import annotations

import numpy as np

from plantwright.twin.kernel.clock import between
from plantwright.twin.kernel.compiled import inner, tiny
from plantwright.twin.kernel.floor import (
    ATTEND_ROW,
    BLOCKED,
    BROKEN,
    BUSY,
    DOWN_ROW,
    MAINTENANCE_ROW,
    NONE,
    PROCESS_ROW,
    SETUP_ROW,
    TRANSPORT_ROW,
)

IN_STOCK = np.int64(-1)
"""``pending`` of a lot that waits in stock; its order is written already."""


@tiny
def working_overlap(floor, calendar, start, end):
    """Return the working time of ``start … end`` that lies in the measured window [s]."""
    state = floor.state[0]
    start, end = max(start, state.window_start), min(end, state.window_end)
    return between(floor, calendar, start, end) if end > start else 0.0


@inner
def _new_row(floor, kind, station, worker, ready, start, end, left):
    state = floor.state[0]
    row = floor.rows[state.rows]
    state.rows += 1
    row.kind, row.station, row.worker = kind, station, worker
    row.ready, row.start, row.end, row.left = ready, start, end, left
    row.order, row.part, row.batch, row.product, row.step = -1, 0, -1, -1, -1
    row.reason, row.rework, row.quantity, row.scrapped = -1, 0, 0.0, 0.0
    return row


@inner
def _name_lot(floor, row, lot):
    one = floor.lots[lot]
    row.order, row.part, row.product = one.order, one.part, one.product
    row.step, row.rework, row.quantity = one.first_step + one.at, one.rework, one.quantity


@inner
def write_visit(floor, lot, station, end, left):
    """Write the rows of one lot's visit: its setup, if any, and its processing."""
    if floor.state[0].logging == 0:
        return
    machine, ready = floor.stations[station], floor.lots[lot].ready
    if machine.setup > 0.0:
        running = np.isnan(end) and machine.setup_end > floor.state[0].clock
        setup_end = np.nan if running else machine.setup_end
        row = _new_row(floor, SETUP_ROW, station, machine.worker, ready, machine.start, setup_end, setup_end)
        _name_lot(floor, row, lot)
        row.batch = machine.batch
        if running:
            return
        ready = machine.setup_end
    row = _new_row(floor, PROCESS_ROW, station, machine.worker, ready, machine.setup_end, end, left)
    _name_lot(floor, row, lot)
    row.batch = machine.batch
    row.scrapped = floor.lots[lot].scrapped


@inner
def write_lost(floor, lot, t):
    """Write that a lot was scrapped without being worked on: it had waited too long."""
    one = floor.lots[lot]
    if floor.state[0].logging == 0:
        return
    one.at, one.quantity = one.step, one.good
    row = _new_row(floor, PROCESS_ROW, NONE, NONE, t, t, t, t)
    _name_lot(floor, row, lot)
    row.scrapped = one.good


@inner
def write_stop(floor, station, mode, maintained, start, end):
    """Write a breakdown or maintenance and count it."""
    machine = floor.stations[station]
    machine.down_time += working_overlap(floor, floor.centers[machine.center].calendar, start, end)
    if floor.state[0].logging == 0:
        return
    kind = MAINTENANCE_ROW if maintained else DOWN_ROW
    row = _new_row(floor, kind, station, NONE, start, start, end, end)
    row.reason = floor.modes[floor.centers[machine.center].mode_first + mode].reason


@inner
def write_attended(floor, station, worker, end):
    """Write a worker's own interval where it is not the station's: a member of a team, or one who leaves early."""
    machine = floor.stations[station]
    if floor.state[0].logging == 0 or (machine.worker == worker and machine.attended >= machine.work):
        return
    row = _new_row(floor, ATTEND_ROW, station, worker, machine.start, machine.start, end, end)
    _name_lot(floor, row, machine.load)


@inner
def write_move(floor, lot, carrier, asked, begun, end):
    """Write a move by a carrier: asked for, begun, ended."""
    if floor.state[0].logging == 0:
        return
    one = floor.lots[lot]
    row = _new_row(floor, TRANSPORT_ROW, floor.state[0].stations + carrier, NONE, asked, begun, end, end)
    row.order, row.part, row.product, row.quantity = one.order, one.part, one.product, one.good


@inner
def write_link(floor, parent, child, part, quantity):
    """Write that so much of the child went into the parent, or came out of it: a component, a part, what it yields."""
    state = floor.state[0]
    if state.logging == 0:
        return
    link = floor.links[state.links]
    link.parent, link.child, link.part, link.quantity = parent, child, part, quantity
    state.links += 1


@tiny
def count_load(floor, station, end):
    """Count a load's setup and processing up to ``end``; repairs inside it are counted by themselves."""
    machine = floor.stations[station]
    calendar = floor.centers[machine.center].calendar
    setup = 0.0
    if machine.setup > 0.0:
        setup = working_overlap(floor, calendar, machine.start, min(machine.setup_end, end))
    machine.setup_time += setup
    machine.process_time += working_overlap(floor, calendar, machine.start, end) - setup


@inner
def count_blocked(floor, station, end):
    """Count the time a station was blocked up to ``end``; out of order goes before blocked."""
    machine = floor.stations[station]
    calendar = floor.centers[machine.center].calendar
    machine.blocked_time += working_overlap(floor, calendar, machine.end, end)
    if machine.down_until > end:
        machine.blocked_time += working_overlap(floor, calendar, end, machine.down_until)


@inner
def write_order(floor, lot, completed):
    """Count an order, completed or (NaN) still on the floor, and write it where the run lists its orders."""
    state, one = floor.state[0], floor.lots[lot]
    left = state.window_end if np.isnan(completed) else completed
    state.wip_time += max(0.0, min(left, state.window_end) - max(one.released, state.window_start))
    if state.window_start <= completed < state.window_end:
        _count_order(floor, lot, completed)
    if state.listing == 0:
        return
    done = floor.orders[state.orders]
    done.order, done.product, done.priority = one.order, one.product, one.priority
    done.quantity, done.good = one.ordered, one.good
    done.released, done.due, done.completed = one.released, one.due, completed
    state.orders += 1


@tiny
def _count_order(floor, lot, completed):
    state, one = floor.state[0], floor.lots[lot]
    if floor.products[one.product].inner == 0:
        state.good += one.good
    if one.due < np.inf:
        state.promised += 1.0
        if completed <= one.due:
            state.kept += 1.0
    floor.flows[state.flows] = completed - one.released
    state.flows += 1


@inner
def close(floor, lots, t):
    """Count and write what is still running at the end of the run, and the orders on the floor."""
    state = floor.state[0]
    for station in range(state.stations):
        machine = floor.stations[station]
        if machine.state in (BUSY, BROKEN):
            count_load(floor, station, t)
            _count_team(floor, station, t)
            lot = machine.load
            while lot >= 0:
                write_visit(floor, lot, station, np.nan, np.nan)
                lot = floor.lots[lot].next
        elif machine.state == BLOCKED:
            count_blocked(floor, station, t)
    for lot in range(lots):
        one = floor.lots[lot]
        if one.order < 0 or one.pending == IN_STOCK or lot == state.pending:
            continue
        if one.station >= 0 and floor.stations[one.station].state == BLOCKED:
            write_visit(floor, lot, one.station, floor.stations[one.station].end, np.nan)
        if one.parent < 0:
            write_order(floor, lot, np.nan)


@inner
def _count_team(floor, station, t):
    worker = floor.stations[station].worker
    while worker >= 0:
        count_worker(floor, worker, floor.stations[station].calendar, t)
        write_attended(floor, station, worker, np.nan)
        worker = floor.workers[worker].next


@inner
def count_worker(floor, worker, calendar, end):
    """Count the working time for which a station held a worker up to ``end``."""
    one = floor.workers[worker]
    one.busy_time += working_overlap(floor, calendar, one.since, end)
