"""What interrupts or precedes a run and has rows of its own: breakdowns and setups."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plantwright.calibrate.arrays import Floats, Ints, flags, floats, ints
from plantwright.calibrate.loads import DownClock, last_begun
from plantwright.calibrate.rows import Rows
from plantwright.calibrate.sample import Breakdowns, Setups


def breakdowns_of(runs: pd.DataFrame, rows: Rows) -> Breakdowns:
    """Return the recorded breakdowns that began within the window, each with the run it struck."""
    downs = rows.downs[rows.downs["station"].isin(runs["station"].unique())]
    struck = (downs["start"] > rows.opens) & (downs["start"] < rows.closes)
    downs = downs[struck].sort_values(["station", "start"])
    start, end = floats(downs["start"]), floats(downs["end"])
    run = last_begun(runs, downs["station"], start)
    stations = runs.drop_duplicates("station").set_index("station")
    last = ~downs["station"].duplicated(keep="last") & ~(_last_starts(runs, downs["station"]) > start)
    going = flags(last) & ~np.isfinite(end)
    return Breakdowns(
        center=ints(downs["station"].map(stations["center_no"])),
        station=ints(downs["station"].map(stations["station_no"])),
        run=run,
        done=_share_done(runs, rows, downs, run),
        length=np.where(going, rows.closes, end) - start,
        going=going,
        known=len(rows.downs) > 0,
    )


def _last_starts(runs: pd.DataFrame, stations: pd.Series[str]) -> Floats:
    return floats(runs.groupby("station")["start"].max().reindex(stations))


def _share_done(runs: pd.DataFrame, rows: Rows, downs: pd.DataFrame, run: Ints) -> Floats:
    since, worked = runs["since"].to_numpy()[run], runs["worked"].to_numpy()[run]
    start = floats(downs["start"])
    done = start - since
    for station, mine in downs.reset_index(drop=True).groupby("station").indices.items():
        clock = DownClock.of(rows.downs[rows.downs["station"] == station], rows)
        done[mine] -= clock.at(start[mine]) - clock.at(since[mine])
    share = np.divide(done, worked, out=np.ones(len(done)), where=worked > 0)
    return np.where(run >= 0, np.clip(share, 0.0, 1.0), 1.0)


def setups_of(runs: pd.DataFrame, rows: Rows, order_no: pd.Series[int], family_no: pd.Series[int]) -> Setups:
    """Return the setups that have rows of their own, with the families they led from and to."""
    setups = rows.setups[rows.setups["station"].isin(runs["station"].unique())]
    start = floats(setups["start"])
    run = last_begun(runs, setups["station"], start - 1.0)
    length = floats(setups["end"] - setups["start"])
    known = (run >= 0) & (length > 0) & setups["order"].isin(order_no.index).to_numpy()
    family = ints(setups["product"].map(family_no).fillna(-1))
    centers = runs.drop_duplicates("station").set_index("station")["center_no"]
    return Setups(
        order=ints(setups["order"].map(order_no).fillna(0))[known],
        center=ints(setups["station"].map(centers))[known],
        before=runs["family"].to_numpy()[run][known],
        family=family[known],
        length=length[known],
    )
