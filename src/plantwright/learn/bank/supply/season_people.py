"""The people that a level plan takes."""

from __future__ import annotations

import math
from itertools import accumulate

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import setting
from plantwright.learn.bank.supply.history import history
from plantwright.learn.bank.template import Draft, Exactly, template
from plantwright.learn.bank.words import rounded, text


@template("supply.aggregate_plan", "change")
def people_to_hire_for_a_season(case: Case, draw: Draw) -> Draft:
    """Ask how many people to hire so that no period of a season ends short."""
    past, now = history(case, draw, 6, unit="pieces"), draw.whole(3, 9)
    sums = list(accumulate(past.values))
    rate = max(total / k for k, total in enumerate(sums, 1))
    each = rounded(rate / (now + draw.step(0.6, 4.4, 0.2)), 2)
    need, tightest = math.ceil(rate / each - 1e-9), max(range(6), key=lambda k: sums[k] / (k + 1))
    return Draft(
        stem=f"The table shows demand; stock is empty at first. Suppose that each of {now} people makes "
        f"{text(each, past.unit)} in a {past.period}, that all of them work always, and that what is made too much is "
        f"kept for later.\n\nHow many people must be hired at the start, at least, so that at the end of no "
        f"{past.period} anything is owed?",
        views=(past.table(),),
        answer=setting(
            ("add_workers", "", "count", "people"),
            (0, 4 * need + 5),
            need - now,
            ("people_in_all", need, "That is how many there will be; some are there already."),
            (
                "mean_for_peak",
                math.ceil(sums[-1] / 6 / each - 1e-9) - now,
                "With the mean, early demand is not covered.",
            ),
            ("no_stock", math.ceil(max(past.values) / each - 1e-9) - now, "That covers the peak without any stock."),
        ),
        solution=(
            (
                f"Demand so far over {past.period}s so far is largest in {past.period} {tightest + 1}: "
                f"{text(sums[tightest])} / {tightest + 1} = {text(rate)}."
            ),
            f"{text(rate)} / {text(each)} = {text(rate / each)}, in whole people {need}.",
            f"{need} − {now} = {need - now} to hire.",
        ),
        hints=(
            "Stock can carry what was made before, but not what is made after.",
            "In each row divide the demand so far by the number of rows so far, and take the largest quotient.",
            "Divide it by what one person makes, round up, and take away those who are there.",
        ),
        again=lambda: Exactly(float(_hired(past.values, now, each))),
    )


def _hired(demand: tuple[int, ...], now: int, each: float) -> int:
    """Return the fewest people to hire, by walking through the season with one more person each time."""
    for more in range(1000):
        stock = [(now + more) * each * k - total for k, total in enumerate(accumulate(demand), 1)]
        if min(stock) >= -1e-9 * sum(demand):
            return more
    raise AssertionError("no number of people is enough")
