"""Work centers that take several lots at once."""

from __future__ import annotations

import numpy as np

from plantwright.calibrate.sample import Sample
from plantwright.model.equipment import Batch

_COMMON = 0.02


def batch_of(sample: Sample, center: int) -> Batch | None:
    """Return how a work center is loaded: as told, or between the smallest and largest loads that are common."""
    for told in sample.facts.work_centers:
        if told.id == sample.names.centers[center] and told.batch:
            wait = None if told.batch.max_wait_hours is None else told.batch.max_wait_hours * 3600
            return Batch(
                max_lots=told.batch.max_lots,
                min_lots=told.batch.min_lots,
                max_wait=wait,
                same_family=told.batch.same_family,
            )
    return _seen(sample, center)


def _seen(sample: Sample, center: int) -> Batch | None:
    lots = sample.runs.lots[(sample.runs.center == center) & sample.runs.sound]
    if not len(lots) or lots.max() < 2:
        return None
    most = int(lots.max())
    share = np.bincount(lots, minlength=most + 1) / len(lots)
    return Batch(max_lots=most, min_lots=1, same_family=_one_family(sample, center) and bool(share[1:].any()))


def _one_family(sample: Sample, center: int) -> bool:
    """Tell whether no more than a few loads mixed families."""
    runs, family = sample.runs, sample.tasks.family
    mine = runs.center[runs.mixed] == center
    loads = [tasks for tasks, here in zip(runs.mixed_tasks, mine.tolist(), strict=True) if here]
    mixed = [len(set(family[tasks].tolist())) > 1 for tasks in loads]
    return float(np.mean(mixed)) <= _COMMON if mixed else True
