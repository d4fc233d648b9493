"""Stretches of a station: which lots it ran together, and what it was set up for before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from plantwright.calibrate.arrays import Floats, Ints, ints
from plantwright.calibrate.rows import Rows
from plantwright.model.facts import Facts

_SHARED = 0.1
"""Share of a work center's starts that hold several lots, above which it is taken for an oven."""


def runs_of(visits: pd.DataFrame, rows: Rows, facts: Facts) -> pd.DataFrame:
    """Return one line a run, by station and time: a visit, or a load of several lots that started together."""
    left = visits.groupby("order_no")["end"].shift()
    came = left.fillna(visits["order"].map(rows.orders.set_index("order")["released_at"]))
    visits = visits.assign(load=_loads(visits, facts), came=came)
    groups = visits.sort_values("row").groupby("load", sort=False)
    runs = groups.first().assign(
        lots=groups.size(),
        tasks=_of_lots(visits, "task"),
        quantities=_of_lots(visits, "quantity"),
        came=groups["came"].min(),
        start=groups["start"].agg("min"),
    )
    runs = runs.assign(at=runs["start"].fillna(-np.inf)).sort_values(["station_no", "at", "end", "row"])
    line = runs.groupby("station_no")
    waited = (runs["start"] - runs["came"]).where(line["end"].shift() <= runs["came"] + 1.0)
    runs = runs.assign(before=line["family"].shift().fillna(-1).astype(np.int64), waited=waited)
    return _worked(runs, rows).reset_index(drop=True)


def _of_lots(visits: pd.DataFrame, name: str) -> pd.Series[Any]:
    """Return a column of the lots of each load that held several."""
    several = visits[visits.duplicated("load", keep=False)]
    return several.sort_values("row").groupby("load")[name].agg(tuple)


def _loads(visits: pd.DataFrame, facts: Facts) -> pd.Series[int]:
    """Return a number for each load: visits of the same station, start and end, at work centers that batch."""
    key = ["station", "start", "end"]
    shared = visits.duplicated(key, keep=False) & visits["whole"]
    told = {one.id for one in facts.work_centers if one.batch}
    often = shared.groupby(visits["center"]).mean()
    ovens = told | set(often.index[often > _SHARED])
    alone = ~visits["center"].isin(ovens)
    load = visits.groupby(key, dropna=False, sort=False).ngroup()
    single = load.max() + 1 + np.arange(len(visits))
    return pd.Series(ints(np.where(alone, single, load)), index=visits.index)


def _worked(runs: pd.DataFrame, rows: Rows) -> pd.DataFrame:
    """Add the working time on each run within the window, repairs taken out."""
    start = runs["start"].fillna(rows.opens).clip(rows.opens, rows.closes)
    end = runs["end"].fillna(rows.closes).clip(rows.opens, rows.closes)
    whole = runs["whole"] & ~runs["nominal"] & (runs["start"] >= rows.opens - 1) & (runs["end"] <= rows.closes + 1)
    length = runs["length"].where(runs["whole"], (end - start).clip(lower=0.0))
    repairs = np.zeros(len(runs))
    for station, downs in rows.downs.groupby("station"):
        mine = np.flatnonzero(runs["station"] == station)
        clock = DownClock.of(downs, rows)
        repairs[mine] = clock.at(end.to_numpy()[mine]) - clock.at(start.to_numpy()[mine])
    worked = (length - repairs).clip(lower=0.0)
    sound = whole & (worked > 0)
    return runs.assign(span=length, worked=worked, sound=sound, since=start, going=_going(runs, rows) & (worked > 0))


def _going(runs: pd.DataFrame, rows: Rows) -> pd.Series[bool]:
    """Tell which runs began within the window and were still going on when it closed: the last of their stations."""
    last = ~runs["station_no"].duplicated(keep="last")
    return last & runs["end"].isna() & (runs["start"] >= rows.opens - 1)


@dataclass(frozen=True)
class DownClock:
    """The clock that runs only while a station is under repair."""

    edges: Floats
    passed: Floats

    @classmethod
    def of(cls, downs: pd.DataFrame, rows: Rows) -> DownClock:
        """Return the clock of one station's repairs; those that overlap count once."""
        start = downs["start"].fillna(rows.opens).to_numpy()
        end = downs["end"].fillna(rows.closes).to_numpy()
        order = np.argsort(start)
        start, end = start[order], np.maximum.accumulate(end[order])
        start = np.maximum(start, np.concatenate([[-np.inf], end[:-1]]))
        edges = np.column_stack([start, np.maximum(end, start)]).ravel()
        lengths = np.column_stack([np.zeros(len(start)), np.maximum(end - start, 0)]).ravel()
        return cls(edges, np.cumsum(lengths))

    def at(self, times: Floats) -> Floats:
        """Return the repair time passed until each time [s]."""
        return np.asarray(np.interp(times, self.edges, self.passed), dtype=np.float64)


def station_runs(runs: pd.DataFrame) -> dict[str, Ints]:
    """Return which runs each station had, in order of time."""
    return {str(station): np.asarray(at) for station, at in runs.groupby("station").indices.items()}


def last_begun(runs: pd.DataFrame, stations: pd.Series[str], times: Floats) -> Ints:
    """Return the last run that each station had begun by each time; −1: none."""
    found = np.full(len(times), -1, dtype=np.int64)
    at = runs["at"].to_numpy()
    lines = station_runs(runs)
    for station, mine in stations.reset_index(drop=True).groupby(stations.to_numpy()).indices.items():
        line = lines.get(str(station))
        if line is not None:
            place = np.searchsorted(at[line], times[mine] + 0.5, side="right") - 1
            found[mine] = np.where(place >= 0, line[np.maximum(place, 0)], -1)
    return found
