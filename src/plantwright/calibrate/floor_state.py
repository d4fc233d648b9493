"""The floor at one moment: which orders stand where, for a twin that goes on from there."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plantwright.calibrate.on_the_way import arrivals
from plantwright.events.log import EventLog
from plantwright.events.zones import to_local
from plantwright.model.plant import Plant
from plantwright.model.product import Product
from plantwright.twin.compile import tables_of
from plantwright.twin.kernel.floor import PLANNED


@dataclass(frozen=True)
class FloorState:
    """Orders on the floor at a moment, and those released after it."""

    planned: NDArray[np.void]
    """The orders as the twin takes them; times in seconds after the Monday of the moment's week."""
    names: tuple[str, ...]
    start: float
    """The moment [s]."""
    left_out: int
    """Orders of products that the plant does not know."""


class LocalSeconds:
    """Wall-clock seconds after the Monday 00:00 of the week in which a moment lies."""

    def __init__(self, moment: np.datetime64, time_zone: str) -> None:
        self.time_zone = time_zone
        local = to_local(np.array([moment], "datetime64[us]"), time_zone)[0]
        day = local.astype("datetime64[D]")
        weekday = (int(day.astype(int)) + 3) % 7
        self.monday = (day - np.timedelta64(weekday, "D")).astype("datetime64[us]")

    def __call__(self, times: pd.Series) -> NDArray[np.float64]:
        """Return seconds; NaN where there is no time."""
        stamps = times.to_numpy("datetime64[us]")
        seconds = (to_local(stamps, self.time_zone) - self.monday) / np.timedelta64(1, "s")
        return np.asarray(np.where(np.isnat(stamps), np.nan, seconds), dtype=float)


def floor_state(log: EventLog, plant: Plant, moment: np.datetime64, *, seed: int = 0) -> FloorState:
    """Return where every order stood at ``moment``, and what was released after it.

    Parameters
    ----------
    seed
        Of how long lots are still on their way, where moves take long and differ much.

    Notes
    -----
    An order stands at the step after its last finished one. A lot on a station goes on there with the part of its
    mean process time that is left, one twentieth at least: how long it already ran says little of how long it will.
    """
    clock = LocalSeconds(moment, log.meta.time_zone)
    orders, rows = log.order_frame(), log.frame()
    orders = orders[~(orders["completed"] <= moment)].dropna(subset=["released"])
    products = {product.id: index for index, product in enumerate(plant.products)}
    known = orders[orders["product"].isin(products)]
    rows = rows[(rows["kind"] == "process") & rows["order"].isin(known["order"])]
    places = _places(rows, moment, clock)
    stations = {name: index for index, name in enumerate(tables_of(plant).station_names)}
    start = float(clock(pd.Series([moment]))[0])
    planned = np.zeros(len(known), PLANNED)
    planned["released"], planned["time"] = clock(known["released"]), np.maximum(clock(known["released"]), start)
    promised = clock(known["due"])
    planned["due"] = np.where(np.isnan(promised), np.inf, promised)
    planned["priority"] = known["priority"].fillna(2)
    planned["quantity"] = known["quantity"].where(known["quantity"] > 0, 1.0)
    planned["good"], planned["remaining"] = planned["quantity"], 1.0
    came, left = planned["released"].copy(), np.full(len(known), np.nan)
    for index, (order, product) in enumerate(zip(known["order"], known["product"].map(products), strict=True)):
        record = planned[index]
        place = places.get(str(order), _NOWHERE) if record["released"] < start else _NOWHERE
        came[index], left[index] = np.fmax(came[index], place.came), place.came
        _put(record, plant, int(product), place, stations, start)
    planned["time"] = arrivals(planned, left, plant, start, np.random.default_rng(seed))
    # lots on stations go first, or one that waits would take the place of one that runs; then whoever came first
    ranked = np.lexsort((came, planned["station"] < 0, planned["time"]))
    names = tuple(known["order"].astype(str).to_numpy()[ranked])
    return FloorState(planned[ranked], names, start, len(orders) - len(known))


def floor_at_begin(log: EventLog, plant: Plant) -> FloorState:
    """Return where every order stood when a log began, and what was released after it.

    Notes
    -----
    What an order had done before, the log does not tell; what it did first from then on, it does: there it stands.
    Orders to which nothing was done any more are left out.
    """
    moment = np.datetime64(log.meta.start, "us")
    state, rows = floor_state(log, plant, moment), log.frame()
    work = rows[(rows["kind"] == "process") & (rows["start"].notna() | rows["end"].notna())]
    next_step = work.sort_values("start", na_position="first").groupby("order")["operation"].first()
    kept = np.ones(len(state.planned), dtype=bool)
    for index, name in enumerate(state.names):
        record = state.planned[index]
        if record["released"] >= state.start or record["station"] >= 0:
            continue
        kept[index] = name in next_step.index
        if kept[index]:
            routing, step = _step(plant.products[record["product"]], _Place(running=str(next_step[name])))
            record["routing"], record["step"] = _offset(plant, int(record["product"])) + routing, step
    names = tuple(np.array(state.names, dtype=object)[kept])
    return replace(state, planned=state.planned[kept], names=names)


@dataclass(frozen=True)
class _Place:
    """What an order had done by the moment."""

    done: tuple[str, ...] = ()
    running: str = ""
    station: str = ""
    since: float = float("nan")
    scrapped: float = 0.0
    came: float = float("nan")
    """When its last step ended."""


_NOWHERE = _Place()


def _places(rows: pd.DataFrame, moment: np.datetime64, clock: LocalSeconds) -> dict[str, _Place]:
    timed = rows[rows["start"].notna() | rows["end"].notna()]
    begun = timed[~(timed["start"] >= moment)].sort_values("start", na_position="first")
    places: dict[str, _Place] = {}
    for name, group in begun.groupby("order", sort=False):
        finished = group[group["end"] <= moment]
        running = group[~(group["end"] <= moment)].tail(1)
        came = float(np.fmax.reduce(clock(finished["end"]), initial=np.nan))
        place = _Place(done=tuple(finished["operation"]), scrapped=float(finished["scrapped"].sum()), came=came)
        if len(running):
            row = running.iloc[0]
            since = float(clock(running["start"])[0])
            place = replace(place, running=str(row["operation"]), station=str(row["station"]), since=since)
        places[str(name)] = place
    return places


def _put(record: np.void, plant: Plant, product: int, place: _Place, stations: dict[str, int], start: float) -> None:
    record["product"] = product
    record["good"] = max(record["quantity"] - place.scrapped, 0.0)
    routing, step = _step(plant.products[product], place)
    record["routing"], record["step"] = _offset(plant, product) + routing, step
    record["station"] = -1
    operation = plant.products[product].routings[routing].operations[step]
    if place.station in plant.work_center(operation.work_center).station_names():
        record["station"] = stations[place.station]
        record["remaining"] = _remaining(plant, operation.mean_time(float(record["good"])), place, start)


def _offset(plant: Plant, product: int) -> int:
    """Return how many routings stand before those of a product."""
    return sum(len(one.routings) for one in plant.products[:product])


def _step(product: Product, place: _Place) -> tuple[int, int]:
    """Return the routing that fits what was done best, and the step at which the order stands."""
    best, found = -1, (0, 0)
    for number, routing in enumerate(product.routings):
        steps = [operation.id for operation in routing.operations]
        fits = sum(done in steps for done in place.done) + 2 * (place.running in steps)
        if fits > best:
            best, found = fits, (number, _next_step(steps, place))
    return found


def _next_step(steps: list[str], place: _Place) -> int:
    if place.running in steps:
        return steps.index(place.running)
    last = next((steps.index(done) for done in reversed(place.done) if done in steps), -1)
    return min(last + 1, len(steps) - 1)


def _remaining(plant: Plant, mean: float, place: _Place, start: float) -> float:
    if not np.isfinite(place.since):
        return 1.0
    share = plant.find_calendar(plant.calendar).hours_per_week() / 168
    return float(np.clip(1 - (start - place.since) * share / mean, 0.05, 1.0)) if mean > 0 else 1.0
