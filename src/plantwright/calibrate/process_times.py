"""How long the operations of one work center take, its setups where they hide inside, and the noise on both."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from plantwright.calibrate.arrays import Floats, Ints, mean, ratio, scv, sums
from plantwright.calibrate.cut_off import with_completed
from plantwright.calibrate.regression import Lengths, Parts
from plantwright.calibrate.sample import Sample
from plantwright.calibrate.shapes import shape_of
from plantwright.model.distribution import NO_NOISE, Distribution

ANY_PAIR = -1
"""Stands for all pairs of families, where these are too many to be told apart."""
_NO_PAIRS = np.empty((0, 2), dtype=np.int64)
_NEARLY_ALL = 0.8
_FEW = 10
"""Observations above which a task speaks for itself."""


@dataclass(frozen=True)
class CenterRuns:
    """The runs of one work center that a fit may use, and how they are grouped."""

    runs: Ints
    """Numbers of the runs."""
    tasks: Ints
    """Task of each group."""
    seen: Lengths
    pairs: Ints
    """Families changed between, shape (pairs, 2)."""
    by_lot: bool
    """Lengths do not depend on the quantity."""
    limit: Floats
    """The longest that each task may take, by what it was loaded with; infinity: not known [s]."""


def center_runs(sample: Sample, center: int, runs_a_pair: float = 8.0) -> CenterRuns:
    """Return the sound runs of a work center, and those going on at the close of tasks that have sound ones.

    Runs whose station's state before was not known are left out where setups hide inside.
    Pairs of families are told apart where there are ``runs_a_pair`` runs for each, and else counted as one.
    """
    runs = sample.runs
    inside = not sample.setup_rows
    mine = (runs.center == center) & ((runs.before >= 0) | (not inside))
    ended = mine & runs.sound
    numbers = np.flatnonzero(ended | (mine & runs.going & np.isin(runs.task, runs.task[ended])))
    tasks, group = np.unique(runs.task[numbers], return_inverse=True)
    pairs, pair = _NO_PAIRS, np.full(len(numbers), -1, dtype=np.int64)
    if inside:
        pairs, pair = _pairs(runs.before[numbers], runs.family[numbers], runs_a_pair)
    seen = Lengths(
        length=runs.length[numbers],
        quantity=runs.quantity[numbers],
        group=group.astype(np.int64),
        groups=len(tasks),
        pair=pair,
        pairs=len(pairs),
        weight=sample.order_weight[runs.order[numbers]],
    )
    by_lot = bool((runs.lots[numbers] > 1).any())
    seen, kept = with_completed(seen, runs.going[numbers], by_lot=by_lot)
    return CenterRuns(numbers[kept], tasks, seen, pairs, by_lot, limit=np.full(len(tasks), np.inf))


def _pairs(before: Ints, family: Ints, runs_a_pair: float) -> tuple[Ints, Ints]:
    pairs, pair = np.unique(np.column_stack([before, family]), axis=0, return_inverse=True)
    change = pairs[:, 0] != pairs[:, 1]
    if change.sum() * runs_a_pair > len(before):
        return np.full((1, 2), ANY_PAIR), np.where(before != family, 0, -1)
    number = np.where(change, np.cumsum(change) - 1, -1)
    return pairs[change], number[pair.ravel()]


def as_one_pair(chosen: CenterRuns) -> CenterRuns:
    """Return the runs with all changes of family counted as one kind."""
    if not len(chosen.pairs):
        return chosen
    pair = np.where(chosen.seen.pair >= 0, 0, -1)
    return replace(chosen, pairs=np.full((1, 2), ANY_PAIR), seen=replace(chosen.seen, pair=pair, pairs=1))


def without_pairs(chosen: CenterRuns) -> CenterRuns:
    """Return the runs with changes of family not looked at."""
    none = np.full(len(chosen.runs), -1, dtype=np.int64)
    return replace(chosen, pairs=chosen.pairs[:0], seen=replace(chosen.seen, pair=none, pairs=0))


def told_apart(chosen: CenterRuns) -> CenterRuns:
    """Return the runs; where nearly every run follows a change, with changes not looked at."""
    changed = float(np.mean(chosen.seen.pair >= 0))
    return chosen if changed < _NEARLY_ALL else without_pairs(chosen)


def noise_of(seen: Lengths, parts: Parts, weight: Floats) -> Distribution:
    """Return what the process times are multiplied by, seen where no setup stands in between; mean 1."""
    process = parts.process(seen)
    known = (weight > 0) & (process > 0)
    plain = known & (seen.pair < 0)
    if plain.sum() < _FEW:
        plain = known
    residual = (seen.length - parts.setups(seen))[plain] / process[plain]
    residual, weight = np.maximum(residual, 0.0), weight[plain]
    lost = float(min((parts.per_lot > 0).sum() + (parts.per_piece > 0).sum(), len(residual) / 2))
    if len(residual) < 3:
        return NO_NOISE
    found = shape_of(residual, weight, lost=lost)
    return found.scaled(1 / found.mean) if found.mean > 0 else NO_NOISE


def steadied(seen: Lengths, parts: Parts, noise_scv: float, limit: Floats) -> Parts:
    """Return the parts with tasks that were seldom seen drawn toward the work center's mean.

    Notes
    -----
    Normal means with known variance: a task seen n times keeps the weight n / (n + k), where k is the SCV of the
    noise over that between the tasks. One never seen by itself takes the mean, or its ``limit`` if that is less.
    """
    count = np.bincount(seen.group, minlength=seen.groups).astype(float)
    center = ratio(sums(seen.group, seen.length - parts.setups(seen), seen.groups), count)
    quantity = ratio(sums(seen.group, seen.quantity, seen.groups), count, 1.0)
    own = parts.per_lot + parts.per_piece * quantity
    own = np.where(own > 0, own, np.maximum(center, 1e-3))
    pooled = mean(own, count)
    between = max(scv(own, count), 0.02)
    drawn = (count * own + min(noise_scv / between, 5.0) * pooled) / (count + min(noise_scv / between, 5.0))
    factor = np.where(count < _FEW, drawn / own, 1.0)
    lost, unseen = parts.per_lot + parts.per_piece * quantity <= 0, count == 0
    per_piece = np.where(unseen, 0.0, np.where(lost, own / quantity, parts.per_piece) * factor)
    return replace(
        parts,
        per_lot=np.where(unseen, np.minimum(pooled, limit), parts.per_lot * factor),
        per_piece=per_piece,
    )
