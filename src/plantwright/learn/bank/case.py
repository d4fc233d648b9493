"""The learner's plant as questions see it: the rows of its log in memory, named and in seconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import ibis
import pandas as pd

from plantwright.events.log import EventLog
from plantwright.model.plant import Plant

if TYPE_CHECKING:
    from plantwright.model.estimate import Measures

MOST_ROWS = 20_000
"""Rows of a log that questions look at, its last ones: more would tell no more and be slower."""
_NAMES = ("order", "product", "operation", "work_center", "station", "reason")
_MOMENTS = ("ready", "start", "end", "left")


@dataclass(frozen=True, eq=False)
class Case:
    """A plant to ask about.

    All moments are seconds since ``begin``; frames hold only what is finished, sorted by start, and no worker.
    """

    name: str
    begin: datetime
    """UTC without a zone in the type."""
    zone: str
    origin: str
    """recorded, simulated or planned."""
    log: EventLog
    plant: Plant | None
    steps: pd.DataFrame
    """Finished process rows: order, product, operation, work_center, station, ready, start, end, left, seconds,
    quantity, scrapped, rework."""
    setups: pd.DataFrame
    """Finished setups, with the same columns."""
    stops: pd.DataFrame
    """Finished stops: work_center, station, reason, start, end, seconds."""
    orders: pd.DataFrame
    """Orders that were released and completed: order, product, quantity, released, due, completed, flow_time."""
    readings: pd.DataFrame
    """Measurements: time, station, characteristic, value, unit, subgroup, lower_limit, upper_limit."""

    @classmethod
    def of(cls, log: EventLog, plant: Plant | None = None, name: str | None = None) -> Case:
        """Return the case of a log, and of the plant that it was made from or that was learned from it."""
        begin = log.meta.start
        rows = _rows(log, begin)
        kinds = {kind: rows[rows["kind"] == kind].reset_index(drop=True) for kind in ("process", "setup", "down")}
        return cls(
            name=name or (plant.name if plant else log.meta.name),
            begin=begin,
            zone=log.meta.time_zone,
            origin=log.meta.origin,
            log=log,
            plant=plant,
            steps=kinds["process"],
            setups=kinds["setup"],
            stops=kinds["down"],
            orders=_orders(log, begin, kinds["process"]),
            readings=_readings(log, begin),
        )

    @cached_property
    def measures(self) -> Measures:
        """Every measure of the log; the first look takes seconds."""
        from plantwright.observe.measures import measure  # noqa: PLC0415  # ibis compiles a hundred queries

        return measure(self.log)

    def moment(self, seconds: float) -> datetime:
        """Return a moment in the plant's own time, without a zone in the type."""
        zoned = (self.begin + timedelta(seconds=seconds)).replace(tzinfo=ZoneInfo("UTC"))
        return zoned.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)

    def days(self, seconds: pd.Series) -> pd.Series:
        """Return the day, as the plant's calendar has it, of each moment."""
        moments = pd.Timestamp(self.begin, tz="UTC") + pd.to_timedelta(seconds, unit="s")
        return moments.dt.tz_convert(self.zone).dt.date


def _rows(log: EventLog, begin: datetime) -> pd.DataFrame:
    table = log.intervals
    finished = table.filter(table.start.notnull(), table.end.notnull(), table.kind.isin(["process", "setup", "down"]))
    newest = finished.order_by(ibis.desc(finished.start)).limit(MOST_ROWS).drop("worker")
    rows: pd.DataFrame = newest.to_pyarrow().to_pandas()
    rows["station"] = rows["station"].fillna(rows["work_center"])
    rows["work_center"] = rows["work_center"].fillna(rows["station"])
    return _in_seconds(rows, begin, _MOMENTS).assign(seconds=lambda one: one["end"] - one["start"])


def _in_seconds(rows: pd.DataFrame, begin: datetime, names: tuple[str, ...]) -> pd.DataFrame:
    for name in names:
        rows[name] = (rows[name] - pd.Timestamp(begin)) / pd.Timedelta(seconds=1)
    for name in set(_NAMES) & set(rows):
        rows[name] = rows[name].astype(object).where(rows[name].notna(), None)
    keys = [name for name in ("start", "station", "end", "order") if name in rows]
    return rows.sort_values(keys, kind="stable").reset_index(drop=True) if keys else rows


def _orders(log: EventLog, begin: datetime, steps: pd.DataFrame) -> pd.DataFrame:
    """Return finished orders; where none has a release or a completion, the first start and the last end stand in."""
    told = _in_seconds(log.order_frame(), begin, ("released", "due", "completed"))
    seen = steps.dropna(subset=["order"]).groupby("order", sort=False).agg(first=("start", "min"), last=("end", "max"))
    orders = told.merge(seen, how="inner", left_on="order", right_index=True)
    orders["released"] = orders["released"].fillna(orders["first"])
    if orders["completed"].isna().all():
        orders["completed"] = orders["last"]
    orders = orders.dropna(subset=["released", "completed"]).drop(columns=["first", "last"])
    orders["flow_time"] = orders["completed"] - orders["released"]
    kept = orders[orders["flow_time"] > 0]
    return kept.sort_values(["completed", "order"], kind="stable").reset_index(drop=True)


def _readings(log: EventLog, begin: datetime) -> pd.DataFrame:
    if log.measurements is None:
        return pd.DataFrame({"time": [], "characteristic": [], "value": []})
    frame: pd.DataFrame = log.measurements.limit(MOST_ROWS).to_pyarrow().to_pandas()
    return _in_seconds(frame, begin, ("time",)).sort_values("time", kind="stable").reset_index(drop=True)
