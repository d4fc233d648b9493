"""The eight wastes of a window in seconds, each as its rows tell it, or not recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import ibis

from plantwright.grade.measured import Measured
from plantwright.grade.sheet_truth import StationStates, Waste, WastePlace, WasteTruth
from plantwright.observe.floor import columns, within
from plantwright.observe.names import KINDS
from plantwright.observe.working_time import SECOND

Clock = Literal["station", "lot"]
Places = dict[str | None, float]
"""Seconds by station; None: of no station."""


def wastes_of(one: Measured, states: Sequence[StationStates]) -> tuple[WasteTruth, ...]:
    """Return all eight wastes, in the order of TIMWOODS."""
    return (
        _transport(one),
        _inventory(one),
        _silent("motion", "station", "no row tells how people walk, reach and search"),
        _waiting(states),
        _overproduction(one),
        _silent("over_processing", "station", "no row tells what of the work nobody asked for"),
        _defects(one),
        _silent("unused_skills", "station", "no row tells what people could do beyond what they did"),
    )


def _silent(waste: Waste, clock: Clock, why: str) -> WasteTruth:
    return WasteTruth(waste=waste, clock=clock, recorded=False, seconds=None, method=f"not recorded here: {why}")


def _told(waste: Waste, clock: Clock, places: Places, method: str) -> WasteTruth:
    named = [(name, seconds) for name, seconds in places.items() if name is not None and seconds > 0]
    return WasteTruth(
        waste=waste, clock=clock, recorded=True, seconds=_sum(places.values()), method=method,
        places=tuple(WastePlace(station=name, seconds=seconds) for name, seconds in sorted(named)),
    )  # fmt: skip


def _sum(seconds: Iterable[float]) -> float:
    return float(sum(seconds, 0.0))


def _transport(one: Measured) -> WasteTruth:
    if not one.knows.moved:
        return _silent("transport", "lot", "the log has no transport rows")
    rows = one.floor.rows.filter(one.floor.rows.kind == KINDS["transport"])
    seconds = columns(rows.agg(seconds=(rows.b - rows.a).sum() / SECOND))["seconds"][0]
    return _told("transport", "lot", {None: float(seconds or 0.0)}, "material's seconds in transport rows")


def _inventory(one: Measured) -> WasteTruth:
    """Return how long lots waited in front of stations inside the window, those included that begin after it."""
    rows, opened = one.journey, one.floor.blocks.open
    waited = rows.filter(rows.queue.notnull() & rows.w_start.notnull())
    waits = within(waited.w_start, opened) - within(waited.w_start - waited.queue, opened)
    places = _by_station(one, waited.mutate(seconds=waits / SECOND))
    if places is None:
        return _silent("inventory", "lot", "no row tells since when a lot was ready, and no order its release")
    return _told(
        "inventory", "lot", places, "material's working seconds from ready to start, by the station it waits for"
    )


def _waiting(states: Sequence[StationStates]) -> WasteTruth:
    places: Places = {
        one.station: one.starved + one.unexplained + (one.blocked or 0.0) + (one.down or 0.0) for one in states
    }
    return _told(
        "waiting", "station", places, "stations' seconds starved, blocked, down or idle for no recorded reason"
    )


def _overproduction(one: Measured) -> WasteTruth:
    orders, window = one.floor.orders, one.floor.blocks.window
    told = orders.filter(orders.completed.notnull() & orders.due.notnull())
    early = within(told.due, window) - within(told.completed, window)
    found = columns(told.agg(n=told.count(), seconds=ibis.ifelse(early > 0, early, 0).sum() / SECOND))
    if not found["n"][0]:
        return _silent("overproduction", "lot", "no completed order has a due date")
    seconds = float(found["seconds"][0] or 0.0)
    method = "orders' seconds from completion until due, calendar time: made before it was wanted"
    return _told("overproduction", "lot", {None: seconds}, method)


def _defects(one: Measured) -> WasteTruth:
    if not one.knows.scrapped:
        return _silent("defects", "station", "the log marks neither scrap nor rework")
    rows = one.floor.rows.filter(one.floor.rows.kind == KINDS["process"])
    bad = ibis.ifelse(rows.quantity > 0, rows.scrapped.fill_null(0.0) / rows.quantity, 0.0).fill_null(0.0)
    share = ibis.ifelse(rows.rework.fill_null(False), 1.0, ibis.least(bad, 1.0))
    places = _by_station(one, rows.mutate(seconds=share * (rows.b - rows.a) / SECOND)) or {}
    method = "stations' seconds of repeated steps, and of others the share of pieces scrapped there"
    return _told("defects", "station", places, method)


def _by_station(one: Measured, rows: ibis.Table) -> Places | None:
    """Return the sum of ``seconds`` by station; None without any rows."""
    found: dict[str, list[Any]] = columns(rows.group_by("station").agg(seconds=rows.seconds.sum()))
    places: Places = defaultdict(float)
    for name, seconds in zip(one.floor.names.of(_whole(found["station"])), found["seconds"], strict=True):
        places[name] += max(float(seconds or 0.0), 0.0)
    return dict(places) if found["station"] else None


def _whole(numbers: Sequence[Any]) -> list[int | None]:
    return [None if number is None else int(number) for number in numbers]
