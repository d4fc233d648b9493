"""Holding a twin's windows against the recorded one: as many runs, as long, from the floor as it stood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plantwright.calibrate.center_profile import Profile, Profiler
from plantwright.calibrate.criticism import Criticism
from plantwright.calibrate.floor_state import LocalSeconds, floor_at_begin
from plantwright.calibrate.misfits import Comparison
from plantwright.calibrate.seen_recorded import Recorded
from plantwright.calibrate.seen_simulated import SeenRuns
from plantwright.calibrate.week_parts import WeekParts
from plantwright.errors import TwinError
from plantwright.events.log import EventLog
from plantwright.messages.told import told
from plantwright.model.calendar import WEEK
from plantwright.model.plant import Plant
from plantwright.twin.compile import tables_of
from plantwright.twin.machine import run_floor
from plantwright.twin.replicate import leaving, stream_seed
from plantwright.twin.threads import each

RUNS = 24
_SHARE = 1 / 3
"""Warm-up over the window, where the floor's begin is not told."""


def criticize(
    log: EventLog, plant: Plant, *, runs: int = RUNS, seed: int = 0, tick: Callable[[str], None] | None = None
) -> Criticism:
    """Say what a twin gets wrong about the plant whose log this is, work center by work center.

    Parameters
    ----------
    runs
        Windows of the twin; their spread is what chance alone does.

    Notes
    -----
    Where orders come as they come, the twin is given those recorded, and the floor as it stood at the window's begin,
    so that it answers for the floor alone. Where a new order waits for one to leave (CONWIP and its kin), the orders
    are the twin's own and a warm-up goes before. What the records do not know is hidden of the twin's runs as well.
    """
    if tick:
        tick(f"asking what the twin gets wrong, in {runs} windows as long as the records'")
    recorded = Recorded.of(log, plant)
    window = _Window.of(log, plant, recorded)
    try:
        profiles = _simulated(plant, recorded, window, runs, seed)
    except TwinError as error:
        return Criticism(
            refusal=told("the twin does not get through a window: {problems}", problems="; ".join(error.problems))
        )
    found = Profiler(plant, window.parts)(recorded.seen(plant, float(window.parts.elapsed(window.span)[0])))
    compared = Comparison(plant, window.parts, recorded, found, profiles).misfits()
    return Criticism.of(compared, runs, window.told)


@dataclass(frozen=True)
class _Window:
    """The recorded window on the twin's clock."""

    parts: WeekParts
    span: NDArray[np.float64]
    """Its begin and end, wall time since Monday 00:00 of its first week [s]."""
    begin: float
    """When the twin's runs begin [s]."""
    planned: NDArray[np.void] | None
    told: str

    @classmethod
    def of(cls, log: EventLog, plant: Plant, recorded: Recorded) -> _Window:
        moment = np.datetime64(log.meta.start, "us")
        edges = pd.Series([moment, np.datetime64(log.meta.end, "us")])
        span = LocalSeconds(moment, plant.time_zone)(edges)
        parts = WeekParts.of(plant.find_calendar(plant.calendar))
        if plant.release.policy == "open" and leaving(plant).all():
            planned = floor_at_begin(recorded.named_log(log, plant), plant).planned
            return cls(parts, span, float(span[0]), planned, told("the floor as it stood, and the orders that came"))
        weeks = np.ceil(_SHARE * (span[1] - span[0]) / WEEK)
        return cls(parts, span + weeks * WEEK, float(span[0]), None, told("a warm-up, and orders of the twin's own"))


def _simulated(plant: Plant, recorded: Recorded, window: _Window, runs: int, seed: int) -> list[Profile]:
    tables, profile = tables_of(plant), Profiler(plant, window.parts)
    span = (float(window.span[0]), float(window.span[1]))
    seen = SeenRuns(plant, tables, window.parts, span, recorded)

    def one(number: int) -> Profile:
        run_seed = stream_seed(seed + 1, number)
        floor = run_floor(tables, start=window.begin, window=span, seed=run_seed, logging=True, planned=window.planned)
        return profile(seen(floor))

    return each(range(runs), one, 2)
