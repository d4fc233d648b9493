"""Charts of subgroups: their means, with their ranges or standard deviations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from plantwright.errors import Problems, RecordsError
from plantwright.observe.spc.baseline import Known, checked_values, first_points, said
from plantwright.observe.spc.constants import c4, d2, d3
from plantwright.observe.spc.control_chart import ControlChart, control_chart
from plantwright.observe.spc.rules import NELSON, SPREAD_ALONE, Rule
from plantwright.observe.spc.spreads import Spread, as_told, within_deviations, within_ranges

Groups = Sequence[Sequence[float] | np.ndarray] | np.ndarray
"""The values of each subgroup, in time; subgroups may differ in size."""


def mean_and_range(
    groups: Groups,
    *,
    unit: str = "",
    baseline: int | None = None,
    known: Known | None = None,
    rules: Sequence[Rule] = NELSON,
) -> tuple[ControlChart, ControlChart]:
    """Return the chart of subgroup means and that of their ranges (Xbar-R), for subgroups of about 2 to 9.

    Parameters
    ----------
    groups
        The values of each subgroup.
    unit, known
        As in `individuals`.
    baseline
        How many of the first subgroups set the limits; all, if not told.
    rules
        The patterns to look for among the means; ranges are held against their limits alone.

    Notes
    -----
    Limits are ``mean ± 3·σ/√n`` and ``d2·σ ± 3·d3·σ`` with n of each subgroup and ``σ = mean of R/d2``: with equal
    subgroups mean ± A2·R̄ and D3·R̄ to D4·R̄.
    """
    made = _checked(groups, baseline)
    sigma = as_told(known, unit) if known else within_ranges(first_points(made, baseline), unit)
    return _means(made, sigma, baseline, known, rules), _widths(made, sigma, said(len(made), baseline, known), _RANGE)


def mean_and_deviation(
    groups: Groups,
    *,
    unit: str = "",
    baseline: int | None = None,
    known: Known | None = None,
    rules: Sequence[Rule] = NELSON,
) -> tuple[ControlChart, ControlChart]:
    """Return the chart of subgroup means and that of their standard deviations (Xbar-S), for subgroups of any size.

    Parameters
    ----------
    groups, unit, baseline, known, rules
        As in `mean_and_range`.

    Notes
    -----
    Limits are ``mean ± 3·σ/√n`` and ``c4·σ ± 3·σ·√(1−c4²)`` with ``σ = mean of s/c4``: with equal subgroups mean ±
    A3·s̄ and B3·s̄ to B4·s̄.
    """
    made = _checked(groups, baseline)
    sigma = as_told(known, unit) if known else within_deviations(first_points(made, baseline), unit)
    told = said(len(made), baseline, known)
    return _means(made, sigma, baseline, known, rules), _widths(made, sigma, told, _DEVIATION)


@dataclass(frozen=True)
class _Width:
    """A way to say how wide a subgroup is; mean and noise in standard deviations of single values."""

    kind: str
    measure: Callable[[np.ndarray], float]
    mean: Callable[[int], float]
    noise: Callable[[int], float]


_RANGE = _Width("range", lambda one: float(np.ptp(one)), d2, d3)
_DEVIATION = _Width("standard deviation", lambda one: float(one.std(ddof=1)), c4, lambda size: sqrt(1 - c4(size) ** 2))


def _means(
    groups: list[np.ndarray], sigma: Spread, baseline: int | None, known: Known | None, rules: Sequence[Rule]
) -> ControlChart:
    mean = known.mean if known else float(np.concatenate(first_points(groups, baseline)).mean())
    spread = sigma.some() / np.sqrt([len(one) for one in groups])
    return control_chart(
        "mean", np.array([one.mean() for one in groups]), mean, spread,
        rules=rules, sigma=sigma.estimate, baseline=said(len(groups), baseline, known), unit=sigma.estimate.unit,
    )  # fmt: skip


def _widths(groups: list[np.ndarray], sigma: Spread, told: str, width: _Width) -> ControlChart:
    points = np.array([width.measure(one) for one in groups])
    center, noise = (sigma.some() * np.array([of(len(one)) for one in groups]) for of in (width.mean, width.noise))
    return control_chart(
        width.kind, points, center, noise,
        rules=SPREAD_ALONE, sigma=sigma.estimate, baseline=told, unit=sigma.estimate.unit, floor=0.0,
    )  # fmt: skip


def _checked(groups: Groups, baseline: int | None) -> list[np.ndarray]:
    made = [np.asarray(one, float) for one in groups]
    problems = Problems("a control chart", RecordsError)
    small = [place for place, one in enumerate(made, 1) if len(one) < 2]
    if small:
        shown = ", ".join(map(str, small[:5]))
        cure = "leave them out, or chart single values"
        problems.add(f"subgroup {shown}", "fewer than two values", "a subgroup needs two or more", cure)
    problems.raise_any()
    checked_values([float(one.mean()) for one in made], baseline)
    return made
