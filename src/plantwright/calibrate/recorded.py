"""The metrics of a stretch of recorded time, by the code that measures the twin."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd

from plantwright.calibrate.floor_state import LocalSeconds
from plantwright.events.log import EventLog
from plantwright.twin.kernel.floor import ORDER_DONE
from plantwright.twin.replicate import order_metrics


def recorded_metrics(log: EventLog, start: datetime, end: datetime) -> dict[str, float]:
    """Return the metrics of ``METRICS`` between two moments (UTC) as recorded; NaN where the records do not know.

    Orders completed in the stretch count, whenever they were released; what stands on the floor counts for WIP.
    """
    clock = LocalSeconds(np.datetime64(start, "us"), log.meta.time_zone)
    orders = log.order_frame().dropna(subset=["released"])
    table = np.zeros(len(orders), ORDER_DONE)
    table["released"], table["completed"] = clock(orders["released"]), clock(orders["completed"])
    due = clock(orders["due"])
    table["due"] = np.where(np.isnan(due), np.inf, due)
    scrapped = log.frame().groupby("order")["scrapped"].sum()
    quantity = orders["quantity"].fillna(1.0)
    table["good"] = quantity - orders["order"].map(scrapped).fillna(0.0)
    metrics = order_metrics(table, (seconds(clock, start), seconds(clock, end)))
    return metrics if orders["due"].notna().any() else {**metrics, "on_time": float("nan")}


def seconds(clock: LocalSeconds, moment: datetime) -> float:
    """Return a moment on a clock [s]."""
    return float(clock(pd.Series([np.datetime64(moment, "us")]))[0])
