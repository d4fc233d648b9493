"""Setup families where nobody told them and setups lie inside the intervals: by what follows what more slowly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from plantwright.calibrate.arrays import Floats, Ints
from plantwright.calibrate.hidden_failures import hidden_failures
from plantwright.calibrate.process_times import as_one_pair, center_runs, noise_of, told_apart
from plantwright.calibrate.regression import parts_of
from plantwright.calibrate.sample import Sample
from plantwright.calibrate.setups import surely_setups

_RUNS_A_PAIR = 3.0
_PRICE = 4.0
"""Fall in the sum of squares that one more family must bring."""


def regrouped(sample: Sample) -> Sample:
    """Return the sample with products joined into families, where changes between them take no longer."""
    products = len(sample.names.products)
    precision, total = np.zeros((products, products)), np.zeros((products, products))
    for center in range(len(sample.names.centers)):
        _add(sample, center, precision, total)
    if not precision.any():
        return sample
    effect = np.divide(total, precision, out=np.full_like(total, 0.5), where=precision > 0)
    return _with_families(sample, _clusters(effect, precision))


def _add(sample: Sample, center: int, precision: Floats, total: Floats) -> None:
    """Add what one work center says of each two products, setups measured in its mean setup."""
    chosen = center_runs(sample, center, _RUNS_A_PAIR)
    if len(chosen.pairs) < 2:
        return
    one = as_one_pair(chosen).seen
    if not sample.breakdowns.known and (hidden := hidden_failures(told_apart(chosen).seen, by_lot=chosen.by_lot)):
        length = np.maximum(one.length - hidden.repair, 1e-3)
        one, chosen = replace(one, length=length), replace(chosen, seen=replace(chosen.seen, length=length))
    pooled = parts_of(one, by_lot=chosen.by_lot)
    noise = max(noise_of(one, pooled, one.weight).scv, 1e-4)
    if not surely_setups(one, noise, by_lot=chosen.by_lot):
        return
    parts, usual = parts_of(chosen.seen, by_lot=chosen.by_lot), float(pooled.setup[0])
    weight = usual**2 / np.maximum(parts.setup_variance * noise, 1e-9)
    for first, second in (chosen.pairs.T, chosen.pairs.T[::-1]):
        np.add.at(precision, (first, second), weight)
        np.add.at(total, (first, second), weight * parts.setup / usual)


def _clusters(effect: Floats, precision: Floats) -> Ints:
    """Return the family of each product: the cut of the tree of average effects that explains them best."""
    # slow to import, and seldom needed
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415
    from scipy.spatial.distance import squareform  # noqa: PLC0415

    tree = linkage(squareform(np.maximum(effect, 0.0) * (1 - np.eye(len(effect))), checks=False), "average")
    cuts = [fcluster(tree, count, "maxclust").astype(np.int64) - 1 for count in range(1, len(effect) + 1)]
    costs = [_misfit(effect, precision, cut) + _PRICE * cut.max() for cut in cuts]
    return cuts[int(np.argmin(costs))]


def _misfit(effect: Floats, precision: Floats, family: Ints) -> float:
    """Return the squares left over, if changes take nothing within a family and one time between two."""
    other = family[:, None] != family
    between = np.where(other, precision, 0.0)
    level = float((between * effect).sum() / between.sum()) if between.any() else 0.0
    return float((precision * (effect - np.where(other, level, 0.0)) ** 2).sum()) / 2


def _with_families(sample: Sample, family: Ints) -> Sample:
    names = sample.names
    heads = [names.products[int(np.flatnonzero(family == one)[0])] for one in range(int(family.max()) + 1)]
    # names are in order of the products' names, as without families
    runs = sample.runs
    before = np.where(runs.before >= 0, family[runs.before], -1)
    return replace(
        sample,
        names=replace(names, families=tuple(heads)),
        tasks=replace(sample.tasks, family=family[sample.tasks.product]),
        runs=replace(runs, before=before, family=family[runs.family]),
    )
