"""Time to failure, in processing time, and time to repair, from recorded breakdowns."""

from __future__ import annotations

import numpy as np

from plantwright.calibrate.arrays import Floats, Ints
from plantwright.calibrate.cut_off import completed, ended
from plantwright.calibrate.sample import Breakdowns, Sample
from plantwright.calibrate.shapes import duration, lifetime
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures


def failures_of(sample: Sample, center: int, process: Floats) -> Failures | None:
    """Return the failures of a work center; ``process`` is each run's processing time within the window.

    Notes
    -----
    Mean time to failure is the processing time of all its stations over their failures, the unfinished stretch at
    the window's end included: unbiased by censoring.
    """
    downs = sample.breakdowns
    mine = np.flatnonzero(downs.center == center)
    if not len(mine):
        return None
    weight = sample.breakdown_weight[mine]
    gaps, tail = _gaps(sample, center, mine, process)
    repair = _time_to_repair(downs, mine, weight)
    if repair is None or not gaps.sum() + tail > 0:
        return None
    to_failure = (float(gaps @ weight) + tail) / float(weight.sum())
    later = np.flatnonzero(np.diff(downs.station[mine], prepend=-1) == 0)
    return Failures(
        time_to_failure=lifetime(to_failure, gaps[later], weight[later]),
        time_to_repair=repair,
        reason="breakdown",
    )


def _time_to_repair(downs: Breakdowns, mine: Ints, weight: Floats) -> Distribution | None:
    length, going = downs.length[mine], downs.going[mine]
    known = np.isfinite(length) & (length >= 0)
    length, going, weight = length[known], going[known], weight[known]
    kept = ended(length, going)
    return duration(completed(length[kept], weight[kept], going[kept]), weight[kept]) if kept.any() else None


def _gaps(sample: Sample, center: int, mine: Ints, process: Floats) -> tuple[Floats, float]:
    """Return the processing time before each failure since the one before it, and what came after the last ones."""
    runs, downs = sample.runs, sample.breakdowns
    line = np.flatnonzero(runs.center == center)
    passed = np.zeros(len(runs.center) + 1)
    passed[line] = np.cumsum(process[line]) - process[line]
    at = downs.run[mine]
    first = np.flatnonzero(np.diff(runs.station[line], prepend=-1) != 0)
    begin = dict(zip(runs.station[line][first].tolist(), passed[line][first].tolist(), strict=True))
    station = downs.station[mine]
    start = np.array([begin.get(one, 0.0) for one in station.tolist()])
    age = np.where(at >= 0, passed[at] + downs.done[mine] * process[at], start)
    fresh = np.diff(station, prepend=-1) != 0
    gaps = np.where(fresh, age - start, np.diff(age, prepend=0.0))
    return np.maximum(gaps, 0.0), float(process[line].sum() - np.maximum(gaps, 0.0).sum())
