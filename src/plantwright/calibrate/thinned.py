"""Some of very many runs, so that what is searched in them takes no longer than in a few thousand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from plantwright.calibrate.arrays import Flags
from plantwright.calibrate.regression import Lengths

FEWEST = 60
"""Runs of a kind that are kept, where there are as many."""


def thinned(seen: Lengths, most: int, telling: Flags) -> Lengths:
    """Return about ``most`` of the runs, drawn by chance among those of the same task and change of family.

    Parameters
    ----------
    telling
        Runs that say more than others and are drawn apart, as many as of all others, shape (runs,).

    Notes
    -----
    The weights of those kept are raised so that each kind weighs what it did: sums over them estimate the sums over
    all. The draw is the same each time.
    """
    number = len(seen.length)
    if number <= most:
        return seen
    like = 2 * (seen.group * (seen.pairs + 1) + seen.pair + 1) + telling
    _, kind, counts = np.unique(like, return_inverse=True, return_counts=True)
    order = np.lexsort((np.random.default_rng(0).random(number), kind))
    rank = np.empty(number, dtype=np.int64)
    rank[order] = np.arange(number) - np.repeat(np.cumsum(counts) - counts, counts)
    apart = telling[order][np.cumsum(counts) - 1]
    total = np.where(apart, telling.sum(), (~telling).sum())
    share = np.maximum(np.ceil(counts * (most / 2) / total).astype(np.int64), FEWEST)
    kept = np.flatnonzero(rank < share[kind])
    weight = seen.weight[kept]
    whole = np.bincount(kind, seen.weight, len(counts))
    held = np.bincount(kind[kept], weight, len(counts))
    weight = weight * np.divide(whole, held, out=np.ones_like(whole), where=held > 0)[kind[kept]]
    columns = {name: getattr(seen, name)[kept] for name in ("length", "quantity", "group", "pair")}
    return replace(seen, **columns, weight=weight)
