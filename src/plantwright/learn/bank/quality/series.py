"""Process times of a station one after another, and lots that are marked: what a plant always has to chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pandas as pd

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.times import unit_of
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import NotHereError
from plantwright.learn.bank.view import Axis, Chart, Column, Level, Series, Table
from plantwright.learn.bank.words import rounded, text

SEEN = 0.015
"""How far a point must be from a line to be seen beside it, as a share of a chart's height [1]: about its radius."""


@dataclass(frozen=True)
class Times:
    """Times in the order in which they came, in shown figures."""

    what: str
    """Such as ``process times at mill``."""
    values: tuple[float, ...]
    unit: str

    @property
    def mean(self) -> float:
        """Their mean [unit]."""
        return float(np.mean(self.values))

    @property
    def spread(self) -> float:
        """The standard deviation of the sample [unit]."""
        return float(np.std(self.values, ddof=1))

    @property
    def moving(self) -> float:
        """The mean moving range, of each value and the one before it [unit]."""
        ranges = [abs(b - a) for a, b in pairwise(self.values)]
        return sum(ranges) / len(ranges)

    def table(self) -> Table:
        """Return them as a table."""
        columns = (Column(name="number"), Column(name="time", unit=self.unit))
        return Table(title=self._title(), columns=columns, rows=tuple(enumerate(self.values, 1)))

    def chart(self, *levels: tuple[str, float]) -> Chart:
        """Return them as a run chart with horizontal lines."""
        series = (Series(x=tuple(float(k) for k in range(1, len(self.values) + 1)), y=self.values),)
        return Chart(
            title=self._title(), mark="line", x=Axis(title="number"), series=series,
            y=Axis(title="time", unit=self.unit), read="Each point is one; they came from left to right.",
            levels=tuple(Level(name=name, y=y) for name, y in levels),
        )  # fmt: skip

    def views(self, *levels: tuple[str, float]) -> tuple[Chart | Table, ...]:
        """Return the chart, and the table as well where a point lies too near to a line to be told from it."""
        chart = self.chart(*levels)
        return (chart,) if self.clear(*(y for _, y in levels)) else (chart, self.table())

    def clear(self, *lines: float) -> bool:
        """Return whether each value lies on a line or can be seen not to."""
        span = max(*self.values, *lines) - min(*self.values, *lines)
        return not any(0 < abs(one - line) < SEEN * span for one in self.values for line in lines)

    def _title(self) -> str:
        return f"{self.what[0].upper()}{self.what[1:]}, one after another"


def times(case: Case, draw: Draw, count: int) -> Times:
    """Return ``count`` process times of a station, one after another; where none varies, flow times of orders.

    Raises
    ------
    NotHereError
        Neither varies, or there are too few.
    """
    pools = _pools(case, count)
    for _ in range(40 if pools else 0):
        what = draw.one(sorted(pools))
        seconds = pools[what]
        size, unit = unit_of(float(np.median(seconds)))
        first = draw.whole(0, len(seconds) - count)
        values = tuple(rounded(float(one) / size) for one in seconds[first : first + count])
        if len(set(values)) > count // 2:
            return Times(what, values, unit)
    raise NotHereError(f"no {count} times one after another vary")


@lru_cache(2 * KEPT)
def _pools(case: Case, count: int) -> dict[str, np.ndarray]:
    steps = case.steps[case.steps["seconds"] > 0]
    by_station = {f"process times at {name}": one.to_numpy() for name, one in steps.groupby("station")["seconds"]}
    lively = {what: one for what, one in by_station.items() if len(one) >= 2 * count and _varies(one, count)}
    flow = case.orders["flow_time"].to_numpy()
    return lively or ({"flow times of orders": flow} if len(flow) >= count and _varies(flow, count) else {})


def _varies(seconds: np.ndarray, count: int) -> bool:
    return len({rounded(float(one)) for one in seconds[:5000]}) > count


@dataclass(frozen=True)
class Marked:
    """Lots of a work center that passed, period by period, and how many of them bear a mark."""

    where: str
    mark: str
    """Such as ``had scrapped pieces``."""
    period: str
    lots: tuple[int, ...]
    marked: tuple[int, ...]

    def table(self) -> Table:
        """Return them as a table."""
        columns = (Column(name=self.period), Column(name="lots"), Column(name=f"lots that {self.mark}"))
        rows = tuple(zip(range(1, len(self.lots) + 1), self.lots, self.marked, strict=True))
        return Table(title=f"Lots at {self.where}, {self.period} by {self.period}", columns=columns, rows=rows)


PERIODS = (("hour", 3600.0), ("day", 86_400.0), ("week", 604_800.0), ("four-week month", 2_419_200.0))
FEWEST = 10
"""Lots that a period has at least."""


def marked(case: Case, draw: Draw, count: int = 8) -> Marked:
    """Return ``count`` periods of lots of a work center with a mark that the log holds; where none is, long steps.

    Raises
    ------
    NotHereError
        No work center has enough lots, of which some but not most are marked.
    """
    pools = _marks(case)
    for _ in range(40 if pools else 0):
        name, mark, flags, starts = draw.one(pools)
        for period, places in _placed(starts, count):
            lots, bad = np.bincount(places), np.bincount(places, weights=flags).astype(np.int64)
            kept = lots >= FEWEST
            if kept.sum() >= count:
                first = draw.whole(0, int(kept.sum()) - count)
                some = (tuple(one[kept][first : first + count].tolist()) for one in (lots, bad))
                found = Marked(name, mark, period, *some)
                if 6 <= sum(found.marked) <= 0.6 * sum(found.lots):
                    return found
    raise NotHereError("no work center has lots enough of which some are marked")


def _placed(starts: np.ndarray, count: int) -> Iterator[tuple[str, np.ndarray]]:
    """Yield in which period each lot lies, by the clock, and at last in which of ``count`` stretches of like size."""
    for period, length in PERIODS:
        yield period, ((starts - starts[0]) // length).astype(np.int64)
    yield "stretch", np.arange(len(starts)) * count // len(starts)


@lru_cache(KEPT)
def _marks(case: Case) -> tuple[tuple[str, str, np.ndarray, np.ndarray], ...]:
    """Return work centers with a mark, whether each lot bears it, and the start of each lot [s]."""
    groups = [(str(name), rows) for name, rows in case.steps.groupby("work_center", sort=True)]
    groups = [one for one in groups if len(one[1]) >= 8 * FEWEST] or [("all work centers", case.steps)]
    seen = [(name, mark, flags, rows["start"].to_numpy()) for name, rows in groups for mark, flags in _recorded(rows)]
    kept = tuple(one for one in seen if _is_some(one[2]))
    return kept or tuple((name, *_long(rows), rows["start"].to_numpy()) for name, rows in groups if _can_be_long(rows))


def _recorded(rows: pd.DataFrame) -> tuple[tuple[str, np.ndarray], ...]:
    scrapped = rows["scrapped"].fillna(0).to_numpy(dtype=float) > 0
    reworked = rows["rework"].eq(True).to_numpy(dtype=bool)
    return ("had scrapped pieces", scrapped), ("came for rework", reworked)


def _is_some(flags: np.ndarray) -> bool:
    return int(flags.sum()) >= 8 and 0.01 <= float(flags.mean()) <= 0.5


def _can_be_long(rows: pd.DataFrame) -> bool:
    return _is_some(_long(rows)[1])


def _long(rows: pd.DataFrame) -> tuple[str, np.ndarray]:
    """Return the mark of lots that took longer than nine in ten do, and which ones did."""
    size, unit = unit_of(float(rows["seconds"].median()))
    limit = rounded(float(rows["seconds"].quantile(0.9)) / size)
    return f"took longer than {text(limit, unit)}", rows["seconds"].to_numpy() / size > limit
