"""A log as cases of steps, cut at the edges of the held-out weeks: the same way for whoever foretells them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from plantwright.events.log import EventLog

COLUMNS = ["case", "activity", "station", "start", "end"]


@dataclass(frozen=True)
class Weeks:
    """The held-out weeks."""

    begin: pd.Timestamp
    end: pd.Timestamp


def steps_of(log: EventLog) -> pd.DataFrame:
    """Return the steps of every order: rows in a row of one operation at one station are one step."""
    rows = log.frame()
    rows = rows[(rows["kind"] == "process") & rows["order"].notna() & rows["start"].notna() & rows["end"].notna()]
    rows = rows.rename(columns={"order": "case", "operation": "activity"})[COLUMNS]
    rows = rows.sort_values(["case", "start", "end"], kind="stable").reset_index(drop=True)
    key = rows[["case", "activity", "station"]]
    number = (key != key.shift()).any(axis=1).cumsum()
    steps = rows.groupby(number.to_numpy()).agg(
        case=("case", "first"),
        activity=("activity", "first"),
        station=("station", "first"),
        start=("start", "min"),
        end=("end", "max"),
    )
    return steps.reset_index(drop=True)


def held_out(steps: pd.DataFrame, weeks: Weeks) -> pd.DataFrame:
    """Return the steps that began after the weeks' begin and ended by their end."""
    # what runs at the begin is known to all and foretold by none
    inside = (steps["start"] > weeks.begin + pd.Timedelta(seconds=1)) & (steps["end"] <= weeks.end)
    return steps[inside].reset_index(drop=True)


def redrawn(steps: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return as many cases, drawn with replacement: what the same process might have shown as well."""
    cases = dict(iter(steps.groupby("case", sort=True)))
    names = list(cases)
    drawn = rng.integers(0, len(names), len(names))
    return pd.concat(
        [cases[names[one]].assign(case=f"{names[one]} #{place}") for place, one in enumerate(drawn)], ignore_index=True
    )
