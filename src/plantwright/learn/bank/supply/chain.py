"""How orders swing more than demand along a chain (Lee, Padmanabhan and Whang 1997; Chen and others 2000)."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import mean, variance

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number
from plantwright.learn.bank.question import Criterion, Rubric
from plantwright.learn.bank.supply.history import History, history, pairwise_variance
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Chart, Series
from plantwright.learn.bank.words import rounded, text


@dataclass(frozen=True)
class Chain:
    """Demand, and what a shop orders that reacts to each change of it."""

    past: History
    orders: tuple[int, ...]
    lead: int

    @property
    def ratio(self) -> float:
        """Return the variance of orders over that of demand."""
        return variance(self.orders) / variance(self.past.values)


def chain(case: Case, draw: Draw) -> Chain:
    """Return a shop that orders the demand and, for each period of its lead time, half of the last change of it."""
    for _ in range(40):
        past, lead = history(case, draw, 9), draw.whole(1, 3)
        changes = zip(past.values, past.values[1:], strict=False)
        orders = tuple(max(round(b + 0.5 * lead * (b - a)), 0) for a, b in changes)
        made = Chain(History(past.period, past.unit, past.word, past.values[1:]), orders, lead)
        if len(set(made.past.values)) > 2 and made.ratio > 1.2:
            return made
    raise NotHereError("demand hardly changes from period to period")


@template("supply.bullwhip", "number")
def swing_of_orders(case: Case, draw: Draw) -> Draft:
    """Ask for the ratio of the variances of orders and of demand."""
    one = chain(case, draw)
    ups, downs = variance(one.orders), variance(one.past.values)
    return Draft(
        stem="The table shows the plant's demand. Suppose that it orders of its supplier what the last column says: it "
        f"reacts to each change as if it would go on for {one.lead} {one.past.period}{'s' * (one.lead > 1)}.\n\nHow "
        "many times as large as the variance of demand is the variance of the orders?",
        views=(one.past.table(("ordered", one.orders)),),
        answer=number(
            one.ratio,
            "",
            ("deviations_for_variances", one.ratio**0.5, "That is the ratio of standard deviations: square it."),
            ("ratio_inverted", 1 / one.ratio, "You divided the variance of demand by that of the orders."),
            ("means_for_variances", mean(one.orders) / max(mean(one.past.values), 0.01), "That compares the means."),
            ("ranges_for_variances", _range(one.orders) / _range(one.past.values),
             "That compares the ranges: two values alone make each."),
        ),
        solution=(
            f"Variance of orders: {text(ups)}.",
            f"Variance of demand: {text(downs)}.",
            f"{text(ups)} / {text(downs)} = {text(one.ratio)}.",
        ),
        hints=("Compare how far the two columns swing about their means.",
               "The variance is the mean of the squared distances from the mean.",
               "Divide the variance of what is ordered by the variance of demand."),
        again=lambda: Exactly(pairwise_variance(one.orders) / pairwise_variance(one.past.values)),
    )  # fmt: skip


def _range(values: tuple[int, ...]) -> int:
    return max(values) - min(values)


@template("supply.bullwhip", "explain")
def why_orders_swing(case: Case, draw: Draw) -> Draft:
    """Ask why orders swing more than demand, from a chart, and what sharing demand would change."""
    one = chain(case, draw)
    xs = tuple(float(k + 1) for k in range(len(one.orders)))
    chart = Chart(
        title="Demand and orders", mark="line", x=Axis(title=one.past.period),
        y=Axis(title="amount", unit=one.past.unit),
        series=(Series(name="demand", x=xs, y=one.past.values), Series(name="ordered", x=xs, y=one.orders)),
        read="One line is what customers ask for, the other what the plant orders of its supplier.",
    )  # fmt: skip
    lows, highs = (min(one.past.values), max(one.past.values)), (min(one.orders), max(one.orders))
    ratio = text(rounded(one.ratio, 2))
    return Draft(
        stem="The chart shows the plant's demand and, as we suppose, what it orders of its supplier, who needs time to "
        "deliver. The plant reacts to each change as if it would go on.\n\nExplain to the supplier what the chart "
        "shows, which causes are at work, and what would change if the supplier saw the demand itself.",
        views=(chart,),
        answer=Rubric(
            model=f"Demand goes from {lows[0]} to {lows[1]}, orders from {highs[0]} to {highs[1]}: their variance is "
            f"{ratio} times as large. The plant takes each change for a lasting one and orders for the whole lead "
            "time of "
            f"{one.lead} {one.past.period}{'s' * (one.lead > 1)} ahead, so that it overshoots both ways; the longer "
            "the "
            "lead time and the quicker the forecast, the worse. Large lots, price actions and rationing would add to "
            "it. "
            "If the supplier saw demand itself, it could plan by the calmer line; the swing that the plant's own rule "
            "makes would remain in its orders, but no longer grow from one stage to the next.",
            criteria=(
                Criterion(text="Says that orders swing more than demand, with figures of the chart.", points=2),
                Criterion(text="Names the cause at work: reacting to changes over a lead time.", points=2),
                Criterion(text="Names another known cause: lots, price actions, rationing.", points=1),
                Criterion(text="Says that shared demand lets the supplier plan by the calmer line.", points=1),
            ),
        ),
        solution=("Orders follow each change of demand and overshoot it.",
                  f"Their variance is {ratio} times that of demand.",
                  "The cause is a forecast that takes changes for lasting ones, multiplied by the lead time."),
        hints=("Compare the highest and the lowest points of the two lines.",
               "What does the plant do when demand rises once, and then falls back?",
               "What does the supplier know of customers, and what only by the orders?"),
        again=None,
    )  # fmt: skip
