"""What a fit cannot do without, and what to record where it is missing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plantwright.calibrate.rows import Rows
from plantwright.errors import FitError, Problems

FEWEST = 30
"""Finished intervals below which nothing can be said."""


def demand_support(visits: pd.DataFrame, rows: Rows) -> None:
    """Raise FitError with all that is missing."""
    problems = Problems("the log as a basis for a model of the plant", FitError)
    if not len(visits):
        named = "an operation, a work center or a station must be named"
        problems.add("intervals", "none has an order, a place and a time", named, "map those columns")
    elif not visits["end"].notna().any():
        problems.add("end", "no interval has an end", "process times need both ends", "record when work ends")
    elif not visits["start"].notna().any():
        problems.add("start", "no interval has a start", "process times need both ends", "record when work starts")
    elif not rows.closes > rows.opens:
        problems.add("window", "it holds no working time", "work must lie inside shifts", "check shifts and time zone")
    else:
        _demand_lengths(problems, visits)
    _demand_orders(problems, visits)
    problems.raise_any()


def _demand_lengths(problems: Problems, visits: pd.DataFrame) -> None:
    lengths = visits.loc[visits["whole"], "length"]
    if len(lengths) < FEWEST:
        problems.add(
            "intervals",
            f"{len(lengths)} have a start, an end and working time between them",
            f"at least {FEWEST} are needed",
            "give a longer window, or record both stamps",
        )
    elif np.ptp(lengths) < 1e-6:
        problems.add(
            "intervals",
            f"all {len(lengths)} last {lengths.iloc[0]:g} s",
            "these are nominal times, not measured ones",
            "record when work really starts and ends",
        )


def _demand_orders(problems: Problems, visits: pd.DataFrame) -> None:
    orders = visits["order"].nunique()
    if len(visits) and orders < 2:
        problems.add("orders", f"{orders} found", "at least 2 are needed", "name the column of the order, lot or case")
