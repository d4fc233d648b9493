"""All that is learned of one work center's times."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from plantwright.calibrate.arrays import Floats, Ints
from plantwright.calibrate.failures import failures_of
from plantwright.calibrate.hidden_failures import Hidden, hidden_failures
from plantwright.calibrate.ovens import load_heads
from plantwright.calibrate.process_times import (
    CenterRuns,
    as_one_pair,
    center_runs,
    noise_of,
    steadied,
    told_apart,
    without_pairs,
)
from plantwright.calibrate.regression import Lengths, Parts, parts_of
from plantwright.calibrate.sample import Sample
from plantwright.calibrate.setups import setup_from_inside, setup_from_rows, surely_setups
from plantwright.model.distribution import NO_NOISE, Distribution
from plantwright.model.equipment import Failures, LoadTime, Setup


@dataclass(frozen=True)
class CenterTimes:
    """Times of one work center; process times by task, shape (its tasks,)."""

    tasks: Ints
    per_lot: Floats
    per_piece: Floats
    seen: Ints
    """Runs that each rests on."""
    noise: Distribution
    setup: Setup | None
    failures: Failures | None
    load_time: LoadTime = "longest"


def center_times(sample: Sample, center: int) -> CenterTimes:
    """Return the times of one work center."""
    chosen = center_runs(sample, center)
    if not len(chosen.runs):
        return _unseen(sample, center)
    load_time: LoadTime = "longest"
    if chosen.by_lot:
        chosen, load_time = load_heads(sample, chosen)
    hidden = None if sample.breakdowns.known else hidden_failures(told_apart(chosen).seen, by_lot=chosen.by_lot)
    chosen, sound = _without_repairs(chosen, hidden)
    parts, noise, setup, chosen = _with_setup(sample, center, chosen, sound)
    parts = steadied(chosen.seen, parts, noise.scv, chosen.limit)
    times = CenterTimes(
        tasks=chosen.tasks,
        per_lot=parts.per_lot,
        per_piece=parts.per_piece,
        seen=np.bincount(chosen.seen.group, minlength=chosen.seen.groups),
        noise=noise,
        setup=setup,
        failures=hidden.failures if hidden else failures_of(sample, center, _processing(sample, center, setup)),
        load_time=load_time,
    )
    return _with_unseen(sample, center, times)


def _without_repairs(chosen: CenterRuns, hidden: Hidden | None) -> tuple[CenterRuns, Floats]:
    """Return the runs without the repairs that they hide, and the weight by which each speaks of the noise."""
    if hidden is None:
        return chosen, chosen.seen.weight
    length = np.maximum(chosen.seen.length - hidden.repair, 1e-3)
    return replace(chosen, seen=replace(chosen.seen, length=length)), chosen.seen.weight * hidden.none


def _with_setup(
    sample: Sample, center: int, chosen: CenterRuns, sound: Floats
) -> tuple[Parts, Distribution, Setup | None, CenterRuns]:
    """Return parts, noise and setups; where setups inside the intervals are not sure, all is found without them."""
    parts = parts_of(chosen.seen, by_lot=chosen.by_lot)
    noise = noise_of(chosen.seen, parts, sound)
    if sample.setup_rows:
        return parts, noise, setup_from_rows(sample, center), chosen
    if surely_setups(as_one_pair(chosen).seen, noise.scv, by_lot=chosen.by_lot):
        spread = _setup_noise(chosen.seen, parts, noise.scv)
        setup = setup_from_inside(sample.names.families, chosen.pairs, parts, noise.scv, spread)
        return parts, noise, setup, chosen
    chosen = without_pairs(chosen)
    parts = parts_of(chosen.seen, by_lot=chosen.by_lot)
    return parts, noise_of(chosen.seen, parts, sound), None, chosen


def _setup_noise(seen: Lengths, parts: Parts, noise_scv: float) -> Distribution:
    """Return what setups inside the interval are multiplied by: the variance that the process leaves over."""
    changed = seen.pair >= 0
    if not changed.any():
        return NO_NOISE
    process, setup = parts.process(seen)[changed], np.maximum(parts.setups(seen)[changed], 0.0)
    weight = seen.weight[changed] / np.maximum(process, 1e-9) ** 4
    excess = (seen.length[changed] - process - setup) ** 2 - noise_scv * process**2
    size = float(weight @ setup**2)
    found = float(weight @ excess) / size if size > 0 else 0.0
    return Distribution.gamma(1.0, min(found, 1.0)) if found > 0.02 else NO_NOISE


def _processing(sample: Sample, center: int, setup: Setup | None) -> Floats:
    """Return the processing time of every run within the window, setups inside the interval taken out [s]."""
    runs = sample.runs
    process = runs.length.copy()
    if sample.setup_rows or setup is None:
        return process
    time = {(one.from_family, one.to_family): one.time for one in setup.times}
    names = sample.names.families
    for run in np.flatnonzero((runs.center == center) & (runs.before >= 0) & (runs.before != runs.family)).tolist():
        change = time.get((names[runs.before[run]], names[runs.family[run]]), setup.default)
        process[run] = max(process[run] - change, 0.1 * process[run])
    return process


def _with_unseen(sample: Sample, center: int, times: CenterTimes) -> CenterTimes:
    """Add the tasks of which no run was seen whole: they take what the work center takes on average."""
    missing = np.setdiff1d(np.flatnonzero(sample.tasks.center == center), times.tasks)
    runs = sample.runs
    mine = (runs.center == center) & (runs.sound if len(times.tasks) else runs.length >= 0)
    usual = max(float(runs.length[mine].mean()), 1.0) if mine.any() else 60.0
    return replace(
        times,
        tasks=np.concatenate([times.tasks, missing]),
        per_lot=np.concatenate([times.per_lot, np.full(len(missing), usual)]),
        per_piece=np.concatenate([times.per_piece, np.zeros(len(missing))]),
        seen=np.concatenate([times.seen, np.zeros(len(missing), dtype=np.int64)]),
    )


def _unseen(sample: Sample, center: int) -> CenterTimes:
    """Return what is left where no run of a work center was seen whole."""
    setup = setup_from_rows(sample, center) if sample.setup_rows else None
    nothing, none = np.empty(0), np.empty(0, dtype=np.int64)
    return _with_unseen(sample, center, CenterTimes(none, nothing, nothing, none, NO_NOISE, setup, None))
