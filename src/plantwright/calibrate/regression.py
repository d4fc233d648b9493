"""Lengths of work as a sum: so much a lot, so much a piece, and a setup where the family changed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from plantwright.calibrate.arrays import Flags, Floats, Ints, ratio, sums

_ROUNDS = 3
_SPREAD = 0.15
"""Coefficient of variation of the quantities below which a part per lot cannot be told from one per piece."""


@dataclass(frozen=True)
class Lengths:
    """Observed lengths of one work center's runs, shape (runs,)."""

    length: Floats
    quantity: Floats
    group: Ints
    groups: int
    pair: Ints
    """Pair of families changed between; −1: no change."""
    pairs: int
    weight: Floats


@dataclass(frozen=True)
class Parts:
    """What the lengths are made of [s]."""

    per_lot: Floats
    per_piece: Floats
    setup: Floats
    """Mean setup by pair; may fall below zero where there is none."""
    setup_variance: Floats
    """Squared standard error of each, for a noise SCV of 1."""

    def process(self, seen: Lengths) -> Floats:
        """Return the expected process time of each run, setup not counted [s]."""
        return self.per_lot[seen.group] + self.per_piece[seen.group] * seen.quantity

    def setups(self, seen: Lengths) -> Floats:
        """Return the expected setup of each run [s]."""
        return np.where(seen.pair >= 0, np.append(self.setup, 0.0)[seen.pair], 0.0)


def parts_of(seen: Lengths, *, by_lot: bool = False) -> Parts:
    """Return the parts by weighted least squares, the weights such that errors grow with the expected length.

    ``by_lot`` leaves out what depends on the quantity, as for loads of several lots.
    """
    used = np.concatenate([*_identified(seen, by_lot=by_lot), np.ones(seen.pairs, dtype=bool)])
    design = _design(seen)
    expected = scale = np.maximum(_group_mean(seen, seen.length)[seen.group], 1e-9)
    for _ in range(_ROUNDS):
        solution, inverse, used = _solved(design, seen, expected, used)
        expected = np.maximum(design[:, : 2 * seen.groups] @ solution[: 2 * seen.groups], 0.1 * scale)
    first, second = seen.groups, 2 * seen.groups
    return Parts(solution[:first], solution[first:second], solution[second:], np.diag(inverse)[second:])


def _group_mean(seen: Lengths, values: Floats) -> Floats:
    total = sums(seen.group, values * seen.weight, seen.groups)
    return ratio(total, sums(seen.group, seen.weight, seen.groups))


def _identified(seen: Lengths, *, by_lot: bool) -> tuple[Flags, Flags]:
    """Return for which groups a part per lot and a part per piece are to be found."""
    some = np.bincount(seen.group, minlength=seen.groups) > 0
    if by_lot:
        return some, np.zeros_like(some)
    center = _group_mean(seen, seen.quantity)
    spread = _group_mean(seen, (seen.quantity - center[seen.group]) ** 2)
    return some & (spread > (_SPREAD * center) ** 2), some


def _design(seen: Lengths) -> csr_array:
    rows = np.arange(len(seen.length))
    changed = np.flatnonzero(seen.pair >= 0)
    values = np.concatenate([np.ones(len(rows)), seen.quantity, np.ones(len(changed))])
    at = np.concatenate([rows, rows, changed])
    column = np.concatenate([seen.group, seen.groups + seen.group, 2 * seen.groups + seen.pair[changed]])
    return csr_array((values, (at, column)), shape=(len(rows), 2 * seen.groups + seen.pairs))


def _solved(design: csr_array, seen: Lengths, expected: Floats, used: Flags) -> tuple[Floats, Floats, Flags]:
    """Return the solution, the inverse of its matrix and the columns used; process parts below zero are left out."""
    weight = seen.weight / expected**2
    weighted = design.T.multiply(weight).tocsr()
    matrix, right = (weighted @ design).toarray(), weighted @ seen.length
    for _ in range(4):
        at = np.flatnonzero(used)
        inverse = np.linalg.pinv(matrix[np.ix_(at, at)], hermitian=True)
        solution = np.zeros(len(used))
        solution[at] = inverse @ right[at]
        below = (solution < 0) & (np.arange(len(used)) < 2 * seen.groups)
        if not below.any():
            break
        used = used & ~below
    whole = np.zeros((len(used), len(used)))
    whole[np.ix_(at, at)] = inverse
    return np.where(below, 0.0, solution), whole, used
