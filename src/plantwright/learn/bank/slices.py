"""Pieces of a plant's records that questions are about: a station's day, a run of orders, a row of days."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.template import NotHereError

KEPT = 64
"""Cases whose sums are remembered."""


@lru_cache(KEPT)
def _runs(case: Case, least: int) -> tuple[tuple[str, object], ...]:
    """Return the days of stations, as (station, day), on which one did ``least`` steps one after another."""
    steps = case.steps
    days = steps.assign(day=case.days(steps["start"]), same=case.days(steps["end"]) == case.days(steps["start"]))
    groups = days[days["same"]].groupby(["station", "day"], sort=True)
    return tuple((str(station), day) for (station, day), rows in groups if len(rows) >= least and _alone(rows))


@lru_cache(KEPT)
def _stations(case: Case, least: int) -> tuple[str, ...]:
    """Return stations that did ``least`` steps one after another, on whatever days."""
    groups = case.steps.groupby("station", sort=True)
    return tuple(str(station) for station, rows in groups if len(rows) >= least and _alone(rows))


def _alone(rows: pd.DataFrame) -> bool:
    return bool(np.all(rows["start"].to_numpy()[1:] >= rows["end"].to_numpy()[:-1] - 1e-6))


def station_run(case: Case, draw: Draw, least: int = 4, most: int = 8) -> pd.DataFrame:
    """Return consecutive steps of a station that do not overlap, of one day where any station has ``least`` on a day.

    Raises
    ------
    NotHereError
        No station did ``least`` steps one after another.
    """
    pairs = _runs(case, least)
    if pairs:
        station, day = draw.one(pairs)
        rows = case.steps[case.steps["station"] == station]
        rows = rows[(case.days(rows["start"]) == day) & (case.days(rows["end"]) == day)]
    elif stations := _stations(case, least):
        rows = case.steps[case.steps["station"] == draw.one(stations)]
    else:
        raise NotHereError(f"no station did {least} steps, one after another")
    first = draw.whole(0, max(len(rows) - most, 0))
    return rows.iloc[first : first + most]


def whole(starts: NDArray[np.float64], ends: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64], str]:
    """Return starts and ends as whole minutes since the first start, or whole seconds where steps are short.

    Parameters
    ----------
    starts, ends
        Of steps that do not overlap, in order [s], shape (step,).

    Returns
    -------
    starts, ends, unit
        Whole numbers that do not overlap either, each step at least one long, and their unit.
    """
    size, unit = (60.0, "min") if np.min(ends - starts) >= 60 else (1.0, "s")
    first = starts[0]
    begun, ended = (np.round((one - first) / size).astype(np.int64) for one in (starts, ends))
    for k in range(len(begun)):
        begun[k] = max(begun[k], ended[k - 1]) if k else 0
        ended[k] = max(ended[k], begun[k] + 1)
    return begun, ended, unit


def run_of_orders(case: Case, draw: Draw, count: int) -> pd.DataFrame:
    """Return ``count`` orders that were completed one after another."""
    if len(case.orders) < count:
        raise NotHereError(f"fewer than {count} orders are finished")
    first = draw.whole(0, len(case.orders) - count)
    return case.orders.iloc[first : first + count]


@lru_cache(KEPT)
def daily_orders(case: Case) -> pd.Series:
    """Return how many orders each day completed, days of none between the first and the last included."""
    days = pd.to_datetime(case.days(case.orders["completed"]))
    counts = days.value_counts().sort_index()
    return counts.reindex(pd.date_range(counts.index[0], counts.index[-1]), fill_value=0)


@lru_cache(KEPT)
def step_times(case: Case, least: int = 20) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Return the process times [s] of each (product, operation) at a work center that was done ``least`` times."""
    known = case.steps.dropna(subset=["product", "operation"])
    groups = known[known["seconds"] > 0].groupby(["product", "operation"], sort=True)["seconds"]
    return {(str(p), str(o)): times.to_numpy() for (p, o), times in groups if len(times) >= least}
