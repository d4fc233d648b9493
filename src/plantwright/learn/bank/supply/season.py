"""One order before demand is known (the newsvendor: Silver, Pyke and Peterson)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import mean

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number
from plantwright.learn.bank.supply.history import History, history
from plantwright.learn.bank.template import Draft, Exactly, template
from plantwright.learn.bank.words import text


@dataclass(frozen=True)
class Season:
    """What one thing earns, and what demand may be."""

    past: History
    price: int
    cost: int
    rest: int
    """What is still got for one that is left over."""

    @property
    def ratio(self) -> float:
        """Return the share of seasons in which the best quantity is enough, at least."""
        return (self.price - self.cost) / (self.price - self.rest)

    @property
    def best(self) -> int:
        """Return the least demand that covers the ratio."""
        ranked = sorted(self.past.values)
        return ranked[math.ceil(self.ratio * len(ranked) - 1e-9) - 1]

    def profit(self, quantity: float) -> float:
        """Return the mean profit over the demands."""
        return mean(
            self.price * min(quantity, one) + self.rest * max(quantity - one, 0) - self.cost * quantity
            for one in self.past.values
        )

    @property
    def told(self) -> str:
        """Say all of it."""
        one = self.past.unit.rstrip("s")
        return (
            f"The table shows the demand of {len(self.past.values)} {self.past.period}s; suppose that each is as "
            "likely "
            f"for the next one. What is made must be made before, and is lost at its end. Suppose that a sold {one} "
            f"brings {self.price} EUR, making it costs {self.cost} EUR, and one left over still brings {self.rest} EUR."
        )


def season(case: Case, draw: Draw) -> Season:
    """Return prices whose ratio falls between two of the demands."""
    past = history(case, draw, draw.whole(6, 8), unit="pieces")
    while True:
        cost = draw.whole(20, 60)
        price, rest = cost + draw.whole(6, 80), draw.whole(2, cost - 8)
        made = Season(past, price, cost, rest)
        at = made.ratio * len(past.values)
        if abs(at - round(at)) > 0.05 and 0.15 < made.ratio < 0.93:
            return made


@template("supply.newsvendor", "number")
def quantity_for_one_season(case: Case, draw: Draw) -> Draft:
    """Ask for the quantity of the largest mean profit."""
    one = season(case, draw)
    ranked, n = sorted(one.past.values), len(one.past.values)
    over, under = one.cost - one.rest, one.price - one.cost
    return Draft(
        stem=f"{one.told}\n\nHow many should be made, so that the mean profit is largest? Take one of the demands.",
        views=(one.past.table(),),
        answer=number(
            one.best,
            one.past.unit,
            ("mean_for_best", mean(one.past.values), "The mean is best only if too much and too little cost the same."),
            (
                "ratio_inverted",
                ranked[math.ceil((1 - one.ratio) * n) - 1],
                "You swapped what too much and too little cost.",
            ),
            ("never_short", ranked[-1], "To be never short, too much is left over most of the times."),
            ("never_left", ranked[0], "To have never anything left, too much profit is missed."),
            share=0.0,
            least=0.4,
        ),
        solution=(
            (
                f"One too few loses {one.price} − {one.cost} = {under} EUR, too many {one.cost} − {one.rest} = {over} "
                "EUR."
            ),
            f"Cover {under} / ({under} + {over}) = {text(100 * one.ratio, '%', 3)} of the demands.",
            (
                f"In order: {', '.join(map(str, ranked))}. The first that covers so many is "
                f"{text(one.best, one.past.unit)}."
            ),
        ),
        hints=(
            "What does one too few lose, and what one too many?",
            "The share of demands to be covered is the loss of one too few over the sum of both losses.",
            "Put the demands in order and go up until that share of them is covered.",
        ),
        again=lambda: Exactly(float(max(one.past.values, key=one.profit))),
    )


@template("supply.newsvendor", "number")
def profit_of_one_season(case: Case, draw: Draw) -> Draft:
    """Ask for the mean profit of a given quantity."""
    one = season(case, draw)
    quantity, center = one.best, mean(one.past.values)
    profit = one.profit(quantity)
    sold = mean(min(quantity, k) for k in one.past.values)
    return Draft(
        stem=f"{one.told}\n\nWhat is the mean profit if {text(quantity, one.past.unit)} are made?",
        views=(one.past.table(),),
        answer=number(
            profit,
            "EUR",
            ("all_sold", (one.price - one.cost) * quantity, "In some of the rows not all of them are sold."),
            ("mean_demand", one.price * min(quantity, center) + one.rest * max(quantity - center, 0)
             - one.cost * quantity, "Reckon it for each demand: the profit of a mean is not the mean profit."),
            ("nothing_for_rest", one.price * sold - one.cost * quantity, "What is left over still brings something."),
            ("cost_of_sold_only", (one.price - one.cost) * sold, "Those left over had to be made too."),
            share=0.01,
        ),
        solution=(
            f"On average {text(sold, one.past.unit)} are sold and {text(quantity - sold)} are left over.",
            f"{one.price} × {text(sold)} + {one.rest} × {text(quantity - sold)} − {one.cost} × {quantity}.",
            f"= {text(profit, 'EUR', 5)}.",
        ),
        hints=(
            "The profit is another one for each row of the table.",
            "Sold is the smaller one of demand and quantity; what is left over is the rest.",
            "Reckon the means of sold and left over, and with them income less cost.",
        ),
        again=lambda: Exactly(_one_by_one(one, quantity)),
    )  # fmt: skip


def _one_by_one(one: Season, quantity: int) -> float:
    """Return the mean profit by asking of each thing made how often it is sold."""
    demands = one.past.values
    sold = [sum(demand >= k for demand in demands) for k in range(1, quantity + 1)]
    return (
        sum(times * one.price + (len(demands) - times) * one.rest for times in sold) / len(demands)
        - one.cost * quantity
    )
