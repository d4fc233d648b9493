"""What each change gains in an experiment, as a spread and as an Estimate."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from plantwright.improve.experiment import Experiment, Spread
from plantwright.improve.ranking import Objective
from plantwright.messages.told import told
from plantwright.model.estimate import Estimate
from plantwright.model.plant import Plant
from plantwright.twin.replicate import UNITS


def objective_of(plant: Plant) -> Objective:
    """Return what changes are ranked by: throughput where the floor sets the pace, else flow time."""
    return "throughput" if plant.release.policy == "conwip" else "flow_mean"


def better(objective: Objective) -> float:
    """Return 1 where more is better, −1 where less is."""
    return 1.0 if objective == "throughput" else -1.0


def gain(experiment: Experiment, objective: Objective, name: str) -> Spread:
    """Return the improvement of the objective [%]; above zero is better."""
    return experiment.effect(name, objective).scaled(better(objective))


def by_gain(experiment: Experiment, objective: Objective, names: Iterable[str]) -> list[str]:
    """Return changes by their mean gain, the largest first; those that no run knows last."""
    means = {name: gain(experiment, objective, name).mean for name in names}
    return sorted(means, key=lambda name: -means[name] if np.isfinite(means[name]) else np.inf)


def level(experiment: Experiment, name: str, metric: str) -> Estimate:
    """Return a metric of one scenario as an Estimate."""
    spread = experiment.level(name, metric)
    found = estimate(spread, UNITS[metric], told("mean of simulated runs"))
    if found.value is None:
        return found
    if metric == "on_time":
        low, high = spread.bounds()
        return found.model_copy(update={"low": max(low, 0.0), "high": min(high, 1.0)})
    low, high = spread.ratio_bounds()
    return found.model_copy(update={"low": low, "high": high})


def estimate(spread: Spread, unit: str, method: str) -> Estimate:
    """Return a spread as an Estimate with its 95 % interval; not known where the runs do not know."""
    if not np.isfinite(spread.mean):
        return Estimate(value=None, unit=unit, method=told("not known"))
    low, high = spread.bounds()
    sources = f"{spread.runs} simulated runs" + (f", {len(spread.shifts)} refits" if len(spread.shifts) else "")
    return Estimate(
        value=spread.mean, unit=unit, low=low, high=high, n=spread.runs,
        method=method, evidence=sources,
    )  # fmt: skip
