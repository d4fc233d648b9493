"""What a run of the twin shows of a floor, straight from the kernel's records."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from plantwright.calibrate.arrays import Floats, Ints, floats, ints
from plantwright.calibrate.seen import Seen, came_of, first_of_loads
from plantwright.calibrate.seen_recorded import Recorded, batching
from plantwright.calibrate.week_parts import WeekParts
from plantwright.model.plant import Plant
from plantwright.twin.compile import Tables
from plantwright.twin.kernel.floor import DOWN_ROW, PROCESS_ROW, SETUP_ROW, Floor


class SeenRuns:
    """Turns finished runs into what was seen; knows only what the records know, or sides would differ by that."""

    def __init__(self, plant: Plant, tables: Tables, parts: WeekParts, window: tuple[float, float], like: Recorded):
        self.parts, self.window, self.like = parts, window, like
        self.opens, self.closes = (float(one) for one in parts.elapsed(floats(window)))
        self.batching = batching(plant)
        self.centers = ints(tables.stations["center"])

    def __call__(self, floor: Floor) -> Seen:
        """Return what was seen of one run."""
        rows = _within(floor.rows[: floor.state[0]["rows"]], self.window)
        orders = floor.orders[: floor.state[0]["orders"]]
        visits, begins = self._visits(rows)
        center, start = self.centers[visits["station"]], self._at(visits["start"])
        if not self.like.setup_rows:
            start = begins
        end = self._at(np.where(visits["end"] > self.window[1], np.nan, visits["end"]))
        inside = visits["start"] > self.window[0]
        setups, downs = (rows[rows["kind"] == kind] for kind in (SETUP_ROW, DOWN_ROW))
        product, flow = self._completed(orders)
        return Seen(
            opens=self.opens,
            closes=self.closes,
            center=center,
            came=came_of(ints(visits["order"]), end, self._released(visits, orders), self.opens),
            begun=np.maximum(begins, self.opens),
            start=np.maximum(start, self.opens),
            end=end,
            length=np.where(inside, end - start, np.nan),
            inside=inside,
            first=first_of_loads(center, ints(visits["station"]), np.where(inside, start, np.nan), self.batching),
            setup_center=self.centers[setups["station"]],
            setup_length=self._at(setups["end"]) - self._at(setups["start"]),
            down_center=self.centers[downs["station"]],
            down_length=self._lengths(downs),
            product=product,
            flow=flow,
            order_time=self._order_time(orders),
        )

    def _at(self, wall: NDArray[np.float64]) -> Floats:
        return self.parts.elapsed(floats(wall))

    def _visits(self, rows: NDArray[np.void]) -> tuple[NDArray[np.void], Floats]:
        """Return the visits by order and time, and when each began, its setup included."""
        at = np.flatnonzero((rows["kind"] == PROCESS_ROW) & (rows["station"] >= 0))
        before = rows[np.maximum(at - 1, 0)]
        mine = rows[at]
        # the kernel writes a visit's setup right before it
        own = (before["kind"] == SETUP_ROW) & (before["order"] == mine["order"]) & (before["end"] == mine["start"])
        begins = np.where(own & (at > 0), before["start"], mine["start"])
        order = np.lexsort((mine["start"], mine["order"]))
        return mine[order], self._at(begins[order])

    def _released(self, visits: NDArray[np.void], orders: NDArray[np.void]) -> Floats:
        if not self.like.releases:
            return np.full(len(visits), np.nan)
        times = np.full(max(int(visits["order"].max(initial=-1)), int(orders["order"].max(initial=-1))) + 1, np.nan)
        times[orders["order"]] = orders["released"]
        return np.maximum(self._at(times[visits["order"]]), self.opens)

    def _lengths(self, rows: NDArray[np.void]) -> Floats:
        start, end = (self._at(np.clip(np.nan_to_num(rows[one], nan=np.inf), *self.window)) for one in ("start", "end"))
        return np.maximum(end - start, 0.0)

    def _completed(self, orders: NDArray[np.void]) -> tuple[Ints, Floats]:
        done = orders[(orders["completed"] > self.window[0]) & (orders["completed"] <= self.window[1])]
        return ints(done["product"]), floats((done["completed"] - done["released"]) / 3600)

    def _order_time(self, orders: NDArray[np.void]) -> float:
        left = np.where(np.isnan(orders["completed"]), np.inf, orders["completed"])
        ends, begins = (self._at(np.clip(one, *self.window)) for one in (left, orders["released"]))
        return float(np.maximum(ends - begins, 0.0).sum())


def _within(rows: NDArray[np.void], window: tuple[float, float]) -> NDArray[np.void]:
    return rows[~(rows["end"] <= window[0]) & (rows["start"] < window[1])]
