"""Work centers that take several lots at once."""

from __future__ import annotations

import numpy as np

from plantwright.calibrate.sample import Sample
from plantwright.model.equipment import Batch, LoadTime

_COMMON = 0.02
_PATIENT = 0.2
"""Share of a load's time that small loads must have waited at a free station, if they waited by rule."""


def batch_of(sample: Sample, center: int, load_time: LoadTime) -> Batch | None:
    """Return how a work center is loaded: as told, or as the loads seen suggest."""
    for told in sample.facts.work_centers:
        if told.id == sample.names.centers[center] and told.batch:
            wait = None if told.batch.max_wait_hours is None else told.batch.max_wait_hours * 3600
            return Batch(
                max_lots=told.batch.max_lots,
                min_lots=told.batch.min_lots,
                max_wait=wait,
                same_family=told.batch.same_family,
                load_time=load_time,
            )
    return _seen(sample, center, load_time)


def _seen(sample: Sample, center: int, load_time: LoadTime) -> Batch | None:
    lots = sample.runs.lots[sample.runs.center == center]
    if not len(lots) or lots.max() < 2:
        return None
    least, wait = _patience(sample, center)
    return Batch(
        max_lots=int(lots.max()),
        min_lots=least,
        max_wait=wait,
        same_family=_one_family(sample, center),
        load_time=load_time,
    )


def _patience(sample: Sample, center: int) -> tuple[int, float | None]:
    """Return for how many lots a free station waits, and how long.

    Loads below that number only start once the oldest lot has waited its time; larger ones start at once.
    """
    runs = sample.runs
    free = (runs.center == center) & np.isfinite(runs.waited)
    usual = float(runs.length[(runs.center == center) & runs.sound].mean())
    least, wait = 1, None
    for size in range(1, int(runs.lots[runs.center == center].max())):
        waits = runs.waited[free & (runs.lots == size)]
        if len(waits) < 5 or np.quantile(waits, 0.1) < _PATIENT * usual:
            break
        least, wait = size + 1, float(np.median(waits))
    return least, wait


def _one_family(sample: Sample, center: int) -> bool:
    """Tell whether no more than a few loads mixed families."""
    runs, family = sample.runs, sample.tasks.family
    mine = runs.center[runs.mixed] == center
    loads = [tasks for tasks, here in zip(runs.mixed_tasks, mine.tolist(), strict=True) if here]
    mixed = [len(set(family[tasks].tolist())) > 1 for tasks in loads]
    return float(np.mean(mixed)) <= _COMMON if mixed else True
