"""What independent runs of a plant say of it: every measure with its unit, interval and source."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from plantwright.model.estimate import Estimate, Measures, Row
from plantwright.twin.intervals import LEVEL, Array, mean_estimate
from plantwright.twin.lengths import length_text
from plantwright.twin.replicate import METRICS, UNITS, Replications

MEASURES = {**UNITS, "worker_busy": "1"}
"""Every measure of a run, and its unit."""
STATES = ("process", "setup", "down", "blocked")
_MEANING = {
    "throughput": "good pieces of completed orders a calendar day",
    "flow_mean": "release to completion, calendar time",
    "flow_p95": "what 19 of 20 flow times of a run stay below",
    "on_time": "completed orders at or before due",
    "wip": "time average of orders released and not completed",
    "worker_busy": "share of the workers' working time held by stations",
}


def estimates(runs: Replications, *, level: float = LEVEL) -> Measures:
    """Return every measure of independent runs, and a table of what each work center does with its time.

    Parameters
    ----------
    runs
        Runs of one plant; the interval holds the chance between them, and knows nothing of how well the plant is known.
    level
        Chance that an interval holds the true mean [1].

    Raises
    ------
    ValueError
        The level is not between 0 and 1.
    """
    names = [*METRICS, *(["worker_busy"] if runs.plant.workers else [])]
    values = {name: estimate_of(runs, name, level=level) for name in names}
    return Measures(values=values, tables={"work_centers": tuple(_center_rows(runs, level))})


def estimate_of(runs: Replications, measure: str, *, level: float = LEVEL) -> Estimate:
    """Return one measure of independent runs, a name of ``MEASURES``."""
    found = mean_estimate(
        numbers_of(runs, measure),
        unit=MEASURES[measure],
        level=level,
        method=f"{_MEANING[measure]}; mean over independent runs",
        evidence=evidence_of(runs),
    )
    return within_one(found) if MEASURES[measure] == "1" else not_negative(found)


def numbers_of(runs: Replications, measure: str) -> Array:
    """Return one measure of every run, shape (runs,)."""
    if measure == "worker_busy":
        return np.array([run.worker_busy for run in runs.runs])
    return runs.metric(measure)


def evidence_of(runs: Replications) -> str:
    """Return what estimates of these runs rest on."""
    count = len(runs.runs)
    return (
        f"{count} run{'s' if count != 1 else ''}, seed {runs.seed}, warm-up {length_text(runs.warm_up)}, "
        f"horizon {length_text(runs.horizon)}"
    )


def not_negative(one: Estimate) -> Estimate:
    """Return an estimate whose interval does not reach below zero."""
    return one.model_copy(update={"low": None if one.low is None else max(one.low, 0.0)})


def within_one(one: Estimate) -> Estimate:
    """Return an estimate of a share, its interval within 0 and 1."""
    kept = not_negative(one)
    return kept.model_copy(update={"high": None if kept.high is None else min(kept.high, 1.0)})


def _center_rows(runs: Replications, level: float) -> Iterator[Row]:
    shares = _state_shares(runs)
    busy = shares["process"] + shares["setup"]
    columns = {"occupied": busy + shares["down"], "busy_share": busy, **shares}
    for index, center in enumerate(runs.plant.work_centers):
        cells = {
            name: within_one(
                mean_estimate(column[:, index], unit="1", level=level, method="share of working time; mean over "
                              "independent runs", evidence=evidence_of(runs))
            )
            for name, column in columns.items()
        }  # fmt: skip
        yield {"work_center": center.id, "stations": center.stations, **cells}


def _state_shares(runs: Replications) -> dict[str, Array]:
    """Return each state's share of a work center's working time, shape (runs, work centers)."""
    stations = [center.stations for center in runs.plant.work_centers]
    first = np.concatenate([[0], np.cumsum(stations)[:-1]]).astype(int)
    offered = np.add.reduceat(np.array([run.available for run in runs.runs]), first, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            state: np.asarray(
                np.add.reduceat(np.array([run.stations[state] for run in runs.runs]), first, axis=1) / offered
            )
            for state in STATES
        }
