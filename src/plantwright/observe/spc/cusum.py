"""The charts of summed deviations: quick to see a small shift, and from when on it was there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from plantwright.errors import Problems, RecordsError
from plantwright.observe.spc.baseline import Known, checked_values, first_points, said
from plantwright.observe.spc.control_chart import ControlChart, control_chart
from plantwright.observe.spc.rules import LIMITS_ALONE
from plantwright.observe.spc.spreads import as_told, within_moving_range

REFERENCE, DECISION = 0.5, 5.0
"""Half of the shift to find, and the sum that signals [standard deviations]: a false signal each 465 values."""


def cusum(
    values: Sequence[float] | np.ndarray,
    *,
    unit: str = "",
    baseline: int | None = None,
    known: Known | None = None,
    reference: float = REFERENCE,
    decision: float = DECISION,
) -> tuple[ControlChart, ControlChart]:
    """Return the two charts of the tabular cumulative sum (CUSUM), of deviations up and of deviations down.

    Parameters
    ----------
    values, unit, baseline, known
        As in `individuals`; the sums begin at the known mean, or at that of the baseline.
    reference
        Half of the shift that is to be found [standard deviations].
    decision
        The sum that signals [standard deviations].

    Notes
    -----
    ``up_i = max(0, up_(i−1) + x_i − (mean + k·σ))`` and likewise down, shown below zero; a signal beyond ``h·σ``. The
    sums go on after a signal. They begin at zero, and the last time a sum was zero is when a shift likely began.

    References
    ----------
    Page (1954), Biometrika 41; NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.3.
    """
    _check(reference, decision)
    points = checked_values(values, baseline)
    base = first_points(points, baseline)
    sigma = as_told(known, unit) if known else within_moving_range(base, unit)
    spread, told = sigma.some(), said(len(points), baseline, known)
    deviation = points - (known.mean if known else float(base.mean()))
    steps = reference * spread
    up = ("cusum up", summed(deviation - steps), 0.0, np.inf)
    down = ("cusum down", 0.0 - summed(-deviation - steps), -np.inf, 0.0)
    first, second = (
        control_chart(
            kind, sums, 0.0, spread, rules=LIMITS_ALONE, sigma=sigma.estimate, baseline=told, unit=unit,
            width=decision, floor=floor, ceiling=ceiling,
        )
        for kind, sums, floor, ceiling in (up, down)
    )  # fmt: skip
    return first, second


def summed(steps: np.ndarray) -> np.ndarray:
    """Return the sum of steps that begins anew whenever it would fall below zero, shape as given.

    Notes
    -----
    ``S_i − min(0, min of S_1 to S_i)`` over the plain sums S, along the last axis: no loop.
    """
    plain = np.cumsum(steps, axis=-1)
    return np.asarray(plain - np.minimum(np.minimum.accumulate(plain, axis=-1), 0.0))


def _check(reference: float, decision: float) -> None:
    problems = Problems("a CUSUM chart", RecordsError)
    if not reference >= 0:
        problems.add("reference", f"{reference:g}", "0 or more", "0.5 finds a shift of one standard deviation")
    if not decision > 0:
        problems.add("decision", f"{decision:g}", "above 0", "5 is usual")
    problems.raise_any()
