"""What was seen of a floor in a window, recorded or simulated alike: waits, loads, setups, stops and flow times."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plantwright.calibrate.arrays import Flags, Floats, Ints

_AFTER = 60.0
"""By how much one time must lie after another to be sure of it: logs are stamped by the minute [s]."""


@dataclass(frozen=True)
class Seen:
    """Arrays of one window, times on the working clock since Monday 00:00 of its first week [s]."""

    opens: float
    closes: float
    center: Ints
    """Work center of each visit."""
    came: Floats
    """When its lot left the step before, or was released, or the window opened; NaN: not known."""
    begun: Floats
    """When the visit began, its setup included; the window's begin where that was before."""
    start: Floats
    """When its process began, as the records see it."""
    end: Floats
    """NaN: beyond the window."""
    length: Floats
    """Working time of its process; NaN: an edge of the window cuts it [s]."""
    inside: Flags
    """It began within the window."""
    first: Flags
    """It is the first lot of its load."""
    setup_center: Ints
    setup_length: Floats
    """NaN: cut by an edge of the window [s]."""
    down_center: Ints
    down_length: Floats
    """Within the window [s]."""
    product: Ints
    """Product of each order completed in the window."""
    flow: Floats
    """Its flow time, calendar [h]."""
    order_time: float
    """Time of orders on the floor within the window, working [s]."""

    def waits(self) -> Floats:
        """Return how long the lot of each visit waited for it within the window; NaN: not known [s]."""
        return np.maximum(self.begun - np.maximum(self.came, self.opens), 0.0)

    def overtaken(self) -> Flags:
        """Tell which visits began after one of a lot that had come later to the same work center."""
        found = np.zeros(len(self.center), dtype=bool)
        for center in np.unique(self.center):
            mine = np.flatnonzero((self.center == center) & np.isfinite(self.came))
            mine = mine[np.argsort(self.came[mine])]
            came, begun = self.came[mine], self.begun[mine]
            soonest = np.append(np.minimum.accumulate(begun[::-1])[::-1], np.inf)
            found[mine] = soonest[np.searchsorted(came, came + _AFTER)] < begun - _AFTER
        return found

    def occupied(self) -> Floats:
        """Return how long each load was on its station within the window; zero for its other lots [s]."""
        end = np.minimum(np.where(np.isnan(self.end), self.closes, self.end), self.closes)
        cut = np.maximum(end - self.begun, 0.0)
        whole = np.minimum(self.length + self.start - self.begun, cut)
        return np.where(self.first, np.where(np.isnan(self.length), cut, whole), 0.0)


def first_of_loads(center: Ints, station: Ints, start: Floats, batching: Flags) -> Flags:
    """Tell the first visit of each load; only work centers that batch have loads of several lots."""
    first = np.ones(len(center), dtype=bool)
    mine = np.flatnonzero(batching[center] & np.isfinite(start))
    order = mine[np.lexsort((start[mine], station[mine]))]
    same = (np.diff(station[order]) == 0) & (np.diff(start[order]) < 1.0)
    first[order[1:][same]] = False
    return first


def came_of(order: Ints, end: Floats, released: Floats, opens: float) -> Floats:
    """Return when each visit's lot came; visits by order and time, ``released`` NaN where that is not known."""
    fresh = np.diff(order, prepend=-2) != 0
    before = np.concatenate([[np.nan], end[:-1]])
    came = np.where(fresh, released, before)
    # what the window's begin hides was there when it opened
    return np.where(~fresh & np.isnan(came), opens, came)
