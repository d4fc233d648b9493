"""What samples tell: chances to see, distances to limits, intervals, comparisons and experiments."""

from __future__ import annotations

from math import comb, log1p, sqrt
from statistics import NormalDist

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import stdtr
from scipy.stats import t as student

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number
from plantwright.learn.bank.quality.series import marked, times
from plantwright.learn.bank.supply.history import pairwise_variance
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import text

NORMAL = NormalDist()


def _figures(case: Case, draw: Draw, count: int = 12) -> tuple[str, float, float, str]:
    """Return what was timed, its mean and standard deviation in shown figures, and the unit."""
    found = times(case, draw, count)
    mean, spread = (float(f"{one:.3g}") for one in (found.mean, found.spread))
    if not spread > 0:
        raise NotHereError("the times do not vary")
    return found.what, mean, spread, found.unit


def _tame(mean: float, spread: float, most: float) -> float:
    """Return a standard deviation of at most a share of the mean: limits and results around it stay above zero."""
    return min(spread, float(f"{most * mean:.3g}"))


@template("quality.sampling", "number")
def chance_to_see_a_defect(case: Case, draw: Draw) -> Draft:
    """Ask for the chance that a sample holds at least one lot of a kind, from the log's share of it."""
    log = marked(case, draw)
    bad, lots = sum(log.marked), sum(log.lots)
    p = bad / lots
    size = max(round(log1p(-draw.step(0.4, 0.9, 0.05)) / log1p(-p)), 2)
    seen = 100 * (1 - (1 - p) ** size)
    return Draft(
        stem=f"The table counts lots of the log at {log.where}, and those that {log.mark}. Suppose that later lots "
        f"are as often of that kind, each independent of the others, and that {size} of them are looked at.\n\nHow "
        "likely is it that at least one of these is of that kind?",
        views=(log.table(),),
        answer=number(
            seen,
            "%",
            ("added_chances", 100 * p * size, "Chances of several lots do not add; two may be of that kind at once."),
            ("missed", 100 - seen, "That is the chance that the sample shows none."),
            ("one_piece", 100 * p, "That is the chance of a single lot."),
            ("all_of_them", 100 * p**size, "That is the chance that all of them are of that kind."),
            share=0.004,
        ),
        solution=(
            f"Share of that kind: {bad} / {text(lots, '', 6)} = {text(p)}; of the others: {text(1 - p)}.",
            f"All {size} are of the others with chance {text(1 - p)}^{size} = {text((1 - p) ** size)}.",
            f"At least one is not: 1 − {text((1 - p) ** size)} = {text(seen, '%')}.",
        ),
        hints=(
            "Add up the lines for the share of that kind; then it is easier to reckon the opposite, that none is.",
            "Multiply the share of the others as often as lots are looked at.",
            "Subtract that from one.",
        ),
        again=lambda: Exactly(100 * sum(comb(size, k) * p**k * (1 - p) ** (size - k) for k in range(1, size + 1))),
    )


@template("quality.small_shifts", "number")
def samples_until_a_shift_is_seen(case: Case, draw: Draw) -> Draft:
    """Ask how many samples a chart of means needs, on average, to signal a shift."""
    what, _, spread, unit = _figures(case, draw)
    shift, size = draw.step(0.5, 1.5, 0.1), draw.whole(3, 6)
    signal = _beyond(shift * sqrt(size))
    mean_run = 1 / signal
    return Draft(
        stem=f"The standard deviation of {what} is {text(spread, unit)}. Suppose that the mean moves by "
        f"{text(shift * spread, unit)}, "
        f"and that a chart of means of {size} has its limits at three standard deviations of the mean.\n\nHow "
        "many samples "
        "does it take, on average, until one lies beyond a limit?",
        answer=number(
            mean_run,
            "samples",
            ("size_forgotten", 1 / _beyond(shift), "A mean strays less than a value."),
            ("chance_for_count", signal, "That is the chance at each sample; how many are needed on average?"),
            ("no_shift", 1 / (2 * NORMAL.cdf(-3)), "That is how long it takes without any shift."),
            share=0.02,
        ),
        solution=(
            f"The shift is {text(shift)} standard deviations, so {text(shift * sqrt(size))} of the mean of {size}.",
            (f"A sample signals with chance Φ(−3 + {text(shift * sqrt(size), '', 3)}) + Φ(−3 − "
            f"{text(shift * sqrt(size), '', 3)}) = {text(signal)}."),
            f"On average 1 / {text(signal)} = {text(mean_run, 'samples')}.",
        ),
        hints=(
            "How far does the mean move, counted in standard deviations of a mean of so many values?",
            "Find the chance that one sample lies beyond a limit, from the normal curve.",
            "The mean number of samples is one over that chance.",
        ),
        again=lambda: Exactly(_waited(quad(NORMAL.pdf, -9, -3 + shift * sqrt(size), epsabs=1e-14)[0]
                                      + quad(NORMAL.pdf, 3 + shift * sqrt(size), 14, epsabs=1e-16)[0])),
    )  # fmt: skip


def _beyond(shift: float) -> float:
    """Return the chance that a value lies beyond three sigma once the mean has moved by so many sigmas."""
    return NORMAL.cdf(-3 + shift) + NORMAL.cdf(-3 - shift)


def _waited(signal: float) -> float:
    """Return the mean of a wait that ends at each step with the same chance: the sum of the chances to be waiting."""
    waiting, total = 1.0, 0.0
    while waiting > 1e-15:
        total, waiting = total + waiting, waiting * (1 - signal)
    return total


@template("quality.normal_share", "number")
def share_beyond_a_limit(case: Case, draw: Draw) -> Draft:
    """Ask for the share of a normal process beyond a limit."""
    what, mean, spread, unit = _figures(case, draw)
    z = draw.step(0.6, 2.4, 0.1)
    limit = mean + z * spread
    share = 100 * (1 - NORMAL.cdf(z))
    return Draft(
        stem=f"The mean of {what} is {text(mean, unit)}, the standard deviation {text(spread, unit)}. Suppose "
        "that they follow a "
        f"normal curve.\n\nWhich share lasts longer than {text(limit, unit, 6)}?",
        answer=number(
            share,
            "%",
            ("other_side", 100 - share, "That is the share below the limit."),
            ("both_sides", 2 * share, "Only one side of the curve is asked for."),
            ("half", 50.0, "Half lies beyond the mean; the limit is farther out."),
            share=0.02,
        ),
        solution=(
            f"({text(limit, '', 6)} − {text(mean)}) / {text(spread)} = {text(z)} standard deviations.",
            f"1 − Φ({text(z)}) = {text(share, '%')}.",
            "A skewed process has more beyond an upper limit than a normal curve says.",
        ),
        hints=(
            "How many standard deviations lie between mean and limit?",
            "The normal curve tells which share lies beyond so many standard deviations.",
            "Look up the share below, and take the rest.",
        ),
        again=lambda: Exactly(100 * float(quad(NORMAL.pdf, z, 12, epsabs=1e-14, epsrel=1e-13)[0])),
    )


@template("quality.capability", "number")
def capability_of_a_process(case: Case, draw: Draw) -> Draft:
    """Ask for Cpk from mean, standard deviation and two limits."""
    what, mean, spread, unit = _figures(case, draw)
    spread = _tame(mean, spread, 0.16)
    up, down = draw.step(2, 5, 0.25), draw.step(2, 5, 0.25)
    if up == down:
        up += 0.5
    high, low = float(f"{mean + up * spread:.4g}"), float(f"{mean - down * spread:.4g}")
    index = min(high - mean, mean - low) / (3 * spread)
    return Draft(
        stem=f"Suppose that {what} have become stable, with mean {text(mean, unit)} and standard deviation "
        f"{text(spread, unit)} within "
        f"subgroups, and that a customer allows from {text(low, unit)} to {text(high, unit)}.\n\nWhat is Cpk?",
        answer=number(
            index,
            "",
            ("cp_for_cpk", (high - low) / (6 * spread), "That is Cp, which does not ask where the mean lies."),
            ("farther_limit", max(high - mean, mean - low) / (3 * spread), "The nearer limit counts."),
            (
                "six_sigma",
                min(high - mean, mean - low) / (6 * spread),
                "To one limit there are three standard deviations.",
            ),
            share=0.006,
        ),
        solution=(
            f"To the upper limit: {text(high - mean, unit)}; to the lower one: {text(mean - low, unit)}.",
            f"The nearer one over 3 × {text(spread, unit)}: {text(index, '', 3)}.",
        ),
        hints=(
            "It compares the room to a limit with the spread.",
            "The limit that lies nearer to the mean counts.",
            "Divide that distance by three standard deviations.",
        ),
        again=lambda: Exactly(_by_the_larger_tail((low - mean) / spread, (high - mean) / spread)),
    )


def _by_the_larger_tail(low: float, high: float) -> float:
    """Return Cpk from the larger share of a normal process beyond a limit: the distance that leaves it, over three.

    The limits are in standard deviations from the mean.
    """
    beyond = [
        quad(NORMAL.pdf, *ends, epsabs=0, epsrel=1e-13, limit=400)[0] for ends in ((low - 9, low), (high, high + 9))
    ]
    return float(brentq(lambda z: NORMAL.cdf(-z) / max(beyond) - 1, 0.0, 9.0, xtol=1e-14, rtol=1e-14)) / 3


@template("quality.gauge", "number")
def share_of_the_gauge(case: Case, draw: Draw) -> Draft:
    """Ask which share of the spread seen comes from the gauge, from its parts."""
    what, _, spread, unit = _figures(case, draw)
    repeat, people = (float(f"{spread * draw.step(0.1, 0.5, 0.05):.3g}") for _ in range(2))
    parts = spread
    total = sqrt(repeat**2 + people**2 + parts**2)
    share = 100 * sqrt(repeat**2 + people**2) / total
    rows = (("repeatability", repeat), ("reproducibility", people), ("pieces themselves", parts))
    columns = (Column(name="source"), Column(name="standard deviation", unit=unit))
    return Draft(
        stem=f"Suppose that a gauge study on {what} found these standard deviations.\n\nWhich share of the "
        "total standard "
        "deviation is the gauge's, repeatability and reproducibility together?",
        views=(Table(title="Where the spread comes from", columns=columns, rows=rows),),
        answer=number(
            share,
            "%",
            (
                "added_deviations",
                100 * (repeat + people) / (repeat + people + parts),
                "Standard deviations do not add.",
            ),
            ("share_of_variance", share**2 / 100, "That is the share of the variance; its root is asked for."),
            ("of_the_pieces", 100 * sqrt(repeat**2 + people**2) / parts, "Compare with the total, the gauge included."),
            ("repeatability_alone", 100 * repeat / total, "Different people belong to the gauge as well."),
            share=0.006,
        ),
        solution=(
            f"Gauge: √({text(repeat)}² + {text(people)}²) = {text(sqrt(repeat**2 + people**2), unit)}.",
            f"Total: {text(total, unit)}. Share: {text(share, '%', 3)}.",
            "Above 30 % a gauge is seldom good enough (AIAG, Measurement Systems Analysis).",
        ),
        hints=(
            "Variances add, standard deviations do not.",
            "Square the parts, and add those of the gauge, and all of them.",
            "Divide the roots of the two sums.",
        ),
        again=lambda: Exactly(100 * sqrt(1 - (parts / total) ** 2)),
    )


@template("quality.interval", "number")
def half_width_of_a_mean(case: Case, draw: Draw) -> Draft:
    """Ask for the half width of the 95 % interval of a mean."""
    size = draw.whole(6, 12)
    found = times(case, draw, size)
    quantile = float(student.ppf(0.975, size - 1))
    half = quantile * found.spread / sqrt(size)
    return Draft(
        stem=f"The table shows {found.what}. Suppose that they are independent.\n\nHow wide is one half of the "
        "95 % interval of "
        f"their mean? The t quantile for {size} values is {text(quantile, '', 5)}.",
        views=(found.table(),),
        answer=number(
            half,
            found.unit,
            ("spread_of_values", quantile * found.spread, "A mean strays less than a single value does."),
            ("divided_by_n", quantile * found.spread / size, "Divide by the root of how many there are."),
            ("whole_width", 2 * half, "That is the whole interval; one half of it is asked for."),
            (
                "quantile_forgotten",
                found.spread / sqrt(size),
                "That is the standard error; take it times the quantile.",
            ),
            share=0.006,
        ),
        solution=(
            (
                f"Standard deviation: {text(found.spread, found.unit)}, over √{size}: "
                f"{text(found.spread / sqrt(size), found.unit)}."
            ),
            f"Times {text(quantile, '', 5)}: {text(half, found.unit)}.",
        ),
        hints=(
            "The interval follows from the standard error of the mean.",
            "The standard error is the standard deviation over the root of the number of values.",
            "Take it times the t quantile.",
        ),
        again=lambda: Exactly(_searched(size - 1) * sqrt(pairwise_variance(found.values) / size)),
    )


def _searched(freedom: int) -> float:
    """Return the t quantile that leaves 2.5 % above, by searching its distribution."""
    return float(brentq(lambda x: float(stdtr(freedom, x)) - 0.975, 1.0, 20.0, xtol=1e-14, rtol=1e-14))


@template("quality.compare", "number")
def error_of_a_difference(case: Case, draw: Draw) -> Draft:
    """Ask for the standard error of the difference of two means."""
    found = times(case, draw, 16)
    before, after = found.values[:8], found.values[8:]
    error = sqrt((np.var(before, ddof=1) + np.var(after, ddof=1)) / 8)
    rows = tuple((k, a, b) for k, (a, b) in enumerate(zip(before, after, strict=True), 1))
    columns = (Column(name="number"), Column(name="before", unit=found.unit), Column(name="after", unit=found.unit))
    deviations = float(np.std(before, ddof=1)), float(np.std(after, ddof=1))
    return Draft(
        stem=f"The table shows eight of {found.what} before a day and eight after it. Suppose that all are "
        "independent.\n\nWhat is the standard error of the difference of the two means?",
        views=(Table(title="Before and after", columns=columns, rows=rows),),
        answer=number(
            float(error),
            found.unit,
            ("added_errors", sum(deviations) / sqrt(8), "Variances of independent means add, their errors do not."),
            ("subtracted", abs(deviations[0] - deviations[1]) / sqrt(8), "A difference is no surer than its parts."),
            ("size_forgotten", sqrt(deviations[0] ** 2 + deviations[1] ** 2), "Each is the mean of eight values."),
            share=0.01,
        ),
        solution=(
            f"Standard deviations: {text(deviations[0], found.unit)} and {text(deviations[1], found.unit)}.",
            f"√(({text(deviations[0])}² + {text(deviations[1])}²) / 8) = {text(float(error), found.unit)}.",
            "A difference of less than about twice that may be luck.",
        ),
        hints=(
            "How far does each of the two means stray by luck?",
            "The variance of a mean is that of the values over their number.",
            "Add the two variances of the means, and take the root.",
        ),
        again=lambda: Exactly(sqrt((pairwise_variance(before) + pairwise_variance(after)) / 8)),
    )


@template("quality.factorial", "number")
def main_effect_of_a_factor(case: Case, draw: Draw) -> Draft:
    """Ask for a main effect of a two-level experiment with two factors."""
    what, mean, spread, unit = _figures(case, draw)
    spread = _tame(mean, spread, 0.4)
    moves = [draw.one([-1, 1]) * draw.step(0.3, 1.5, 0.1) * spread for _ in range(3)]
    signs = [(-1, -1), (1, -1), (-1, 1), (1, 1)]
    results = [float(f"{2 * mean + (a * moves[0] + b * moves[1] + a * b * moves[2]) / 2:.4g}") for a, b in signs]
    effect = (results[1] + results[3] - results[0] - results[2]) / 2
    words = {-1: "low", 1: "high"}
    rows = tuple((words[a], words[b], y) for (a, b), y in zip(signs, results, strict=True))
    columns = (Column(name="speed"), Column(name="feed"), Column(name="result", unit=unit))
    return Draft(
        stem=f"Suppose that an experiment with two factors, run to shorten {what}, gave these results.\n\nWhat "
        "is the main "
        "effect of speed, from low to high?",
        views=(Table(title="A two-level experiment", columns=columns, rows=rows),),
        answer=number(
            effect,
            unit,
            ("one_at_a_time", results[1] - results[0], "That holds at low feed only; average over both levels."),
            ("other_factor", (results[2] + results[3] - results[0] - results[1]) / 2, "That is the effect of feed."),
            ("interaction", (results[0] + results[3] - results[1] - results[2]) / 2, "That is the interaction."),
            ("turned_round", -effect, "From low to high: what is high minus what is low."),
            share=0.01,
            least=1e-6 * abs(mean),
        ),
        solution=(
            (
                f"Mean at high speed: {text((results[1] + results[3]) / 2, unit)}; at low: "
                f"{text((results[0] + results[2]) / 2, unit)}."
            ),
            f"Their difference: {text(effect, unit)}.",
        ),
        hints=(
            "A main effect is what a factor does on average over the other one.",
            "Average the results at high speed, and those at low speed.",
            "Subtract the second mean from the first.",
        ),
        again=lambda: Exactly(_regressed(signs, results)),
    )


def _regressed(signs: list[tuple[int, int]], results: list[float]) -> float:
    """Return twice the coefficient of the first factor, by least squares with an interaction."""
    design = np.array([(1.0, a, b, a * b) for a, b in signs])
    return float(2 * np.linalg.solve(design, np.array(results))[1])
