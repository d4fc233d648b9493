"""The state of a floor as tables of records: what each record holds. Index −1 means none.

The first fields of a record are what the plant says; the fields after "state" are what changes while it runs.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from plantwright.twin.kernel.compiled import constant


def _record(whole: str, real: str = "") -> np.dtype:
    """Return the type of a record with these whole and real numbers."""
    return np.dtype([(name, "i8") for name in whole.split()] + [(name, "f8") for name in real.split()])


LAW = _record("kind first count", "mean scv")
"""A distribution; one of observed values lists them from ``first`` on."""

CENTER = _record(
    "stations first_station buffer calendar team_first team needs rule plugin setup setup_law min_run modes mode_first "
    "batch_max batch_min same_family lead_lot at_close before kanban plain assembles "
    # state: the queue, lots on their way, idle stations, lots that wait for a place here, cards in use
    "head tail waiting coming idle held_head held_tail dirty seeking cards",
    "batch_wait mean_setup wake",
)
"""A work center: its rules, then its state.

``needs``: skills as bits; ``plain``: the first of the queue is the next, on any idle station.
"""

STATION = _record(
    "salt center modes mode_first state family run worker lots load batch calendar ticket stop mode due",
    "start setup_end end work setup done since stop_at attended pieces down_until "
    "process_time setup_time down_time inside_down blocked_time",
)
"""A station: what it does now, and its working time by state within the measured window [s]. ``work`` is setup and
processing of the load, ``done`` what of it was done at ``since``, ``stop_at`` the work at which the next stop comes."""

MODE = _record("kind clock law duration salt reason")
"""A way in which a station stops: a failure or maintenance, and what wears it."""

WEAR = _record("count", "left")
"""What a station has left of one mode before it stops: seconds, pieces or lots; and how often it has stopped."""

WORKER = _record("skills skill_count calendar busy next center", "since busy_time")
"""A worker: skills as bits, and the working time held within the measured window [s]."""

STEP = _record(
    "center salt family noise_law back rework_limit hold_law limit_back allowed_first allowed parts_first parts "
    "join drum yields_first yields",
    "per_lot per_piece scrap rework sampling attendance limit split rest_lot rest_piece",
)
"""A step of a routing. ``rest``: expected time of this step and all after it."""

PRODUCT = _record("family first_routing routings first_size sizes lead_law priority divisible bill_first bill stocked"
                  " inner stock_head stock_tail", "stock")  # fmt: skip
"""A product: where its routings and lot sizes lie, what it is made from, and the finished lots that wait for use.
``inner``: it never leaves the plant."""

PART = _record("product", "quantity")
"""What goes into one piece of a product, comes with an order of it, or comes out of it."""

ROUTING = _record("first_step steps")

LOT = _record(
    "order product first_step steps step furthest priority station next prev rework at part parent pending "
    "ticket queued card carrier from_center upstream counted reserved name",
    "ordered quantity good scrapped released due ready key remaining deadline",
)
"""A lot on the floor. ``step`` is where it goes or stands, ``at`` the step whose station still holds it; ``ordered``
pieces were released, ``quantity`` entered this step, ``good`` are left; ``remaining`` is the part of its step still to
do, below one only for lots that the run began with; ``name`` is what its draws go by."""

EVENT = _record("seq kind who", "time")

ARRIVAL = _record("product law orders count left")
"""A stream of orders; ``product`` −1: drawn by the products' shares; ``left``: how many more come now."""

PLANNED = _record("product routing step priority station", "time released due quantity good remaining")
"""An order told beforehand: when it appears, where it stands then (``station`` −1: in the queue of ``step``)."""

CARRIER = _record("busy center", "busy_time")
"""A vehicle and the work center at which it stands; −1: nowhere yet."""

ORDER_DONE = _record("order product priority", "quantity good released due completed")
"""An order, completed (or not: NaN)."""

ROW = _record("order part batch product step station worker kind reason rework",
              "quantity scrapped ready start end left")  # fmt: skip
"""An interval of the log."""

LINK = _record("parent child part", "quantity")
"""What of one order, the child, went into another or came out of it; ``part``: of a lot that was split, which."""

STATE = _record(
    "seq events orders told released rows links free_lot free_lots batches dirty idle_workers on_floor seed policy "
    "wip_limit move_law urgent_first calendar always families logging skilled centers stations workers products "
    "arrivals carriers carrier_head carrier_tail idle_carriers calendars passes lost when_full pending upstream "
    "owed seekers spare_lots listing flows asking most_parts given",
    "clock urgent_share window_start window_end speed handling good promised kept wip_time",
)
"""The one record of what is true of the whole floor. ``good`` to ``wip_time`` sum up the orders of the
measured window: good pieces that left, orders with a promise, promises kept, time of orders on the floor [s]."""

_PLAIN = np.dtype("f8")
_WHOLE = np.dtype("i8")

CALENDAR = _record("first count span", "work week since until")
"""Where a calendar's spans lie, and the working time of its week [s]; the latest span asked for, its week, from the end
of the span before it to its own end within that week [s]."""

SPAN = _record("", "start end before")
"""An open span of the week, and the working time of the week before it [s]."""

TABLES = {
    "state": STATE, "centers": CENTER, "stations": STATION, "modes": MODE, "wear": WEAR, "workers": WORKER,
    "teams": _WHOLE, "steps": STEP, "allowed": _WHOLE, "parts": PART, "routings": ROUTING,
    "routing_weights": _PLAIN, "products": PRODUCT, "product_weights": _PLAIN, "sizes": _PLAIN,
    "size_weights": _PLAIN, "setups": _PLAIN, "laws": LAW, "values": _PLAIN, "calendars": CALENDAR, "spans": SPAN,
    "meet": _WHOLE, "arrivals": ARRIVAL, "planned": PLANNED, "carriers": CARRIER, "distances": _PLAIN, "lots": LOT,
    "passes": np.dtype("u2"), "events": EVENT, "dirty": _WHOLE, "seekers": _WHOLE, "orders": ORDER_DONE, "rows": ROW,
    "links": LINK, "flows": _PLAIN,
}  # fmt: skip
"""Every table of a floor with what it holds."""

NONE = constant(-1)
"""No such record."""

OPEN, CONWIP, DRUM, KANBAN, TOLD = map(constant, range(5))
"""Release policies."""

IDLE, BUSY, BLOCKED, BROKEN, DOWN = map(constant, range(5))
"""States of a station: ``BROKEN`` holds a load that was interrupted, ``DOWN`` is empty and out of order."""

FIFO, EDD, SPT, SLACK, CR, ATC, ATCS, FEWEST_SETUPS, NEXT_QUEUE, PLUGIN = map(constant, range(10))
"""Dispatch rules; those up to ``SLACK`` rank a lot once, when it joins."""

PROCESS_ROW, SETUP_ROW, DOWN_ROW, MAINTENANCE_ROW, ATTEND_ROW, TRANSPORT_ROW = map(constant, range(6))
"""Kinds of row."""

(
    RELEASE_EVENT, TOLD_EVENT, ARRIVE_EVENT, STOP_EVENT, UP_EVENT, WAKE_EVENT, WEAR_EVENT, LIMIT_EVENT, REST_EVENT,
    OWED_EVENT,
) = map(constant, range(10))  # fmt: skip
"""Kinds of event."""

FINISH, FAIL, LET_GO = map(constant, range(3))
"""Why a station stops next: its load is done, it breaks down, or its workers may leave it."""

FAILURE, MAINTENANCE = map(constant, range(2))
"""Kinds of mode."""

BUSY_CLOCK, CALENDAR_CLOCK, PIECES_CLOCK, LOTS_CLOCK = map(constant, range(4))
"""What wears a station."""

PAUSE, FINISH_WORK, FIT = map(constant, range(3))
"""What happens to work when the calendar closes."""


class Floor(NamedTuple):
    """Everything the kernel reads and writes, as Python holds it: one field for each of ``TABLES``, in their order."""

    state: np.ndarray
    centers: np.ndarray
    stations: np.ndarray
    modes: np.ndarray
    wear: np.ndarray
    workers: np.ndarray
    teams: np.ndarray
    steps: np.ndarray
    allowed: np.ndarray
    parts: np.ndarray
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
    meet: np.ndarray
    arrivals: np.ndarray
    planned: np.ndarray
    carriers: np.ndarray
    distances: np.ndarray
    lots: np.ndarray
    passes: np.ndarray
    events: np.ndarray
    dirty: np.ndarray
    seekers: np.ndarray
    orders: np.ndarray
    rows: np.ndarray
    links: np.ndarray
    flows: np.ndarray


def addresses(floor: Floor) -> np.ndarray:
    """Return where the tables lie, as the kernel's entries want it."""
    return np.array([table.ctypes.data for table in floor], np.int64)
