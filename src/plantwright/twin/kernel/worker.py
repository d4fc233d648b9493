"""Who runs a station: idle workers with the skill, those with the fewest skills first."""

from __future__ import annotations

from plantwright.twin.kernel.clock import worked
from plantwright.twin.kernel.compiled import inner


@inner
def find_worker(floor, skill):
    """Return the idle worker with this skill and the fewest skills; −1: none."""
    if floor.state[0].idle_workers == 0:
        return -1
    best = -1
    for index in range(len(floor.workers)):
        one = floor.workers[index]
        able = one.busy == 0 and (one.skills >> skill) & 1
        if able and (best < 0 or one.skill_count < floor.workers[best].skill_count):
            best = index
    return best


@inner
def hold(floor, worker, t):
    """Give a worker to a station."""
    floor.workers[worker].busy = 1
    floor.workers[worker].since = t
    floor.state[0].idle_workers -= 1


@inner
def dismiss(floor, worker, calendar, t):
    """Take a worker back; count the working time held within the measured window."""
    state, one = floor.state[0], floor.workers[worker]
    one.busy = 0
    state.idle_workers += 1
    start, end = max(one.since, state.window_start), min(t, state.window_end)
    if end > start:
        held = worked(floor.calendars, floor.spans, calendar, end) - worked(
            floor.calendars, floor.spans, calendar, start
        )
        one.busy_time += held
