"""How long lots were on their way where much of it is for no reason that the records show.

A lot that starts at a station which stood idle had just come: it was on its way from the end of its last step on.
Whether a station stands idle as a lot comes does not depend on how long the lot was on its way, so that these lots
speak for all.

References
----------
Wolff (1982), Poisson arrivals see time averages, Operations Research 30, 223-231.
Chapela-Campa and Dumas (2024), Enhancing business process simulation models with extraneous activity delays,
Information Systems 122, 102346.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from plantwright.calibrate.arrays import Flags, flags, floats, ints
from plantwright.calibrate.sample import Waits

_IDLE = 1.0
"""Time before a start without which it follows what ended there [s]."""


def waits_of(visits: pd.DataFrame) -> Waits:
    """Return all gaps between two steps, and which of them ended at a station and a worker who stood idle."""
    gap = floats(visits["begun"] - visits.groupby("order_no")["end"].shift())
    idle = _idle_before(visits, "station_no") & (_idle_before(visits, "worker") | visits["worker"].isna().to_numpy())
    kept = gap >= 0
    return Waits(order=ints(visits["order_no"])[kept], length=gap[kept], idle=idle[kept])


def _idle_before(lines: pd.DataFrame, who: str) -> Flags:
    """Tell before which starts a station or worker had surely done nothing for a moment."""
    known = lines[lines[who].notna() & lines["begun"].notna()].sort_values("begun")
    before = known["end"].fillna(np.inf).groupby(known[who]).cummax().groupby(known[who]).shift()
    return flags((before < known["begun"] - _IDLE).reindex(lines.index, fill_value=False))
