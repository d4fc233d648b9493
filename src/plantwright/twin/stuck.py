"""Floors on which nothing can move any more: every lot waits for a place that only another waiting lot can free."""

from __future__ import annotations

import numpy as np

from plantwright.errors import TwinError
from plantwright.twin.compile import Tables
from plantwright.twin.kernel import floor as records
from plantwright.twin.kernel.floor import Floor


def raise_stuck(floor: Floor, tables: Tables) -> None:
    """Raise TwinError naming the work centers of a deadlock, if there is one."""
    dead = deadlocked(floor)
    if not dead:
        return
    names = [tables.plant.work_centers[center] for center in sorted(dead)]
    problems = [
        f"work center {one.id!r}: every station is blocked and its buffer of {one.buffer} is full; "
        "each lot waits for a place that another of them holds; enlarge a buffer or break the loop"
        for one in names
    ]
    raise TwinError(f"plant {tables.plant.name!r}: the floor deadlocks", problems)


def deadlocked(floor: Floor) -> set[int]:
    """Return the work centers whose stations are all blocked toward others of the same set."""
    waits: dict[int, set[int]] = {}
    for center in range(len(floor.centers)):
        lot = int(floor.centers[center]["blocked_head"])
        while lot >= 0:
            station = int(floor.lots[lot]["station"])
            waits.setdefault(int(floor.stations[station]["center"]), set()).add(center)
            lot = int(floor.lots[lot]["next"])
    blocked = floor.stations["state"] == records.BLOCKED
    dead = {center for center in waits if bool(np.all(blocked[floor.stations["center"] == center]))}
    while True:
        alive = {center for center in dead if waits[center] - dead}
        if not alive:
            return dead
        dead -= alive
