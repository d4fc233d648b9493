"""The twin's event log: the same schema as a recorded one, all four times known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from importlib.metadata import version

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from plantwright.events.log import EventLog, LogMeta
from plantwright.events.zones import to_utc
from plantwright.model.plant import Plant
from plantwright.twin.compile import Tables, tables_of
from plantwright.twin.kernel import floor as records
from plantwright.twin.kernel.floor import Floor
from plantwright.twin.machine import run_floor

MONDAY = datetime(2024, 1, 1)  # noqa: DTZ001 - wall time of the plant, whatever its zone
"""When simulated time begins unless told otherwise: a Monday 00:00, local time."""

_KINDS = np.array(["process", "setup", "down", "maintenance", "attend", "transport"], dtype=object)


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
    tables = tables_of(plant)
    monday = begin.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=begin.weekday())
    start = (begin - monday).total_seconds()
    window = (start + warm_up, start + warm_up + horizon)
    floor = run_floor(tables, start=start, window=window, seed=seed, logging=True, planned=planned, tick=tick)
    return log_of(floor, tables, monday=monday, window=window, seed=seed, order_names=order_names)


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
    stamps = _Stamps(monday, tables.plant.time_zone)
    orders = floor.orders[: floor.state[0]["orders"]]
    orders = orders[~(orders["completed"] < window[0]) & (orders["released"] < window[1])]
    rows = floor.rows[: floor.state[0]["rows"]]
    rows = rows[~(rows["left"] < window[0]) & (rows["start"] < window[1])]
    names = _order_names(int(floor.state[0]["released"]), order_names)
    edges = stamps(np.array(window)).astype("datetime64[us]").tolist()
    meta = LogMeta(
        name=tables.plant.name,
        origin="simulated",
        start=edges[0],
        end=edges[1],
        time_zone=tables.plant.time_zone,
        run=f"plantwright {version('plantwright')}, seed {seed}",
        has_setup_rows=True,
        has_ready=True,
    )
    return EventLog.from_arrow(
        _intervals(rows, tables, names, stamps, window), _orders(orders, tables, names, stamps), meta
    )


class _Stamps:
    """Simulated seconds to UTC."""

    def __init__(self, monday: datetime, time_zone: str) -> None:
        self.monday = np.datetime64(monday, "us")
        self.time_zone = time_zone

    def __call__(self, seconds: NDArray[np.float64]) -> NDArray[np.datetime64]:
        """Return UTC times, ``datetime64[us]``; NaN and infinity become no time."""
        known = np.isfinite(seconds)
        micro = np.round(np.where(known, seconds, 0.0) * 1e6).astype(np.int64)
        wall = self.monday + micro.astype("timedelta64[us]")
        return to_utc(np.where(known, wall, np.datetime64("NaT", "us")), self.time_zone)


def _order_names(count: int, told: tuple[str, ...] | None) -> NDArray[np.object_]:
    if told is not None:
        return np.array([*told, ""], dtype=object)
    return np.array([*(f"S{number:06d}" for number in range(1, count + 1)), ""], dtype=object)


def _intervals(
    rows: NDArray[np.void], tables: Tables, names: NDArray[np.object_], stamps: _Stamps, window: tuple[float, float]
) -> pa.Table:
    plant = tables.plant
    work = rows["kind"] != records.DOWN_ROW
    centers = np.array([one.id for one in plant.work_centers], dtype=object)
    products = np.array([one.id for one in plant.products] + [""], dtype=object)
    operations = np.array([one.id for one in tables.operations] + [""], dtype=object)
    stations = np.array(tables.station_names, dtype=object)
    workers = np.array([one.id for one in plant.workers] + [""], dtype=object)
    owner = tables.stations["center"][rows["station"]]
    reasons = np.array([one.failures.reason if one.failures else "" for one in plant.work_centers], dtype=object)
    units = np.array([one.unit for one in plant.products] + [""], dtype=object)
    # what ends after the window has not ended yet
    ends, lefts = (np.where(rows[name] >= window[1], np.nan, rows[name]) for name in ("end", "left"))
    return pa.table(
        {
            "order": _text(names[rows["order"]], work),
            "product": _text(products[rows["product"]], work),
            "operation": _text(operations[rows["step"]], work),
            "work_center": pa.array(centers[owner], pa.string()),
            "station": pa.array(stations[rows["station"]], pa.string()),
            "worker": _text(workers[rows["worker"]], rows["worker"] >= 0),
            "kind": pa.array(_KINDS[rows["kind"]], pa.string()),
            "reason": _text(reasons[owner], ~work),
            "batch": pa.array(rows["batch"], mask=rows["batch"] < 0),
            "ready": pa.array(stamps(rows["ready"])),
            "start": pa.array(stamps(rows["start"])),
            "end": pa.array(stamps(ends)),
            "left": pa.array(stamps(lefts)),
            "quantity": pa.array(rows["quantity"], mask=~work),
            "unit": _text(units[rows["product"]], work),
            "scrapped": pa.array(rows["scrapped"], mask=~work | np.isnan(ends)),
            "rework": pa.array(rows["rework"].astype(bool), mask=~work),
        }
    )


def _orders(orders: NDArray[np.void], tables: Tables, names: NDArray[np.object_], stamps: _Stamps) -> pa.Table:
    products = np.array([one.id for one in tables.plant.products], dtype=object)
    units = np.array([one.unit for one in tables.plant.products], dtype=object)
    return pa.table(
        {
            "order": pa.array(names[orders["order"]], pa.string()),
            "product": pa.array(products[orders["product"]], pa.string()),
            "quantity": pa.array(orders["quantity"]),
            "unit": pa.array(units[orders["product"]], pa.string()),
            "priority": pa.array(orders["priority"].astype(np.int64)),
            "released": pa.array(stamps(orders["released"])),
            "due": pa.array(stamps(orders["due"])),
            "completed": pa.array(stamps(orders["completed"])),
        }
    )


def _text(values: NDArray[np.object_], known: NDArray[np.bool_]) -> pa.Array:
    return pa.array(values, pa.string(), mask=~known)
