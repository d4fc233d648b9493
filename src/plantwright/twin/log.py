"""The twin's event log: the same schema as a recorded one, all four times known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from plantwright.events.log import EventLog, LogMeta
from plantwright.events.stream import log_writer
from plantwright.events.write import read_written
from plantwright.model.plant import Plant
from plantwright.twin.compile import Tables, tables_of
from plantwright.twin.kernel.floor import Floor
from plantwright.twin.log_tables import LogTables, Stamps
from plantwright.twin.machine import run_floor
from plantwright.twin.replicate import leaving

MONDAY = datetime(2024, 1, 1)  # noqa: DTZ001 - wall time of the plant, whatever its zone
"""When simulated time begins unless told otherwise: a Monday 00:00, local time."""

_MADE_OF = {"rows": "intervals", "orders": "orders", "links": "links"}
"""The kernel's table that a log's table is made of."""


def simulate(
    plant: Plant,
    *,
    horizon: float,
    warm_up: float = 0.0,
    seed: int = 0,
    begin: datetime = MONDAY,
    planned: NDArray[np.void] | None = None,
    order_names: tuple[str, ...] | None = None,
    tick: Callable[[float], None] | None = None,
) -> EventLog:
    """Run a plant and return what would happen.

    Parameters
    ----------
    horizon, warm_up
        Calendar time that the log covers, and time before it that is left out [s].
    begin
        Local wall time at which the run begins; simulated weeks start on its Monday.
    planned, order_names
        Orders told beforehand instead of those the plant would draw, and their names.

    Raises
    ------
    TwinError
        The floor deadlocks or cannot keep up.
    """
    tables, times = tables_of(plant), _times(begin, warm_up, horizon)
    floor = run_floor(
        tables, start=times.start, window=times.window, seed=seed, logging=True, planned=planned, tick=tick
    )
    return log_of(floor, tables, monday=times.monday, window=times.window, seed=seed, order_names=order_names)


def simulate_to(
    plant: Plant,
    folder: str | Path,
    *,
    horizon: float,
    warm_up: float = 0.0,
    seed: int = 0,
    begin: datetime = MONDAY,
    tick: Callable[[float], None] | None = None,
) -> EventLog:
    """Run a plant, write what happens into a folder as it happens, and return the log that is read from there.

    The log is the one that ``simulate`` returns, whatever its length, and takes no more memory for a longer run. The
    folder is written whole or not at all; an earlier log in it is replaced.

    Parameters
    ----------
    folder
        Where ``log.parquet``, ``orders.parquet`` and, with assemblies or split lots, ``links.parquet`` will stand.
    horizon, warm_up, seed, begin, tick
        As ``simulate`` has them.

    Raises
    ------
    TwinError
        The floor deadlocks or cannot keep up.
    OutputError
        The folder cannot be written, or holds such files that are no earlier log.
    """
    tables, times = tables_of(plant), _times(begin, warm_up, horizon)
    stamps = Stamps(times.monday, plant.time_zone)
    made = LogTables(tables, stamps, times.window)
    with log_writer(folder, _meta(tables, stamps, times.window, seed)) as writer:

        def drain(name: str, records: NDArray[Any]) -> None:
            if name in _MADE_OF:
                table = _MADE_OF[name]
                writer.write(table, getattr(made, table)(records))

        run_floor(tables, start=times.start, window=times.window, seed=seed, logging=True, tick=tick, drain=drain)
    return read_written(folder)


class _Times(NamedTuple):
    monday: datetime
    """Second zero, local time."""
    start: float
    window: tuple[float, float]


def _times(begin: datetime, warm_up: float, horizon: float) -> _Times:
    monday = begin.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=begin.weekday())
    start = (begin - monday).total_seconds()
    return _Times(monday, start, (start + warm_up, start + warm_up + horizon))


def log_of(
    floor: Floor,
    tables: Tables,
    *,
    monday: datetime,
    window: tuple[float, float],
    seed: int,
    order_names: tuple[str, ...] | None = None,
) -> EventLog:
    """Return the log of a finished run; simulated second zero is ``monday`` 00:00 local time."""
    stamps = Stamps(monday, tables.plant.time_zone)
    made = LogTables(tables, stamps, window, order_names)
    found = {
        table: getattr(made, table)(getattr(floor, name)[: floor.state[0][name]]) for name, table in _MADE_OF.items()
    }
    return EventLog.from_arrow(**found, meta=_meta(tables, stamps, window, seed))


def _meta(tables: Tables, stamps: Stamps, window: tuple[float, float], seed: int) -> LogMeta:
    edges = stamps(np.array(window)).astype("datetime64[us]").tolist()
    products = tables.plant.products
    return LogMeta(
        name=tables.plant.name,
        origin="simulated",
        start=edges[0],
        end=edges[1],
        time_zone=tables.plant.time_zone,
        run=f"plantwright {version('plantwright')}, seed {seed}",
        has_setup_rows=True,
        has_ready=True,
        inner_products=tuple(one.id for one, leaves in zip(products, leaving(tables.plant), strict=True) if not leaves),
    )
