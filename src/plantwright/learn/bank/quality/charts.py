"""Control charts: their limits, what they signal, and what is done then."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from math import pi, sqrt
from statistics import NormalDist

import numpy as np
from scipy.integrate import quad

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.quality.series import times
from plantwright.learn.bank.template import Draft, Exactly, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import text

NORMAL = NormalDist()


@lru_cache(16)
def mean_range(count: int) -> float:
    """Return the mean range of ``count`` standard normal values, d2 of the tables.

    References
    ----------
    Tippett (1925): ∫ 1 − Φⁿ − (1 − Φ)ⁿ.
    """
    return _integral(lambda x: 1 - NORMAL.cdf(x) ** count - (1 - NORMAL.cdf(x)) ** count)


def _twice_the_largest(count: int) -> float:
    """Return the same as twice the mean of the largest of so many values."""
    return 2 * _integral(lambda x: x * count * NORMAL.cdf(x) ** (count - 1) * NORMAL.pdf(x))


def _integral(function: Callable[[float], float]) -> float:
    """Return the integral over all that a normal value may be."""
    return float(quad(function, -9, 9, epsabs=1e-13, epsrel=1e-13, limit=400)[0])


@template("quality.individuals", "number")
def limit_of_single_values(case: Case, draw: Draw) -> Draft:
    """Ask for the upper limit of a chart of single values, from moving ranges."""
    found = times(case, draw, 10)
    ranges = [abs(b - a) for a, b in zip(found.values, found.values[1:], strict=False)]
    moving = sum(ranges) / len(ranges)
    limit = found.mean + 3 * moving / mean_range(2)
    return Draft(
        stem=f"The table shows {found.what}.\n\nWhat is the upper limit of a chart of single values? Estimate "
        "the standard "
        "deviation by the mean moving range over 1.128.",
        views=(found.table(),),
        answer=number(
            limit,
            found.unit,
            ("sample_spread", found.mean + 3 * found.spread, "You took the standard deviation of all values."),
            ("two_sigma", found.mean + 2 * moving / mean_range(2), "Control limits lie at three standard deviations."),
            ("range_for_sigma", found.mean + 3 * moving, "A mean range is not yet a standard deviation."),
            ("centre_left_out", 3 * moving / mean_range(2), "That is the distance from the mean; add the mean."),
            share=0.004,
        ),
        solution=(
            f"Mean: {text(found.mean, found.unit)}. Mean moving range: {text(moving, found.unit)}.",
            f"{text(found.mean)} + 3 × {text(moving)} / 1.128 = {text(limit, found.unit)}.",
        ),
        hints=(
            "The limit lies three standard deviations above the mean.",
            "A moving range is the difference of two values that follow each other, without its sign.",
            "Divide the mean moving range by 1.128, take it three times, and add the mean.",
        ),
        again=lambda: Exactly(float(np.mean(found.values)) + 3 * float(np.mean(ranges)) * sqrt(pi) / 2),
    )


@template("quality.xbar", "number")
def limit_of_means(case: Case, draw: Draw) -> Draft:
    """Ask for the upper limit of a chart of subgroup means, from the mean range."""
    size = draw.whole(3, 5)
    found = times(case, draw, 5 * size)
    groups = np.array(found.values).reshape(5, size)
    means, ranges = [float(f"{one:.4g}") for one in groups.mean(axis=1)], np.ptp(groups, axis=1).tolist()
    ranges = [float(f"{one:.4g}") for one in ranges]
    center, spread = sum(means) / 5, sum(ranges) / 5
    factor = 3 / (mean_range(size) * sqrt(size))
    limit = center + factor * spread
    columns = (Column(name="subgroup"), Column(name="mean", unit=found.unit), Column(name="range", unit=found.unit))
    rows = tuple((k, a, b) for k, (a, b) in enumerate(zip(means, ranges, strict=True), 1))
    return Draft(
        stem=f"Subgroups of {size} of {found.what} gave these means and ranges.\n\nWhat is the upper control "
        "limit of the "
        f"chart of means? For subgroups of {size} the factor A2 is {text(factor, '', 4)}.",
        views=(Table(title=f"Subgroups of {size}", columns=columns, rows=rows),),
        answer=number(
            limit,
            found.unit,
            ("limit_of_single_values", center + 3 * spread / mean_range(size), "Means vary less than single values."),
            ("distance_alone", factor * spread, "That is the distance from the center; add the mean of means."),
            ("largest_range", center + factor * max(ranges), "Take the mean range, not the largest one."),
            share=0.003,
        ),
        solution=(
            f"Mean of means: {text(center, found.unit)}. Mean range: {text(spread, found.unit)}.",
            f"{text(center)} + {text(factor, '', 4)} × {text(spread)} = {text(limit, found.unit)}.",
        ),
        hints=(
            "Look at the mean of the means, and at the mean of the ranges.",
            "The mean range tells how far means stray by luck.",
            "Take the mean range times A2, and add it to the mean of means.",
        ),
        again=lambda: Exactly(
            float(np.mean(means)) + 3 * float(np.mean(ranges)) / _twice_the_largest(size) / sqrt(size)
        ),
    )


@template("quality.attribute_charts", "number")
def limit_of_a_share(case: Case, draw: Draw) -> Draft:
    """Ask for the upper limit of a p chart at one sample's size."""
    found = times(case, draw, 12)
    limit, size = sorted(found.values)[8], draw.whole(40, 300)
    p = draw.step(4, 20, 0.5) / 100
    upper = 100 * (p + 3 * sqrt(p * (1 - p) / size))
    return Draft(
        stem=f"Of {found.what}, some last longer than {text(limit, found.unit)}. Suppose that over many weeks "
        f"{text(100 * p, '%')} do, and that this week {size} are looked at.\n\nWhat is the upper limit of the "
        "chart of this "
        "share?",
        views=(found.chart(("long", limit)),),
        answer=number(
            upper,
            "%",
            ("size_forgotten", 100 * (p + 3 * sqrt(p * (1 - p))), "The limit depends on how many are looked at."),
            ("two_sigma", 100 * (p + 2 * sqrt(p * (1 - p) / size)), "Control limits lie at three standard deviations."),
            ("counts_for_share", 100 * (p + 3 * sqrt(p / size)), "A share varies with p and with 1 − p."),
            share=0.004,
        ),
        solution=(
            f"Standard deviation of the share: √({p:.4g} × {1 - p:.4g} / {size}) = {text(sqrt(p * (1 - p) / size))}.",
            f"{text(100 * p, '%')} + 3 × {text(100 * sqrt(p * (1 - p) / size), '%')} = {text(upper, '%')}.",
        ),
        hints=(
            "The share of a sample strays less the larger the sample is.",
            "Its variance is p times one less p, divided by the sample's size.",
            "Add three standard deviations to the usual share.",
        ),
        again=lambda: Exactly(100 * _count_limit(p, size) / size),
    )


def _count_limit(p: float, size: int) -> float:
    """Return the upper limit of the count, by the variance of a sum of yes and no."""
    variance = sum(p * (1 - p) ** 2 + (1 - p) * p**2 for _ in range(size))
    return size * p + 3 * sqrt(variance)


_RULES = (
    "a point beyond three sigma",
    "two of three in a row beyond two sigma on one side",
    "eight in a row on one side",
    "none of these",
)


@template("quality.run_rules", "choice")
def first_rule_that_is_broken(case: Case, draw: Draw) -> Draft:
    """Ask which of three rules a chart breaks first."""
    found = times(case, draw, 20)
    center, sigma = found.mean, found.spread
    zones = "".join(_zone((one - center) / sigma) for one in found.values)
    right = _first_by_scan(found.values, center, sigma)
    others = [
        (name, f"saw_{key}", "Go through the points from the left, and check each rule at each point.")
        for name, key in zip(_RULES, ("a_point_beyond", "two_of_three", "a_long_run", "nothing"), strict=True)
        if name != right
    ]
    return Draft(
        stem=f"The chart shows {found.what} with the mean and lines at two and three standard "
        "deviations.\n\nWhich of these "
        "rules is broken first, from left to right? Where two are broken at one point, the one named first here "
        "counts: a "
        "point beyond three sigma, two of three beyond two sigma, eight on one side.",
        views=found.views(
            ("mean", center),
            ("+2 σ", center + 2 * sigma),
            ("−2 σ", center - 2 * sigma),
            ("+3 σ", center + 3 * sigma),
            ("−3 σ", center - 3 * sigma),
        ),
        answer=choice(draw, right, "You went through the points one by one.", *others),
        solution=(
            f"Mean {text(center, found.unit)}, standard deviation {text(sigma, found.unit)}.",
            f"First broken: {right}.",
        ),
        hints=(
            "A rule can only be broken at a point once the points before it are known.",
            "Go from left to right and mark each point by its zone.",
            "At each point check the rules in the order of the question, and stop at the first that is broken.",
        ),
        again=lambda: Exactly(_first_by_words(zones)),
    )


def _zone(z: float) -> str:
    letter = "H" if abs(z) > 3 else "X" if abs(z) > 2 else "A"
    return letter if z > 0 else letter.lower() if z < 0 else "0"


def _first_by_scan(values: tuple[float, ...], center: float, sigma: float) -> str:
    far = [(one - center) / sigma for one in values]
    names = _RULES
    for k, z in enumerate(far):
        if abs(z) > 3:
            return names[0]
        three = far[max(k - 2, 0) : k + 1]
        if abs(z) > 2 and sum(one * z > 0 and abs(one) > 2 for one in three) >= 2:
            return names[1]
        eight = far[max(k - 7, 0) : k + 1]
        if len(eight) == 8 and (min(eight) > 0 or max(eight) < 0):
            return names[2]
    return names[3]


def _first_by_words(zones: str) -> str:
    """Return the rule that is broken first, by patterns over the letters of the zones."""
    patterns = (r"[Hh]$", r"([HX].?[HX]|[hx].?[hx])$", r"([HXA]{8}|[hxa]{8})$")
    for end in range(1, len(zones) + 1):
        for name, pattern in zip(_RULES, patterns, strict=False):
            if re.search(pattern, zones[:end]):
                return name
    return "none of these"


@template("quality.spec_limits", "choice")
def what_a_point_beyond_asks_for(case: Case, draw: Draw) -> Draft:
    """Ask what to do with a point beyond a control limit or a specification limit."""
    found = times(case, draw, 12)
    control, beyond = found.mean + 3 * found.spread, draw.one([True, False])
    spec = control * draw.step(1.15, 1.4, 0.05) if beyond else found.mean + draw.step(1.5, 2.2, 0.1) * found.spread
    low, high = sorted((control, spec))
    point = float(f"{(low + high) / 2:.4g}")
    search = "Look for what was special about it; the piece itself meets the specification"
    sort_out = "Deal with the piece, which fails the specification; the process did what it always does"
    right, wrong = (search, sort_out) if beyond else (sort_out, search)
    return Draft(
        stem=f"By {found.what}, the control limit of single values lies at {text(control, found.unit)}. Suppose "
        "that the "
        f"customer allows {text(spec, found.unit)} at most, and that a new value of {text(point, found.unit)} comes "
        "in.\n\nWhat does it ask for?",
        views=(found.chart(("control limit", control), ("specification", spec)),),
        answer=choice(
            draw,
            right,
            "Control limits are the voice of the process, specification limits that of the customer.",
            (wrong, "limits_mixed_up", "Which of the two limits does the value cross, and who set that one?"),
            ("Move the setting against it by as much as it is off", "tampering", "That adds luck to luck."),
            ("Nothing: it is near the others", "nothing_to_do", "It lies beyond one of the limits; look which."),
        ),
        solution=(
            (
                f"Control limit: {text(control, found.unit)}. Specification: {text(spec, found.unit)}. Value: "
                f"{text(point, found.unit)}."
            ),
            f"It crosses the {'control' if beyond else 'specification'} limit alone. {right}.",
        ),
        hints=(
            "Two limits, two owners: the process and the customer.",
            "Find out which of the two the value crosses.",
            "Beyond a control limit one asks what happened; beyond a specification one asks what to do with the piece.",
        ),
        again=lambda: Exactly({(True, False): search, (False, True): sort_out}[(point > control, point > spec)]),
    )
