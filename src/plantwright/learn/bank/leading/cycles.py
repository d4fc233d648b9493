"""The stopwatch as a chart: how long a job takes, but for the rare."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.times import unit_of
from plantwright.learn.bank.make import number
from plantwright.learn.bank.quality.beats import beats
from plantwright.learn.bank.slices import step_times
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Chart, Level, Series
from plantwright.learn.bank.words import rounded, text

SHOWN = 12
"""Cycles that are timed."""
READ = 0.012
"""How closely a height can be read, as a share of a chart's height [1]."""


@dataclass(frozen=True)
class Cycles:
    """Timed cycles of a job, of which a few are long."""

    what: str
    unit: str
    values: tuple[float, ...]
    line: float
    """What is above it is rare and recorded apart."""

    @property
    def usual(self) -> list[float]:
        """The cycles below the line."""
        return [one for one in self.values if one < self.line]

    def chart(self) -> Chart:
        """Return the cycles as a run chart with the line."""
        xs = tuple(float(k) for k in range(1, len(self.values) + 1))
        return Chart(
            title=f"{self.what[0].upper()}{self.what[1:]}", mark="points", x=Axis(title="cycle"),
            y=Axis(title="time", unit=self.unit), series=(Series(x=xs, y=self.values),),
            levels=(Level(name="recorded apart above this line", y=self.line),), read="Each point is a timed cycle.",
        )  # fmt: skip


@template("lead.time_study", "number")
def mean_without_the_rare(case: Case, draw: Draw) -> Draft:
    """Ask for the mean of the usual cycles of a time study, read from a chart."""
    seen = _cycles(case, draw)
    usual, count = seen.usual, len(seen.values)
    mean, rare = sum(usual) / len(usual), count - len(usual)
    return Draft(
        stem=f"The chart shows {seen.what}, timed one after another. Suppose that the team agreed to record cycles "
        "above the line apart, with their reason, and to keep them out of the mean.\n\nWhat is the mean "
        "of the other cycles? Read the points as closely as you can.",
        views=(seen.chart(),),
        answer=number(
            mean,
            seen.unit,
            ("rare_kept", sum(seen.values) / count, "That is the mean of all cycles, the rare ones among them."),
            (
                "divided_by_all",
                sum(usual) / count,
                "You left the rare cycles out of the sum, but not out of the count.",
            ),
            ("middle_of_range", (min(usual) + max(usual)) / 2, "That is the middle between the extremes."),
            ("shortest_cycle", min(usual), "That is the shortest cycle; nobody keeps that up."),
            share=0.02,
            least=2 * READ * max(seen.values),
        ),
        solution=(
            f"Below the line lie {len(usual)} of {count}: about {', '.join(text(one, '', 3) for one in usual)}.",
            f"Their sum {text(sum(usual), seen.unit)} over {len(usual)} is {text(mean, seen.unit)}.",
            (
                f"The record keeps apart: {rare} of {count} cycles took "
                f"{', '.join(text(one, seen.unit, 3) for one in seen.values if one > seen.line)}. Capacity must still "
                f"count them: with them a cycle takes {text(sum(seen.values) / count, seen.unit)}."
            ),
        ),
        hints=(
            "Only the points below the line count.",
            "Read the height of each of them, and add them up.",
            "Divide the sum by how many points lie below the line.",
        ),
        again=lambda: Exactly(_running(seen)),
    )


def _running(seen: Cycles) -> float:
    """Return the same mean, moved a little by each cycle that counts."""
    mean, count = 0.0, 0
    for one in seen.values:
        if one < seen.line:
            count += 1
            mean += (one - mean) / count
    return mean


def _cycles(case: Case, draw: Draw) -> Cycles:
    """Return twelve cycles of one job, one to three of them clearly above the others; from start to start at worst."""
    jobs = {f"{operation} on {product}": one for (product, operation), one in step_times(case, 12).items()}
    for k in range(600):
        if jobs and (k < 60 or k % 2):
            name = draw.one(list(jobs))
            seen = _some_of(f"process times of {name}", jobs[name], draw)
        else:
            station = draw.one(list(beats(case, SHOWN)))
            seen = _some_of(f"times from one start to the next at {station}", beats(case, SHOWN)[station], draw)
        if seen is not None:
            return seen
    raise NotHereError("no twelve cycles in a row hold a rare long one")


def _some_of(what: str, seconds: NDArray[np.float64], draw: Draw) -> Cycles | None:
    """Return twelve times in a row, split by their widest gap; None where that does not set rare ones apart."""
    first = draw.whole(0, len(seconds) - SHOWN)
    some = seconds[first : first + SHOWN]
    size, unit = unit_of(float(np.median(some)))
    return _split(what, unit, tuple(rounded(float(one) / size) for one in some))


def _split(what: str, unit: str, values: tuple[float, ...]) -> Cycles | None:
    """Return cycles with a line in their widest gap; None where that gap sets no few long ones clearly apart."""
    ranked = sorted(values)
    gaps = {k: ranked[k] / ranked[k - 1] for k in range(SHOWN - 3, SHOWN)}
    cut = max(gaps, key=lambda k: gaps[k])
    wide, flat = gaps[cut] > 1.3, len(set(ranked[:cut])) < 5
    if not wide or flat or ranked[-1] > 3.5 * ranked[cut - 1] or ranked[cut - 1] > 3 * ranked[0]:
        return None
    return Cycles(what, unit, values, rounded((ranked[cut] + ranked[cut - 1]) / 2))
