"""Charts to read without a table: what single values and their ranges signal, and where a level changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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
TRIES = 150


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

    def beyond(self, reach: float) -> int:
        """Return how many single values are farther from the center than that."""
        return sum(abs(one - self.center) > reach for one in self.found.values)

    def wide(self) -> int:
        """Return how many moving ranges are above their limit."""
        return sum(one > self.highest for one in self.ranges)

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
    """Return values of which some signal, two or more where a few tries find so many."""
    spare: Signals | None = None
    for _ in range(TRIES):
        found = times(case, draw, 20)
        ranges = tuple(float(f"{abs(b - a):.10g}") for a, b in pairwise(found.values))
        one = Signals(found, ranges, rounded(found.mean), rounded(sum(ranges) / len(ranges)))
        count = one.beyond(one.reach) + one.wide()
        if one.readable() and count >= 2:
            return one
        spare = one if one.readable() and count else spare
    if spare is None:
        raise NotHereError("no twenty times one after another hold a signal that can be seen")
    return spare


@template("quality.individuals", "number")
def signals_of_both_charts(case: Case, draw: Draw) -> Draft:
    """Ask how many points of a chart of single values and of its moving ranges signal (Montgomery, ch. 6.4)."""
    seen = _signals(case, draw)
    unit, center, values, wide = seen.found.unit, seen.center, seen.beyond(seen.reach), seen.wide()
    by_spread, two = seen.beyond(3 * seen.found.spread), seen.beyond(2 * seen.moving / mean_range(2))
    low = f"{text(center - seen.reach, unit)} and " if center > seen.reach else ""
    return Draft(
        stem=f"The charts show {seen.found.what} and their moving ranges. Their means are written at the lines; the "
        "limits are not drawn.\n\nHow many points of the two charts together lie beyond a limit? Estimate the standard "
        "deviation by the mean moving range over 1.128; the moving ranges have their limit at 3.267 times their mean.",
        views=seen.charts(),
        answer=number(
            values + wide,
            "points",
            ("values_alone", values, "Those are the points of one chart; a jump can signal on the other as well."),
            ("ranges_alone", wide, "Those are points of the moving ranges; look at the single values as well."),
            ("sample_spread", by_spread + wide, "You may have taken the standard deviation of all the values: signals "
             "widen it, and so they hide."),
            ("two_sigma", two + wide, "Control limits lie at three standard deviations."),
            share=0.0,
            least=0.4,
        ),
        solution=(
            f"Standard deviation: {text(seen.moving, unit)} / 1.128 = {text(seen.moving / mean_range(2), unit)}.",
            f"Limits of single values, {text(center)} ± 3 × {text(seen.moving / mean_range(2))}: {low}"
            f"{text(center + seen.reach, unit)}. Beyond: {values}.",
            f"Limit of the moving ranges: 3.267 × {text(seen.moving)} = {text(seen.highest, unit)}. Beyond: {wide}.",
            f"Together {values} + {wide} = {values + wide}.",
        ),
        hints=(
            "Each chart has its own limits, and both come from the mean moving range.",
            "Reckon the limits of the single values from the two means, and the limit of the ranges from theirs.",
            "Lay each limit across its chart as a line, and count the points outside.",
        ),
        again=lambda: Exactly(float(_outside(seen))),
    )  # fmt: skip


def _outside(seen: Signals) -> int:
    """Return the same count from sorted points and exact constants: d2 is 2 / √π, d3 is √(2 − 4 / π)."""
    sigma = seen.moving * sqrt(pi) / 2
    ranked, steps = sorted(seen.found.values), sorted(seen.ranges)
    low = bisect_left(ranked, seen.center - 3 * sigma)
    high = len(ranked) - bisect_right(ranked, seen.center + 3 * sigma)
    return low + high + len(steps) - bisect_right(steps, seen.moving + 3 * sigma * sqrt(2 - 4 / pi))


@template("quality.small_shifts", "number")
def turn_of_a_cusum(case: Case, draw: Draw) -> Draft:
    """Ask after which value a level changed, read from a cumulative sum (Page 1954; Montgomery, ch. 9.1)."""
    found, sums = _with_a_turn(case, draw)
    turn, other = _turn(sums), _turn(-np.sign(sums[_turn(sums) - 1]) * sums, signed=True)
    jump = int(np.argmax(np.abs(np.array(found.values) - found.mean))) + 1
    before, after = float(np.mean(found.values[:turn])), float(np.mean(found.values[turn:]))
    chart = Chart(
        title="Cumulative sum of the deviations from the mean", mark="line", x=Axis(title="number"),
        y=Axis(title="cumulative sum", unit=found.unit), levels=(Level(name="zero", y=0.0),),
        series=(Series(x=tuple(float(k) for k in range(1, len(sums) + 1)), y=tuple(sums.tolist())),),
        read="Each point adds one more value less the mean of all.",
    )  # fmt: skip
    return Draft(
        stem=f"From each of {len(sums)} {found.what}, one after another, the mean of all of them was taken away; the "
        "chart adds up what is left, value by value.\n\nSuppose that their level changed once. After which number did "
        "it change, by this chart? One more or less is right too.",
        views=(chart,),
        answer=number(
            turn,
            "",
            ("largest_value", jump, "That is the value farthest from the mean. One value is not a level."),
            ("other_turn", other, "The sum turns there too, but it is less far from zero."),
            ("end_of_chart", len(sums), "The sum must end at zero, since the mean of all was taken away."),
            share=0.0,
            least=1.0,
        ),
        solution=(
            f"The sum is farthest from zero at number {turn}: {text(float(sums[turn - 1]), found.unit)}.",
            f"Up to there it {'rises' if before > after else 'falls'}: these values are "
            f"{'above' if before > after else 'below'} the mean of all; afterwards it is the other way round.",
            f"Mean up to number {turn}: {text(before, found.unit)}; afterwards: {text(after, found.unit)}. Whether that "
            "is more than luck asks for a decision interval.",
        ),
        hints=(
            "The slope counts and not the height: the sum rises while values lie above the mean.",
            "A change of the level turns a rise into a fall, or a fall into a rise.",
            "Find where the sum is farthest from the line at zero; the level changed after that point.",
        ),
        again=lambda: Exactly(float(_best_split(found.values))),
    )  # fmt: skip


def _with_a_turn(case: Case, draw: Draw) -> tuple[Times, np.ndarray]:
    """Return values and their cumulative sum in shown figures, with one turn that can be seen."""
    for count in (30, 24, 18):
        for _ in range(TRIES):
            found = times(case, draw, count)
            sums = np.cumsum(np.array(found.values) - found.mean).round(9)
            turn, span = _turn(sums), float(np.ptp(sums))
            far = np.abs(np.arange(1, count + 1) - turn) > 1
            near = np.max(np.abs(sums[far])) > abs(sums[turn - 1]) - 0.08 * span
            ties = np.max(np.abs(np.delete(sums, turn - 1))) > abs(sums[turn - 1]) - 0.02 * span
            if 4 <= turn <= count - 4 and not near and not ties:
                return found, sums
    raise NotHereError("no row of times has a turn of its sum that can be seen")


def _turn(sums: np.ndarray, signed: bool = False) -> int:
    """Return the number, from 1, of the sum farthest from zero, or of the largest one."""
    return int(np.argmax(sums if signed else np.abs(sums))) + 1


def _best_split(values: tuple[float, ...]) -> int:
    """Return the split whose parts differ most, by their means and sizes alone."""
    count = len(values)
    worth = {
        k: k * (count - k) * abs(sum(values[:k]) / k - sum(values[k:]) / (count - k)) for k in range(1, count)
    }
    return max(worth, key=lambda k: worth[k])
