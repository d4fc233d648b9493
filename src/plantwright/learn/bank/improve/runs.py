"""What simulated runs say, and what they do not (intervals over runs: Law, Simulation Modeling and Analysis)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt
from statistics import mean, stdev

import numpy as np

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.supply.history import TOLD, pairwise_variance, sized
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Chart, Column, Level, Series, Table
from plantwright.learn.bank.words import rounded, text

FACTOR = 2.365
"""Of Student's distribution for eight runs and 95 %."""


@dataclass(frozen=True)
class Runs:
    """Mean flow times of eight runs: each draws orders of the log by luck."""

    unit: str
    now: tuple[float, ...]
    changed: tuple[float, ...]
    """With the same luck, and a change."""

    @property
    def differences(self) -> tuple[float, ...]:
        """Return changed less now, run by run."""
        return tuple(round(b - a, 2) for a, b in zip(self.now, self.changed, strict=True))


def runs(case: Case, draw: Draw, effect: float = 0.0) -> Runs:
    """Return eight runs of thirty orders each, drawn from the log's orders, without and with a supposed change."""
    if len(case.orders) < 8:
        raise NotHereError("fewer than eight orders are finished")
    flow = case.orders["flow_time"].to_numpy()
    _, unit, size = sized(flow)
    flow = np.minimum(flow, np.quantile(flow, 0.98))
    picked = draw.rng.choice(flow / size, size=(8, 30))
    noise = draw.rng.normal(0.0, 0.06, size=8)
    now = np.maximum(np.round(picked.mean(axis=1), 2), 0.02)
    changed = np.maximum(np.round(now * (1 + effect + noise), 2), 0.01)
    if len(set(now.tolist())) < 3 or len(set(changed.tolist())) < 3:
        raise NotHereError("the orders' flow times are all alike")
    return Runs(unit, tuple(now.tolist()), tuple(changed.tolist()))


TOLD_RUNS = "Each of eight runs drew thirty of the plant's own orders by luck; the table shows their mean flow times"


@template("improve.simulation_interval", "number")
def interval_over_runs(case: Case, draw: Draw) -> Draft:
    """Ask for half the width of the interval over eight runs."""
    one = runs(case, draw)
    spread = stdev(one.now)
    half = FACTOR * spread / sqrt(8)
    return Draft(
        stem=f"{TOLD_RUNS}.\n\nHow far does the 95 % interval of the mean reach to each side? The factor for eight "
        "runs is "
        f"{FACTOR}.",
        views=(_table(("flow time", one.now), unit=one.unit),),
        answer=number(
            half,
            one.unit,
            ("spread_of_one_run", FACTOR * spread, "That is for a single run; the mean of all is surer."),
            ("forgot_the_factor", spread / sqrt(8), "That is the standard error; the interval is wider."),
            ("divided_by_runs", FACTOR * spread / 8, "Divide by the square root of the number of runs."),
            ("standard_deviation", spread, "That is the spread of the runs."),
        ),
        solution=(
            f"Standard deviation of the runs: {text(spread, one.unit)}.",
            f"Standard error: {text(spread)} / √8 = {text(spread / sqrt(8), one.unit)}.",
            f"Times {FACTOR}: {text(half, one.unit)}.",
        ),
        hints=(
            "An interval tells how far the mean over runs may lie from what endless runs would give.",
            "Reckon the standard deviation of the runs, with one less than their number.",
            "Divide by the square root of their number and multiply by the factor.",
        ),
        again=lambda: Exactly(FACTOR * (pairwise_variance(one.now) / 8) ** 0.5),
    )


@template("improve.simulation_interval", "number")
def runs_that_are_needed(case: Case, draw: Draw) -> Draft:
    """Ask how many runs make the interval as narrow as is wanted."""
    one = runs(case, draw)
    spread = rounded(stdev(one.now), 2)
    half = rounded(2 * spread / sqrt(draw.step(10.5, 60.5, 1)), 2)
    need = ceil((2 * spread / half) ** 2 - 1e-9)
    return Draft(
        stem=f"{TOLD_RUNS}. Their standard deviation is {text(spread, one.unit)}.\n\nHow many runs are needed, about, "
        "so "
        f"that the 95 % interval of the mean reaches no more than {text(half, one.unit)} to each side? Take 2 as "
        "factor.",
        views=(_table(("flow time", one.now), unit=one.unit),),
        answer=number(
            need,
            "",
            ("forgot_the_square", ceil(2 * spread / half), "Width shrinks like the square root of the number of runs."),
            ("forgot_the_factor", ceil((spread / half) ** 2), ("The interval is about two standard errors to each "
            "side.")),
            ("whole_width", ceil((4 * spread / half) ** 2), "That is to each side; half of the whole width."),
            ("runs_to_add", need - 8, "That is how many more than eight; all are asked for."),
            share=0.01, least=0.6,
        ),
        solution=(
            f"2 × {text(spread)} / √n ≤ {text(half)}.",
            f"√n ≥ {text(2 * spread / half)}.",
            f"n ≥ {text((2 * spread / half) ** 2)}: {need}.",
        ),
        hints=("The interval reaches the factor times the standard error to each side.",
               "Standard error = standard deviation / square root of the number of runs.",
               "Solve for the number: the ratio is squared. Round up."),
        again=lambda: Exactly(float(next(n for n in range(1, 100_000) if 2 * spread / sqrt(n) <= half * (1 + 1e-12)))),
    )  # fmt: skip


VERDICTS = ("It is shorter beyond chance", "These runs do not show a difference", "It is longer beyond chance")


@template("improve.simulation_interval", "choice")
def difference_beyond_chance(case: Case, draw: Draw) -> Draft:
    """Ask whether a change differs beyond chance, from a chart of differences with their interval."""
    for _ in range(60):
        one = runs(case, draw, effect=draw.one((-0.08, 0.0, 0.0, 0.02, 0.08)))
        center, half = mean(one.differences), FACTOR * stdev(one.differences) / sqrt(8)
        if not 0.8 < abs(center) / max(half, 1e-9) < 1.3:
            break
    else:
        raise NotHereError("no runs tell clearly")
    low, high = rounded(center - half), rounded(center + half)
    right = VERDICTS[0] if high < 0 else VERDICTS[2] if low > 0 else VERDICTS[1]
    looks = VERDICTS[0] if center < 0 else VERDICTS[2]
    chart = Chart(
        title="Flow time with the change less flow time without it", mark="points", x=Axis(title="run"),
        y=Axis(title="difference", unit=one.unit),
        series=(Series(x=tuple(float(k) for k in range(1, 9)), y=one.differences),),
        levels=(Level(name="no difference", y=0.0), Level(name="interval from", y=low), Level(name="interval "
        "to", y=high)),
        read="A dot is a run; the dashed lines are no difference, and the 95 % interval of the mean.",
    )  # fmt: skip
    wrong = (
        (looks, "mean_without_interval", "The mean is on that side, but how sure is it?"),
        (VERDICTS[1], "dots_on_both_sides", "The interval of the mean counts, not where single dots lie."),
        (VERDICTS[2] if looks == VERDICTS[0] else VERDICTS[0], "wrong_side", "On which side do most dots lie?"),
        (
            "It is the same: the interval holds no difference",
            "no_proof_is_proof",
            "Not shown is not the same as equal.",
        ),
    )
    return Draft(
        stem="Eight runs drew the plant's own orders by luck, and once more with the same luck and a change that we "
        f"suppose. Each dot of the chart is the difference of their mean flow times, in {TOLD[one.unit]}s.\n\nWhat do "
        "the "
        "runs say about the flow time with the change?",
        views=(chart,),
        answer=choice(draw, right, "That is what the interval says.", *wrong),
        solution=(
            f"The mean of the differences is {text(center, one.unit, 3)}.",
            f"Its 95 % interval: from {text(low)} to {text(high, one.unit)}.",
            f"No difference lies {'within' if low <= 0 <= high else 'outside'}: {right[0].lower()}{right[1:]}.",
        ),
        hints=("Look at the line of no difference and at the two lines of the interval.",
               "If no difference lies within the interval, luck alone could have made the mean.",
               "If it lies outside, the side of the interval tells in which direction."),
        again=lambda: Exactly(_by_pairs(one.differences)),
    )  # fmt: skip


def _by_pairs(differences: tuple[float, ...]) -> str:
    """Return the verdict by comparing the squared mean with its variance from all pairs."""
    total = sum(differences)
    if total * total <= FACTOR**2 * 8 * pairwise_variance(differences):
        return VERDICTS[1]
    return VERDICTS[0] if total < 0 else VERDICTS[2]


def _table(*columns: tuple[str, tuple[float, ...]], unit: str) -> Table:
    heads = (Column(name="run"), *(Column(name=name, unit=unit) for name, _ in columns))
    rows = tuple(zip(range(1, 9), *(values for _, values in columns), strict=True))
    return Table(title="Eight runs", columns=heads, rows=rows)
