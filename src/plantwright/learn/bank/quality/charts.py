"""Control charts: their limits, what they signal, and what is done then."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from math import pi, sqrt
from statistics import NormalDist

import numpy as np
from scipy.integrate import quad
from scipy.stats import binom

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.quality.series import Marked, Times, marked, times
from plantwright.learn.bank.template import Draft, Exactly, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import listed, rounded, text

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
    moving = found.moving
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
        again=lambda: Exactly(
            float(np.mean(found.values)) + 3 * float(np.mean(np.abs(np.diff(found.values)))) * sqrt(pi) / 2
        ),
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
    """Ask for the upper limit of a p chart at the size of the last sample, from counts of the log."""
    seen = marked(case, draw)
    p, size = sum(seen.marked) / sum(seen.lots), seen.lots[-1]
    last, mean_size = seen.marked[-1] / size, sum(seen.lots) / len(seen.lots)
    return Draft(
        stem=f"The table counts lots of the log at {seen.where}, and those that {seen.mark}. Suppose that nothing "
        f"special happened in these {len(seen.lots)} periods.\n\nWhat is the upper limit of the chart of this share "
        f"(a p chart) for the last {seen.period}?",
        views=(seen.table(),),
        answer=number(
            _limit(p, size),
            "%",
            ("size_forgotten", _limit(p, 1), "The limit depends on how many lots are looked at."),
            ("mean_size", _limit(p, mean_size), "You took the mean number of lots; that of the last line counts."),
            ("two_sigma", 100 * (p + 2 * sqrt(p * (1 - p) / size)), "Control limits lie at three standard deviations."),
            ("own_share", _limit(last, size), "The center is the share of all lines, not that of the last one."),
            ("counts_for_share", 100 * (p + 3 * sqrt(p / size)), "A share varies with p and with 1 − p."),
            share=0.004,
        ),
        solution=(
            f"Usual share p: {sum(seen.marked)} / {text(sum(seen.lots), '', 6)} = {text(p)}.",
            (
                f"Standard deviation of the share: √({text(p)} × {text(1 - p)} / {size}) = "
                f"{text(sqrt(p * (1 - p) / size))}."
            ),
            f"{text(100 * p, '%')} + 3 × {text(100 * sqrt(p * (1 - p) / size), '%')} = {text(_limit(p, size), '%')}.",
        ),
        hints=(
            "The usual share comes from all lines together; how far a share strays depends on the sample's size.",
            "Its variance is p times one less p, divided by the number of lots in the last line.",
            "Add three standard deviations to the usual share.",
        ),
        again=lambda: Exactly(100 * _count_limit(seen) / size),
    )


def _limit(p: float, size: float) -> float:
    return 100 * (p + 3 * sqrt(p * (1 - p) / size))


def _count_limit(seen: Marked) -> float:
    """Return the upper limit of the last line's count, from the chance of each count that there can be."""
    every = [k < bad for bad, lots in zip(seen.marked, seen.lots, strict=True) for k in range(lots)]
    counts = np.arange(seen.lots[-1] + 1)
    chances = binom.pmf(counts, len(counts) - 1, np.mean(every))
    mean = float(chances @ counts)
    return mean + 3 * sqrt(float(chances @ (counts - mean) ** 2))


_RULES = (
    "a point beyond three sigma",
    "two of three in a row beyond two sigma on one side",
    "eight in a row on one side",
)
_NOTHING = "None of the three rules is broken"


@template("quality.run_rules", "choice")
def first_rule_that_is_broken(case: Case, draw: Draw) -> Draft:
    """Ask which of three rules a chart of single values breaks first, and at which point."""
    found = _breaking(case, draw, draw.one((*_RULES, _NOTHING)))
    center, sigma = found.mean, _sigma(found)
    right = _first_signal(_far(found.values, center, sigma))
    lines = [("mean", center)]
    lines += [(f"{k:+d} σ".replace("-", "−"), center + k * sigma) for k in (2, -2, 3, -3) if center + k * sigma > 0]
    below = "" if center > 3 * sigma else " Lines below zero are left out."
    return Draft(
        stem=f"The chart shows {found.what} with their mean. A sigma is the mean moving range over 1.128, here "
        f"{text(sigma, found.unit)}; lines lie at two and three of them.{below}\n\nWhich rule is broken first, from "
        "left to right, and at which point is that seen? Of two at one point the one named first here counts: a point "
        "beyond three sigma, two of three in a row beyond two sigma on one side, eight in a row on one side.",
        views=found.views(*lines),
        answer=choice(draw, right, "You went through the points one by one.", *_other_signals(found, right)[:4]),
        solution=(
            f"Mean {text(center, found.unit)}, mean moving range over 1.128: {text(sigma, found.unit)}.",
            f"Points from left to right by how many sigmas they lie off: {_told(found.values, center, sigma)}.",
            f"{right}.",
        ),
        hints=(
            "A rule can only be broken at a point once the points before it are known.",
            "Go from left to right and mark each point by its zone.",
            "At each point check the rules in the order of the question, and stop at the first that is broken.",
        ),
        again=lambda: Exactly(_first_by_words("".join(map(_zone, _far(found.values, center, sigma))))),
    )


def _breaking(case: Case, draw: Draw, wanted: str) -> Times:
    """Return a stretch of times that breaks a wanted rule first, if some of those tried does, else another."""
    for _ in range(40):
        found = times(case, draw, 20)
        if wanted in _first_signal(_far(found.values, found.mean, _sigma(found))):
            break
    return found


def _sigma(found: Times) -> float:
    """Return the standard deviation of single values as their chart takes and shows it: from the mean moving range."""
    return rounded(found.moving / mean_range(2), 4)


def _far(values: tuple[float, ...], center: float, sigma: float) -> list[float]:
    return [(one - center) / sigma for one in values]


def _told(values: tuple[float, ...], center: float, sigma: float) -> str:
    return ", ".join(text(one, "", 2) for one in _far(values, center, sigma))


def _at(rule: str, point: int) -> str:
    return f"At point {point}: {rule}"


def _signals(far: list[float], limits: tuple[float, float] = (3.0, 2.0), run: int = 8) -> Iterator[tuple[int, str]]:
    """Yield each point, from 1, at which a rule is broken, from left to right and in the order of the rules."""
    outer, inner = limits
    for k, z in enumerate(far):
        if abs(z) > outer:
            yield k + 1, _RULES[0]
        three = far[max(k - 2, 0) : k + 1]
        if abs(z) > inner and sum(one * z > 0 and abs(one) > inner for one in three) >= 2:
            yield k + 1, _RULES[1]
        row = far[max(k - run + 1, 0) : k + 1]
        if len(row) == run and (min(row) > 0 or max(row) < 0):
            yield k + 1, _RULES[2]


def _first_signal(far: list[float], limits: tuple[float, float] = (3.0, 2.0), run: int = 8) -> str:
    point, rule = next(_signals(far, limits, run), (0, ""))
    return _at(rule, point) if rule else _NOTHING


def _other_signals(found: Times, right: str) -> list[tuple[str, str, str]]:
    """Return what those see who go wrong, each as exact as the right answer: by other slips first, then by place."""
    far = _far(found.values, found.mean, _sigma(found))
    later = {rule: _at(rule, point) for point, rule in reversed(list(_signals(far)))}
    seen = [
        (_first_signal(_far(found.values, found.mean, found.spread)), "sample_spread",
         "That holds with the standard deviation of all values; the lines of this chart are others."),
        (_first_signal(far, run=7), "run_too_short", "Count the points of that run once more."),
        (_first_signal([abs(one) for one in far]), "sides_mixed_up", "The two sides of the mean count apart."),
        (_first_signal(far, (2.0, 1.0)), "lines_mixed_up", "Look which line those points lie beyond."),
        *((one, "later_signal", "Is there a rule that is broken at a point before?") for one in later.values()),
        (_NOTHING, "saw_nothing", "Go through the points from the left, and check each rule at each point."),
        *_by_place(far),
    ]  # fmt: skip
    return list({text: (text, name, says) for text, name, says in reversed(seen) if text != right}.values())[::-1]


def _by_place(far: list[float]) -> Iterator[tuple[str, str, str]]:
    """Yield for each rule the point that comes nearest to breaking it without doing so."""
    broken = {_at(rule, point) for point, rule in _signals(far)}
    sizes = (
        [abs(one) for one in far],
        [min(abs(a), abs(b)) * (a * b > 0) for a, b in pairwise([0.0, *far])],
        [float(len(set(map(_side, far[max(k - 3, 0) : k + 1]))) == 1) * k for k in range(len(far))],
    )
    for rule, size in zip(_RULES, sizes, strict=True):
        ranked = sorted(range(7 if rule == _RULES[2] else 0, len(far)), key=lambda k: -size[k])
        near = next((text for k in ranked if (text := _at(rule, k + 1)) not in broken), "")
        if near:
            yield near, "not_broken_there", "Check that rule at that point, line by line."


def _side(z: float) -> bool:
    return z > 0


def _zone(z: float) -> str:
    letter = "H" if abs(z) > 3 else "X" if abs(z) > 2 else "A"
    return letter if z > 0 else letter.lower() if z < 0 else "0"


def _first_by_words(zones: str) -> str:
    """Return the rule that is broken first, by patterns over the letters of the zones."""
    patterns = (r"[Hh]$", r"([HX].?[HX]|[hx].?[hx])$", r"([HXA]{8}|[hxa]{8})$")
    for end in range(1, len(zones) + 1):
        for name, pattern in zip(_RULES, patterns, strict=True):
            if re.search(pattern, zones[:end]):
                return _at(name, end)
    return _NOTHING


@template("quality.spec_limits", "choice")
def what_a_point_beyond_asks_for(case: Case, draw: Draw) -> Draft:
    """Ask what to do with a point beyond a control limit or a specification limit."""
    found = times(case, draw, 12)
    control = rounded(found.mean + 3 * _sigma(found), 4)
    is_above = (draw.one((True, False)), draw.one((True, False)))
    spec, point = _spec_and_point(draw, found.mean, control, is_above)
    actions = {
        (True, True): "Deal with the piece, which fails the specification, and look for what was special about it",
        (True, False): "Let the piece pass, which meets the specification, and look for what was special about it",
        (False, True): "Deal with the piece, which fails the specification, but look for no cause of this value alone",
        (False, False): "Let the piece pass, which meets the specification, and look for no cause of this value alone",
    }
    says = "Which of the two limits does the value cross, and who set that one?"
    others = ((action, _mixed_up(one, is_above), says) for one, action in actions.items() if one != is_above)
    crossed = [name for name, is_so in zip(("control", "specification"), is_above, strict=True) if is_so]
    return Draft(
        stem=f"By {found.what}, the upper control limit of single values, their mean plus three sigmas of the mean "
        f"moving range over 1.128, lies at {text(control, found.unit)}. Suppose that the customer allows "
        f"{text(spec, found.unit)} at most, and that a new value of {text(point, found.unit)} comes in.\n\nWhat does "
        "it ask for?",
        views=(found.chart(("control limit", control), ("specification", spec)),),
        answer=choice(
            draw,
            actions[is_above],
            "Control limits are the voice of the process, specification limits that of the customer.",
            *others,
            (
                "Move the setting of the process against it, by as much as the value lies off the mean of the others",
                "tampering",
                "That adds the luck of this value to that of the next one.",
            ),
        ),
        solution=(
            (
                f"Control limit: {text(control, found.unit)}. Specification: {text(spec, found.unit)}. Value: "
                f"{text(point, found.unit)}."
            ),
            f"Limits that it crosses: {listed(crossed)}. {actions[is_above]}.",
        ),
        hints=(
            "Two limits, two owners: the process and the customer.",
            "Find out which of the two the value crosses; it may be both or neither.",
            "Beyond a control limit one asks what happened; beyond a specification one asks what to do with the piece.",
        ),
        again=lambda: Exactly(actions[_by_rank(control, spec, point)]),
    )


def _spec_and_point(draw: Draw, mean: float, control: float, is_above: tuple[bool, bool]) -> tuple[float, float]:
    """Return a specification limit and a value that lie as wanted to the control limit and to each other."""
    room = control - mean
    is_wide = draw.one((True, False)) if is_above[0] == is_above[1] else is_above[0]
    spec = rounded(mean + room * draw.step(*((1.3, 1.6) if is_wide else (0.5, 0.75)), 0.05), 4)
    low, high = sorted((control, spec))
    gap = high - low
    if is_above[0] != is_above[1]:
        return spec, rounded(low + gap * draw.step(0.4, 0.6, 0.05), 4)
    return spec, rounded(high + 0.5 * gap if is_above[0] else low - 0.5 * gap, 4)


def _mixed_up(chosen: tuple[bool, bool], right: tuple[bool, bool]) -> str:
    """Return the misconception behind an action: both limits mixed up, or one of them not looked at."""
    if chosen[0] != right[0] and chosen[1] != right[1]:
        return "limits_mixed_up"
    return "control_limit_left_out" if chosen[0] != right[0] else "specification_left_out"


def _by_rank(control: float, spec: float, point: float) -> tuple[bool, bool]:
    """Return which limits a value crosses, by its place among the three when they are put in order."""
    row = sorted((("control", control), ("spec", spec), ("point", point)), key=lambda one: one[1])
    below = {name for name, _ in row[: [name for name, _ in row].index("point")]}
    return "control" in below, "spec" in below
