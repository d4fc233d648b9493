"""Demand in numbers: its spread, and the periods that ask for too much."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from statistics import mean, stdev

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number
from plantwright.learn.bank.supply.history import history, pairwise_variance
from plantwright.learn.bank.template import Draft, Exactly, template
from plantwright.learn.bank.view import Axis, Chart, Level, Series
from plantwright.learn.bank.words import text


@template("supply.demand", "number")
def spread_of_demand(case: Case, draw: Draw) -> Draft:
    """Ask for the standard deviation of demand per period."""
    past = history(case, draw, draw.whole(6, 8))
    center, spread, n = mean(past.values), stdev(past.values), len(past.values)
    squares = sum((one - center) ** 2 for one in past.values)
    return Draft(
        stem=f"The table shows the demand of {n} {past.period}s.\n\nHow large is its standard deviation per "
        f"{past.period}? Divide the squares by one less than the number of {past.period}s.",
        views=(past.table(),),
        answer=number(
            spread,
            past.unit,
            ("mean_for_spread", center, "That is the mean; the spread says how far values lie from it."),
            ("variance_for_spread", spread**2, "That is the variance; its square root has the unit of demand."),
            ("range_for_spread", max(past.values) - min(past.values), "That is the range; two values alone make it."),
            ("divided_by_all", (squares / n) ** 0.5, "You divided by the number of values, not by one less."),
        ),
        solution=(
            f"Mean: {sum(past.values)} / {n} = {text(center)}.",
            f"Sum of the squared distances from the mean: {text(squares)}.",
            f"√({text(squares)} / {n - 1}) = {text(spread, past.unit)}.",
        ),
        hints=(
            "The spread tells how far a period typically lies from the mean.",
            "Subtract the mean from each value and square what is left.",
            "Add the squares, divide by one less than their number, and take the square root.",
        ),
        again=lambda: Exactly(pairwise_variance(past.values) ** 0.5),
    )


@template("supply.demand", "number")
def periods_over_a_limit(case: Case, draw: Draw) -> Draft:
    """Ask in how many periods demand was above what can be done, from a chart."""
    past = history(case, draw, draw.whole(8, 11))
    level = widest_gap(past.values)
    over = sum(one > level for one in past.values)
    excess = sum(max(one - level, 0) for one in past.values)
    chart = Chart(
        title=f"Demand: {past.told}", mark="bars", x=Axis(title=past.period), y=Axis(title="demand", unit=past.unit),
        series=(Series(x=tuple(float(k + 1) for k in range(len(past.values))), y=past.values),),
        levels=(Level(name="can be done", y=level),), read="A bar above the dashed line asks for more than can be "
        "done.",
    )  # fmt: skip
    return Draft(
        stem=f"The chart shows the demand of {len(past.values)} {past.period}s. Suppose that the dashed line is what "
        f"can be done in one of them.\n\nIn how many {past.period}s was more asked for than could be done?",
        views=(chart,),
        answer=number(
            over,
            "",
            ("counted_the_other_side", len(past.values) - over, "You counted the bars that stay below the line."),
            ("amount_for_count", excess, f"That is how much was too much; count the {past.period}s instead."),
            ("counted_all", len(past.values), "You counted every bar."),
            share=0.0,
            least=0.4,
        ),
        solution=(
            f"The line lies at {text(level, past.unit)}.",
            f"Above it: {', '.join(str(one) for one in past.values if one > level)}.",
            f"That is {over} of {len(past.values)}.",
        ),
        hints=(
            "Compare the top of each bar with the dashed line.",
            "A bar counts when its top is above the line, however little.",
            "Go from left to right and count the bars that cross the line.",
        ),
        again=lambda: Exactly(len(past.values) - bisect_right(sorted(past.values), level)),
    )


def widest_gap(values: tuple[int, ...]) -> float:
    """Return a level that no value comes near: the middle of the widest gap between the inner values."""
    steps = sorted(set(values))
    pairs = list(itertools.pairwise(steps))
    low, high = max(pairs[len(pairs) // 4 :], key=lambda pair: pair[1] - pair[0])
    return (low + high) / 2
