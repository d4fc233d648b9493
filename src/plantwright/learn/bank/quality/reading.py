"""Reading values: runs on a chart, the middle of a sample, and what tampering does."""

from __future__ import annotations

import re
from itertools import groupby
from statistics import median

import numpy as np

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number
from plantwright.learn.bank.quality.series import times
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, Sampled, template
from plantwright.learn.bank.words import text

PAIRS = 200_000


@template("quality.run_chart", "number")
def longest_run_about_the_median(case: Case, draw: Draw) -> Draft:
    """Ask for the longest run on one side of the median, from a run chart."""
    found = times(case, draw, 16)
    middle = median(found.values)
    signs = [one > middle for one in found.values if one != middle]
    if not signs:
        raise NotHereError("no value differs from the median")
    longest = max(len(list(run)) for _, run in groupby(signs))
    above, runs = sum(signs), len(list(groupby(signs)))
    return Draft(
        stem=f"The chart shows {found.what}, one after another, and their median as a dashed line.\n\nHow many points "
        "has the longest run on one side of the median? Points on the line do not count and do not end a run.",
        views=found.views(("median", middle)),
        answer=number(
            longest,
            "points",
            ("counted_runs", runs, "That is how many runs there are; the longest one is asked for."),
            ("counted_one_side", above, "You counted all points of one side, not those of one run."),
            ("counted_all", len(found.values), "Those are all points; a run ends where the line crosses the median."),
            share=0.0,
            least=0.4,
        ),
        solution=(
            f"The median is {text(middle, found.unit)}.",
            f"Above (+) and below (−) it: {''.join('+' if one else '−' for one in signs)}.",
            f"The longest row of one sign has {longest} points.",
        ),
        hints=(
            "A run is a row of points on the same side of the line.",
            "Write a plus for each point above the line, a minus for each below.",
            "Look for the longest row of one sign.",
        ),
        again=lambda: Exactly(float(_longest_row("".join("+" if one else "-" for one in signs)))),
    )


def _longest_row(signs: str) -> int:
    return max(len(row) for row in re.findall(r"\++|-+", signs))


@template("quality.summary", "number")
def median_of_a_sample(case: Case, draw: Draw) -> Draft:
    """Ask for the median of a sample whose mean is pulled aside."""
    found = times(case, draw, 9)
    middle = median(found.values)
    return Draft(
        stem=f"The table shows {found.what}.\n\nWhat is their median?",
        views=(found.table(),),
        answer=number(
            middle,
            found.unit,
            ("mean_for_median", found.mean, "That is the mean, which a single long time pulls up."),
            (
                "not_sorted",
                found.values[len(found.values) // 2],
                "That one stands in the middle of the table; sort first.",
            ),
            (
                "middle_of_range",
                (min(found.values) + max(found.values)) / 2,
                "That is the middle between the extremes.",
            ),
            share=0.005,
        ),
        solution=(
            f"Sorted: {', '.join(text(one) for one in sorted(found.values))}.",
            (
                f"Of {len(found.values)} values number {len(found.values) // 2 + 1} stands in the middle: "
                f"{text(middle, found.unit)}."
            ),
            f"The mean would be {text(found.mean, found.unit)}.",
        ),
        hints=(
            "Half of the values lie on each side of it.",
            "Put the values in order of size.",
            "Take the one that has as many before it as after it.",
        ),
        again=lambda: Exactly(min(found.values, key=lambda at: sum(abs(at - one) for one in found.values))),
    )


@template("quality.causes", "number")
def spread_after_tampering(case: Case, draw: Draw) -> Draft:
    """Ask what adjusting after every piece does to the spread of a stable process (Deming's funnel, rule 2)."""
    found = times(case, draw, 12)
    spread = float(f"{found.spread:.3g}")
    if spread <= 0:
        raise NotHereError("the times do not vary")
    tampered = spread * 2**0.5
    seed = draw.whole(0, 10**6)
    return Draft(
        stem=f"The standard deviation of {found.what} is {text(spread, found.unit)}. Suppose that the process "
        "is stable, "
        "that each value is independent of the one before, and that after every piece somebody moves the setting by as "
        "much as that piece was off, the other way.\n\nWhat is the standard deviation then?",
        views=(found.chart(("mean", found.mean)),),
        answer=number(
            tampered,
            found.unit,
            ("no_effect", spread, "The adjustment adds the luck of the last piece to that of this one."),
            ("doubled", 2 * spread, "Variances add, not standard deviations."),
            ("spread_removed", spread / 2**0.5, "Chasing luck cannot take spread away."),
        ),
        solution=(
            "Each value is now its own luck minus the luck of the piece before it.",
            "The two are independent, so that their variances add: twice the variance.",
            f"√2 × {text(spread, found.unit)} = {text(tampered, found.unit)}.",
        ),
        hints=(
            "What is in a value after the setting was moved against the last one?",
            "It holds two independent pieces of luck.",
            "Add their variances and take the square root.",
        ),
        again=lambda: _simulated(spread, seed),
    )


def _simulated(spread: float, seed: int) -> Sampled:
    """Return the spread of a tampered process that is run piece by piece."""
    luck = np.random.default_rng(seed).normal(0, spread, PAIRS + 1)
    seen = float(np.std(np.diff(luck)))
    return Sampled(seen, seen * (1.5 / (2 * PAIRS)) ** 0.5)
