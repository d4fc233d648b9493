"""Energy per good piece, where the power of every work center is known."""

from __future__ import annotations

import numpy as np

from plantwright.model.calendar import DAY
from plantwright.model.plant import Plant
from plantwright.twin.replicate import Summary


def energy_per_piece(plant: Plant, run: Summary, horizon: float) -> float:
    """Return the electrical energy of the stations per good piece [kWh]; NaN where some power is not known.

    Stations are taken to draw idle power while starved or blocked, and none when their calendar is closed.
    """
    if any(center.power is None for center in plant.work_centers):
        return float("nan")
    pieces = run.metrics["throughput"] * horizon / DAY
    if not pieces > 0:
        return float("nan")
    idle = run.available - sum(run.stations[state] for state in ("process", "setup", "down"))
    joules = sum(
        float(np.dot(_power(plant, state), seconds)) * 1000
        for state, seconds in [*((s, run.stations[s]) for s in ("process", "setup", "down")), ("idle", idle)]
    )
    return joules / 3.6e6 / pieces


def _power(plant: Plant, state: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([getattr(center.power, state) for center in plant.work_centers for _ in range(center.stations)])
