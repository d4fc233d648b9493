"""Times of the plant in units that suit them, and the work centers that questions are about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import NotHereError
from plantwright.learn.bank.words import rounded

UNITS = ((1.0, "s"), (60.0, "min"), (3600.0, "h"), (86_400.0, "d"))
LONGEST = 300.0
"""The largest number that a time is written with before the next unit is taken."""


def unit_of(seconds: float) -> tuple[float, str]:
    """Return the seconds in the unit that suits a time, and its name."""
    return next((one for one in UNITS if seconds < LONGEST * one[0]), UNITS[-1])


def tenths(moments: NDArray[np.float64], span: float) -> tuple[NDArray[np.int64], str]:
    """Return moments as whole tenths of the unit that suits a span [s], and the unit."""
    size, unit = unit_of(span)
    return np.round(10 * moments / size).astype(np.int64), unit


def one_after_another(
    starts: NDArray[np.float64], ends: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], str]:
    """Return starts and ends since the first start as whole tenths of a unit, so that no step overlaps the next."""
    span = float(ends[-1] - starts[0])
    begun, unit = tenths(starts - starts[0], span)
    ended, _ = tenths(ends - starts[0], span)
    for k in range(len(begun)):
        begun[k] = max(begun[k], ended[k - 1]) if k else 0
        ended[k] = max(ended[k], begun[k] + 1)
    return begun, ended, unit


@lru_cache(KEPT)
def _routes(case: Case) -> dict[str, NDArray[np.int64]]:
    groups = case.steps.dropna(subset=["order"])
    return {str(name): groups.index.to_numpy()[rows] for name, rows in groups.groupby("order").indices.items()}


def one_route(case: Case, draw: Draw, least: int = 4, most: int = 8) -> pd.DataFrame:
    """Return the steps of an order that was at one place at a time, the first ``most`` of them."""
    names = list(_routes(case))
    for fewest in range(least, 1, -1):
        for name in draw.shuffled(names)[:80]:
            rows = case.steps.loc[_routes(case)[name][:most]]
            apart = rows["start"].to_numpy()[1:] >= rows["end"].to_numpy()[:-1]
            if len(rows) >= fewest and bool(np.all(apart)):
                return rows
    raise NotHereError("no order has two steps, one after the other")


def place(row: pd.Series) -> str:
    """Return what a step is called: its operation, or where it was done."""
    return str(row["operation"] or row["work_center"])


@dataclass(frozen=True)
class Center:
    """A work center's usual step, in shown figures."""

    name: str
    stations: int
    minutes: float
    """Mean process time of a step [min]."""
    pieces: int
    """Median pieces of a step."""

    @property
    def minutes_a_piece(self) -> float:
        """Process time of a piece in shown figures [min]."""
        return rounded(self.minutes / self.pieces)


@lru_cache(KEPT)
def centers(case: Case) -> tuple[Center, ...]:
    """Return the work centers with five timed steps or more."""
    timed = case.steps[case.steps["seconds"] > 0]
    groups = timed.groupby("work_center", sort=True).agg(
        count=("seconds", "size"), mean=("seconds", "mean"), stations=("station", "nunique"),
        pieces=("quantity", "median"),
    )  # fmt: skip
    kept = groups[groups["count"] >= 5]
    if kept.empty:
        raise NotHereError("no work center has five timed steps")
    return tuple(
        Center(str(name), int(one.stations), rounded(one["mean"] / 60), _whole(one.pieces))
        for name, one in kept.iterrows()
    )


def _whole(pieces: float) -> int:
    return max(round(pieces), 1) if np.isfinite(pieces) else 1


@dataclass(frozen=True)
class Stops:
    """How often a station fails and how long it is down, in shown figures."""

    station: str
    up: float
    """Mean time to failure [h]."""
    down: float
    """Mean time to repair [h]."""
    said: str
    """How a question says where these come from."""


@lru_cache(KEPT)
def _failing(case: Case) -> tuple[Stops, ...]:
    stops = case.stops[case.stops["seconds"] > 0]
    if len(stops) < 3 or case.steps.empty:
        return ()
    span = float(case.steps["end"].max() - case.steps["start"].min())
    found = stops.groupby("station", sort=True)["seconds"].agg(["size", "sum"])
    kept = found[(found["size"] >= 3) & (found["sum"] < 0.5 * span)]
    return tuple(
        Stops(str(name), rounded((span - row["sum"]) / row["size"] / 3600), rounded(row["sum"] / row["size"] / 3600),
              f"By the log, station {name} ran for")
        for name, row in kept.iterrows()
    )  # fmt: skip


def some_stops(case: Case, draw: Draw) -> Stops:
    """Return how a station fails, by the log; where it tells too few stops, suppose some."""
    if told := [one for one in _failing(case) if one.down >= 0.05 and one.up >= one.down]:
        return draw.one(told)
    station = str(draw.one(sorted(case.steps["station"].dropna().unique())))
    return Stops(station, draw.step(20, 90, 5), draw.step(1, 9, 0.5), f"Suppose that station {station} runs for")


@dataclass(frozen=True)
class Setup:
    """A setup and the work after it, in shown figures."""

    center: Center
    minutes: float
    """Mean setup time [min]."""
    said: str
    """How a question says where the setup time comes from."""


@lru_cache(KEPT)
def _set_up(case: Case) -> tuple[Setup, ...]:
    told = case.setups[case.setups["seconds"] > 0].groupby("work_center")["seconds"].agg(["size", "mean"])
    known = {str(name): row["mean"] / 60 for name, row in told.iterrows() if row["size"] >= 5}
    return tuple(
        Setup(one, rounded(known[one.name]), f"By the log, a setup at {one.name} takes")
        for one in centers(case) if one.name in known and one.minutes_a_piece > 0
    )  # fmt: skip


def a_setup(case: Case, draw: Draw) -> Setup:
    """Return a work center's setup and work, by the log; where it tells no setups, suppose one."""
    if told := _set_up(case):
        return draw.one(told)
    one = draw.one(centers(case))
    minutes = rounded(one.minutes_a_piece * draw.whole(4, 20), 2)
    return Setup(one, minutes, f"Suppose that a setup at {one.name} takes")
