"""The chart of a weighted mean that forgets: quick to see small shifts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.signal import lfilter

from plantwright.errors import Problems, RecordsError
from plantwright.observe.spc.baseline import Known, checked_values, first_points, said
from plantwright.observe.spc.control_chart import ControlChart, control_chart
from plantwright.observe.spc.rules import LIMITS_ALONE
from plantwright.observe.spc.spreads import as_told, within_moving_range

WEIGHT, WIDTH = 0.2, 2.962
"""Weight of the newest value and standard deviations to a limit: a false signal each 500 values in the long run."""


def ewma(
    values: Sequence[float] | np.ndarray,
    *,
    unit: str = "",
    baseline: int | None = None,
    known: Known | None = None,
    weight: float = WEIGHT,
    width: float = WIDTH,
    asymptotic: bool = False,
) -> ControlChart:
    """Return the chart of the exponentially weighted moving average (EWMA).

    Parameters
    ----------
    values, unit, baseline, known
        As in `individuals`.
    weight
        Of the newest value, above 0 and up to 1 [1].
    width
        Standard deviations from the center to a limit [1].
    asymptotic
        Take the limits of the long run from the first point on, instead of those that open with time.

    Notes
    -----
    ``z_i = λ·x_i + (1−λ)·z_(i−1)`` from the center on; limits ``center ± L·σ·√(λ/(2−λ)·(1−(1−λ)^(2i)))``.

    References
    ----------
    NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.4; Lucas and Saccucci (1990), Technometrics 32(1).
    """
    _check(weight, width)
    points = checked_values(values, baseline)
    base = first_points(points, baseline)
    sigma = as_told(known, unit) if known else within_moving_range(base, unit)
    mean = known.mean if known else float(base.mean())
    smooth = mean + lfilter([weight], [1.0, weight - 1.0], points - mean)
    growth = 1.0 if asymptotic else 1.0 - (1.0 - weight) ** (2.0 * np.arange(1, len(points) + 1))
    spread = sigma.some() * np.sqrt(weight / (2 - weight) * growth)
    return control_chart(
        "ewma", smooth, mean, spread,
        rules=LIMITS_ALONE, sigma=sigma.estimate, baseline=said(len(points), baseline, known), unit=unit, width=width,
    )  # fmt: skip


def _check(weight: float, width: float) -> None:
    problems = Problems("an EWMA chart", RecordsError)
    if not 0 < weight <= 1:
        problems.add("weight", f"{weight:g}", "above 0 and up to 1", "0.2 is usual")
    if not width > 0:
        problems.add("width", f"{width:g}", "above 0", "2.962 is usual")
    problems.raise_any()
