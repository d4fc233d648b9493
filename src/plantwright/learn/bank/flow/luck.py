"""Second ways with luck in them: what many drawn cycles of running and repair say."""

from __future__ import annotations

import numpy as np

CYCLES = 40_000


def share_up(up: float, down: float, seed: int) -> tuple[float, float]:
    """Return the share of time that a station is up, of drawn cycles, and its standard error.

    Parameters
    ----------
    up, down
        Mean time to failure and mean time to repair, in the same unit; both are drawn as exponential.
    seed
        Of the luck.
    """
    rng = np.random.default_rng(seed)
    ups, downs = rng.exponential(up, CYCLES), rng.exponential(down, CYCLES)
    share = float(np.sum(ups) / np.sum(ups + downs))
    off = ups - share * (ups + downs)
    return share, float(np.std(off, ddof=1) / (np.mean(ups + downs) * np.sqrt(CYCLES)))
