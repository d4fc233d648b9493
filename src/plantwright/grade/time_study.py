"""The time study: ten cycles on a stopwatch against the true mean and scatter."""

from __future__ import annotations

import math

from plantwright.grade.arithmetic import (
    ASKED,
    READING,
    Z,
    closeness,
    mean_of,
    scatter_of,
    span,
    t_point,
)
from plantwright.grade.graded import Grade, Part, blank, graded, part, ungraded, untold
from plantwright.grade.sheet_truth import Cycle, SheetTruth
from plantwright.grade.sheets import TimeStudy
from plantwright.grade.words import filled

MEAN, INTERVAL, SCATTER = 6.0, 2.0, 2.0
"""Points for each part."""
MISS = 40.0
"""What a miss weighs against width: 2/α of the interval score at 95 %."""
WIDE = 1.2
"""The interval of a good observer is hardly wider than so often what chance explains [1]."""


def grade_time_study(sheet: TimeStudy, truth: SheetTruth) -> Grade:
    """Return the grade of a time study: mean 6, interval 2 and scatter 2 points."""
    if sheet.station is None or not sheet.cycles:
        nothing = tuple(part(name, 0.0, of, filled("study_blank")) for name, of in _POINTS)
        return blank(sheet.sheet, sheet.visitor, filled("study_blank"), nothing)
    places = [one for one in truth.cycles if one.station == sheet.station and one.product == sheet.product]
    if not places:
        product = filled("any_product") if sheet.product is None else sheet.product
        why = filled("study_unknown", product=product, station=sheet.station)
        return ungraded(sheet.sheet, sheet.visitor, why)
    true = places[0]
    cycles = [one.seconds / one.pieces if true.per == "piece" else one.seconds for one in sheet.cycles]
    return graded(sheet.sheet, sheet.visitor, (_mean(cycles, true), _interval(cycles, true), _scatter(cycles, true)))


_POINTS = (("mean", MEAN), ("interval", INTERVAL), ("scatter", SCATTER))


def asked_of(cycles: int, true: Cycle) -> int:
    """Return for how many cycles chance is allowed: those watched, at least ten, or all where there are fewer."""
    return max(cycles, min(ASKED, true.n))


def mean_tolerance(cycles: int, true: Cycle) -> float:
    """Return how far a perfect observer's mean strays by chance and reading [s]."""
    seen = max(asked_of(cycles, true), 2)
    chance = t_point(seen - 1) * (true.sd or 0.0) / math.sqrt(seen)
    reading = READING * true.mean
    return math.sqrt(chance * chance + reading * reading)


def _mean(cycles: list[float], true: Cycle) -> Part:
    yours, tolerance = mean_of(cycles), mean_tolerance(len(cycles), true)
    away = abs(yours - true.mean)
    said = filled(
        "mean", n=str(len(cycles)), yours=span(yours), per=filled(f"per_{true.per}"), true=span(true.mean),
        all=str(true.n), away=span(away), tolerance=span(tolerance), asked=str(asked_of(len(cycles), true)),
    )  # fmt: skip
    return part("mean", closeness(away, tolerance / 2), MEAN, said)


def _interval(cycles: list[float], true: Cycle) -> Part:
    """Return the points for the visitor's t interval.

    References
    ----------
    Gneiting and Raftery (2007), Strictly proper scoring rules, JASA 102, 359–378, section 6.2: the interval score is
    its width, plus 2/α times by how much it misses.
    """
    n = len(cycles)
    if true.n < 2:
        return untold("interval", filled("one_cycle"))
    if n < 2:
        return part("interval", 0.0, INTERVAL, filled("interval_few"))
    mean, half = mean_of(cycles), t_point(n - 1) * scatter_of(cycles) / math.sqrt(n)
    miss = max(abs(mean - true.mean) - half, 0.0)
    ideal = 2 * WIDE * mean_tolerance(n, true)
    share = closeness(2 * half + MISS * miss, ideal)
    values = {"low": span(mean - half), "high": span(mean + half), "width": span(2 * half), "ideal": span(ideal)}
    if miss > 0:
        return part(
            "interval", share, INTERVAL, filled("interval_miss", true=span(true.mean), miss=span(miss), **values)
        )
    return part("interval", share, INTERVAL, filled("interval_over", **values))


def _scatter(cycles: list[float], true: Cycle) -> Part:
    """Return the points for the standard deviation; its own error is about σ/√(2(n − 1))."""
    if true.n < 2:
        return untold("scatter", filled("one_cycle"))
    if len(cycles) < 2:
        return part("scatter", 0.0, SCATTER, filled("scatter_few"))
    yours, sd = scatter_of(cycles), true.sd or 0.0
    chance = Z * sd / math.sqrt(2 * (asked_of(len(cycles), true) - 1))
    tolerance = math.sqrt(chance * chance + READING * true.mean * READING * true.mean)
    said = filled("scatter", yours=span(yours), true=span(sd), tolerance=span(tolerance))
    return part("scatter", closeness(abs(yours - sd), tolerance / 2), SCATTER, said)
