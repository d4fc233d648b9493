"""Single values and their moving ranges, to be read without a table: where they signal."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import pi, sqrt

import numpy as np

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number
from plantwright.learn.bank.quality.charts import mean_range
from plantwright.learn.bank.quality.series import Times, times
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Chart, Level, Series
from plantwright.learn.bank.words import rounded, text

RANGES = 3.267
"""D4 of the tables for ranges of two values [1]."""
APART = 0.03
"""How far a point must be from a limit that is reckoned and not drawn, as a share of a chart's height [1]."""
TRIES = 100


@dataclass(frozen=True)
class Signals:
    """Single values, their moving ranges, and the two means in shown figures."""

    found: Times
    ranges: tuple[float, ...]
    center: float
    moving: float

    @property
    def reach(self) -> float:
        """How far the limits of single values lie from the center [unit of the times]."""
        return 3 * self.moving / mean_range(2)

    @property
    def highest(self) -> float:
        """The limit of the moving ranges [unit of the times]."""
        return RANGES * self.moving

    def first(self, values: float | None = None, ranges: float | None = None) -> int | None:
        """Return the number, from 1, of the first point beyond the limits; None if there is none.

        Parameters
        ----------
        values, ranges
            How far single values may lie from the center, and how large a range may be [unit of the times]; None does
            not look at that chart.
        """
        far = [values is not None and abs(one - self.center) > values for one in self.found.values]
        wide = [False, *(ranges is not None and one > ranges for one in self.ranges)]
        return next((k for k, both in enumerate(zip(far, wide, strict=True), 1) if any(both)), None)

    def slips(self) -> dict[str, int]:
        """Return what known misconceptions take for the first signal."""
        two = self.moving + 2 * (self.highest - self.moving) / 3
        found = {
            "largest_for_first": int(np.argmax(np.abs(np.array(self.found.values) - self.center))) + 1,
            "values_alone": self.first(self.reach),
            "ranges_alone": self.first(None, self.highest),
            "two_sigma": self.first(2 * self.reach / 3, two),
            "sample_spread": self.first(3 * self.found.spread, self.highest),
        }
        right = self.first(self.reach, self.highest)
        if right and right == found["ranges_alone"]:
            found["earlier_of_two"] = right - 1
        return {name: at for name, at in found.items() if at and at != right}

    def readable(self) -> bool:
        """Return whether each point can be told from the limits by eye."""
        limits = (self.center - self.reach, self.center + self.reach)
        return _apart(self.found.values, *limits) and _apart(self.ranges, self.highest)

    def charts(self) -> tuple[Chart, Chart]:
        """Return the two charts, each with its mean written at its line."""
        unit = self.found.unit
        xs = tuple(float(k) for k in range(2, len(self.found.values) + 1))
        moving = Chart(
            title="Moving ranges of two times that follow each other", mark="line", x=Axis(title="number"),
            y=Axis(title="moving range", unit=unit), series=(Series(x=xs, y=self.ranges),),
            levels=(Level(name=f"mean moving range {text(self.moving, unit)}", y=self.moving),),
            read="Each point is how much a time differs from the one before it.",
        )  # fmt: skip
        return self.found.chart((f"mean {text(self.center, unit)}", self.center)), moving


def _apart(values: tuple[float, ...], *limits: float) -> bool:
    room = APART * (max(values) - min(values))
    return all(abs(one - limit) > room for one in values for limit in limits)


def _signals(case: Case, draw: Draw) -> Signals:
    """Return values whose first signal is not one of the first two, and misconceptions lead elsewhere if possible."""
    spare: Signals | None = None
    for k in range(5 * TRIES):
        if spare and k >= TRIES:
            break
        found = times(case, draw, 20)
        ranges = tuple(float(f"{abs(b - a):.10g}") for a, b in pairwise(found.values))
        one = Signals(found, ranges, rounded(found.mean), rounded(sum(ranges) / len(ranges)))
        if (one.first(one.reach, one.highest) or 0) > 2 and one.readable():
            spare = one
            if one.slips():
                return one
    if spare is None:
        raise NotHereError("no twenty times one after another hold a signal that can be seen")
    return spare


SAYS = {
    "largest_for_first": "That time is farthest from the mean; is it the first to signal?",
    "values_alone": "Look at the other chart as well: a jump can signal earlier there.",
    "ranges_alone": "Look at the single values as well.",
    "earlier_of_two": "That is the earlier of the two times; the range stands at the later one.",
    "two_sigma": "Control limits lie at three standard deviations.",
    "sample_spread": "Signals widen the standard deviation of all values, and so hide; take the mean moving range.",
}
"""What to say to each misconception about where the first signal is."""


@template("quality.individuals", "number")
def first_signal_of_both_charts(case: Case, draw: Draw) -> Draft:
    """Ask where single values or their moving ranges signal first (Montgomery, ch. 6.4)."""
    seen = _signals(case, draw)
    unit, center, sigma = seen.found.unit, seen.center, seen.moving / mean_range(2)
    first = seen.first(seen.reach, seen.highest)
    return Draft(
        stem=f"The charts show {seen.found.what} and their moving ranges; each range stands at the later of its two "
        "times. The means are written at their lines, the limits are not drawn.\n\nAt which number does the first "
        "signal come, on either chart? Estimate the standard deviation by the mean moving range over 1.128; moving "
        "ranges have their limit at 3.267 times their mean.",
        views=seen.charts(),
        answer=number(
            float(first or 0), "", *((name, float(at), SAYS[name]) for name, at in seen.slips().items()), least=0.4
        ),
        solution=(
            f"Standard deviation: {text(seen.moving, unit)} / 1.128 = {text(sigma, unit)}.",
            f"Limits of single values: {text(center)} ± 3 × {text(sigma)}, so up to {text(center + seen.reach, unit)}"
            + (f" and from {text(center - seen.reach, unit)} on." if center > seen.reach else "."),
            f"Limit of the moving ranges: 3.267 × {text(seen.moving)} = {text(seen.highest, unit)}.",
            (f"First beyond, single values: {_said(seen.first(seen.reach))}; moving ranges: "
            f"{_said(seen.first(None, seen.highest))}. The first of all: number {first}."),
        ),
        hints=(
            "Each chart has its own limits, and both come from the mean moving range.",
            "Reckon the limits of the single values from the two means, and the limit of the ranges from theirs.",
            "Lay each limit across its chart as a line, and go from the left to the first point outside.",
        ),
        again=lambda: Exactly(float(_earliest(seen))),
    )  # fmt: skip


def _said(at: int | None) -> str:
    return f"number {at}" if at else "none"


def _earliest(seen: Signals) -> int:
    """Return the same by sorted points and exact constants: d2 is 2 / √π, d3 is √(2 − 4 / π)."""
    sigma = seen.moving * sqrt(pi) / 2
    values, ranges = np.array(seen.found.values), np.array(seen.ranges)
    by_value, by_range = np.argsort(values), np.argsort(ranges)
    low = np.searchsorted(values[by_value], seen.center - 3 * sigma)
    high = np.searchsorted(values[by_value], seen.center + 3 * sigma, side="right")
    wide = np.searchsorted(ranges[by_range], seen.moving + 3 * sigma * sqrt(2 - 4 / pi), side="right")
    return int(min([*(by_value[:low] + 1), *(by_value[high:] + 1), *(by_range[wide:] + 2)]))
