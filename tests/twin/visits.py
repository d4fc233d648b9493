"""Visits of a routing, solved as linear equations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from plantwright.model.product import Operation


def visits_by_algebra(operations: Sequence[Operation]) -> list[float]:
    """Return e of e = e₀ + e·P, with P the chances of going from step to step."""
    count = len(operations)
    chances = np.zeros((count, count))
    for index, one in enumerate(operations):
        chances[index, index - one.rework_back] += one.rework
        if index + 1 < count:
            chances[index, index + 1] += 1 - one.rework
    begin = np.eye(count)[0]
    return [float(value) for value in np.linalg.solve((np.eye(count) - chances).T, begin)]
