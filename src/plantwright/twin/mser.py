"""Where a run stops to remember its begin: the empty floor it starts from is no sample of the plant."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plantwright.twin.intervals import Array, Values

BATCH = 5
"""Observations of one batch."""
FEWEST = 10
"""Batches below which nothing is said."""


@dataclass(frozen=True)
class Truncation:
    """Where a series stops to remember its begin, or that it does not show."""

    drop: int | None
    """Observations to leave out at the begin; None where no truncation is found."""
    seen: int
    """Observations of the series."""
    statistic: Array
    """Squared standard error of the mean of what is left, by batches left out, shape (half of the batches + 1,)."""
    why: str = ""
    """Why none is found."""


def mser5(series: Values) -> Truncation:
    """Return how many observations to leave out, by the marginal standard error rule on batches of five.

    Parameters
    ----------
    series
        Observations at equal steps of time, from the first moment of the run on; best averaged over several runs.

    Raises
    ------
    ValueError
        An observation is not finite.

    Notes
    -----
    The means of n batches are cut where ``Σ(xᵢ − x̄)² / (n − d)²`` over the n − d that are left is least: leaving out
    more of the transient lowers the sum, leaving out too much lowers n − d. Cuts up to half of the series count. A
    least value at that edge means that the transient has not ended in time to be told from the rest: no truncation is
    found. Of batches that are all alike nothing need be left out. The cut weighs bias against the noise of this very
    series: of a noisier one it leaves out less.

    References
    ----------
    White (1997), An effective truncation heuristic for bias reduction in simulation output, Simulation 69, 323–334.
    White, Cobb and Spratt (2000), A comparison of five steady-state truncation heuristics for simulation, Proceedings
    of the Winter Simulation Conference, 755–760. Franklin and White (2008), Stationarity tests and MSER-5, Proceedings
    of the Winter Simulation Conference, 541–546.
    """
    numbers = np.asarray(series, dtype=float)
    if not np.isfinite(numbers).all():
        raise ValueError("series: not all finite; every step needs a number; fill or leave out what is not known")
    count = len(numbers) // BATCH
    if count < FEWEST:
        why = f"{len(numbers)} observations; at least {FEWEST * BATCH} are needed"
        return Truncation(None, len(numbers), np.zeros(0), why)
    statistic = _marginal_errors(numbers[: count * BATCH].reshape(count, BATCH).mean(axis=1))
    best = int(np.argmin(statistic))
    if best == len(statistic) - 1:
        return Truncation(None, len(numbers), statistic, "it still changes in the second half of the run")
    return Truncation(best * BATCH, len(numbers), statistic)


def _marginal_errors(means: Array) -> Array:
    """Return the statistic by batches left out, up to half of them."""
    centered = means - means.mean()  # sums of squares of large numbers lose their digits
    left = np.arange(len(means), 0, -1)
    sums, squares = (np.cumsum(one[::-1])[::-1] for one in (centered, centered**2))
    spread = np.maximum(squares - sums**2 / left, 0.0)
    spread[spread < 1e-20 * max(float((means**2).sum()), 1e-300)] = 0.0  # rounding is no change
    return np.asarray((spread / left**2)[: len(means) // 2 + 1])
