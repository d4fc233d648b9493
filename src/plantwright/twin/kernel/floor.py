"""The state of a floor as structured arrays: what each record holds. Index −1 means none."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit, types
from numba.experimental import structref

LAW = np.dtype([("kind", "i4"), ("first", "i4"), ("count", "i4"), ("mean", "f8"), ("scv", "f8")])
"""A distribution; an empirical one lists its values from ``first`` on."""

CENTER = np.dtype(
    [
        ("stations", "i4"), ("first_station", "i4"), ("buffer", "i4"), ("calendar", "i4"), ("skill", "i4"),
        ("rule", "i4"), ("setup", "i4"), ("setup_law", "i4"), ("failure_law", "i4"), ("repair_law", "i4"),
        ("batch_max", "i4"), ("batch_min", "i4"), ("batch_wait", "f8"), ("same_family", "i4"), ("lead_time", "i4"),
        # state: the queue, lots on their way, idle stations, lots blocked on the way here, the next wake-up
        ("head", "i4"), ("tail", "i4"), ("waiting", "i4"), ("coming", "i4"), ("idle", "i4"),
        ("blocked_head", "i4"), ("blocked_tail", "i4"), ("dirty", "i4"), ("wake", "f8"),
    ]
)  # fmt: skip
"""A work center: its rules, then its state."""

STATION = np.dtype(
    [
        ("center", "i4"), ("state", "i4"), ("family", "i4"), ("worker", "i4"), ("lots", "i4"), ("load", "i4"),
        ("failures", "i8"), ("setups", "i8"), ("batch", "i8"), ("until_failure", "f8"),
        ("start", "f8"), ("setup_end", "f8"), ("end", "f8"),
        ("process_time", "f8"), ("setup_time", "f8"), ("down_time", "f8"), ("blocked_time", "f8"),
    ]
)  # fmt: skip
"""A station: what it does now, and its working time by state within the measured window [s]."""

WORKER = np.dtype([("skills", "i8"), ("skill_count", "i4"), ("busy", "i4"), ("since", "f8"), ("busy_time", "f8")])
"""A worker: skills as bits, and the working time held within the measured window [s]."""

STEP = np.dtype(
    [
        ("center", "i4"), ("noise_law", "i4"), ("back", "i4"), ("per_lot", "f8"), ("per_piece", "f8"),
        ("scrap", "f8"), ("rework", "f8"),
    ]
)  # fmt: skip
"""A step of a routing."""

PRODUCT = np.dtype(
    [
        ("family", "i4"), ("first_routing", "i4"), ("routings", "i4"), ("first_size", "i4"), ("sizes", "i4"),
        ("lead_law", "i4"),
    ]
)  # fmt: skip
"""A product: where its routings and lot sizes lie."""

ROUTING = np.dtype([("first_step", "i4"), ("steps", "i4")])

LOT = np.dtype(
    [
        ("order", "i8"), ("product", "i4"), ("first_step", "i4"), ("steps", "i4"), ("step", "i4"), ("furthest", "i4"),
        ("priority", "i4"), ("station", "i4"), ("next", "i4"), ("prev", "i4"), ("rework", "i4"), ("at", "i4"),
        ("ordered", "f8"), ("quantity", "f8"), ("good", "f8"), ("scrapped", "f8"), ("released", "f8"), ("due", "f8"),
        ("ready", "f8"), ("key", "f8"), ("remaining", "f8"),
    ]
)  # fmt: skip
"""A lot on the floor. ``step`` is where it goes or stands, ``at`` the step whose station still holds it; ``ordered``
pieces were released, ``quantity`` entered this step, ``good`` are left; ``remaining`` is the part of its step still to
do, below one only for lots that the run began with."""

EVENT = np.dtype([("time", "f8"), ("seq", "i8"), ("kind", "i4"), ("who", "i4")])

PLANNED = np.dtype(
    [
        ("time", "f8"), ("released", "f8"), ("due", "f8"), ("quantity", "f8"), ("good", "f8"), ("remaining", "f8"),
        ("product", "i4"), ("routing", "i4"), ("step", "i4"), ("priority", "i4"), ("station", "i4"),
    ]
)  # fmt: skip
"""An order told beforehand: when it appears, where it stands then (``station`` −1: in the queue of ``step``)."""

ORDER_DONE = np.dtype(
    [
        ("order", "i8"), ("product", "i4"), ("priority", "i4"), ("quantity", "f8"), ("good", "f8"),
        ("released", "f8"), ("due", "f8"), ("completed", "f8"),
    ]
)  # fmt: skip
"""An order, completed (or not: NaN)."""

ROW = np.dtype(
    [
        ("order", "i8"), ("batch", "i8"), ("product", "i4"), ("step", "i4"), ("station", "i4"), ("worker", "i4"),
        ("kind", "i4"), ("rework", "i4"), ("quantity", "f8"), ("scrapped", "f8"),
        ("ready", "f8"), ("start", "f8"), ("end", "f8"), ("left", "f8"),
    ]
)  # fmt: skip
"""An interval of the log."""

STATE = np.dtype(
    [
        ("clock", "f8"), ("seq", "i8"), ("events", "i4"), ("orders", "i8"), ("released", "i8"), ("rows", "i8"),
        ("free_lot", "i4"), ("batches", "i8"), ("dirty", "i4"), ("idle_workers", "i4"), ("on_floor", "i4"),
        ("seed", "i8"), ("policy", "i4"), ("wip_limit", "i4"), ("release_law", "i4"), ("move_law", "i4"),
        ("urgent_share", "f8"), ("urgent_first", "i4"), ("calendar", "i4"), ("families", "i4"), ("logging", "i4"),
        ("window_start", "f8"), ("window_end", "f8"), ("planned", "i8"), ("failure_storm", "i4"), ("skilled", "i4"),
    ]
)  # fmt: skip
"""The one record of what is true of the whole floor."""

OPEN, CONWIP, TOLD = range(3)
"""Release policies: as orders come, one for each that leaves, or orders told beforehand."""

IDLE, BUSY, BLOCKED = range(3)
"""States of a station."""

FIFO, EDD, SPT = range(3)
"""Dispatch rules."""

PROCESS_ROW, SETUP_ROW, DOWN_ROW = range(3)
"""Kinds of row."""

RELEASE_EVENT, ARRIVE_EVENT, FINISH_EVENT, WAKE_EVENT = range(4)
"""Kinds of event."""


class Floor(NamedTuple):
    """Everything the kernel reads and writes, as Python holds it."""

    state: np.ndarray
    centers: np.ndarray
    stations: np.ndarray
    workers: np.ndarray
    steps: np.ndarray
    routings: np.ndarray
    routing_weights: np.ndarray
    products: np.ndarray
    product_weights: np.ndarray
    sizes: np.ndarray
    size_weights: np.ndarray
    setups: np.ndarray
    laws: np.ndarray
    values: np.ndarray
    calendars: np.ndarray
    spans: np.ndarray
    planned: np.ndarray
    lots: np.ndarray
    passes: np.ndarray
    events: np.ndarray
    dirty: np.ndarray
    orders: np.ndarray
    rows: np.ndarray


@structref.register
class FloorType(types.StructRef):
    """Compiled type of a floor: one pointer, where a tuple of arrays would cost a copy of each in every call."""

    def preprocess_fields(self, fields):
        """Return the fields with literal types made plain."""
        return tuple((name, types.unliteral(kind)) for name, kind in fields)


class FloorPointer(structref.StructRefProxy):
    """The floor as compiled functions pass it."""


structref.define_proxy(FloorPointer, FloorType, list(Floor._fields))


@njit(cache=True)
def pointer(f):
    """Return the floor as compiled functions pass it."""
    return FloorPointer(
        f.state, f.centers, f.stations, f.workers, f.steps, f.routings, f.routing_weights, f.products,
        f.product_weights, f.sizes, f.size_weights, f.setups, f.laws, f.values, f.calendars, f.spans, f.planned,
        f.lots, f.passes, f.events, f.dirty, f.orders, f.rows,
    )  # fmt: skip
