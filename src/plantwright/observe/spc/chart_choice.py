"""Which chart fits the data, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from plantwright.errors import FitError
from plantwright.observe.spc.characteristics import Characteristic
from plantwright.observe.spc.control_chart import ControlChart
from plantwright.observe.spc.cusum import cusum
from plantwright.observe.spc.ewma import ewma
from plantwright.observe.spc.individuals import individuals
from plantwright.observe.spc.rules import Rule
from plantwright.observe.spc.spreads import Spread, within_deviations, within_moving_range, within_ranges
from plantwright.observe.spc.subgroups import mean_and_deviation, mean_and_range

ValueChart = Literal["i-mr", "xbar-r", "xbar-s", "ewma", "cusum"]
CountChart = Literal["p", "np", "c", "u"]
VALUE_CHARTS: tuple[ValueChart, ...] = ("i-mr", "xbar-r", "xbar-s", "ewma", "cusum")
COUNT_CHARTS: tuple[CountChart, ...] = ("p", "np", "c", "u")
LARGE = 10
"""Values of a subgroup from which its range wastes too much of what is known."""


def choose(one: Characteristic) -> tuple[ValueChart, str]:
    """Return the chart of measured values that fits, and why."""
    if not one.groups:
        return "i-mr", "single values: each is held against the spread between neighbors"
    sizes = [len(group) for group in one.groups]
    told = f"subgroups of {min(sizes)}" + (f" to {max(sizes)}" if max(sizes) > min(sizes) else "")
    if min(sizes) < 2:
        return "i-mr", f"{told}: some hold a single value, so that all values are charted singly"
    if np.mean(sizes) >= LARGE:
        return "xbar-s", f"{told}: large enough for their standard deviations"
    return "xbar-r", f"{told}: small, so that their ranges say as much"


def charts_of(
    one: Characteristic, chart: ValueChart, baseline: int | None, rules: Sequence[Rule]
) -> tuple[ControlChart, ...]:
    """Return the charts of a kind of a characteristic.

    Parameters
    ----------
    one
        What was measured.
    chart
        The kind; of subgroups an EWMA or CUSUM takes the means.
    baseline
        How many of the first points set the limits; all, if None.
    rules
        The patterns to look for.
    """
    if chart in ("xbar-r", "xbar-s"):
        if not one.groups or min(len(group) for group in one.groups) < 2:
            raise FitError(one.name, [f"{one.name}: no subgroups of two or more values; use the chart i-mr"])
        make = mean_and_range if chart == "xbar-r" else mean_and_deviation
        return make(one.grouped(), unit=one.unit, baseline=baseline, rules=rules)
    if chart == "i-mr":
        return individuals(one.values, unit=one.unit, baseline=baseline, rules=rules)
    points = np.array([group.mean() for group in one.grouped()]) if one.groups else one.values
    if chart == "ewma":
        return (ewma(points, unit=one.unit, baseline=baseline),)
    return cusum(points, unit=one.unit, baseline=baseline)


def within_of(one: Characteristic, chart: ValueChart) -> Spread:
    """Return the standard deviation within a short time that capability takes, from all values."""
    if one.groups and chart != "i-mr" and min(len(group) for group in one.groups) >= 2:
        make = within_deviations if chart == "xbar-s" else within_ranges
        return make(one.grouped(), one.unit)
    return within_moving_range(one.values, one.unit)
