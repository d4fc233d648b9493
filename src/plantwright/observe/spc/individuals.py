"""Charts of single values: the values, and how far each lies from the one before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from plantwright.observe.spc.baseline import Known, checked_values, first_points, said
from plantwright.observe.spc.constants import d2, d3
from plantwright.observe.spc.control_chart import ControlChart, control_chart
from plantwright.observe.spc.rules import NELSON, SPREAD_ALONE, Rule
from plantwright.observe.spc.spreads import as_told, within_moving_range


def individuals(
    values: Sequence[float] | np.ndarray,
    *,
    unit: str = "",
    baseline: int | None = None,
    known: Known | None = None,
    rules: Sequence[Rule] = NELSON,
) -> tuple[ControlChart, ControlChart]:
    """Return the chart of single values and that of their moving ranges (I-MR).

    Parameters
    ----------
    values
        In time, shape (points,).
    unit
        Of the values.
    baseline
        How many of the first values set the limits; all, if not told.
    known
        Mean and standard deviation, where they need not be estimated.
    rules
        The patterns to look for among the values; moving ranges are held against their limits alone.

    Notes
    -----
    Limits are ``mean ± 3·σ`` and, for moving ranges, ``d2·σ ± 3·d3·σ``, with ``σ = mean moving range / d2(2)``.

    References
    ----------
    NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2.
    """
    points = checked_values(values, baseline)
    base = first_points(points, baseline)
    sigma = as_told(known, unit) if known else within_moving_range(base, unit)
    spread = sigma.some()
    told = said(len(points), baseline, known)
    mean = known.mean if known else float(base.mean())
    each = control_chart(
        "individuals", points, mean, spread, rules=rules, sigma=sigma.estimate, baseline=told, unit=unit
    )
    moving = control_chart(
        "moving range", abs(np.diff(points)), d2(2) * spread, d3(2) * spread,
        rules=SPREAD_ALONE, sigma=sigma.estimate, baseline=told, unit=unit, floor=0.0, first=1,
    )  # fmt: skip
    return each, moving
