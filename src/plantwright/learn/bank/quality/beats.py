"""How a station's steps follow each other: what varies even where every process time is the same."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.words import rounded, text


def gaps(rows: pd.DataFrame) -> NDArray[np.float64]:
    """Return how long after the step before it each step of a station began [s]; nan for the first.

    Parameters
    ----------
    rows
        Steps in the order of their starts.
    """
    return rows.groupby("station", sort=False)["start"].diff().to_numpy(dtype=float)


def long_ones(rows: pd.DataFrame, share: float) -> tuple[str, NDArray[np.bool_]] | None:
    """Return what long steps are, and which are, so that about a share of them is; None where nothing varies.

    Steps are long by their process time; where that hardly varies, by how long after the step before they began.
    """
    pauses = np.nan_to_num(gaps(rows))
    for told, seconds in (
        ("took longer than", rows["seconds"].to_numpy()),
        ("began later after the one before than", pauses),
    ):
        seen = seconds[seconds > 0]
        if len(seen) < 20 or len(np.unique(seen)) <= 10:
            continue
        limit = rounded(float(np.quantile(seen, 1 - share)) / 60)
        flags = seconds > 60 * limit
        if 0.4 * share < flags.mean() < 1.6 * share:
            return f"{told} {text(limit, 'min')}", flags
    return None


@lru_cache(KEPT)
def beats(case: Case, least: int) -> dict[str, NDArray[np.float64]]:
    """Return the times from one start to the next [s] of each station that has so many above zero, in their order."""
    rows = case.steps[case.steps["seconds"] > 0]
    found = {str(name): np.diff(one.to_numpy()) for name, one in rows.groupby("station", sort=True)["start"]}
    return {name: one[one > 0] for name, one in found.items() if int((one > 0).sum()) >= least}
