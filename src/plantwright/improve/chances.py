"""How likely each change is to be the best of all, by the model that the groups rest on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from plantwright.improve.experiment import Array, Experiment, Spread, known_apart
from plantwright.improve.gains import gain
from plantwright.improve.ranking import Objective

TIMES = 4000


def chances(experiment: Experiment, objective: Objective, names: Sequence[str]) -> Array:
    """Return each change's chance to be the best, shape (changes,); those that are exactly alike share theirs.

    Notes
    -----
    The means are drawn from their joint normal law: each run has one weight, the same for all changes, so that what
    changes have in common on common random numbers stays in common. One refit is drawn for all changes together.
    """
    if not names:
        return np.zeros(0)
    rng = np.random.default_rng(experiment.trial.seed)
    gains = [gain(experiment, objective, name) for name in names]
    weights = rng.standard_normal((TIMES, max(len(one.values) for one in gains)))
    refit = rng.integers(0, max((len(one.shifts) for one in gains), default=0) or 1, TIMES)
    sampled = np.array([_chance(one.values, weights) + _shift(one, refit) for one in gains])
    best = sampled >= sampled.max(axis=0)
    return np.asarray((best / best.sum(axis=0)).mean(axis=1), dtype=float)


def _chance(values: Array, weights: Array) -> Array:
    """Return means as other runs might have given them; what no run knows is never the best."""
    count = len(values)
    if not np.isfinite(values).all():
        return np.full(len(weights), -np.inf)
    if count < 2:
        return np.full(len(weights), values.mean())
    # no matrix product: changes that are alike must give the very same numbers
    apart = (values - values.mean()) / np.sqrt(count * (count - 1))
    return np.asarray(values.mean() + (weights[:, :count] * apart).sum(axis=1), dtype=float)


def _shift(one: Spread, refit: NDArray[np.int64]) -> Array:
    """Return what the refits drawn make of a gain, with less of what their few runs add by chance."""
    if not len(one.shifts):
        return np.zeros(len(refit))
    shifts = np.nan_to_num(one.shifts)
    whole = float(np.mean(shifts**2))
    kept = known_apart(whole, one.drawn_noise()) / whole if whole else 0.0
    return np.asarray(np.sqrt(kept) * shifts[refit], dtype=float)
