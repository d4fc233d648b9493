"""Each time a lot was taken from a queue: who waited beside it, and by which rules it was the first of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from plantwright.calibrate.arrays import Flags, Floats, Ints, flags

_PAIRS = 2_000_000
"""Pairs of a lot taken and a lot that waited that are looked at together."""


@dataclass(frozen=True)
class Queue:
    """The lots that passed the queue of a work center."""

    keys: Floats
    """When each came, when it is due, how long it may take: what each rule goes by, shape (lots, rules)."""
    start: Floats
    """When each was taken, shape (lots,) [s]."""
    urgent: Flags


@dataclass(frozen=True)
class Taken:
    """What the choices between several lots show."""

    agreements: Floats
    """1 where a rule agrees, NaN where it does not tell the lots apart, shape (choices, rules)."""
    urgent: Floats
    """Was an urgent lot taken, by what chance, where there were some beside others, shape (choices, 2)."""


def taken_of(queue: Queue) -> Taken:
    """Return what each choice between several lots that waited shows."""
    # a lot that came just before may still be on its way
    settled = queue.keys[:, 0] + float(np.quantile(queue.start - queue.keys[:, 0], 0.1)) * 1.5
    parts = [_part(queue, settled, *one) for one in _pairs(queue.start, settled)]
    return Taken(
        np.concatenate([np.empty((0, queue.keys.shape[1])), *(one.agreements for one in parts)]),
        np.concatenate([np.empty((0, 2)), *(one.urgent for one in parts)]),
    )


def _pairs(start: Floats, settled: Floats) -> Iterator[tuple[Ints, Ints]]:
    """Iterate over pairs of a lot taken and a lot that waited then, those of one lot taken together and in order."""
    order = np.argsort(start)
    first = np.searchsorted(start[order], settled, side="right")
    behind = np.searchsorted(start[order], start, side="right")
    waits = np.flatnonzero(first < behind)
    ends = len(order) + 1
    waiting = np.cumsum(np.bincount(first[waits], minlength=ends) - np.bincount(behind[waits], minlength=ends))[:-1]
    edges = np.searchsorted(np.cumsum(waiting), np.arange(_PAIRS, waiting.sum(), _PAIRS)) + 1
    for low, high in zip([0, *edges], [*edges, len(order)], strict=True):
        begin, end = np.maximum(first[waits], low), np.minimum(behind[waits], high)
        count = np.maximum(end - begin, 0)
        within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        taken, waited = np.repeat(begin, count) + within, np.repeat(waits, count)
        by_taken = np.argsort(taken, kind="stable")
        yield order[taken[by_taken]], waited[by_taken]


def _part(queue: Queue, settled: Floats, taken: Ints, waited: Ints) -> Taken:
    if not len(taken):
        return Taken(np.empty((0, queue.keys.shape[1])), np.empty((0, 2)))
    lots, several, number = _grouped(taken)
    chosen = (several > 1) & (settled[lots] < queue.start[lots])
    share = np.bincount(number, queue.urgent[waited], len(lots)) / several
    mixed = chosen & (share > 0) & (share < 1)
    peers = chosen[number] & (queue.urgent[waited] == queue.urgent[taken])
    urgent = np.column_stack([queue.urgent[lots[mixed]], share[mixed]])
    return Taken(_agreements(queue.keys, taken[peers], waited[peers]), urgent)


def _grouped(taken: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the lots taken, how many waited at each, and the place of each pair's lot among them."""
    starts = _starts(taken)
    count = np.diff(np.append(starts, len(taken)))
    return taken[starts], count, np.repeat(np.arange(len(starts)), count)


def _starts(taken: Ints) -> Ints:
    return np.flatnonzero(np.concatenate([[True], taken[1:] != taken[:-1]]))


def _agreements(keys: Floats, taken: Ints, peers: Ints) -> Floats:
    """Return by which rules each lot taken was the first of its peers; NaN where a rule does not tell them apart."""
    if not len(taken):
        return np.empty((0, keys.shape[1]))
    lots, count, _ = _grouped(taken)
    starts, values = _starts(taken), keys[peers]
    least, most = np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)
    agree = (keys[lots] <= least + 1e-6).astype(np.float64)
    alike = np.isnan(least) | flags(most - least < 1e-6)
    return np.asarray(np.where(alike, np.nan, agree)[count > 1])
