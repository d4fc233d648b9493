"""Whether two simulators agree: the difference of their means within a joint confidence interval.

Notes
-----
Runs are independent, so means are compared by Welch's interval. Where several comparisons must hold at once, each is
made at the level ``1 − 0.01 / comparisons`` (Bonferroni): if all models are the same, all hold with 99 %.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from benchmarks.table import Row

JOINT = 0.99
"""The level at which all comparisons hold at once [1]."""

UNITS = {"flow": "s", "throughput": "pieces/s", "wip": "orders"}
NAMES = {"flow": "flow time", "throughput": "throughput", "wip": "WIP"}


def joint_level(comparisons: int) -> float:
    """Return the level of each of so many comparisons [1]."""
    return 1.0 - (1.0 - JOINT) / comparisons


def half_width(ours: NDArray[np.float64], theirs: NDArray[np.float64], level: float) -> float:
    """Return the half width of Welch's interval for the difference of two means."""
    parts = [float(one.var(ddof=1)) / len(one) for one in (ours, theirs)]
    variance = sum(parts)
    if not variance > 0:
        return variance
    freedom = variance**2 / sum(part**2 / (len(one) - 1) for part, one in zip(parts, (ours, theirs), strict=True))
    return float(stats.t.ppf(0.5 + level / 2, freedom)) * math.sqrt(variance)


def agreement_row(name: str, measure: str, ours: NDArray[np.float64], theirs: NDArray[np.float64], level: float) -> Row:
    """Return the row of one comparison: our mean, the rival's, and how far they may be apart."""
    mean, other = float(ours.mean()), float(theirs.mean())
    allowed = half_width(ours, theirs, level)
    bound = f"peer ± {allowed:.3g} at {level:.2%}"
    return Row(
        f"{name}: {NAMES[measure]}", mean, UNITS[measure], bound, other, mean / other if other else None,
        bool(abs(mean - other) <= allowed),
    )  # fmt: skip


def missing_row(name: str, measure: str, why: str) -> Row:
    """Return the row of a comparison that could not be made; it says why."""
    return Row(f"{name}: {NAMES[measure]}; {why}", None, UNITS[measure], f"peer ± {JOINT:.0%} interval")
