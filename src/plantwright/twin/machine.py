"""One run of the kernel on one plant: buffers that grow, an event budget, and errors that name the work center."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from plantwright.errors import TwinError
from plantwright.twin.compile import Tables
from plantwright.twin.kernel import floor as records
from plantwright.twin.kernel.clock import next_open
from plantwright.twin.kernel.floor import Floor
from plantwright.twin.kernel.run import (
    BUDGET,
    DONE,
    EVENTS_FULL,
    LOTS_FULL,
    ORDERS_FULL,
    ROWS_FULL,
    close_floor,
    open_floor,
    run,
)
from plantwright.twin.stuck import raise_stuck

_CHUNK = 1_000_000
_POLICIES = {"open": records.OPEN, "conwip": records.CONWIP}
MOST_LOTS = 2_000_000
"""Orders on the floor at which a run is given up: the plant cannot keep up."""
MOST_EVENTS = 1e11
"""Events that a whole run may need, by its pace so far: a day of computing."""


def run_floor(
    tables: Tables,
    *,
    start: float,
    window: tuple[float, float],
    seed: int,
    logging: bool = False,
    planned: NDArray[np.void] | None = None,
    tick: Callable[[float], None] | None = None,
) -> Floor:
    """Run a plant from an empty floor (or the planned orders) at ``start`` to the end of ``window``.

    Parameters
    ----------
    start
        Begin, seconds after a Monday 00:00 local time [s].
    window
        The measured stretch, first and last second [s]; the run ends with it.
    tick
        Called with the simulated time every million events, to show progress.

    Raises
    ------
    TwinError
        The floor deadlocks, breaks down without end, or fills up beyond all bounds.
    """
    floor = _empty_floor(tables, start, window, seed, logging, planned)
    status = BUDGET
    while status != DONE:
        status = run(floor, window[1], _CHUNK)
        if status in (LOTS_FULL, EVENTS_FULL, ORDERS_FULL, ROWS_FULL):
            floor = _grown(floor, status, tables)
        elif status not in (DONE, BUDGET):
            station = tables.station_names[floor.state[0]["failure_storm"] - 1]
            problem = f"station {station!r}: more than 200 breakdowns in one lot; lengthen its time to failure"
            raise TwinError(f"plant {tables.plant.name!r}", [problem])
        _raise_endless(floor, tables, start, window[1])
        if tick:
            tick(float(floor.state[0]["clock"]))
    close_floor(floor, window[1])
    raise_stuck(floor, tables)
    return floor


def _raise_endless(floor: Floor, tables: Tables, start: float, end: float) -> None:
    """Raise TwinError where so much happens in so little time that the run would never end."""
    state = floor.state[0]
    events = int(state["seq"])
    passed, whole = float(state["clock"]) - start, end - start
    if events < _CHUNK or events * whole <= MOST_EVENTS * passed:
        return
    quickest = tables.operations[int(np.argmin(tables.steps["per_lot"] + tables.steps["per_piece"]))]
    problem = (
        f"work center {quickest.work_center!r}: {events:,} events in {passed:.3g} s; steps that take "
        "next to no time never let the clock move; give them process times, or fewer orders"
    )
    raise TwinError(f"plant {tables.plant.name!r}", [problem])


def _empty_floor(
    tables: Tables,
    start: float,
    window: tuple[float, float],
    seed: int,
    logging: bool,
    planned: NDArray[np.void] | None,
) -> Floor:
    told = np.zeros(1, records.PLANNED) if planned is None else planned
    lots, passes = _pool(256, tables.longest_routing())
    floor = Floor(
        state=_state(tables, window, seed, logging, planned),
        centers=tables.centers.copy(),
        stations=tables.stations.copy(),
        workers=tables.workers.copy(),
        **{name: getattr(tables, name) for name in _SHARED},
        planned=told,
        lots=lots,
        passes=passes,
        # the first releases are scheduled before anything can grow
        events=np.zeros(512 + len(told) + (tables.plant.release.wip_limit or 0), records.EVENT),
        dirty=np.zeros(len(tables.centers), np.int64),
        orders=np.zeros(4096, records.ORDER_DONE),
        rows=np.zeros(16_384 if logging else 1, records.ROW),
    )
    open_floor(floor, start if planned is not None else next_open(floor.calendars, floor.spans, tables.calendar, start))
    return floor


_SHARED = (
    "steps", "routings", "routing_weights", "products", "product_weights", "sizes", "size_weights", "setups",
    "laws", "values", "calendars", "spans",
)  # fmt: skip


def _state(
    tables: Tables, window: tuple[float, float], seed: int, logging: bool, planned: NDArray[np.void] | None
) -> NDArray[np.void]:
    release = tables.plant.release
    state = np.zeros(1, records.STATE)
    state["seed"] = seed
    state["policy"] = records.TOLD if planned is not None else _POLICIES[release.policy]
    state["wip_limit"] = release.wip_limit or 0
    state["release_law"], state["move_law"] = tables.release_law, tables.move_law
    state["urgent_share"], state["urgent_first"] = release.urgent_share, tables.plant.urgent_first
    state["calendar"], state["families"] = tables.calendar, len(tables.families)
    state["logging"] = logging
    state["window_start"], state["window_end"] = window
    state["idle_workers"] = len(tables.workers)
    return state


def _pool(count: int, steps: int) -> tuple[NDArray[np.void], NDArray[np.uint16]]:
    lots = np.zeros(count, records.LOT)
    lots["order"] = -1
    lots["station"] = -1
    lots["next"] = np.arange(1, count + 1)
    lots["next"][-1] = -1
    return lots, np.zeros((count, steps), np.uint16)


def _grown(floor: Floor, status: int, tables: Tables) -> Floor:
    if status == LOTS_FULL:
        return _with_more_lots(floor, tables)
    name = {EVENTS_FULL: "events", ORDERS_FULL: "orders", ROWS_FULL: "rows"}[status]
    old = getattr(floor, name)
    return floor._replace(**{name: np.concatenate([old, np.zeros(len(old), old.dtype)])})


def _with_more_lots(floor: Floor, tables: Tables) -> Floor:
    count = len(floor.lots)
    raise_stuck(floor, tables)
    if 2 * count > MOST_LOTS:
        queues = floor.centers["waiting"]
        worst = tables.plant.work_centers[int(np.argmax(queues))].id
        problem = f"work center {worst!r}: {queues.max()} lots wait there; it cannot keep up with the orders released"
        raise TwinError(f"plant {tables.plant.name!r}", [problem])
    more, passes = _pool(count, floor.passes.shape[1])
    more["next"] = np.where(more["next"] >= 0, more["next"] + count, -1)
    floor.state[0]["free_lot"] = count
    return floor._replace(lots=np.concatenate([floor.lots, more]), passes=np.concatenate([floor.passes, passes]))
