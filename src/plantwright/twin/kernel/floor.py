"""The state of a floor as structured arrays: what each record holds. Index −1 means none."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import types
from numba.experimental import structref

from plantwright.twin.kernel.compiled import constant, inner

LAW = np.dtype([("kind", "i8"), ("first", "i8"), ("count", "i8"), ("mean", "f8"), ("scv", "f8")])
"""A distribution; an empirical one lists its values from ``first`` on."""

CENTER = np.dtype(
    [
        ("stations", "i8"), ("first_station", "i8"), ("buffer", "i8"), ("calendar", "i8"), ("skill", "i8"),
        ("rule", "i8"), ("setup", "i8"), ("setup_law", "i8"), ("failure_law", "i8"), ("repair_law", "i8"),
        ("batch_max", "i8"), ("batch_min", "i8"), ("batch_wait", "f8"), ("same_family", "i8"), ("lead_lot", "i8"),
        # state: the queue, lots on their way, idle stations, lots blocked on the way here, the next wake-up
        ("head", "i8"), ("tail", "i8"), ("waiting", "i8"), ("coming", "i8"), ("idle", "i8"),
        ("blocked_head", "i8"), ("blocked_tail", "i8"), ("dirty", "i8"), ("wake", "f8"),
    ]
)  # fmt: skip
"""A work center: its rules, then its state."""

STATION = np.dtype(
    [
        ("center", "i8"), ("state", "i8"), ("family", "i8"), ("worker", "i8"), ("lots", "i8"), ("load", "i8"),
        ("failures", "i8"), ("batch", "i8"), ("until_failure", "f8"),
        ("start", "f8"), ("setup_end", "f8"), ("end", "f8"),
        ("process_time", "f8"), ("setup_time", "f8"), ("down_time", "f8"), ("blocked_time", "f8"),
    ]
)  # fmt: skip
"""A station: what it does now, and its working time by state within the measured window [s]."""

WORKER = np.dtype([("skills", "i8"), ("skill_count", "i8"), ("busy", "i8"), ("since", "f8"), ("busy_time", "f8")])
"""A worker: skills as bits, and the working time held within the measured window [s]."""

STEP = np.dtype(
    [
        ("center", "i8"), ("noise_law", "i8"), ("back", "i8"), ("per_lot", "f8"), ("per_piece", "f8"),
        ("scrap", "f8"), ("rework", "f8"),
    ]
)  # fmt: skip
"""A step of a routing."""

PRODUCT = np.dtype(
    [
        ("family", "i8"), ("first_routing", "i8"), ("routings", "i8"), ("first_size", "i8"), ("sizes", "i8"),
        ("lead_law", "i8"),
    ]
)  # fmt: skip
"""A product: where its routings and lot sizes lie."""

ROUTING = np.dtype([("first_step", "i8"), ("steps", "i8")])

LOT = np.dtype(
    [
        ("order", "i8"), ("product", "i8"), ("first_step", "i8"), ("steps", "i8"), ("step", "i8"), ("furthest", "i8"),
        ("priority", "i8"), ("station", "i8"), ("next", "i8"), ("prev", "i8"), ("rework", "i8"), ("at", "i8"),
        ("ordered", "f8"), ("quantity", "f8"), ("good", "f8"), ("scrapped", "f8"), ("released", "f8"), ("due", "f8"),
        ("ready", "f8"), ("key", "f8"), ("remaining", "f8"),
    ]
)  # fmt: skip
"""A lot on the floor. ``step`` is where it goes or stands, ``at`` the step whose station still holds it; ``ordered``
pieces were released, ``quantity`` entered this step, ``good`` are left; ``remaining`` is the part of its step still to
do, below one only for lots that the run began with."""

EVENT = np.dtype([("time", "f8"), ("seq", "i8"), ("kind", "i8"), ("who", "i8")])

PLANNED = np.dtype(
    [
        ("time", "f8"), ("released", "f8"), ("due", "f8"), ("quantity", "f8"), ("good", "f8"), ("remaining", "f8"),
        ("product", "i8"), ("routing", "i8"), ("step", "i8"), ("priority", "i8"), ("station", "i8"),
    ]
)  # fmt: skip
"""An order told beforehand: when it appears, where it stands then (``station`` −1: in the queue of ``step``)."""

ORDER_DONE = np.dtype(
    [
        ("order", "i8"), ("product", "i8"), ("priority", "i8"), ("quantity", "f8"), ("good", "f8"),
        ("released", "f8"), ("due", "f8"), ("completed", "f8"),
    ]
)  # fmt: skip
"""An order, completed (or not: NaN)."""

ROW = np.dtype(
    [
        ("order", "i8"), ("batch", "i8"), ("product", "i8"), ("step", "i8"), ("station", "i8"), ("worker", "i8"),
        ("kind", "i8"), ("rework", "i8"), ("quantity", "f8"), ("scrapped", "f8"),
        ("ready", "f8"), ("start", "f8"), ("end", "f8"), ("left", "f8"),
    ]
)  # fmt: skip
"""An interval of the log."""

STATE = np.dtype(
    [
        ("clock", "f8"), ("seq", "i8"), ("events", "i8"), ("orders", "i8"), ("released", "i8"), ("rows", "i8"),
        ("free_lot", "i8"), ("batches", "i8"), ("dirty", "i8"), ("idle_workers", "i8"), ("on_floor", "i8"),
        ("seed", "i8"), ("policy", "i8"), ("wip_limit", "i8"), ("release_law", "i8"), ("move_law", "i8"),
        ("urgent_share", "f8"), ("urgent_first", "i8"), ("calendar", "i8"), ("families", "i8"), ("logging", "i8"),
        ("window_start", "f8"), ("window_end", "f8"), ("failure_storm", "i8"), ("skilled", "i8"),
    ]
)  # fmt: skip
"""The one record of what is true of the whole floor."""

NONE = constant(-1)
"""No such record."""

OPEN, CONWIP, TOLD = map(constant, range(3))
"""Release policies: as orders come, one for each that leaves, or orders told beforehand."""

IDLE, BUSY, BLOCKED = map(constant, range(3))
"""States of a station."""

FIFO, EDD, SPT = map(constant, range(3))
"""Dispatch rules."""

PROCESS_ROW, SETUP_ROW, DOWN_ROW = map(constant, range(3))
"""Kinds of row."""

RELEASE_EVENT, ARRIVE_EVENT, FINISH_EVENT, WAKE_EVENT = map(constant, range(4))
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

    @property
    def mangling_args(self):
        """Return the name used in symbols; numba's own spells out every field of every record, and costs seconds."""
        return "Floor", ()


class FloorPointer(structref.StructRefProxy):
    """The floor as compiled functions pass it."""


structref.define_proxy(FloorPointer, FloorType, list(Floor._fields))


@inner
def pointer(f):
    """Return the floor as compiled functions pass it."""
    return FloorPointer(
        f.state, f.centers, f.stations, f.workers, f.steps, f.routings, f.routing_weights, f.products,
        f.product_weights, f.sizes, f.size_weights, f.setups, f.laws, f.values, f.calendars, f.spans, f.planned,
        f.lots, f.passes, f.events, f.dirty, f.orders, f.rows,
    )  # fmt: skip
