"""How much a plant's own chance moves each metric over so many days, the same orders given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from plantwright.calibrate.effect_scale import scaled
from plantwright.calibrate.own_pace import Demand
from plantwright.calibrate.replay import imagined
from plantwright.events.held import HeldLog
from plantwright.model.calendar import DAY
from plantwright.model.plant import Plant
from plantwright.twin.log import simulate
from plantwright.twin.replicate import METRICS, Array

LENGTHS = (5, 10, 20, 60)
"""Lengths of a trial that a card speaks of [d]."""
RUNS = 24


@dataclass(frozen=True)
class Noise:
    """Standard deviation of each metric over windows of some lengths, as ``realized`` scales it."""

    days: tuple[float, ...]
    """Lengths that were run [d]."""
    spread: Mapping[str, tuple[float, ...]]
    """By metric and length; NaN where a run does not know it."""

    def over(self, metric: str, days: float) -> float:
        """Return the standard deviation over a window.

        Between lengths that were run it lies on a line of logarithms; beyond them it falls with the root of the length.
        """
        known = np.array(self.spread[metric])
        first, last = self.days[0], self.days[-1]
        inside = min(max(days, first), last)
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.interp(np.log(inside), np.log(self.days), np.log(known))
        return float(np.exp(logs) * np.sqrt(inside / days))


@dataclass(frozen=True)
class Setting:
    """The weeks in which trials are imagined: a stretch of orders, and the floor as it stood at its begin."""

    demand: Demand
    days: tuple[float, ...]
    """Lengths to run [d]."""


def setting_of(plant: Plant, warm_up: float, horizon: float, *, seed: int = 0) -> Setting:
    """Return orders as the plant would see them, no longer than a ranking's horizon [s]."""
    most = max(min(horizon / DAY, LENGTHS[-1]), 1.0)
    lead = min(most / 4, 7.0)
    log = simulate(plant, warm_up=warm_up, horizon=(lead + most) * DAY, seed=seed)
    days = (*(float(one) for one in LENGTHS if one < most), most)
    start = log.meta.start + timedelta(days=lead)
    return Setting(Demand(HeldLog.of(log), start, start + timedelta(days=most)), days)


def noise_of(plant: Plant, setting: Setting, *, seed: int = 0) -> Noise:
    """Return how much chance moves the metrics of a plant, or of a changed one, in a setting.

    Notes
    -----
    Each length is run many times with the same orders from the same floor, so the spread knows how alike neighboring
    days are, and what the window's edges cut off. Nothing is assumed of days that would be independent.
    """
    found = [_spread(plant, setting.demand, days, seed) for days in setting.days]
    return Noise(setting.days, {name: tuple(one[name] for one in found) for name in METRICS})


def _spread(plant: Plant, whole: Demand, days: float, seed: int) -> dict[str, float]:
    demand = Demand(whole.log, whole.start, whole.start + timedelta(days=days))
    runs = imagined(plant, demand, RUNS, seed=seed)
    return {name: _deviation(scaled(name, values)) for name, values in runs.items()}


def _deviation(values: Array) -> float:
    numbers = np.asarray(values, dtype=float)
    return float(numbers.std(ddof=1)) if np.isfinite(numbers).all() else float("nan")
