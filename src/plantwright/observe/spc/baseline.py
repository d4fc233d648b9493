"""Which points set the limits: all of them, the first so many, or none because mean and spread are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from plantwright.errors import Problems, RecordsError

Points = TypeVar("Points", np.ndarray, list[np.ndarray])
FEW = 20
"""Points below which limits are rough: with fewer, a limit may be wrong by a third of its distance from the center."""


@dataclass(frozen=True)
class Known:
    """The mean and the standard deviation of single values of a process, known and not estimated."""

    mean: float
    sigma: float


def first_points(points: Points, baseline: int | None) -> Points:
    """Return the points that set the limits."""
    return points if baseline is None else points[:baseline]


def said(count: int, baseline: int | None, known: Known | None = None) -> str:
    """Return in words which points set the limits."""
    if known is not None:
        return f"mean {known.mean:g} and standard deviation {known.sigma:g} as told"
    return f"all {count} points" if baseline is None or baseline >= count else f"the first {baseline} of {count} points"


def checked_values(values: Sequence[float] | np.ndarray, baseline: int | None, least: int = 2) -> np.ndarray:
    """Return values as an array, shape (points,), or raise RecordsError with all that is wrong."""
    made = np.asarray(values, float)
    problems = Problems("a control chart", RecordsError)
    if made.ndim != 1:
        problems.add("values", f"{made.ndim} axes", "one value a point")
    if not np.isfinite(made).all():
        missing = int((~np.isfinite(made)).sum())
        problems.add("values", f"{missing} are missing or not finite", "each point needs its number", "leave them out")
    if len(made) < least:
        problems.add("values", f"{len(made)} points", f"{least} or more are needed")
    if baseline is not None and not least <= baseline <= max(len(made), least):
        problems.add("baseline", f"{baseline} points", f"from {least} to {len(made)}")
    problems.raise_any()
    return made
