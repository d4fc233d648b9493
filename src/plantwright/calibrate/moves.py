"""Gaps between two steps: those of lots that surely did not have to wait show the move."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plantwright.calibrate.arrays import Flags, Floats, Ints, flags, floats, ints
from plantwright.calibrate.rows import Rows
from plantwright.calibrate.sample import Gaps

_ENOUGH = 50


def begun(visits: pd.DataFrame, rows: Rows) -> Floats:
    """Return when each visit began, its own setup row included [s]."""
    if not len(rows.setups):
        return floats(visits["start"])
    setups = rows.setups[["order", "station", "start", "end"]].dropna()
    setups = setups.drop_duplicates(["order", "station", "end"]).rename(columns={"start": "begun", "end": "start"})
    found = visits[["order", "station", "start"]].merge(setups, how="left", on=["order", "station", "start"])
    return floats(found["begun"].fillna(found["start"]))


def moves_of(visits: pd.DataFrame, batching: set[str], limited: set[str]) -> Gaps:
    """Return the gaps before starts that found a free station, and worker, when the lot left its last step.

    ``visits`` know when they have ``begun``; ``limited`` are the work centers whose buffers may be full: what waits for
    them may block its station.

    Notes
    -----
    A long move gives others more time to take the station, so that only quick moves would be seen. Starts are
    therefore kept where no other lot came to the work center for longer than any move may take; and those of staffed
    work centers only where the others are too few.
    """
    steps = visits.groupby("order_no")
    lines = visits.assign(came=steps["end"].shift(), went=steps["begun"].shift(-1), to=steps["center"].shift(-1))
    alone = ~lines["center"].isin(batching).to_numpy() & _worker_free(lines)
    gap = floats(lines["begun"] - lines["came"])
    free = _chosen(lines, gap, [alone & _free(lines, where) for where in (limited, set())])
    return Gaps(order=ints(lines["order_no"])[free], length=gap[free])


def _chosen(lines: pd.DataFrame, gap: Floats, readings: list[Flags]) -> Flags:
    """Return the strictest choice that leaves enough."""
    unstaffed = lines["worker"].isna().to_numpy()
    strict: list[Flags] = []
    for free in readings:
        if free.any():
            longest = 2.0 * float(np.quantile(gap[free], 0.75))
            quiet = free & _quiet(lines, longest)
            strict += [quiet & (unstaffed | _crew_quiet(lines, longest)), quiet]
    return next((one for one in strict + readings if one.sum() >= _ENOUGH), readings[-1])


def _free(lines: pd.DataFrame, limited: set[str]) -> Flags:
    """Tell when the work center had a free station as the lot left its last step; a blocked station is not free.

    Whichever station it took: that one is chosen at arrival, which depends on the move.
    """
    begun, came = floats(lines["begun"].fillna(-np.inf)), floats(lines["came"])
    blocked = lines["to"].isin(limited) & lines["went"].notna()
    held = floats(lines["end"].where(~blocked, lines["went"]).fillna(np.inf))
    free = np.asarray(np.isfinite(came) & (begun >= came))
    for mine in lines.groupby("center").indices.values():
        at_work = np.searchsorted(np.sort(begun[mine]), came[mine], side="left")
        gone = np.searchsorted(np.sort(held[mine]), came[mine] - 0.5, side="right")
        free[mine] &= at_work - gone < lines["station"].iloc[mine].nunique()
    return free


def _worker_free(lines: pd.DataFrame) -> Flags:
    named = lines[lines["worker"].notna()].sort_values("begun")
    busy = named.groupby("worker")["end"].transform(lambda ends: ends.fillna(np.inf).cummax().shift())
    free = ~(busy.reindex(lines.index) > lines["came"] + 0.5)
    free[named.drop_duplicates("worker").index] = False
    return flags(free)


def _quiet(lines: pd.DataFrame, longest: float) -> Flags:
    """Tell before which starts no other lot came to the work center within ``longest`` of the lot's leaving."""
    quiet = np.zeros(len(lines), dtype=bool)
    for mine in lines.groupby("center").indices.values():
        quiet[mine] = _alone(lines, ints(mine), ints(mine), longest)
    return quiet


def _crew_quiet(lines: pd.DataFrame, longest: float) -> Flags:
    """Tell before which staffed starts nobody of the work center's crew began anything else, anywhere."""
    quiet = np.zeros(len(lines), dtype=bool)
    for mine in lines[lines["worker"].notna()].groupby("center").groups.values():
        crew = lines.loc[mine, "worker"].unique()
        at = lines.index.get_indexer(mine)
        quiet[at] = _alone(lines, at, np.flatnonzero(lines["worker"].isin(crew)), longest)
    return quiet


def _alone(lines: pd.DataFrame, mine: Ints, others: Ints, longest: float) -> Flags:
    """Tell which starts are the only one of ``others`` within ``longest`` of the lot's leaving."""
    begun, came = floats(lines["begun"]), floats(lines["came"])[mine]
    line = np.sort(begun[others][np.isfinite(begun[others])])
    first = np.searchsorted(line, came, side="left")
    last = np.searchsorted(line, came + longest, side="right")
    return flags(last - first == (begun[mine] <= came + longest))
