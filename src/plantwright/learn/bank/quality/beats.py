"""How a station's steps follow each other: what varies even where every process time is the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.flow.times import unit_of
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.words import rounded, text


@dataclass(frozen=True, eq=False)
class Slow:
    """Which steps of a work center are slow."""

    told: str
    """Such as ``took longer than 12 min``."""
    flags: NDArray[np.bool_]
    by_start: bool
    """Whether they are slow to begin, and not by their process time."""


def pauses(rows: pd.DataFrame) -> NDArray[np.float64]:
    """Return how long after the step before at their station steps began [s], zero for the first.

    Parameters
    ----------
    rows
        Steps in the order of their starts.
    """
    found: NDArray[np.float64] = rows.groupby("station", sort=False)["start"].diff().fillna(0.0).to_numpy(dtype=float)
    return found


def slow_ones(times: NDArray[np.float64], after: NDArray[np.float64], share: float) -> Slow | None:
    """Return which steps are slow, about a share of them; None where nothing varies.

    Steps are slow by their process time; where that hardly varies, by how long after the step before at their station
    they began.

    Parameters
    ----------
    times, after
        Of each step its process time, and how long after the step before it began [s], shape (step,).
    share
        The share of steps that is to be slow [1].
    """
    for by_start, seconds in ((False, times), (True, after)):
        seen = seconds[seconds > 0]
        if len(seen) < 20 or len(np.unique(seen)) <= 10:
            continue
        size, unit = unit_of(float(np.quantile(seen, 1 - share)))
        limit = rounded(float(np.quantile(seen, 1 - share)) / size)
        flags = seconds > size * limit
        if 0.4 * share < flags.mean() < 1.6 * share:
            late = f"began more than {text(limit, unit)} after the step before"
            return Slow(late if by_start else f"took longer than {text(limit, unit)}", flags, by_start)
    return None


@lru_cache(KEPT)
def beats(case: Case, least: int) -> dict[str, NDArray[np.float64]]:
    """Return the times from one start to the next [s] of each station that has so many above zero, in their order."""
    rows = case.steps[case.steps["seconds"] > 0]
    found = {str(name): np.diff(one.to_numpy()) for name, one in rows.groupby("station", sort=True)["start"]}
    return {name: one[one > 0] for name, one in found.items() if int((one > 0).sum()) >= least}
