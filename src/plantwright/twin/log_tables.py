"""The kernel's records as tables of a log, in the plant's words and in UTC; all at once or chunk by chunk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from plantwright.events.zones import to_utc
from plantwright.twin.compile import Tables
from plantwright.twin.kernel import floor as records

_KINDS = pa.array(["process", "setup", "down", "maintenance", "attend", "transport"], pa.string())


class Stamps:
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


class OrderNames:
    """The names of orders by number: those told beforehand come first, the others are counted on."""

    def __init__(self, told: Iterable[str]) -> None:
        self.told = pa.array(told, pa.string())

    def __call__(self, numbers: NDArray[np.int64]) -> pa.Array:
        """Return names; none where there is no order."""
        told = numbers < len(self.told)
        counted = pa.array(numbers + 1, mask=told | (numbers < 0)).cast(pa.string())
        drawn = pc.binary_join_element_wise("S", pc.ascii_lpad(counted, 6, "0"), "")
        return pc.coalesce(self.told.take(pa.array(numbers, mask=~told | (numbers < 0))), drawn)


class LogTables:
    """What makes the tables of a log of a run's records."""

    def __init__(
        self, tables: Tables, stamps: Stamps, window: tuple[float, float], order_names: tuple[str, ...] | None = None
    ) -> None:
        plant = tables.plant
        self.tables, self.stamps, self.window = tables, stamps, window
        self.orders_by_number = OrderNames([one.id for one in plant.orders] if order_names is None else order_names)
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
        order, stamps = self.orders_by_number(rows["order"]), self.stamps
        # what ends after the window has not ended yet
        ends, lefts = (np.where(rows[name] >= self.window[1], np.nan, rows[name]) for name in ("end", "left"))
        processed = rows["kind"] == records.PROCESS_ROW
        pieces = processed | (rows["kind"] == records.SETUP_ROW)
        return pa.table(
            {
                "order": order,
                "lot": _lots(order, rows["part"]),
                "product": _picked(self.products, rows["product"]),
                "operation": _picked(self.operations, rows["step"]),
                "work_center": _picked(self.centers, self._owner(rows)),
                "station": _picked(self.stations, rows["station"]),
                "worker": _picked(self.workers, rows["worker"]),
                "kind": _KINDS.take(pa.array(rows["kind"])),
                "reason": _picked(self.reasons, rows["reason"]),
                "batch": pa.array(rows["batch"], mask=rows["batch"] < 0),
                "ready": pa.array(stamps(rows["ready"])),
                "start": pa.array(stamps(rows["start"])),
                "end": pa.array(stamps(ends)),
                "left": pa.array(stamps(lefts)),
                "quantity": pa.array(rows["quantity"], mask=rows["order"] < 0),
                "unit": _picked(self.units, rows["product"]),
                "scrapped": pa.array(rows["scrapped"], mask=~pieces | np.isnan(ends)),
                "rework": pa.array(rows["rework"].astype(bool), mask=~pieces),
            }
        )

    def orders(self, orders: NDArray[np.void]) -> pa.Table:
        """Return the orders that were on the floor within the window."""
        orders = orders[~(orders["completed"] < self.window[0]) & (orders["released"] < self.window[1])]
        return pa.table(
            {
                "order": self.orders_by_number(orders["order"]),
                "product": _picked(self.products, orders["product"]),
                "quantity": pa.array(orders["quantity"]),
                "unit": _picked(self.units, orders["product"]),
                "priority": pa.array(orders["priority"]),
                "released": pa.array(self.stamps(orders["released"])),
                "due": pa.array(self.stamps(orders["due"])),
                "completed": pa.array(self.stamps(orders["completed"])),
            }
        )

    def links(self, links: NDArray[np.void]) -> pa.Table:
        """Return which order went into which, and which lot was cut into which parts."""
        child = self.orders_by_number(links["child"])
        parts = _lots(child, np.where(links["child"] == links["parent"], links["part"], 0))
        return pa.table(
            {
                "parent": self.orders_by_number(links["parent"]),
                "child": pc.coalesce(parts, child),
                "quantity": pa.array(links["quantity"].copy()),
            }
        )

    def _owner(self, rows: NDArray[np.void]) -> NDArray[np.int64]:
        """Return the work center of each row; −1 for the moves of carriers."""
        by_station = np.append(self.tables.stations["center"], -1)
        station = np.where(rows["station"] < len(by_station) - 1, rows["station"], -1)
        return np.where(station >= 0, by_station[station], _at(self.tables.steps["center"], rows["step"]))


def _lots(orders: pa.Array, parts: NDArray[np.int64]) -> pa.Array:
    """Return the names of lots that are parts of orders; none where the lot is the whole order."""
    return pc.binary_join_element_wise(orders, pa.array(parts, mask=parts <= 0).cast(pa.string()), ".")


def _at(values: NDArray[np.int64], index: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.where(index >= 0, values[index], -1)


def _named(names: Iterable[str]) -> pa.Array:
    return pa.array(list(names), pa.string())


def _picked(names: pa.Array, index: NDArray[np.int64]) -> pa.Array:
    return names.take(pa.array(index, mask=index < 0))
