"""Tasks on the fewest stations of a line: exact by branch and bound, and quickly by positional weights.

References
----------
.. [1] Scholl (1999). Balancing and Sequencing of Assembly Lines, 2nd ed., chapter 4.
.. [2] Helgeson, Birnie (1961). Assembly line balancing using the ranked positional weight technique. Journal of
   Industrial Engineering 12(6), 394-398.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Tasks:
    """What is to be done, and what must come before what."""

    times: tuple[int, ...]
    """Of each task."""
    arcs: tuple[tuple[int, int], ...]
    """Pairs (before, after) of tasks, counted from 0."""
    cycle_time: int
    """What a station has for all of its tasks."""

    @cached_property
    def before(self) -> tuple[int, ...]:
        """Return the tasks that come straight before each, as bits."""
        masks = [0] * len(self.times)
        for first, then in self.arcs:
            masks[then] |= 1 << first
        return tuple(masks)

    @cached_property
    def weights(self) -> tuple[int, ...]:
        """Return the time of each task and of all that must come after it."""
        return tuple(sum(self.times[k] for k in _after(self, task)) for task in range(len(self.times)))


def _after(tasks: Tasks, task: int) -> set[int]:
    found, open_tasks = {task}, [task]
    while open_tasks:
        now = open_tasks.pop()
        new = {then for first, then in tasks.arcs if first == now} - found
        found |= new
        open_tasks += new
    return found


def bound(tasks: Tasks) -> int:
    """Return how many stations the sum of the times needs at least."""
    return math.ceil(sum(tasks.times) / tasks.cycle_time)


def fewest(tasks: Tasks) -> tuple[int, ...]:
    """Return a balance with the fewest stations: the station of each task, counted from 1.

    Notes
    -----
    From the bound up, each number of stations is refuted or reached. Stations are loaded one after another with every
    load that no further task fits into; their idle times together may not exceed ``m c − Σ t``. Sets of tasks that
    were reached with no more idle time to spend and did not lead to the end are not tried again.
    """
    stations = bound(tasks)
    while True:
        loads = _Search(tasks, stations).run()
        if loads is not None:
            return _stations(loads, len(tasks.times))
        stations += 1


class _Search:
    """A search for one number of stations."""

    def __init__(self, tasks: Tasks, stations: int) -> None:
        self.tasks, self.stations = tasks, stations
        self.all = (1 << len(tasks.times)) - 1
        self.order = sorted(range(len(tasks.times)), key=lambda task: (-tasks.weights[task], task))
        self.refuted: dict[int, int] = {}
        """The most idle time with which each set of done tasks led nowhere."""

    def run(self) -> list[int] | None:
        """Return the loads of the stations as bits; None: there is no such balance."""
        spare = self.stations * self.tasks.cycle_time - sum(self.tasks.times)
        return self._from(0, spare)

    def _from(self, done: int, spare: int) -> list[int] | None:
        if done == self.all:
            return []
        if self.refuted.get(done, -1) >= spare:
            return None
        for load, idle in self._loads(done, spare):
            rest = self._from(done | load, spare - idle)
            if rest is not None:
                return [load, *rest]
        self.refuted[done] = spare
        return None

    def _loads(self, done: int, spare: int) -> Iterator[tuple[int, int]]:
        """Iterate over the full loads of the next station, heavy tasks first; its idle time at most what is spare."""
        yield from self._grown(done, 0, self.tasks.cycle_time, 0, spare)

    def _grown(self, done: int, load: int, room: int, first: int, spare: int) -> Iterator[tuple[int, int]]:
        fits = [
            k
            for k, task in enumerate(self.order)
            if not (done | load) >> task & 1
            and self.tasks.times[task] <= room
            and not self.tasks.before[task] & ~(done | load)
        ]
        if not fits:
            # what is idle after the last task is no loss that another station could use
            if room <= spare or done | load == self.all:
                yield load, room
            return
        for k in fits:
            if k >= first or self._freed(load, self.order[k]):
                task = self.order[k]
                start = k if k >= first else first
                yield from self._grown(done, load | 1 << task, room - self.tasks.times[task], start, spare)

    def _freed(self, load: int, task: int) -> bool:
        """Tell whether a task may only be done because of what this load holds."""
        return bool(self.tasks.before[task] & load)


def _stations(loads: list[int], count: int) -> tuple[int, ...]:
    return tuple(next(k for k, load in enumerate(loads, 1) if load >> task & 1) for task in range(count))


def by_weight(tasks: Tasks) -> tuple[int, ...]:
    """Return the balance of ranked positional weights: station by station, the heaviest task that fits."""
    found, done, station, room = [0] * len(tasks.times), 0, 1, tasks.cycle_time
    order = sorted(range(len(tasks.times)), key=lambda task: (-tasks.weights[task], task))
    while 0 in found:
        free = [k for k in order if not found[k] and tasks.times[k] <= room and not tasks.before[k] & ~done]
        if not free:
            station, room = station + 1, tasks.cycle_time
            continue
        found[free[0]], done, room = station, done | 1 << free[0], room - tasks.times[free[0]]
    return tuple(found)


def faults(tasks: Tasks, stations: tuple[int, ...]) -> Iterator[str]:
    """Iterate over what is wrong with a balance, in words; tasks are counted from 1."""
    for first, then in tasks.arcs:
        if stations[first] > stations[then]:
            yield (
                f"task_{then + 1}: at station {stations[then]}, but task {first + 1} comes before it and is at "
                f"{stations[first]}; put it at {stations[first]} or later"
            )
    for station in sorted(set(stations)):
        busy = sum(time for time, at in zip(tasks.times, stations, strict=True) if at == station)
        if busy > tasks.cycle_time:
            yield f"station {station}: {busy} s of work; at most {tasks.cycle_time} s is allowed; move a task away"
