"""Lengths of work as a sum: so much a lot, so much a piece, and a setup where the family changed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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
        return np.where(seen.pair >= 0, np.append(np.maximum(self.setup, 0.0), 0.0)[seen.pair], 0.0)


def parts_of(seen: Lengths, *, by_lot: bool = False) -> Parts:
    """Return the parts by weighted least squares, the weights such that errors grow with the expected length.

    ``by_lot`` leaves out what depends on the quantity, as for loads of several lots.
    """
    used = np.concatenate([*_identified(seen, by_lot=by_lot), np.ones(seen.pairs, dtype=bool)])
    expected = scale = np.maximum(group_mean(seen, seen.length)[seen.group], 1e-9)
    first, second = seen.groups, 2 * seen.groups
    for _ in range(_ROUNDS):
        solution, inverse, used = _solved(seen, expected, used)
        process = solution[:first][seen.group] + solution[first:second][seen.group] * seen.quantity
        expected = np.maximum(process, 0.1 * scale)
    return Parts(solution[:first], solution[first:second], solution[second:], inverse[second:])


def group_mean(seen: Lengths, values: Floats) -> Floats:
    """Return the weighted mean of values by group, shape (groups,)."""
    total = sums(seen.group, values * seen.weight, seen.groups)
    return ratio(total, sums(seen.group, seen.weight, seen.groups))


def _identified(seen: Lengths, *, by_lot: bool) -> tuple[Flags, Flags]:
    """Return for which groups a part per lot and a part per piece are to be found."""
    some = np.bincount(seen.group, minlength=seen.groups) > 0
    if by_lot:
        return some, np.zeros_like(some)
    center = group_mean(seen, seen.quantity)
    spread = group_mean(seen, (seen.quantity - center[seen.group]) ** 2)
    return some & (spread > (_SPREAD * center) ** 2), some


def _normal(seen: Lengths, weight: Floats) -> tuple[Floats, Floats]:
    """Return the normal equations: a column per lot and one per piece for each group, one for each pair."""
    g, n, p = seen.groups, seen.groups * 2, seen.pairs
    matrix, right = np.zeros((n + p, n + p)), np.zeros(n + p)
    lots, pieces = np.arange(g), np.arange(g, n)
    weighted = weight * seen.quantity
    matrix[lots, lots] = sums(seen.group, weight, g)
    matrix[lots, pieces] = matrix[pieces, lots] = sums(seen.group, weighted, g)
    matrix[pieces, pieces] = sums(seen.group, weighted * seen.quantity, g)
    right[:g], right[g:n] = sums(seen.group, weight * seen.length, g), sums(seen.group, weighted * seen.length, g)
    if p:
        at = np.flatnonzero(seen.pair >= 0)
        cross, pair, w = seen.group[at] * p + seen.pair[at], seen.pair[at], weight[at]
        matrix[:g, n:] = sums(cross, w, g * p).reshape(g, p)
        matrix[g:n, n:] = sums(cross, weighted[at], g * p).reshape(g, p)
        matrix[n:, :n] = matrix[:n, n:].T
        matrix[np.arange(n, n + p), np.arange(n, n + p)] = sums(pair, w, p)
        right[n:] = sums(pair, w * seen.length[at], p)
    return matrix, right


def _solved(seen: Lengths, expected: Floats, used: Flags) -> tuple[Floats, Floats, Flags]:
    """Return the solution, the diagonal of the inverse and the columns used; process parts below zero are left out."""
    matrix, right = _normal(seen, seen.weight / expected**2)
    scale = 1 / np.sqrt(np.maximum(np.diag(matrix), 1e-30))
    # the ridge only keeps columns that nothing tells apart from making the matrix singular
    matrix = matrix * scale * scale[:, None] + 1e-9 * np.eye(len(scale))
    process = np.arange(len(used)) < 2 * seen.groups
    for _ in range(4):
        at = np.flatnonzero(used)
        inverse = np.linalg.inv(matrix[np.ix_(at, at)])
        solution, diagonal = np.zeros(len(used)), np.zeros(len(used))
        solution[at] = inverse @ (right * scale)[at] * scale[at]
        diagonal[at] = np.diag(inverse) * scale[at] ** 2
        below = (solution < 0) & process
        if not below.any():
            break
        used = used & ~below
    return np.where(below, 0.0, solution), diagonal, used
