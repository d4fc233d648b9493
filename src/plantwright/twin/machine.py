"""One run of the kernel on one plant: tables that grow or are emptied, an event budget, errors that name a place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from plantwright.errors import TwinError
from plantwright.twin.compile import TOLD_ONLY, Tables
from plantwright.twin.compile_room import spare_lots
from plantwright.twin.kernel import floor as records
from plantwright.twin.kernel.clock import next_open
from plantwright.twin.kernel.floor import Floor, addresses
from plantwright.twin.kernel.run import (
    BUDGET,
    DONE,
    EVENTS_FULL,
    FLOWS_FULL,
    LINKS_FULL,
    LOTS_FULL,
    ORDERS_FULL,
    ROWS_FULL,
    close_floor,
    open_floor,
    run,
)
from plantwright.twin.stuck import raise_stuck

_CHUNK = 1_000_000
ROOM = 16_384
"""Orders and rows that there is room for at first; a run that is drained hands over about as many at a time."""
MOST_LOTS = 2_000_000
"""Lots on the floor at which a run is given up: the plant cannot keep up."""
MOST_EVENTS = 1e11
"""Events that a whole run may need, by its pace so far: a day of computing."""

_OUTPUTS = ("orders", "rows", "links", "flows")
_FULL = {EVENTS_FULL: "events", ORDERS_FULL: "orders", ROWS_FULL: "rows", LINKS_FULL: "links", FLOWS_FULL: "flows"}
_CHANGED = ("centers", "stations", "wear", "workers", "products", "arrivals", "carriers", "calendars")
"""What a run changes of a plant's tables."""

Drain: TypeAlias = Callable[[str, NDArray[Any]], None]
"""Takes the filled records of an output table, by its name, before they are written over: what it keeps it copies."""


def run_floor(
    tables: Tables,
    *,
    start: float,
    window: tuple[float, float],
    seed: int,
    logging: bool = False,
    listing: bool = True,
    planned: NDArray[np.void] | None = None,
    tick: Callable[[float], None] | None = None,
    drain: Drain | None = None,
) -> Floor:
    """Run a plant from an empty floor (or the planned orders) at ``start`` to the end of ``window``.

    Parameters
    ----------
    start
        Begin, seconds after a Monday 00:00 local time [s].
    window
        The measured stretch, first and last second [s]; the run ends with it.
    logging, listing
        Whether the rows of the log are written, and the orders; what they sum up to is counted in any case.
    planned
        Orders told beforehand, in place of all that the plant releases.
    tick
        Called with the simulated time every million events, to show progress.
    drain
        Given the orders, rows, links and flow times as their tables fill up, and what is left of them at the end; the
        floor returned then holds none. Without it the tables grow.

    Raises
    ------
    TwinError
        The floor deadlocks, breaks down without end, or fills up beyond all bounds.
    """
    state = _state(tables, window, seed, planned)
    state["logging"], state["listing"] = logging, logging or listing
    floor = _empty_floor(tables, start, state, planned)
    status = BUDGET
    while status != DONE:
        status = run(addresses(floor), _sizes(floor), window[1], _CHUNK)
        if status not in (DONE, BUDGET):
            floor = _with_room(floor, status, tables, drain)
        _raise_endless(floor, tables, start, window[1])
        if tick:
            tick(float(floor.state[0]["clock"]))
    close_floor(addresses(floor), len(floor.lots), window[1])
    raise_stuck(floor, tables)
    if drain:
        for name in _OUTPUTS:
            _empty(floor, name, drain)
    return floor


def _sizes(floor: Floor) -> NDArray[np.int64]:
    return np.array([len(getattr(floor, name)) for name in ("lots", "events", *_OUTPUTS)], np.int64)


def _empty(floor: Floor, name: str, drain: Drain) -> None:
    state = floor.state[0]
    drain(name, getattr(floor, name)[: state[name]])
    state[name] = 0


def _raise_endless(floor: Floor, tables: Tables, start: float, end: float) -> None:
    """Raise TwinError where so much happens in so little time that the run would never end."""
    state = floor.state[0]
    events = int(state["seq"])
    passed, whole = float(state["clock"]) - start, end - start
    if events < _CHUNK or events * whole <= MOST_EVENTS * passed:
        return
    said = f"{events:,} events in {passed:.3g} s"
    stops = floor.wear["count"]
    if stops.sum() > events / 10:
        owners = np.repeat(np.arange(len(floor.stations)), floor.stations["modes"])
        station = tables.station_names[int(owners[int(np.argmax(stops[:-1]))])]
        problem = f"station {station!r}: {said}, most of them breakdowns; lengthen its time to failure"
    else:
        quickest = tables.operations[int(np.argmin(tables.steps["per_lot"] + tables.steps["per_piece"]))]
        problem = (
            f"work center {quickest.work_center!r}: {said}; steps that take next to no time never let the clock move; "
            "give them process times, or fewer orders"
        )
    raise TwinError(f"plant {tables.plant.name!r}", [problem])


def _empty_floor(tables: Tables, start: float, state: NDArray[np.void], planned: NDArray[np.void] | None) -> Floor:
    spare = int(state["spare_lots"][0])
    lots, passes = _pool(256 + 2 * spare, tables.longest_routing())
    state["free_lots"] = len(lots)
    first = int(state["told"][0] + state["wip_limit"][0] + state["arrivals"][0])
    centers, stations = len(tables.centers), len(tables.stations)
    made = {
        **tables.tables,
        **{name: tables.tables[name].copy() for name in _CHANGED},
        "state": state,
        "planned": tables.planned if planned is None or not len(planned) else planned,
        "lots": lots,
        "passes": passes,
        # the first releases and stops are scheduled before anything can grow
        "events": np.zeros(512 + first + len(tables.wear) + stations, records.EVENT),
        "dirty": np.zeros(centers, np.int64),
        "seekers": np.zeros(centers, np.int64),
        "orders": np.zeros(ROOM, records.ORDER_DONE),
        "rows": np.zeros(ROOM, records.ROW),
        "links": np.zeros(1024, records.LINK),
        "flows": np.zeros(4096),
    }
    floor = Floor(**{name: made[name] for name in records.TABLES})
    opens = start if planned is not None else next_open(floor.calendars, floor.spans, tables.calendar, start)
    open_floor(addresses(floor), opens)
    return floor


def _state(
    tables: Tables, window: tuple[float, float], seed: int, planned: NDArray[np.void] | None
) -> NDArray[np.void]:
    state = tables.state.copy()
    state["seed"] = seed
    state["window_start"], state["window_end"] = window
    if planned is not None:
        state["policy"] = TOLD_ONLY
        state["told"] = state["released"] = len(planned)
        state["spare_lots"] = spare_lots(tables.plant, tables.tables, planned)
    return state


def _pool(count: int, steps: int) -> tuple[NDArray[np.void], NDArray[np.uint16]]:
    lots = np.zeros(count, records.LOT)
    lots["order"] = -1
    lots["station"] = -1
    lots["next"] = np.arange(1, count + 1)
    lots["next"][-1] = -1
    return lots, np.zeros(count * 2 * steps, np.uint16)


def _with_room(floor: Floor, status: int, tables: Tables, drain: Drain | None) -> Floor:
    if status == LOTS_FULL:
        return _with_more_lots(floor, tables)
    name = _FULL[status]
    old = getattr(floor, name)
    if drain and name in _OUTPUTS and floor.state[0][name] > len(old) // 2:
        _empty(floor, name, drain)
        return floor
    return floor._replace(**{name: np.concatenate([old, np.zeros(len(old), old.dtype)])})


def _with_more_lots(floor: Floor, tables: Tables) -> Floor:
    count = len(floor.lots)
    raise_stuck(floor, tables)
    if 2 * count > MOST_LOTS:
        raise TwinError(f"plant {tables.plant.name!r}", [_flooded(floor, tables)])
    more, passes = _pool(count, tables.longest_routing())
    state = floor.state[0]
    more["next"] = np.where(more["next"] >= 0, more["next"] + count, state["free_lot"])
    state["free_lot"] = count
    state["free_lots"] += count
    return floor._replace(lots=np.concatenate([floor.lots, more]), passes=np.concatenate([floor.passes, passes]))


def _flooded(floor: Floor, tables: Tables) -> str:
    queues, stock = floor.centers["waiting"], floor.products["stock"]
    worst = tables.plant.work_centers[int(np.argmax(queues))].id
    said = f"work center {worst!r}: {queues.max()} lots wait there; it cannot keep up with the orders released"
    short = [one.id for one, left in zip(tables.plant.products, stock, strict=True) if one.id and left > queues.max()]
    return f"{said}, or the stock of {', '.join(short)} is never used up" if short else said
