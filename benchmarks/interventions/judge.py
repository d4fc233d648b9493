"""The truth about an invented plant: many runs of the plant itself, and of each change on the same random numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plantwright.model.calendar import DAY
from plantwright.model.change import Change
from plantwright.model.plant import Plant
from plantwright.twin.intervals import t_quantile
from plantwright.twin.replicate import METRICS, Replications, replicate

WARM_UP, HORIZON = 30 * DAY, 120 * DAY
"""What is asked: from an empty floor on a Monday, 30 days of warm-up, then 120 days [s]."""
RUNS = 40
SEED = 9_000_000
"""Apart from the seeds of any prediction."""
_STEADY = 1.3


def truth(plant: Plant, changes: Sequence[Change], seed: int, runs: int = RUNS) -> dict[str, Any]:
    """Return base and changes by metric: mean, 95 % half width, and the difference to the base with its own."""
    base = _runs(plant, seed, runs)
    return {
        "base": {name: _spread(base.metric(name)) for name in METRICS},
        "changes": {one.name: _against(base, _runs(one.apply(plant), seed, runs)) for one in changes},
        "parameters": {"release": {"mode": plant.release.policy}},
        "protocol": {"runs": runs, "seed": SEED + seed, "warm_up_days": 30, "horizon_days": 120},
    }


def is_steady(plant: Plant) -> bool:
    """Whether queues do not grow from one season to the next, and orders leave."""
    early, late = (_runs(plant, 0, 4, warm_up=days * DAY).metric("flow_mean").mean() for days in (30, 150))
    return bool(np.isfinite(early) and np.isfinite(late) and late <= _STEADY * early)


def _runs(plant: Plant, seed: int, runs: int, warm_up: float = WARM_UP) -> Replications:
    return replicate(plant, warm_up=warm_up, horizon=HORIZON, replications=runs, seed=SEED + seed)


def _against(base: Replications, changed: Replications) -> dict[str, Any]:
    return {
        name: {**_spread(changed.metric(name)), "delta": _spread(changed.metric(name) - base.metric(name))}
        for name in METRICS
    }


def _spread(values: NDArray[np.float64]) -> dict[str, float]:
    count = len(values)
    half = t_quantile(count - 1, 0.95) * values.std(ddof=1) / np.sqrt(count)
    return {"mean": float(values.mean()), "half_width": float(half)}
