"""What the records of a log show of a floor, in the terms in which a run of its twin is seen."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa

from plantwright.calibrate.arrays import Flags, Floats, Ints, flags, floats, ints
from plantwright.calibrate.families import unbound
from plantwright.calibrate.moves import begun
from plantwright.calibrate.rows import Rows, folded, rows_of
from plantwright.calibrate.seen import Seen, came_of, first_of_loads
from plantwright.calibrate.visits import visits_of
from plantwright.events.clock import WorkClock
from plantwright.events.log import EventLog
from plantwright.model.plant import Plant

_STOOD_IN = 0.9
"""Share of the orders released just as their first step began, above which that is no release but a stand-in."""


@dataclass(frozen=True)
class Recorded:
    """The records, and what they do and do not know."""

    rows: Rows
    visits: pd.DataFrame
    setup_rows: bool
    down_rows: bool
    releases: bool
    """The records know when orders were released, and so how long they waited for their first step."""

    @classmethod
    def of(cls, log: EventLog, plant: Plant) -> Recorded:
        """Return the records on the plant's working clock."""
        rows = rows_of(log, WorkClock(plant.find_calendar(plant.calendar), plant.time_zone))
        visits = visits_of(rows)
        if fold := unbound(visits, rows):
            rows = folded(rows, fold)
            visits = visits_of(rows)
        setup_rows = log.meta.has_setup_rows and bool(rows.setups["order"].notna().any())
        return cls(rows, visits, setup_rows, len(rows.downs) > 0, _knows_releases(rows, visits))

    def seen(self, plant: Plant, opens: float) -> Seen:
        """Return what the records show; ``opens`` is the window's begin on the plant's working week [s]."""
        shift = opens - self.rows.opens
        visits = self.visits[self.visits["center"].isin([one.id for one in plant.work_centers])]
        centers = {one.id: number for number, one in enumerate(plant.work_centers)}
        center, order = ints(visits["center"].map(centers)), ints(pd.factorize(visits["order"])[0])
        start, end = floats(visits["start"]) + shift, floats(visits["end"]) + shift
        came = came_of(order, end, self._released(visits, shift, opens), opens)
        begins = floats(begun(visits, self.rows)) + shift if self.setup_rows else start
        stations = ints(pd.factorize(visits["station"])[0])
        downs, setups = self._downs(centers), self._setups(centers)
        completed = self._completed(plant)
        return Seen(
            opens=opens,
            closes=opens + self.rows.closes - self.rows.opens,
            center=center,
            came=came,
            begun=np.where(np.isnan(begins), opens, np.maximum(begins, opens)),
            start=np.where(np.isnan(start), opens, start),
            end=end,
            length=floats(visits["length"]),
            inside=np.isfinite(start),
            first=first_of_loads(center, stations, start, batching(plant)),
            setup_center=setups[0],
            setup_length=setups[1],
            down_center=downs[0],
            down_length=downs[1],
            product=completed[0],
            flow=completed[1],
            order_time=self._order_time(),
        )

    def _released(self, visits: pd.DataFrame, shift: float, opens: float) -> Floats:
        known = visits["order"].map(self.rows.orders.set_index("order")["released_at"])
        if not self.releases:
            return np.full(len(visits), np.nan)
        return np.maximum(floats(known) + shift, opens)

    def _setups(self, centers: dict[str, int]) -> tuple[Ints, Floats]:
        setups = self.rows.setups[self.rows.setups["center"].isin(list(centers))]
        return ints(setups["center"].map(centers)), floats(setups["end"] - setups["start"])

    def _downs(self, centers: dict[str, int]) -> tuple[Ints, Floats]:
        homes = self.visits.drop_duplicates("station").set_index("station")["center"]
        at = self.rows.downs["station"].map(homes).map(centers)
        downs = self.rows.downs[at.notna()]
        start = floats(downs["start"].fillna(self.rows.opens).clip(self.rows.opens, self.rows.closes))
        end = floats(downs["end"].fillna(self.rows.closes).clip(self.rows.opens, self.rows.closes))
        return ints(at.dropna()), np.maximum(end - start, 0.0)

    def _completed(self, plant: Plant) -> tuple[Ints, Floats]:
        orders, rows = self.rows.orders, self.rows
        products = {one.id: number for number, one in enumerate(plant.products)}
        inside = (orders["completed_at"] > rows.opens) & (orders["completed_at"] <= rows.closes)
        done = orders[inside & orders["released"].notna() & orders["product"].isin(list(products))]
        flow = (done["completed"] - done["released"]).dt.total_seconds() / 3600
        return ints(done["product"].map(products)), floats(flow)

    def _order_time(self) -> float:
        opens, closes = self.rows.opens, self.rows.closes
        released = self.rows.orders["released_at"].fillna(opens).clip(opens, closes)
        completed = self.rows.orders["completed_at"].fillna(closes).clip(opens, closes)
        return float((completed - released).clip(lower=0.0).sum())

    def named_log(self, log: EventLog, plant: Plant) -> EventLog:
        """Return the log with every name and release filled in as the fit fills them, in the plant's own time zone."""
        work = self.rows.work
        names = {one: work[one] for one in ("product", "operation", "station")}
        frame = log.frame().loc[work.index].assign(**names, work_center=work["center"], kind="process")
        told = ["order", "product", "quantity", "priority", "released", "due", "completed"]
        orders = self.rows.orders[told]
        orders = orders.assign(released=orders["released"].fillna(pd.Timestamp(log.meta.start)))
        rows, told_orders = (pa.Table.from_pandas(one, preserve_index=False) for one in (frame, orders))
        return EventLog.from_arrow(rows, told_orders, replace(log.meta, time_zone=plant.time_zone))


def batching(plant: Plant) -> Flags:
    """Tell which work centers take several lots at once."""
    return flags([one.batch is not None for one in plant.work_centers])


def _knows_releases(rows: Rows, visits: pd.DataFrame) -> bool:
    first = visits.drop_duplicates("order")
    released = first["order"].map(rows.orders.set_index("order")["released_at"])
    known = released.notna() & first["start"].notna()
    return bool((first["start"] - released > 1.0)[known].mean() > 1 - _STOOD_IN)
