"""Distances between a recorded and a foretold log, by the package log-distance-measures."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
from log_distance_measures.absolute_event_distribution import absolute_event_distribution_distance
from log_distance_measures.case_arrival_distribution import case_arrival_distribution_distance
from log_distance_measures.circadian_event_distribution import circadian_event_distribution_distance
from log_distance_measures.config import EventLogIDs
from log_distance_measures.cycle_time_distribution import cycle_time_distribution_distance
from log_distance_measures.n_gram_distribution import n_gram_distribution_distance
from log_distance_measures.relative_event_distribution import relative_event_distribution_distance
from speak import answer

IDS = EventLogIDs(case="case", activity="activity", start_time="start", end_time="end", resource="station")


def run(told: dict[str, Any], seed: int) -> dict[str, float]:
    """Measure one foretold log, which is numbered by its seed."""
    recorded, foretold = _read(Path(told["recorded"])), _read(Path(told["folder"]) / f"{seed}.csv")
    both = (recorded, IDS, foretold, IDS)
    return {
        "NGD": float(n_gram_distribution_distance(*both, n=3)),
        "AED": float(absolute_event_distribution_distance(*both)),
        "CED": float(circadian_event_distribution_distance(*both)),
        "RED": float(relative_event_distribution_distance(*both)),
        "CAR": float(case_arrival_distribution_distance(*both)),
        "CTD": float(cycle_time_distribution_distance(*both, bin_size=timedelta(hours=1))),
    }


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, parse_dates=["start", "end"], date_format="ISO8601")


if __name__ == "__main__":
    answer(run)
