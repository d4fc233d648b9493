"""Stretches of the log in which a few stations run, at times at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.times import tenths
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import NotHereError

MOST_BARS = 40
SEEN = 0.025
"""How long the most stations must run at once to be seen, as a share of the chart [1]."""


@dataclass(frozen=True)
class Stretch:
    """What some stations did for a while, in whole tenths of a unit."""

    where: str
    bars: tuple[tuple[str, int, int], ...]
    """Station, start, end."""
    unit: str

    @cached_property
    def running(self) -> list[tuple[int, int]]:
        """Return how long how many stations ran at once, from change to change: (length, stations)."""
        spans = np.array([both for _, *both in self.bars])
        at = np.unique(spans)
        counts = np.sum((spans[:, :1] <= at[:-1]) & (spans[:, 1:] >= at[1:]), axis=0)
        return list(zip(np.diff(at).tolist(), counts.tolist(), strict=True))

    @property
    def most(self) -> int:
        """How many ran at once at most."""
        return max(count for _, count in self.running)

    @property
    def lanes(self) -> int:
        """How many stations the chart shows."""
        return len({name for name, _, _ in self.bars})

    def readable(self) -> bool:
        """Return whether the most that ran at once did so for long enough to be seen, and there are bars enough."""
        span = max(end for _, _, end in self.bars) - min(start for _, start, _ in self.bars)
        peak = [length for length, count in self.running if count == self.most]
        return max(peak) >= SEEN * span and len(self.bars) >= 8


def some_stretch(case: Case, draw: Draw) -> Stretch:
    """Return a stretch of the log in which two to five stations run at once, and not all of those shown if found."""
    spare: Stretch | None = None
    for k in range(100):
        if spare and k >= 25:
            break
        area = draw.one(_areas(case))
        found = _cut(area, draw.some(range(len(area.names)), min(len(area.names), draw.whole(4, 6))), draw)
        if found is None or not 2 <= found.most <= 5 or not found.readable():
            continue
        if found.most < found.lanes:
            return found
        spare = spare or found
    if spare is None:
        raise NotHereError("no stretch of the log shows two to five stations that run at once")
    return spare


@dataclass(frozen=True, eq=False)
class Area:
    """Steps of some stations, in the order of their starts."""

    where: str
    station: NDArray[np.int64]
    """The place of each step's station in ``names``."""
    start: NDArray[np.float64]
    end: NDArray[np.float64]
    names: tuple[str, ...]


@lru_cache(KEPT)
def _areas(case: Case) -> tuple[Area, ...]:
    """Return the steps of each work center of three stations or more, and those of the whole plant."""
    rows = case.steps[case.steps["seconds"] > 0]
    found = [_area(f"at {name}", some) for name, some in rows.groupby("work_center", sort=True)]
    kept = tuple(one for one in (*found, _area("of the plant", rows)) if len(one.names) >= 3)
    if not kept:
        raise NotHereError("fewer than three stations have work")
    return kept


def _area(where: str, rows: pd.DataFrame) -> Area:
    codes, names = pd.factorize(rows["station"].astype(str), sort=True)
    return Area(where, codes, rows["start"].to_numpy(), rows["end"].to_numpy(), tuple(map(str, names)))


def _cut(area: Area, stations: list[int], draw: Draw) -> Stretch | None:
    """Return what some stations did from one of their starts to a later one."""
    here = np.flatnonzero(np.isin(area.station, stations))
    if len(here) < 10:
        return None
    count = draw.whole(9, min(len(here), 26))
    first = draw.whole(0, len(here) - count)
    begin, end = float(area.start[here[first]]), float(area.start[here[first + count - 1]])
    near = here[(area.start[here] < end) & (area.end[here] > begin)]
    if end <= begin or len(near) > MOST_BARS:
        return None
    starts, unit = tenths(area.start[near].clip(begin, end) - begin, end - begin)
    ends, _ = tenths(area.end[near].clip(begin, end) - begin, end - begin)
    names = [area.names[one] for one in area.station[near]]
    bars = _merged(zip(names, starts.tolist(), ends.tolist(), strict=True))
    return Stretch(area.where, bars, unit) if len({name for name, _, _ in bars}) >= 3 else None


def _merged(spans: Iterable[tuple[str, int, int]]) -> tuple[tuple[str, int, int], ...]:
    """Return bars that do not overlap within a station, as those of a batch do."""
    bars: list[tuple[str, int, int]] = []
    for name, start, end in sorted(one for one in spans if one[2] > one[1]):
        if bars and bars[-1][0] == name and start < bars[-1][2]:
            bars[-1] = name, bars[-1][1], max(end, bars[-1][2])
        else:
            bars.append((name, start, end))
    return tuple(bars)
