"""Our own runs: summed up without a log, timed in CPU seconds of the thread, compiled before."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.engine.models import JobShop, Line, Window
from benchmarks.environments import Reply
from plantwright.model.calendar import DAY
from plantwright.twin.compile import tables_of
from plantwright.twin.replicate import Summary, summarize

HOUR = 3600.0


@dataclass(frozen=True)
class Run:
    """One run of ours."""

    cpu: float
    """[s]"""
    summary: Summary


def timed(model: Line | JobShop, window: Window, seeds: Sequence[int]) -> list[Run]:
    """Run a model once for each seed; what compiles, compiles before."""
    tables, short = tables_of(model.plant()), model.short()
    summarize(tables, warm_up=short.warm_up, horizon=short.horizon, seed=0)
    runs = []
    for seed in seeds:
        begun = time.thread_time()
        summary = summarize(tables, warm_up=window.warm_up, horizon=window.horizon, seed=seed)
        runs.append(Run(time.thread_time() - begun, summary))
    return runs


def reply(model: Line | JobShop, window: Window, seeds: Sequence[int]) -> Reply:
    """Return what runs of ours took and found, in the words and units of a rival's."""
    runs = timed(model, window, seeds)
    metrics = [run.summary.metrics for run in runs]
    measures = {
        "flow": np.array([one["flow_mean"] for one in metrics]) * HOUR,
        "throughput": np.array([one["throughput"] for one in metrics]) / DAY,
        "wip": np.array([one["wip"] for one in metrics]),
    }
    return Reply(0.0, np.array([run.cpu for run in runs]), measures)


def visits(run: Run, line: Line) -> float:
    """Return how many visits of stations a run of a line had, by the time its stations were in process."""
    return float(run.summary.stations["process"].sum()) / line.service
