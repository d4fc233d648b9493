"""Who runs a station: idle workers with the skills, those with the fewest skills first."""

from __future__ import annotations

import numpy as np

from plantwright.twin.kernel.clock import opening
from plantwright.twin.kernel.compiled import inner
from plantwright.twin.kernel.events import wake
from plantwright.twin.kernel.floor import NONE
from plantwright.twin.kernel.logbook import count_worker, write_attended


@inner
def idle_skills(floor):
    """Return the skills that idle workers have, there or not, as bits."""
    skills = np.int64(0)
    for index in range(floor.state[0].workers):
        if not floor.workers[index].busy:
            skills |= floor.workers[index].skills
    return skills


@inner
def find_team(floor, center, t):
    """Return the first of idle workers with all the skills a work center needs, linked by ``next``; −1: too few."""
    place = floor.centers[center]
    if floor.state[0].idle_workers < place.team:
        return NONE
    team = NONE
    for k in range(place.team - 1, -1, -1):
        worker = _find(floor, floor.teams[place.team_first + k], center, t)
        if worker < 0:
            forget_team(floor, team)
            return NONE
        floor.workers[worker].busy, floor.workers[worker].next = 1, team
        team = worker
    return team


@inner
def forget_team(floor, team):
    """Let workers who were found, but not yet held, be found again."""
    while team >= 0:
        floor.workers[team].busy = 0
        team = floor.workers[team].next


@inner
def _find(floor, skill, center, t):
    best, back = NONE, np.inf
    for index in range(floor.state[0].workers):
        one = floor.workers[index]
        if one.busy or not (one.skills >> skill) & 1:
            continue
        if best >= 0 and one.skill_count >= floor.workers[best].skill_count:
            continue
        there = _there_from(floor, index, center, t)
        if there > t:
            back = min(back, there)
        else:
            best = index
    if best < 0 and back < np.inf:
        wake(floor, center, back, t)
    return best


@inner
def _there_from(floor, worker, center, t):
    """Return ``t`` if a worker is there, else when he is next; infinity: never while the work center is open."""
    calendar = floor.workers[worker].calendar
    if calendar < 0:
        return t
    common = floor.meet[floor.centers[center].calendar * floor.state[0].calendars + calendar]
    return opening(floor, common, t) if floor.calendars[common].work > 0.0 else np.inf


@inner
def hold_team(floor, station, team, calendar, t):
    """Give a team to a station; return the calendar on which they work together."""
    floor.stations[station].worker = team
    while team >= 0:
        one = floor.workers[team]
        one.since = t
        floor.state[0].idle_workers -= 1
        if one.calendar >= 0:
            calendar = floor.meet[calendar * floor.state[0].calendars + one.calendar]
        team = one.next
    return calendar


@inner
def dismiss_team(floor, station, t):
    """Take its workers back from a station."""
    machine = floor.stations[station]
    worker = machine.worker
    while worker >= 0:
        one = floor.workers[worker]
        count_worker(floor, worker, machine.calendar, t)
        write_attended(floor, station, worker, t)
        one.busy = 0
        floor.state[0].idle_workers += 1
        floor.state[0].skilled = 1
        worker = one.next
