"""Variability of the plant's process times."""

from __future__ import annotations

import itertools
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.times import unit_of
from plantwright.learn.bank.make import number, ordering
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import rounded, text

Times = NDArray[np.float64]


@template("flow.variability", "number")
def squared_variation_of_times(case: Case, draw: Draw) -> Draft:
    """Ask for the squared coefficient of variation of a few times between completed orders."""
    times, unit = _gaps(case, draw)
    mean, spread = float(np.mean(times)), float(np.std(times, ddof=1))
    return Draft(
        stem="The table shows the times from one completed order to the next, of the log.\n\nWhat is their squared "
        "coefficient of variation? Take the sample's standard deviation, with n − 1.",
        views=(
            Table(title="Times between completions", columns=(Column(name="gap"), Column(name="time", unit=unit)),
                  rows=tuple((k, one) for k, one in enumerate(times.tolist(), 1))),
        ),
        answer=number(
            (spread / mean) ** 2,
            "",
            ("not_squared", spread / mean, "That is the coefficient of variation; it is asked for squared."),
            ("variance", spread**2, "That is the variance, in squared time; set it in relation to the mean."),
            ("divided_by_n", (float(np.std(times)) / mean) ** 2, "You divided by n; a sample takes one less."),
            ("divided_once", spread**2 / mean, "The variance is divided by the mean squared."),
            share=0.02,
        ),
        solution=(
            f"Mean: {text(mean, unit)}. Standard deviation: {text(spread, unit)}.",
            f"Their quotient is {text(spread / mean)}; squared: {text((spread / mean) ** 2, '', 3)}.",
            "Hopp and Spearman call variability low up to 0.75 for the quotient, high from 1.33 on.",
        ),
        hints=(
            "It compares the spread with the mean, so that it has no unit.",
            "Reckon the mean and the standard deviation of the times.",
            "Divide the standard deviation by the mean, and square the quotient.",
        ),
        again=lambda: Exactly(_of_pairs(times)),
    )  # fmt: skip


@template("flow.variability", "order")
def work_by_its_variability(case: Case, draw: Draw) -> Draft:
    """Ask to order work centers by how much their process times vary, from means and standard deviations."""
    some = _unlike(case, draw)
    right = sorted(some, key=lambda name: -some[name][1] / some[name][0])
    by_spread, by_mean = (sorted(some, key=lambda name: -some[name][k]) for k in (1, 0))
    return Draft(
        stem="The table shows the mean and the standard deviation of the process times of steps, by the "
        "log.\n\nPut the "
        "work centers in order of how variable their process times are, that is, by the squared coefficient of "
        "variation. The most variable comes first.",
        views=(
            Table(title="Process times of steps",
                  columns=(Column(name="work center"), Column(name="mean", unit="min"),
                           Column(name="standard deviation", unit="min")),
                  rows=tuple((name, mean, spread) for name, (mean, spread) in some.items())),
        ),
        answer=ordering(
            draw,
            right,
            ("by_standard_deviation", by_spread, "Long times spread more; compare the spread with the mean."),
            ("by_mean", by_mean, "A long time need not vary much."),
            ("least_first", right[::-1], "The most variable comes first."),
        ),
        solution=tuple(f"{name}: ({text(some[name][1])} / {text(some[name][0])})² = "
                       f"{text((some[name][1] / some[name][0]) ** 2, '', 3)}" for name in right),
        hints=(
            "Ten minutes of spread are much for a step of a minute, and little for one of a day.",
            "Divide each standard deviation by its mean.",
            "Square the quotients, and begin with the largest.",
        ),
        again=lambda: Exactly(tuple(_by_variance(some))),
    )  # fmt: skip


@lru_cache(KEPT)
def _between(case: Case) -> Times:
    """Return the times between completed orders that are longer than nothing [s]."""
    gaps = np.diff(np.sort(case.orders["completed"].to_numpy(dtype=np.float64)))
    return gaps[gaps > 1e-6]


def _gaps(case: Case, draw: Draw) -> tuple[Times, str]:
    """Return five to seven times between completions, one after another in the log, in a unit that suits them."""
    gaps, count = _between(case), draw.whole(5, 7)
    if len(gaps) < count:
        raise NotHereError("fewer than six orders are finished")
    for _ in range(60):
        first = draw.whole(0, len(gaps) - count)
        some = gaps[first : first + count]
        size, unit = unit_of(float(np.median(some)) * 3)
        times = np.maximum(np.round(some / size, 1), 0.1)
        if np.std(times) > 0.15 * np.mean(times):
            return times, unit
    raise NotHereError("orders are completed at even times")


@lru_cache(KEPT)
def moments(case: Case) -> dict[str, tuple[float, float]]:
    """Return the mean and the standard deviation of the process times of work centers [min]."""
    found = case.steps.groupby("work_center", sort=True)["seconds"].agg(["size", "mean", "std"])
    kept = found[(found["size"] >= 10) & (found["std"] > 0)]
    return {str(name): (rounded(row["mean"] / 60), rounded(row["std"] / 60)) for name, row in kept.iterrows()}


def _unlike(case: Case, draw: Draw) -> dict[str, tuple[float, float]]:
    known = moments(case)
    if len(known) < 3:
        raise NotHereError("fewer than three work centers have ten steps with times that vary")
    for _ in range(100):
        some = draw.some(list(known), draw.whole(3, min(5, len(known))))
        ratios = sorted(known[name][1] / known[name][0] for name in some)
        if all(high >= 1.03 * low for low, high in itertools.pairwise(ratios)):
            return {name: known[name] for name in some}
    raise NotHereError("the work centers vary alike")


def _of_pairs(times: Times) -> float:
    """Return the squared coefficient of variation from the squared difference of each two times."""
    count = len(times)
    squares = sum((a - b) ** 2 for a, b in itertools.combinations(times.tolist(), 2))
    return float(squares * count / (count - 1) / np.sum(times) ** 2)


def _by_variance(some: dict[str, tuple[float, float]]) -> list[str]:
    """Return names by variance over squared mean, picked one at a time."""
    left, found = dict(some), []
    while left:
        found.append(max(left, key=lambda name: left[name][1] ** 2 / left[name][0] ** 2))
        del left[found[-1]]
    return found
