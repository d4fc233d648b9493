"""Intervals for quantiles: what 19 of 20 orders stay below, and how sure that is."""

from __future__ import annotations

import numpy as np

from plantwright.model.estimate import Estimate
from plantwright.twin.intervals import LEVEL, Array, Values, mean_estimate


def quantile_over_runs(
    samples: list[Array], share: float, *, unit: str, level: float = LEVEL, evidence: str = ""
) -> Estimate:
    """Return a quantile as the mean of every run's own, with a Student t interval over the runs.

    Parameters
    ----------
    samples
        The values of each run; inside a run they may depend on each other. A run without any is left out.
    share
        Which quantile: 0.95 is what 19 of 20 values stay below [1].
    unit, level, evidence
        As in ``mean_estimate``.

    Raises
    ------
    ValueError
        Share or level is not between 0 and 1.

    Notes
    -----
    A run's quantile is biased by the order of one over its number of values, which more runs do not mend: let each
    run hold hundreds of orders.

    References
    ----------
    Law (2015), Simulation Modeling and Analysis, 5th ed., section 9.4.2.
    """
    _check(share)
    own = [float(np.quantile(one, share)) if len(one) else np.nan for one in samples]
    method = f"mean over independent runs of each run's {share:g} quantile"
    return mean_estimate(own, unit=unit, level=level, method=method, evidence=evidence)


def quantile_estimate(values: Values, share: float, *, unit: str, level: float = LEVEL, evidence: str = "") -> Estimate:
    """Return a quantile of independent values with an interval that no law of theirs can upset.

    Parameters
    ----------
    values
        Independent values, as one a run; orders of one run are not.
    share
        Which quantile [1].
    unit, level, evidence
        As in ``mean_estimate``; the true level is at least the one told.

    Raises
    ------
    ValueError
        Share or level is not between 0 and 1, or a value is not finite.

    Notes
    -----
    How many of n values lie below the quantile is binomial with chance ``share``, whatever their law. So the r-th and
    the s-th smallest enclose it with chance ``P(r ≤ B < s)``; r and s cut at most ``(1 − level) / 2`` from each side.
    With too few values for that there is no interval.

    References
    ----------
    David and Nagaraja (2003), Order Statistics, 3rd ed., section 7.1.
    """
    _check(share)
    ranked = np.sort(np.asarray(values, dtype=float))
    if not np.isfinite(ranked).all():
        raise ValueError("values: not all finite; a quantile needs numbers; leave out what is not known")
    told = {"unit": unit, "level": level, "n": len(ranked), "evidence": evidence}
    method = f"{share:g} quantile of independent values, interval from order statistics"
    if len(ranked) == 0:
        return Estimate(value=None, method=method, **told)
    value = float(np.quantile(ranked, share))
    first, last = _ranks(len(ranked), share, level)
    if first < 1 or last > len(ranked):
        return Estimate(value=value, method=f"{method}: none, too few values", **told)
    return Estimate(value=value, low=float(ranked[first - 1]), high=float(ranked[last - 1]), method=method, **told)


def _ranks(count: int, share: float, level: float) -> tuple[int, int]:
    """Return the ranks, from 1, of the values that enclose a quantile; 0 or count + 1 where there is none."""
    from scipy.special import bdtr  # noqa: PLC0415 - whoever only runs a plant needs no scipy

    below = bdtr(np.arange(count + 1), count, share)  # P(B ≤ k)
    spare = (1 - level) / 2
    return int(np.searchsorted(below, spare, side="right")), int(np.searchsorted(below, 1 - spare)) + 1


def _check(share: float) -> None:
    if not 0 < share < 1:
        raise ValueError(f"share: {share!r}; above 0 and below 1; write 0.95 for what 19 of 20 stay below")
