"""For how much of a step its worker is needed, seen from workers who begin elsewhere while it still runs.

A worker who leaves a step to itself can begin the next one as soon as he is free of it, and with work waiting does so
at once. So of all the shares of a step that had passed when its worker began elsewhere, none is smaller than the share
for which he is needed, and many are equal to it. Where rows say when workers were free, these are taken.
"""

from __future__ import annotations

import numpy as np

from plantwright.calibrate.arrays import Floats, Ints
from plantwright.calibrate.sample import Tasks, Visits

_OFTEN = 0.2
"""Share of workers' visits that overlap the one before, below which workers stay with their work."""
_LEAST, _NONE = 0.02, 0.04
"""Share of the overlaps that may be mistakes of recording; share of a step so small that nobody is needed for it."""
_FEWEST = 20
_MOSTLY = 0.5


def attendance_of(visits: Visits, tasks: Tasks, centers: int) -> Floats:
    """Return for what share of a step its worker is needed; 1 where workers stay, 0 where none is needed.

    Shape (centers,). Work centers whose workers were seldom seen to leave are those whose workers stay.
    """
    center, passed = _passed(visits, tasks)
    if not len(passed) or float(np.mean(passed < 1.0)) <= _OFTEN:
        return np.ones(centers)
    found = np.array([_needed(passed[center == one]) for one in range(centers)])
    # names that hold nobody at most of their work are no hands anywhere
    return found if float(np.mean(found[center] > 0)) > _MOSTLY else np.zeros(centers)


def _needed(passed: Floats) -> float:
    left = passed[passed < 1.0]
    if len(left) < max(_FEWEST, _LEAST * len(passed)):
        return 1.0
    share = float(np.quantile(left, _LEAST))
    return share if share >= _NONE else 0.0


def _passed(visits: Visits, tasks: Tasks) -> tuple[Ints, Floats]:
    """Return the work center of every worker's visit, and which share of it had passed when he began his next one."""
    known = np.flatnonzero((visits.worker >= 0) & np.isfinite(visits.start) & (visits.end > visits.start))
    order = known[np.lexsort((visits.start[known], visits.worker[known]))]
    here, there = order[:-1], order[1:]
    same = visits.worker[here] == visits.worker[there]
    here, there = here[same], there[same]
    begun, told = visits.start[there], visits.free[here]
    free = np.where(np.isnan(told), begun, np.minimum(told, begun))
    passed = (free - visits.start[here]) / (visits.end[here] - visits.start[here])
    # a minute's overlap is how people write times down
    stayed = free >= visits.end[here] - 60.0
    return tasks.center[visits.task[here]], np.where(stayed, 1.0, passed)
