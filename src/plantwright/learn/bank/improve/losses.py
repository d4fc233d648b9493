"""Time that stations lost, as the log has it: stops, or else setups, or else the gaps between steps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.supply.history import sized
from plantwright.learn.bank.template import NotHereError

TOLD = {
    "stop": "stops",
    "setup": "setups; suppose that they are stops",
    "gap": "times that stations stood between two steps; suppose that they are stops",
}


@dataclass(frozen=True, eq=False)
class Losses:
    """Stops, and what they are grouped by."""

    told: str
    by: str
    """reason or station."""
    rows: pd.DataFrame
    """group, station, start [s], seconds."""


@dataclass(frozen=True)
class Stops:
    """Some stops in a row, as shown."""

    told: str
    by: str
    unit: str
    groups: tuple[str, ...]
    times: tuple[float, ...]

    def totals(self) -> dict[str, float]:
        """Return the time that each group lost, the longest first."""
        sums = dict.fromkeys(self.groups, 0.0)
        for name, time in zip(self.groups, self.times, strict=True):
            sums[name] = round(sums[name] + time, 6)
        return dict(sorted(sums.items(), key=lambda pair: -pair[1]))

    def counts(self) -> dict[str, int]:
        """Return how many stops each group has."""
        return {name: self.groups.count(name) for name in self.totals()}


@lru_cache(KEPT)
def losses(case: Case) -> Losses:
    """Return the first kind of lost time that falls into three groups or more.

    Raises
    ------
    NotHereError
        Fewer than three stations ever stood.
    """
    for kind, rows in (("stop", case.stops), ("setup", case.setups), ("gap", _gaps(case.steps))):
        for by in ("reason", "station"):
            if by in rows and len(rows) >= 8 and rows[by].nunique() >= 3:
                kept = rows.dropna(subset=[by, "start", "seconds"])
                kept = kept[kept["seconds"] > 0].assign(group=kept[by].astype(str))
                return Losses(TOLD[kind], by, kept[["group", "station", "start", "seconds"]].reset_index(drop=True))
    raise NotHereError("fewer than three stations ever stood")


def _gaps(steps: pd.DataFrame) -> pd.DataFrame:
    """Return the times of two minutes to four hours between a station's steps."""
    rows = steps.sort_values(["station", "start"], kind="stable")
    before = rows.groupby("station")["end"].cummax().groupby(rows["station"]).shift()
    gaps = rows.assign(seconds=rows["start"] - before, start=before)
    kept = gaps[(gaps["seconds"] >= 120) & (gaps["seconds"] <= 14_400)]
    return kept[["station", "start", "seconds"]].sort_values("start", kind="stable").reset_index(drop=True)


def some_stops(case: Case, draw: Draw) -> Stops:
    """Return ten stops in a row, of three groups or more, whose totals are clearly unlike."""
    seen = losses(case)
    count = min(len(seen.rows), 10)
    for _ in range(60):
        first = draw.whole(0, len(seen.rows) - count)
        rows = seen.rows.iloc[first : first + count]
        times, unit, _ = sized(rows["seconds"].to_numpy())
        made = Stops(seen.told, seen.by, unit, tuple(rows["group"]), tuple(times.tolist()))
        totals = np.array(list(made.totals().values()))
        if 3 <= len(totals) <= 7 and np.all(totals[:-1] - totals[1:] > 0.02 * totals[0]):
            return made
    rows = seen.rows.iloc[draw.rng.permutation(len(seen.rows))[:count]]
    times, unit, _ = sized(rows["seconds"].to_numpy())
    made = Stops(seen.told, seen.by, unit, tuple(rows["group"]), tuple(times.tolist()))
    if len(set(made.totals().values())) < 3:
        raise NotHereError("the stops do not fall into three unlike groups")
    return made


@lru_cache(KEPT)
def _lives(case: Case) -> dict[str, tuple[float, ...]]:
    """Return, of each station with eight or more, the times from one stop's end to the next one [s]; or of all."""
    rows = losses(case).rows
    found = {}
    for name, own in rows.groupby("station", sort=True):
        between = _between(own)
        if np.sum(between > 0) >= 8:
            found[str(name)] = tuple(between[between > 0].tolist())
    if not found:
        between = np.diff(np.sort(rows["start"].to_numpy()))
        found["the plant"] = tuple(between[between > 0].tolist())
    return found


def _between(rows: pd.DataFrame) -> NDArray[np.float64]:
    ordered = rows.sort_values("start", kind="stable")
    starts, ends = ordered["start"].to_numpy(), (ordered["start"] + ordered["seconds"]).to_numpy()
    return np.asarray(starts[1:] - np.maximum.accumulate(ends)[:-1], dtype=np.float64)


def some_lives(case: Case, draw: Draw) -> tuple[str, tuple[float, ...], str]:
    """Return a station, eight times from one of its stops to the next, and their unit."""
    known = _lives(case)
    for _ in range(60):
        name = draw.one(list(known))
        count = min(len(known[name]), 8)
        first = draw.whole(0, len(known[name]) - count)
        times, unit, _ = sized(np.array(known[name][first : first + count]))
        if len(set(times.tolist())) >= 5:
            return name, tuple(times.tolist()), unit
    raise NotHereError("too few unlike times lie between stops")
