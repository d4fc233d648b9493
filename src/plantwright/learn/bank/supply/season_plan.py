"""A plan for a season: level, chasing, and the people it takes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.supply.history import History, history
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.words import text

PLANS = ("Level", "Chase", "Overtime")


@dataclass(frozen=True)
class Prices:
    """What moving away from even demand costs, as supposed [EUR]."""

    past: History
    keep: int
    """To keep one in stock for a period."""
    change: int
    """To make one more or one less than in the period before."""
    overtime: int
    """To make one above the regular rate."""
    rate: int
    """What is made in regular time, and before the first period."""

    def costs(self) -> tuple[int, int, int]:
        """Return what the level, the chasing and the overtime plan cost."""
        demand, made = self.past.values, self.level
        stock = [made * k - total for k, total in enumerate(accumulate(demand), 1)]
        moves = [abs(b - a) for a, b in zip((self.rate, *demand[:-1]), demand, strict=True)]
        extra = [max(one - self.rate, 0) for one in demand]
        return (
            self.keep * sum(stock) + self.change * abs(made - self.rate),
            self.change * sum(moves),
            self.overtime * sum(extra),
        )

    @property
    def level(self) -> int:
        """Return the least even rate that is never short."""
        return max(math.ceil(total / k) for k, total in enumerate(accumulate(self.past.values), 1))


def _prices(case: Case, draw: Draw) -> Prices:
    """Return prices for which the cheapest plan is a good deal cheaper; each of the three may be it."""
    past, hoped = history(case, draw, draw.whole(5, 6), unit="pieces"), draw.whole(0, 2)
    rate = round(sum(past.values) / len(past.values))
    spare = None
    for _ in range(100):
        made = Prices(past, draw.whole(1, 20), draw.whole(2, 60), draw.whole(5, 80), rate)
        costs = made.costs()
        if sorted(costs)[0] < 0.95 * sorted(costs)[1]:
            spare = made
            if costs[hoped] == min(costs):
                return made
    if spare is None:
        raise NotHereError("no prices set the plans apart")
    return spare


@template("supply.aggregate_plan", "choice")
def cheapest_plan(case: Case, draw: Draw) -> Draft:
    """Ask for the cheapest of a level plan, a chasing plan and overtime."""
    one = _prices(case, draw)
    costs, unit = one.costs(), one.past.unit
    best = costs.index(min(costs))
    texts = (
        f"Level: make {text(one.level, unit)} in every {one.past.period} and keep what is left",
        f"Chase: make what is asked for in each {one.past.period}",
        f"Overtime: make {text(one.rate, unit)}, or less, in regular time and the rest in overtime",
    )
    wrong = (("stock_is_free", "Reckon what lies in stock at the end of each row."),
             ("changes_are_free", "Reckon how much is changed from row to row."),
             ("overtime_is_free", "Reckon what is above the regular rate."))  # fmt: skip
    return Draft(
        stem=f"The table shows demand. {text(one.rate, unit)} were made in the {one.past.period} before; stock is "
        "empty. "
        f"Suppose that one in stock at the end of a {one.past.period} costs {one.keep} EUR, each one more or less "
        "than in "
        f"the {one.past.period} before {one.change} EUR, and one in overtime {one.overtime} EUR more. Doing less in "
        "regular "
        "time costs nothing with overtime.\n\nWhich plan is the cheapest?",
        views=(one.past.table(),),
        answer=choice(
            draw, texts[best], "It costs least.", *((texts[k], *wrong[k]) for k in range(3) if k != best)
        ),
        solution=tuple(f"{name}: {text(cost, 'EUR', 6)}." for name, cost in zip(PLANS, costs, strict=True)),
        hints=("Each plan pays for something else: stock, changes or overtime.",
               ("For the level plan, follow the stock; for chasing, the differences from row to row; for overtime, "
               "what is above the regular rate."),
               "Multiply each sum by its price and compare."),
        again=lambda: Exactly(texts[_walked(one)]),
    )  # fmt: skip


def _walked(one: Prices) -> int:
    """Return the cheapest plan by walking through the periods with each of them."""
    spent = [one.change * (max(one.level, one.rate) - min(one.level, one.rate)), 0, 0]
    stock, before = 0, one.rate
    for demand in one.past.values:
        stock += one.level - demand
        spent[0] += one.keep * stock
        spent[1] += one.change * max(demand - before, before - demand)
        spent[2] += one.overtime * (demand - min(demand, one.rate))
        before = demand
    return spent.index(min(spent))


@template("supply.aggregate_plan", "number")
def stock_of_a_level_plan(case: Case, draw: Draw) -> Draft:
    """Ask for the highest stock that a level plan builds up."""
    past = history(case, draw, 6, unit="pieces")
    one = Prices(past, 0, 0, 0, 0)
    ends = [one.level * k - total for k, total in enumerate(accumulate(past.values), 1)]
    center = math.ceil(sum(past.values) / 6)
    return Draft(
        stem=f"The table shows demand; stock is empty at first. Suppose a level plan: the same whole number is made in "
        f"every {past.period}, the least one that is never short at the end of any.\n\nWhat is the highest stock at "
        "the "
        f"end of a {past.period}?",
        views=(past.table(),),
        answer=number(
            max(ends),
            past.unit,
            ("rate_for_stock", one.level, f"That is what is made in a {past.period}; how much is left of it?"),
            ("mean_rate", max(center * k - t for k, t in enumerate(accumulate(past.values), 1)),
             "With the mean as rate, is demand covered in every row so far?"),
            ("peak_rate", max(max(past.values) * k - t for k, t in enumerate(accumulate(past.values), 1)),
             "The largest demand is more than is needed, if some was made before it."),
            ("last_for_highest", ends[-1], "That is the stock at the end; was it higher before?"),
            share=0.0, least=0.4,
        ),
        solution=(
            f"Demand so far / number of {past.period}s so far is largest at the rate {text(one.level, past.unit)}.",
            f"Stock at the ends: {', '.join(text(k) for k in ends)}.",
            f"The highest is {text(max(ends), past.unit)}.",
        ),
        hints=("First find the rate: it has to cover the demand so far in every row.",
               ("In each row divide the demand so far by the number of rows so far; the largest quotient, rounded up, "
               "is it."),
               "Then follow the stock from row to row and look for the largest."),
        again=lambda: Exactly(float(_tried(past.values))),
    )  # fmt: skip


def _tried(demand: tuple[int, ...]) -> int:
    """Return the highest stock of the first rate, tried from nothing up, with which no period ends short."""
    for rate in range(max(demand) + 1):
        stock, lowest, highest = 0, 0, 0
        for one in demand:
            stock += rate - one
            lowest, highest = min(lowest, stock), max(highest, stock)
        if lowest >= 0:
            return highest
    raise AssertionError("the largest demand as rate is never short")
