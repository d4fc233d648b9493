"""A plan's load beside what a work center can do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Chart, Column, Level, Series, Table
from plantwright.learn.bank.words import rounded, text

LENGTHS = (("week", 604_800.0), ("day", 86_400.0), ("hour", 3600.0))


@dataclass(frozen=True)
class Profile:
    """Hours of work of a work center in periods in a row."""

    work_center: str
    period: str
    hours: tuple[float, ...]


@lru_cache(KEPT)
def _profiles(case: Case) -> tuple[tuple[str, str, NDArray[np.float64]], ...]:
    """Return the hours of process that started in each period, of work centers that work in most of six or more."""
    steps = case.steps.dropna(subset=["start"])
    first, found = float(steps["start"].min()), []
    for period, length in LENGTHS:
        for name, rows in steps.groupby("work_center", sort=True):
            places = ((rows["start"].to_numpy() - first) // length).astype(np.int64)
            hours = np.bincount(places, weights=rows["seconds"].to_numpy() / 3600)[1:-1].astype(np.float64)
            worked = hours[hours > 0.02 * hours.mean()] if len(hours) else hours
            if len(worked) >= 8:
                found.append((str(name), period, worked))
        if found:
            return tuple(found)
    raise NotHereError("no work center has work in eight periods")


def profile(case: Case, draw: Draw, count: int) -> Profile:
    """Return ``count`` periods of work of a work center; periods in which it does nothing are left out."""
    name, period, hours = draw.one(_profiles(case))
    first = draw.whole(0, len(hours) - count)
    return Profile(name, period, tuple(rounded(float(one)) for one in hours[first : first + count]))


@template("supply.load_profile", "number")
def worst_overload(case: Case, draw: Draw) -> Draft:
    """Ask how far the worst period is above what the work center can do, from a chart."""
    seen = profile(case, draw, draw.whole(6, 8))
    worst = max(seen.hours)
    cap = rounded(worst * draw.step(0.55, 0.8, 0.05), 2)
    excess = worst - cap
    chart = Chart(
        title=f"Load of {seen.work_center}", mark="bars", x=Axis(title=f"{seen.period} of the plan"),
        y=Axis(title="load", unit="h"), levels=(Level(name="can be done", y=cap),),
        series=(Series(x=tuple(float(k + 1) for k in range(len(seen.hours))), y=seen.hours),),
        read=f"A bar is the work of a {seen.period} in hours.",
    )  # fmt: skip
    return Draft(
        stem=f"The chart shows the hours of work that the log has for {seen.work_center}, {seen.period} by "
        f"{seen.period}; "
        "suppose that it is next month's plan, and that the dashed line is what can be done.\n\nBy how many hours does "
        f"the worst {seen.period} exceed what can be done? Read it from the chart.",
        views=(chart,),
        answer=number(
            excess,
            "h",
            ("load_for_overload", worst, "That is the whole load; only what is above the line is too much."),
            ("capacity_for_overload", cap, "That is the height of the line."),
            (
                "all_overloads",
                sum(max(one - cap, 0) for one in seen.hours),
                "You added up all bars; take the worst one.",
            ),
            share=0.0,
            least=0.03 * worst,
        ),
        solution=(
            f"The tallest bar ends at {text(worst, 'h')}.",
            f"The line lies at {text(cap, 'h')}.",
            f"Difference: {text(excess, 'h')}.",
        ),
        hints=(
            "Find the tallest bar.",
            "Read its top and the dashed line on the upright axis.",
            "Subtract one from the other.",
        ),
        again=lambda: Exactly(_line_raised(seen.hours, cap)),
    )


def _line_raised(hours: tuple[float, ...], cap: float) -> float:
    """Return by how much the line must be raised at least until no bar lies above it, by search [h]."""
    low, high = 0.0, sum(hours)
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if any(one > cap + middle for one in hours) else (low, middle)
    return high


@template("supply.load_profile", "number")
def work_to_refuse(case: Case, draw: Draw) -> Draft:
    """Ask how many hours cannot be done in time when work may be moved to earlier periods only."""
    seen = profile(case, draw, draw.whole(5, 6))
    cap = rounded(sum(seen.hours) / len(seen.hours) * draw.step(0.85, 1.05, 0.05), 2)
    refused = _pulled(seen.hours, cap)
    for _ in range(40):
        if refused > 0.02 * cap:
            break
        cap = rounded(cap * 0.95, 2)
        refused = _pulled(seen.hours, cap)
    over = sum(max(one - cap, 0) for one in seen.hours)
    columns = (Column(name=seen.period), Column(name="load", unit="h"))
    return Draft(
        stem=f"The table shows the hours of work that the log has for {seen.work_center}; suppose that this is a plan, "
        f"and that {text(cap, 'h')} can be done in each {seen.period}. Work may be done in an earlier {seen.period}, "
        "but "
        f"not later, and nothing is done before {seen.period} 1.\n\nHow many hours must be refused, at least?",
        views=(Table(title="Load", columns=columns, rows=tuple(enumerate(seen.hours, 1))),),
        answer=number(
            refused,
            "h",
            ("moved_nothing", over, "Some of that fits into earlier periods that are not full."),
            ("whole_plan_only", sum(seen.hours) - cap * len(seen.hours), "Room in a later period does not help."),
            ("worst_period_only", max(seen.hours) - cap, "Look at all periods, and at what room is before them."),
            least=0.002 * cap,
        ),
        solution=(
            f"From the last {seen.period} to the first, move what is above {text(cap, 'h')} one {seen.period} ahead.",
            f"Work so far less what could be done so far is largest with {text(refused, 'h')}.",
            f"What arrives before {seen.period} 1 must be refused: {text(refused, 'h')}.",
        ),
        hints=(
            "An overload may fill only room that lies before it.",
            "Begin at the last row: what is too much there is added to the row above.",
            "What is still too much in the first row has no place left.",
        ),
        again=lambda: Exactly(max(0.0, *_behind(seen.hours, cap))),
    )


def _pulled(hours: tuple[float, ...], cap: float) -> float:
    """Return what is left over when overloads are pulled to earlier periods, from the last to the first."""
    carried = 0.0
    for one in reversed(hours):
        carried = max(one + carried - cap, 0.0)
    return carried


def _behind(hours: tuple[float, ...], cap: float) -> list[float]:
    """Return, at the end of each period, the work due so far less what could be done so far."""
    return [done - cap * k for k, done in enumerate(accumulate(hours), 1)]
