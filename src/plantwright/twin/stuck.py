"""Floors on which nothing can move any more: every lot waits for a place that only another waiting lot can free."""

from __future__ import annotations

import numpy as np

from plantwright.errors import TwinError
from plantwright.model.equipment import WorkCenter
from plantwright.twin.compile import Tables
from plantwright.twin.kernel import floor as records
from plantwright.twin.kernel.floor import Floor


def raise_stuck(floor: Floor, tables: Tables) -> None:
    """Raise TwinError naming the work centers of a deadlock, if there is one."""
    dead = deadlocked(floor)
    problems = [_full(tables.plant.work_centers[center]) for center in sorted(_asked(floor, dead))]
    problems = problems or [
        _waiting(tables, center, int(floor.centers[center]["waiting"]), _short(floor, tables, center))
        for center in sorted(_standing(floor))
    ]
    if problems:
        raise TwinError(f"plant {tables.plant.name!r}: the floor deadlocks", problems)


def _full(center: WorkCenter) -> str:
    return (
        f"work center {center.id!r}: every station is blocked and its buffer of {center.buffer} is full; "
        "each lot waits for a place that another of them holds; enlarge a buffer or break the loop"
    )


def _short(floor: Floor, tables: Tables, center: int) -> list[str]:
    """Return the components that the first lot waiting at a work center finds too few of."""
    lot = floor.lots[int(floor.centers[center]["head"])]
    step = tables.steps[int(lot["first_step"] + lot["step"])]
    parts = tables.parts[int(step["parts_first"]) : int(step["parts_first"] + step["parts"])]
    return [
        tables.plant.products[int(part["product"])].id
        for part in parts
        if floor.products["stock"][part["product"]] < part["quantity"] * lot["good"] - 1e-9
    ]


def _waiting(tables: Tables, number: int, lots: int, short: list[str]) -> str:
    center = tables.plant.work_centers[number]
    if short:
        return (
            f"work center {center.id!r}: {lots} lots wait for components that are never made, {', '.join(short)}; "
            "order them with the product, let orders of their own come, or lower their scrap"
        )
    least = center.batch.min_lots if center.batch else 1
    return (
        f"work center {center.id!r}: {lots} lots wait for a load of {least} that never comes together, and no other "
        "order may come; lower min_lots, give max_wait, or raise the WIP limit"
    )


def _asked(floor: Floor, dead: set[int]) -> set[int]:
    """Return the dead work centers for which a dead one waits: those of the loop, not those it holds up."""
    waits = _waits(floor)
    loop = set(dead)
    while True:
        asked = {center for one in loop for center in waits[one]} & loop
        if asked == loop:
            return loop
        loop = asked


def _standing(floor: Floor) -> set[int]:
    """Return where lots wait on a floor of limited WIP on which nothing will ever happen again."""
    state = floor.state[0]
    if state["policy"] not in (records.CONWIP, records.DRUM, records.KANBAN) or state["events"] > 0:
        return set()
    return {center for center in range(len(floor.centers)) if floor.centers[center]["waiting"] > 0}


def deadlocked(floor: Floor) -> set[int]:
    """Return the work centers whose stations are all blocked toward others of the same set."""
    waits = _waits(floor)
    blocked = floor.stations["state"] == records.BLOCKED
    dead = {center for center in waits if bool(np.all(blocked[floor.stations["center"] == center]))}
    while True:
        alive = {center for center in dead if waits[center] - dead}
        if not alive:
            return dead
        dead -= alive


def _waits(floor: Floor) -> dict[int, set[int]]:
    """Return, for each work center with a blocked lot, the work centers that its blocked lots wait for."""
    waits: dict[int, set[int]] = {}
    for center in range(len(floor.centers)):
        lot = int(floor.centers[center]["held_head"])
        while lot >= 0:
            station = int(floor.lots[lot]["station"])
            if station >= 0:
                waits.setdefault(int(floor.stations[station]["center"]), set()).add(center)
            lot = int(floor.lots[lot]["next"])
    return waits
