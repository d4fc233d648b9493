"""Intervals for means over independent runs, and for what pairs of runs differ by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from plantwright.model.estimate import Estimate

Array: TypeAlias = NDArray[np.float64]
Values: TypeAlias = Array | Sequence[float]
LEVEL = 0.95


def mean_estimate(
    values: Values, *, unit: str, level: float = LEVEL, method: str = "mean over independent runs", evidence: str = ""
) -> Estimate:
    """Return the mean of independent runs with its Student t interval.

    Parameters
    ----------
    values
        One number a run, shape (runs,); NaN where a run does not know it: it is left out, and the method says so.
    unit, method, evidence
        What the Estimate says of itself.
    level
        Chance that the interval holds the true mean [1].

    Raises
    ------
    ValueError
        The level is not between 0 and 1.

    Notes
    -----
    ``x̄ ± t(n − 1, (1 + level) / 2) · s / √n``. By the central limit theorem it needs no normal values, only runs that
    are each a mean of many.

    References
    ----------
    Law (2015), Simulation Modeling and Analysis, 5th ed., sections 4.5 and 9.4.
    """
    numbers = np.asarray(values, dtype=float)
    known = numbers[np.isfinite(numbers)]
    told = method + _left_out(len(numbers) - len(known))
    if len(known) == 0:
        return Estimate(value=None, unit=unit, level=_checked(level), n=0, method=told, evidence=evidence)
    return around(float(known.mean()), standard_error(known), len(known), unit=unit, level=level,
                  method=told, evidence=evidence)  # fmt: skip


def paired_difference(
    changed: Values, base: Values, *, unit: str, level: float = LEVEL, evidence: str = ""
) -> Estimate:
    """Return the mean difference of pairs of runs on common random numbers, with its Student t interval.

    Parameters
    ----------
    changed, base
        Run k of both used the same random streams, shape (runs,).
    unit, level, evidence
        As in ``mean_estimate``.

    Raises
    ------
    ValueError
        The two are not of the same number of runs, or the level is not between 0 and 1.

    References
    ----------
    Law (2015), Simulation Modeling and Analysis, 5th ed., sections 10.2.1 and 11.2.
    """
    first, second = _pairs(changed, base)
    method = "mean difference of paired runs on common random numbers"
    return mean_estimate(first - second, unit=unit, level=level, method=method, evidence=evidence)


def paired_ratio(changed: Values, base: Values, *, level: float = LEVEL, evidence: str = "") -> Estimate:
    """Return the ratio of the means of paired runs, changed over base, with Fieller's interval [1].

    Parameters
    ----------
    changed, base
        Run k of both used the same random streams, shape (runs,).
    level, evidence
        As in ``mean_estimate``.

    Raises
    ------
    ValueError
        The two are not of the same number of runs, or the level is not between 0 and 1.

    Notes
    -----
    All ratios θ for which the mean of ``changed − θ · base`` may be zero: ``(x̄ − θȳ)² ≤ t² · s²(x − θy) / n``. Where
    the base itself may be zero there is no such interval, and none is given.

    References
    ----------
    Fieller (1954), Some problems in interval estimation, Journal of the Royal Statistical Society B 16, 175–185.
    """
    first, second = _pairs(changed, base)
    known = np.isfinite(first) & np.isfinite(second)
    first, second, count = first[known], second[known], int(known.sum())
    method = "ratio of means of paired runs, Fieller's interval" + _left_out(len(known) - count)
    told = {"unit": "1", "level": _checked(level), "n": count, "evidence": evidence}
    if count == 0 or second.mean() == 0:
        return Estimate(value=None, method=method, **told)
    ends = _fieller(first, second, level) if count > 1 else None
    if ends is None:
        return Estimate(value=first.mean() / second.mean(), method=f"{method}: none, too few runs", **told)
    return Estimate(value=first.mean() / second.mean(), low=ends[0], high=ends[1], method=method, **told)


def around(value: float, error: float, n: int, *, unit: str, level: float, method: str, evidence: str) -> Estimate:
    """Return a mean of ``n`` independent values with its Student t interval, from its standard error."""
    told = {"value": value, "unit": unit, "level": _checked(level), "n": n, "evidence": evidence}
    if n < 2:
        return Estimate(method=f"{method}; no interval from one", **told)
    half = t_quantile(n - 1, level) * error
    return Estimate(low=value - half, high=value + half, method=f"{method}; t interval", **told)


def standard_error(values: Array) -> float:
    """Return the standard error of the mean of independent values; NaN of one."""
    return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan")


def t_quantile(freedom: float, level: float) -> float:
    """Return how many standard errors a two-sided interval of that level reaches."""
    from scipy.special import stdtrit  # noqa: PLC0415 - whoever only runs a plant needs no scipy

    return float(stdtrit(freedom, 0.5 + _checked(level) / 2))


def _checked(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"level: {level!r}; above 0 and below 1; write 0.95 for 95 %")
    return level


def _left_out(count: int) -> str:
    return f", {count} left out that do not know it" if count else ""


def _pairs(changed: Values, base: Values) -> tuple[Array, Array]:
    first, second = np.asarray(changed, dtype=float), np.asarray(base, dtype=float)
    if first.shape != second.shape:
        raise ValueError(
            f"changed, base: {first.shape} and {second.shape}; pairs are needed; give the same runs of both"
        )
    return first, second


def _fieller(first: Array, second: Array, level: float) -> tuple[float, float] | None:
    count = len(first)
    squared = t_quantile(count - 1, level) ** 2 / count
    (xx, xy), (_, yy) = np.cov(first, second)
    x, y = first.mean(), second.mean()
    # the roots of a·θ² − 2·b·θ + c
    a, b, c = y * y - squared * yy, x * y - squared * xy, x * x - squared * xx
    if not a > 0:
        return None
    root = np.sqrt(max(b * b - a * c, 0.0))
    return float((b - root) / a), float((b + root) / a)
