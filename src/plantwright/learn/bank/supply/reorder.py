"""When to order again, and what safety that needs (Silver, Pyke and Peterson: demand over a lead time with spread)."""

from __future__ import annotations

import math
from itertools import accumulate
from statistics import mean, stdev

import numpy as np

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number
from plantwright.learn.bank.supply.history import TOLD, WEEK, history, sized, wanted
from plantwright.learn.bank.template import Draft, Exactly, template
from plantwright.learn.bank.view import Axis, Chart, Column, Level, Series, Table
from plantwright.learn.bank.words import rounded, text


@template("supply.reorder_point", "number")
def reorder_point(case: Case, draw: Draw) -> Draft:
    """Ask for the reorder point of a product from its demand and the flow times of its orders."""
    rate = wanted(case, draw)
    first = draw.whole(0, max(len(rate.flow) - 6, 0))
    times, unit, size = sized(np.array(rate.flow[first : first + 6]))
    demand = rounded(rate.weekly * size / WEEK)
    center = float(times.mean())
    safety = max(round(demand * center * draw.step(0.2, 0.6, 0.1)), 1)
    return Draft(
        stem=f"By the log, {text(demand, 'pieces')} of {rate.product} are asked for per {TOLD[unit]} on average. A "
        "stock of "
        "it "
        "is filled up by orders on this floor; the table shows flow times of such orders. Suppose a safety stock of "
        f"{text(safety, 'pieces')}.\n\nAt what inventory position should the next order be released?",
        views=(Table(title=f"Orders of {rate.product}", columns=(Column(name="order"), Column(name="flow "
        "time", unit=unit)),
                     rows=tuple(enumerate(times.tolist(), 1))),),
        answer=number(
            demand * center + safety,
            "pieces",
            ("forgot_safety", demand * center, "That is used up, on average, just when the order comes in."),
            ("safety_only", safety, "Demand goes on while the order is under way."),
            ("longest_time", demand * float(times.max()) + safety, "The safety stock is there for long times already."),
            ("subtracted_safety", demand * center - safety, "Safety is to be added: order earlier, not later."),
        ),
        solution=(
            f"Mean flow time: {text(center, unit)}.",
            f"Demand over it: {text(demand)} × {text(center)} = {text(demand * center, 'pieces')}.",
            f"With safety: {text(demand * center + safety, 'pieces')}.",
        ),
        hints=(
            "The stock has to last until the order comes in.",
            "How much is asked for while an order is under way, on average?",
            "Multiply demand by the mean flow time and add the safety stock.",
        ),
        again=lambda: Exactly(sum(demand * float(one) + safety for one in times) / len(times)),
    )  # fmt: skip


@template("supply.reorder_point", "number")
def spread_over_the_lead_time(case: Case, draw: Draw) -> Draft:
    """Ask for the spread of demand over a lead time of some periods."""
    past, lead = history(case, draw, draw.whole(6, 8)), draw.whole(2, 6)
    spread = rounded(stdev(past.values))
    over = spread * math.sqrt(lead)
    return Draft(
        stem=f"The table shows demand; its standard deviation is {text(spread, past.unit)} per {past.period}. Suppose "
        f"that a supplier takes {lead} {past.period}s to deliver, and that {past.period}s do not depend on each other."
        f"\n\nWhat is the standard deviation of the demand over these {lead} {past.period}s?",
        views=(past.table(),),
        answer=number(
            over,
            past.unit,
            ("spread_grows_like_time", spread * lead, "Luck evens out in part: variances add up, not deviations."),
            ("spread_of_one_period", spread, "That is for a single period."),
            ("spread_of_the_mean", spread / math.sqrt(lead), "That is the spread of a mean; the sum is asked."),
            ("mean_for_spread", mean(past.values) * lead, "That is the mean of the demand over the lead time."),
        ),
        solution=(
            f"Variance of one {past.period}: {text(spread)}² = {text(spread**2)}.",
            f"Of {lead}: {lead} × {text(spread**2)} = {text(lead * spread**2)}.",
            f"Its root: {text(over, past.unit)}.",
        ),
        hints=(
            "Of independent periods, one measure of spread can be added up.",
            "Variances add up; the variance is the standard deviation squared.",
            "Add up the variances of all periods of the lead time and take the root.",
        ),
        again=lambda: Exactly(math.hypot(*(spread for _ in range(lead)))),
    )


@template("supply.reorder_point", "number")
def when_to_order(case: Case, draw: Draw) -> Draft:
    """Ask for the period in which the stock first falls to its reorder point, from a chart."""
    past = history(case, draw, draw.whole(7, 9), unit="pieces")
    gone = list(accumulate(past.values))
    start = gone[-1] + draw.whole(0, max(gone[-1] // 8, 1))
    ends = [start - one for one in gone]
    at = draw.whole(2, len(gone) - 3)
    level = (ends[at - 1] + ends[at]) / 2
    if ends[at - 1] - ends[at] < 0.05 * start:
        at = max(range(1, len(gone) - 1), key=lambda k: ends[k - 1] - ends[k])
        level = (ends[at - 1] + ends[at]) / 2
    chart = Chart(
        title="Stock", mark="steps", x=Axis(title=past.period), y=Axis(title="stock", unit=past.unit),
        series=(Series(x=tuple(float(k) for k in range(len(gone) + 1)), y=(start, *ends)),),
        levels=(Level(name="reorder point", y=level),),
        read=f"The line falls at the end of each {past.period} by its demand.",
    )  # fmt: skip
    return Draft(
        stem=f"Suppose that a stock of {text(start, past.unit)} serves the demand of the log ({past.told}) and gets "
        f"nothing in. The chart shows it.\n\nAt the end of which {past.period} is it first at or below its reorder "
        "point?",
        views=(chart,),
        answer=number(
            at + 1,
            "",
            ("one_period_early", at, "There the stock is still above the line."),
            ("waited_for_the_end", len(gone), "Then nearly all is gone: an order would come too late."),
            ("one_period_late", at + 2, "It was below the line before."),
            share=0.0,
            least=0.4,
        ),
        solution=(
            f"The reorder point lies at {text(level, past.unit)}.",
            (
                f"At the end of {past.period} {at} the stock is {text(ends[at - 1])}, at the end of {at + 1} "
                f"{text(ends[at])}."
            ),
            f"So it is {past.period} {at + 1}.",
        ),
        hints=(
            "Follow the stock from the left until it meets the dashed line.",
            "The line falls at the end of each period, straight down.",
            "Read the number of the period below the fall that crosses the dashed line.",
        ),
        again=lambda: Exactly(float(sum(one > level for one in ends) + 1)),
    )
