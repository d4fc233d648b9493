"""Who runs a station: idle workers with the skill, those with the fewest skills first."""

from __future__ import annotations

from plantwright.twin.kernel.compiled import inner
from plantwright.twin.kernel.logbook import count_worker


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
def dismiss(floor, worker, center, t):
    """Take a worker back from a work center."""
    count_worker(floor, worker, center, t)
    floor.workers[worker].busy = 0
    floor.state[0].idle_workers += 1
