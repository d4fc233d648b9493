"""The twin's event log: the same schema as a recorded one, all four times known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
from plantwright.twin.replicate import leaving

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
    names = _order_names(tables, int(floor.state[0]["released"]), order_names)
    writer = _Writer(tables, names, stamps, window)
    orders, rows, links = (getattr(floor, name)[: floor.state[0][name]] for name in ("orders", "rows", "links"))
    return EventLog.from_arrow(
        writer.intervals(rows), writer.orders(orders), _meta(tables, stamps, window, seed), links=writer.links(links)
    )


def _meta(tables: Tables, stamps: _Stamps, window: tuple[float, float], seed: int) -> LogMeta:
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


def _order_names(tables: Tables, count: int, told: tuple[str, ...] | None) -> NDArray[np.object_]:
    """Return the names of orders by number; those told beforehand come first."""
    known = told if told is not None else tuple(one.id for one in tables.plant.orders)
    return np.array([*known, *(f"S{number:06d}" for number in range(len(known) + 1, count + 1)), ""], dtype=object)


class _Writer:
    """The kernel's records as tables of a log, by the names of one plant."""

    def __init__(
        self, tables: Tables, names: NDArray[np.object_], stamps: _Stamps, window: tuple[float, float]
    ) -> None:
        plant = tables.plant
        self.tables, self.names, self.stamps, self.window = tables, names, stamps, window
        self.centers = _named(one.id for one in plant.work_centers)
        self.products = _named(one.id for one in plant.products)
        self.units = _named(one.unit for one in plant.products)
        self.operations = _named(one.id for one in tables.operations)
        self.stations = _named(tables.station_names)
        self.workers = _named(one.id for one in plant.workers)
        self.reasons = _named(tables.reasons)

    def intervals(self, rows: NDArray[np.void]) -> pa.Table:
        """Return the intervals that touch the window."""
        rows = rows[~(rows["left"] < self.window[0]) & (rows["start"] < self.window[1])]
        order, known, stamps = self.names[rows["order"]], rows["order"] >= 0, self.stamps
        # what ends after the window has not ended yet
        ends, lefts = (np.where(rows[name] >= self.window[1], np.nan, rows[name]) for name in ("end", "left"))
        owner = self._owner(rows)
        processed = rows["kind"] == records.PROCESS_ROW
        pieces = processed | (rows["kind"] == records.SETUP_ROW)
        return pa.table(
            {
                "order": _text(order, known),
                "lot": _text(self._lots(order, rows["part"]), rows["part"] > 0),
                "product": _text(self.products[rows["product"]], rows["product"] >= 0),
                "operation": _text(self.operations[rows["step"]], rows["step"] >= 0),
                "work_center": _text(self.centers[owner], owner >= 0),
                "station": _text(self.stations[rows["station"]], rows["station"] >= 0),
                "worker": _text(self.workers[rows["worker"]], rows["worker"] >= 0),
                "kind": pa.array(_KINDS[rows["kind"]], pa.string()),
                "reason": _text(self.reasons[rows["reason"]], rows["reason"] >= 0),
                "batch": pa.array(rows["batch"], mask=rows["batch"] < 0),
                "ready": pa.array(stamps(rows["ready"])),
                "start": pa.array(stamps(rows["start"])),
                "end": pa.array(stamps(ends)),
                "left": pa.array(stamps(lefts)),
                "quantity": pa.array(rows["quantity"], mask=~known),
                "unit": _text(self.units[rows["product"]], rows["product"] >= 0),
                "scrapped": pa.array(rows["scrapped"], mask=~pieces | np.isnan(ends)),
                "rework": pa.array(rows["rework"].astype(bool), mask=~pieces),
            }
        )

    def orders(self, orders: NDArray[np.void]) -> pa.Table:
        """Return the orders that were on the floor within the window."""
        orders = orders[~(orders["completed"] < self.window[0]) & (orders["released"] < self.window[1])]
        return pa.table(
            {
                "order": pa.array(self.names[orders["order"]], pa.string()),
                "product": pa.array(self.products[orders["product"]], pa.string()),
                "quantity": pa.array(orders["quantity"]),
                "unit": pa.array(self.units[orders["product"]], pa.string()),
                "priority": pa.array(orders["priority"].astype(np.int64)),
                "released": pa.array(self.stamps(orders["released"])),
                "due": pa.array(self.stamps(orders["due"])),
                "completed": pa.array(self.stamps(orders["completed"])),
            }
        )

    def links(self, links: NDArray[np.void]) -> pa.Table:
        """Return which order went into which, and which lot was cut into which parts."""
        child, own = self.names[links["child"]], links["child"] == links["parent"]
        return pa.table(
            {
                "parent": pa.array(self.names[links["parent"]], pa.string()),
                "child": pa.array(np.where(own, self._lots(child, links["part"]), child), pa.string()),
                "quantity": pa.array(links["quantity"]),
            }
        )

    def _owner(self, rows: NDArray[np.void]) -> NDArray[np.int64]:
        """Return the work center of each row; −1 for the moves of carriers."""
        by_station = np.append(self.tables.stations["center"], -1)
        station = np.where(rows["station"] < len(by_station) - 1, rows["station"], -1)
        return np.where(station >= 0, by_station[station], _at(self.tables.steps["center"], rows["step"]))

    def _lots(self, orders: NDArray[np.object_], parts: NDArray[np.int64]) -> NDArray[np.object_]:
        whole = parts <= 0
        return np.where(whole, orders, orders + "." + parts.astype(str).astype(object))


def _at(values: NDArray[np.int64], index: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.where(index >= 0, values[index], -1)


def _named(names: Iterable[str]) -> NDArray[np.object_]:
    return np.array([*names, ""], dtype=object)


def _text(values: NDArray[np.object_], known: NDArray[np.bool_]) -> pa.Array:
    return pa.array(values, pa.string(), mask=~known)
