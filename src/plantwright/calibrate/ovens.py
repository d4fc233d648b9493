"""How long a load of several lots takes: by which of its lots, and whether by their quantity."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from plantwright.calibrate.arrays import Floats, Ints
from plantwright.calibrate.process_times import CenterRuns
from plantwright.calibrate.regression import Parts, parts_of
from plantwright.calibrate.sample import Sample
from plantwright.model.equipment import LoadTime

_ROUNDS = 6
_DOUBT = np.array([0.98, 1.0, 1.0, 1.03, 1.05, 1.05])
"""What the scatter of each reading is multiplied by: those that say more must explain more."""


@dataclass(frozen=True)
class _Lots:
    """The lots of the mixed loads of one work center, one after another."""

    load: Ints
    """Number of the load among the center's runs, shape (lots,)."""
    group: Ints
    """Task of each, numbered as the center's runs are."""
    quantity: Floats


def load_heads(sample: Sample, chosen: CenterRuns) -> tuple[CenterRuns, LoadTime]:
    """Return the runs with each mixed load given to the lot that sets its time, and which lot that is.

    Ovens differ: the lead lot or the longest may set the time of the load, and it may depend on the quantity or not.
    The reading with the least scatter is taken; the lead lot may be the first of the rows or, under a rule of
    shortest time first, the quickest.
    """
    by_piece = replace(chosen, by_lot=False)
    lots = _lots(sample, chosen)
    readings = [reading for plain in (chosen, by_piece) for reading in _readings(plain, lots)]
    scatter = np.array([_scatter(one) for one in readings])
    best = int(np.argmin(scatter * _DOUBT))
    return readings[best], "lead" if best % 3 else "longest"


def _lots(sample: Sample, chosen: CenterRuns) -> _Lots:
    place = {task: number for number, task in enumerate(chosen.tasks.tolist())}
    at = {run: number for number, run in enumerate(chosen.runs.tolist())}
    runs = sample.runs
    loads = zip(runs.mixed.tolist(), runs.mixed_tasks, runs.mixed_quantities, strict=True)
    found = [
        (at[run], place[task], quantity)
        for run, tasks, quantities in loads
        if run in at
        for task, quantity in zip(tasks.tolist(), quantities.tolist(), strict=True)
        if task in place
    ]
    table = np.array(found, dtype=np.float64).reshape(-1, 3)
    return _Lots(table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), table[:, 2])


def _readings(chosen: CenterRuns, lots: _Lots) -> tuple[CenterRuns, CenterRuns, CenterRuns]:
    """Return the runs by the longest lot, by the first, and by the quickest of each load."""
    if not len(lots.load):
        return chosen, chosen, chosen
    longest = chosen
    for _ in range(_ROUNDS):
        before, longest = longest, _headed(longest, lots, +1.0)
        if np.array_equal(before.seen.group, longest.seen.group):
            break
    return _limited(longest, lots), chosen, _headed(chosen, lots, -1.0)


def _times(parts: Parts, lots: _Lots) -> Floats:
    return parts.per_lot[lots.group] + parts.per_piece[lots.group] * lots.quantity


def _headed(chosen: CenterRuns, lots: _Lots, sign: float) -> CenterRuns:
    """Return the runs with each load given to its longest lot (``sign`` 1) or its quickest (−1), as fitted so far."""
    times = _times(parts_of(chosen.seen, by_lot=chosen.by_lot), lots)
    order = np.lexsort((-sign * times, lots.load))
    head = order[np.flatnonzero(np.diff(lots.load[order], prepend=-1))]
    group, quantity = chosen.seen.group.copy(), chosen.seen.quantity.copy()
    group[lots.load[head]], quantity[lots.load[head]] = lots.group[head], lots.quantity[head]
    return replace(chosen, seen=replace(chosen.seen, group=group, quantity=quantity))


def _limited(chosen: CenterRuns, lots: _Lots) -> CenterRuns:
    """Return the runs with the longest that each task may take: as long as any load it was in and did not set."""
    process = parts_of(chosen.seen, by_lot=chosen.by_lot).process(chosen.seen)
    limit = np.full(len(chosen.tasks), np.inf)
    np.minimum.at(limit, lots.group, process[lots.load])
    return replace(chosen, limit=limit)


def _scatter(chosen: CenterRuns) -> float:
    parts = parts_of(chosen.seen, by_lot=chosen.by_lot)
    return float(np.var(chosen.seen.length / np.maximum(parts.process(chosen.seen), 1e-9)))
