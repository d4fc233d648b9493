"""What the plant's own orders ask for: demand by hour, day or week, its rate for a product, and times as shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import NotHereError
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import rounded

DAY, WEEK = 86_400.0, 604_800.0
PERIODS = {"hour": 3600.0, "day": DAY, "week": WEEK, "2-week period": 2 * WEEK, "4-week period": 4 * WEEK}
"""Lengths of the periods that orders are counted by [s]."""
LEAST = 2.0
"""Orders that a period has on average at least; with fewer, the next longer period is taken."""
TOLD = {"min": "minute", "h": "hour", "d": "day"}
"""Units of time as words."""
SIZES = (("min", 60.0, 7200.0), ("h", 3600.0, 345_600.0), ("d", DAY, float("inf")))


@dataclass(frozen=True)
class History:
    """Demand of some periods in a row."""

    period: str
    unit: str
    """orders or pieces."""
    word: str
    """What happened to the orders in the period: released or completed."""
    values: tuple[int, ...]

    @property
    def told(self) -> str:
        """Say what the numbers are."""
        return f"{self.unit} of this plant's log, counted by the {self.period} in which they were {self.word}"

    def table(self, *more: tuple[str, tuple[int | float, ...]]) -> Table:
        """Return the periods as rows, with more columns in the same unit."""
        columns = tuple(Column(name=name, unit=self.unit) for name in ("demand", *(name for name, _ in more)))
        rows = tuple(zip(range(1, len(self.values) + 1), self.values, *(one for _, one in more), strict=True))
        return Table(title=f"Demand: {self.told}", columns=(Column(name=self.period), *columns), rows=rows)


def history(case: Case, draw: Draw, count: int, unit: str = "orders") -> History:
    """Return ``count`` periods in a row whose demand is not the same throughout.

    Raises
    ------
    NotHereError
        There are too few orders for so many periods.
    """
    word = _word(case)
    fit = [(name, counts) for name in PERIODS if len(counts := _counts(case, name, unit, word)) >= count]
    fit = [(name, counts) for name, counts in fit if np.mean(_counts(case, name, "orders", word)) >= LEAST]
    if not fit:
        raise NotHereError(f"there are too few orders to count by {count} periods")
    name, counts = draw.one(fit)
    starts = [k for k in range(len(counts) - count + 1) if _lively(counts[k : k + count])]
    if not starts:
        raise NotHereError("demand is the same in all periods")
    first = draw.one(starts)
    return History(name, unit, word, tuple(counts[first : first + count].tolist()))


def _lively(values: NDArray[np.int64]) -> bool:
    return len(np.unique(values)) >= 3 and bool(np.mean(values > 0) >= 0.8)


@lru_cache(KEPT)
def _word(case: Case) -> str:
    """Return what orders are counted by: their release, where it is not in a few bunches, or their completion."""
    if len(case.orders) < 12:
        raise NotHereError("fewer than twelve orders are finished")
    bunches = case.orders["released"].round(-2).nunique()
    return "released" if bunches >= 0.5 * len(case.orders) else "completed"


@lru_cache(KEPT * 8)
def _counts(case: Case, period: str, unit: str, word: str) -> NDArray[np.int64]:
    """Return the demand of each whole period, without days of the week on which next to nothing is ordered."""
    begin = case.moment(0.0)
    since = begin.hour * 3600 + begin.minute * 60 + begin.second + (begin.weekday() * DAY if period == "week" else 0)
    places = np.floor((case.orders[word].to_numpy() + since) / PERIODS[period]).astype(int)
    sizes = case.orders["quantity"].fillna(1).to_numpy() if unit == "pieces" else np.ones(len(places))
    counts = np.round(np.bincount(places - places.min(), weights=sizes)).astype(np.int64)
    kept = _worked(counts, 7 if period == "day" else 24 if period == "hour" else 1)
    return counts[kept][1:-1]


def _worked(counts: NDArray[np.int64], cycle: int) -> NDArray[np.bool_]:
    """Return which periods lie at a place of the cycle, such as a day of the week, that has its share of orders."""
    places = np.arange(len(counts)) % cycle
    means = np.array([np.mean(counts[places == k]) if np.any(places == k) else 0.0 for k in range(cycle)])
    return means[places] >= 0.2 * np.mean(counts)


@dataclass(frozen=True)
class Rate:
    """How much of a product is asked for."""

    product: str
    weekly: float
    """Pieces a week [pieces/week]."""
    lot: float
    """Mean pieces of an order [pieces]."""
    flow: tuple[float, ...]
    """Flow times of its orders [s]."""
    pieces: tuple[float, ...]
    """Pieces of its orders."""

    @property
    def under_way(self) -> float:
        """Return what is asked for while one of its orders is under way, on average [pieces]."""
        return self.weekly * sum(self.flow) / len(self.flow) / WEEK


@lru_cache(KEPT)
def rates(case: Case) -> tuple[Rate, ...]:
    """Return the products with most orders, up to six that have four orders or more."""
    span = (case.orders["completed"].max() - case.orders["released"].min()) / WEEK if len(case.orders) else 0.0
    known = case.orders.assign(product=case.orders["product"].astype(object).fillna("all products"))
    sizes = known.groupby("product", sort=True).size().sort_values(ascending=False, kind="stable")
    found = []
    for name in sizes.index[:6]:
        rows = known[known["product"] == name]
        if len(rows) >= 4 and rows["quantity"].sum() > 0:
            pieces = rows["quantity"].fillna(1)
            weekly = rounded(float(pieces.sum()) / span)
            found.append(
                Rate(str(name), weekly, rounded(float(pieces.mean()), 2), tuple(rows["flow_time"]), tuple(pieces))
            )
    if not found:
        raise NotHereError("no product has four finished orders")
    return tuple(found)


def wanted(case: Case, draw: Draw) -> Rate:
    """Return a product of which some pieces are asked for while one of its orders is under way, if there is one."""
    known = rates(case)
    return draw.one([one for one in known if one.under_way >= 3] or known)


def sized(seconds: NDArray[np.float64]) -> tuple[NDArray[np.float64], str, float]:
    """Return times as shown, with one decimal place, their unit, and the unit's length [s]."""
    middle = float(np.median(seconds))
    unit, size = next((unit, size) for unit, size, most in SIZES if middle < most)
    return np.maximum(np.round(seconds / size, 1), 0.1), unit, size


def pairwise_variance(values: tuple[float, ...]) -> float:
    """Return the variance from the differences of all pairs, without the mean."""
    n = len(values)
    squares = [(values[i] - values[j]) ** 2 for i in range(n) for j in range(i)]
    return float(sum(squares)) / (n * (n - 1))
