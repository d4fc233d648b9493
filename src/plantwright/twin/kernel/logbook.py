"""What is written down: rows of the log, finished orders, and working time by state within the measured window."""

from __future__ import annotations

import numpy as np

from plantwright.twin.kernel.clock import worked
from plantwright.twin.kernel.compiled import inner
from plantwright.twin.kernel.floor import BLOCKED, BUSY, DOWN_ROW, PROCESS_ROW, SETUP_ROW


@inner
def working_overlap(floor, center, start, end):
    """Return the working time of ``start … end`` that lies in the measured window [s]."""
    state, calendar = floor.state[0], floor.centers[center].calendar
    start, end = max(start, state.window_start), min(end, state.window_end)
    if not end > start:
        return 0.0
    return worked(floor.calendars, floor.spans, calendar, end) - worked(floor.calendars, floor.spans, calendar, start)


@inner
def _write(floor, kind, lot, station, ready, start, end, left):
    state, one, machine = floor.state[0], floor.lots[lot], floor.stations[station]
    row = floor.rows[state.rows]
    row.kind = kind
    row.order = one.order
    row.product = one.product
    row.step = one.first_step + one.at
    row.station = station
    row.worker = machine.worker
    row.batch = machine.batch
    row.rework = one.rework
    row.quantity = one.quantity
    row.scrapped = one.scrapped if kind == PROCESS_ROW else 0.0
    row.ready = ready
    row.start = start
    row.end = end
    row.left = left
    state.rows += 1


@inner
def write_visit(floor, lot, station, end, left):
    """Write the rows of one lot's visit: its setup, if any, and its processing."""
    if not floor.state[0].logging:
        return
    machine, one = floor.stations[station], floor.lots[lot]
    ready = one.ready
    if machine.setup_end > machine.start:
        running = np.isnan(end) and machine.setup_end > floor.state[0].clock
        setup_end = np.nan if running else machine.setup_end
        _write(floor, SETUP_ROW, lot, station, ready, machine.start, setup_end, setup_end)
        ready = machine.setup_end
        if running:
            return
    _write(floor, PROCESS_ROW, lot, station, ready, machine.setup_end, end, left)


@inner
def write_down(floor, station, start, end):
    """Write a breakdown and count it."""
    state, machine = floor.state[0], floor.stations[station]
    machine.down_time += working_overlap(floor, machine.center, start, end)
    if not state.logging:
        return
    row = floor.rows[state.rows]
    row.kind, row.order, row.product, row.step, row.station, row.worker = DOWN_ROW, -1, -1, -1, station, -1
    row.batch, row.rework, row.quantity, row.scrapped = -1, 0, 0.0, 0.0
    row.ready, row.start, row.end, row.left = start, start, end, end
    state.rows += 1


@inner
def count_load(floor, station, end):
    """Count a load's setup and processing up to ``end``; repairs inside it are counted by themselves."""
    machine = floor.stations[station]
    setup = working_overlap(floor, machine.center, machine.start, min(machine.setup_end, end))
    machine.setup_time += setup
    machine.process_time += working_overlap(floor, machine.center, machine.start, end) - setup


@inner
def count_worker(floor, worker, center, end):
    """Count the working time for which a work center held a worker up to ``end``."""
    one = floor.workers[worker]
    one.busy_time += working_overlap(floor, center, one.since, end)


@inner
def write_order(floor, lot, completed):
    """Write an order, completed or (NaN) still on the floor."""
    state, one = floor.state[0], floor.lots[lot]
    done = floor.orders[state.orders]
    done.order = one.order
    done.product = one.product
    done.priority = one.priority
    done.quantity = one.ordered
    done.good = one.good
    done.released = one.released
    done.due = one.due
    done.completed = completed
    state.orders += 1


@inner
def close(floor, t):
    """Count and write what is still running at the end of the run, and the orders on the floor."""
    for station in range(len(floor.stations)):
        machine = floor.stations[station]
        if machine.state == BUSY:
            count_load(floor, station, t)
            if machine.worker >= 0:
                count_worker(floor, machine.worker, machine.center, t)
            lot = machine.load
            while lot >= 0:
                write_visit(floor, lot, station, np.nan, np.nan)
                lot = floor.lots[lot].next
    for lot in range(len(floor.lots)):
        one = floor.lots[lot]
        if one.order < 0:
            continue
        if one.station >= 0 and floor.stations[one.station].state == BLOCKED:
            machine = floor.stations[one.station]
            write_visit(floor, lot, one.station, machine.end, np.nan)
            machine.blocked_time += working_overlap(floor, machine.center, machine.end, t) / machine.lots
        write_order(floor, lot, np.nan)
