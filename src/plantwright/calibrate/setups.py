"""Change-over times by pair of families, each drawn toward the mean of all pairs as far as it is uncertain."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from plantwright.calibrate.arrays import Floats, Ints, mean, ratio, scv, sums
from plantwright.calibrate.regression import Lengths, Parts, parts_of
from plantwright.calibrate.sample import Sample
from plantwright.calibrate.shapes import shape_of
from plantwright.model.distribution import NO_NOISE, Distribution
from plantwright.model.equipment import Setup, SetupTime

_SURE = 2.5
"""Standard errors above zero at which setups are believed to exist."""


def setup_from_rows(sample: Sample, center: int) -> Setup | None:
    """Return the setups of a work center whose setups have rows of their own."""
    rows = sample.setups
    mine = (rows.center == center) & (rows.before != rows.family)
    if not mine.any():
        return None
    pairs, pair = np.unique(np.column_stack([rows.before[mine], rows.family[mine]]), axis=0, return_inverse=True)
    pair, length, weight = pair.ravel(), rows.length[mine], sample.order_weight[rows.order[mine]]
    count = sums(pair, weight, len(pairs))
    time = ratio(sums(pair, length * weight, len(pairs)), count)
    residual = length / time[pair]
    lost = float(min(len(pairs), len(residual) / 2))
    spread = scv(residual, weight, lost)
    noise = shape_of(residual, weight, lost=lost) if len(residual) > 2 else NO_NOISE
    drawn, pooled = drawn_together(time, spread * time.mean() ** 2 / count, count)
    rate = _per_change(sample, center, float(rows.length[rows.center == center].sum()), pairs, drawn, pooled)
    return _setup(sample.names.families, pairs, drawn * rate, pooled * rate, noise)


def _per_change(sample: Sample, center: int, total: float, pairs: Ints, time: Floats, pooled: float) -> float:
    """Return what all setup time is of that expected by the changes of family; 1 where the two agree."""
    runs = sample.runs
    changed = (runs.center == center) & (runs.before >= 0) & (runs.before != runs.family)
    known = {(int(a), int(b)): float(t) for (a, b), t in zip(pairs, time, strict=True)}
    changes = zip(runs.before[changed].tolist(), runs.family[changed].tolist(), strict=True)
    expected = sum(known.get(change, pooled) for change in changes)
    rate = total / expected if expected > 0 else 1.0
    return rate if abs(rate - 1) > 0.1 else 1.0


def surely_setups(seen: Lengths, noise_scv: float, *, by_lot: bool) -> bool:
    """Tell whether intervals after a change of family are surely longer; ``seen`` counts all changes as one pair."""
    if not seen.pairs or not (seen.pair >= 0).any():
        return False
    parts = parts_of(seen, by_lot=by_lot)
    return float(parts.setup[0]) > _SURE * float(np.sqrt(max(noise_scv, 1e-4) * parts.setup_variance[0]))


def setup_from_inside(
    families: Sequence[str], pairs: Ints, parts: Parts, noise_scv: float, noise: Distribution
) -> Setup:
    """Return the setups that a regression of the interval lengths found."""
    variance = np.maximum(parts.setup_variance * max(noise_scv, 1e-4), 1e-9)
    drawn, pooled = drawn_together(parts.setup, variance, 1 / variance)
    return _setup(families, pairs, np.maximum(drawn, 0.0), max(pooled, 0.0), noise)


def drawn_together(time: Floats, variance: Floats, weight: Floats) -> tuple[Floats, float]:
    """Return the times drawn toward their mean, and the mean.

    Notes
    -----
    DerSimonian and Laird's variance between the pairs by the method of moments, then the normal shrinkage
    ``(τ²·time + variance·mean) / (τ² + variance)``.
    """
    precision = 1 / np.maximum(variance, 1e-9)
    center = mean(time, precision)
    excess = float(precision @ (time - center) ** 2) - (len(time) - 1)
    scale = float(precision.sum() - (precision**2).sum() / precision.sum())
    between = max(excess / scale, 0.0) if scale > 0 else 0.0
    pooled = mean(time, 1 / np.maximum(between + variance, 1e-9)) if len(time) > 1 else mean(time, weight)
    share = between / (between + variance) if between > 0 else np.zeros(len(time))
    return share * time + (1 - share) * pooled, pooled


def _setup(families: Sequence[str], pairs: Ints, time: Floats, pooled: float, noise: Distribution) -> Setup:
    times = tuple(
        SetupTime(from_family=families[a], to_family=families[b], time=float(t))
        for (a, b), t in zip(pairs.tolist(), time.tolist(), strict=True)
        if a >= 0
    )
    return Setup(default=pooled, times=times, noise=noise.scaled(1 / noise.mean) if noise.mean > 0 else NO_NOISE)
