"""Batches: whether one is ready to start, and which lots share it."""

from __future__ import annotations

from plantwright.twin.kernel.clock import between
from plantwright.twin.kernel.compiled import inner
from plantwright.twin.kernel.station import family_of

# working time is a difference of large numbers; a wait that ends by its own wake-up must count as over
_SLACK = 1e-5


@inner
def waited(floor, center, lot, t):
    """Return the working time a lot has waited at a work center [s]."""
    return between(floor, floor.centers[center].calendar, floor.lots[lot].ready, t)


@inner
def _fits(floor, center, lot, first):
    return not floor.centers[center].same_family or family_of(floor, lot) == family_of(floor, first)


@inner
def batch_ready(floor, center, first, t):
    """Whether enough lots wait to start with ``first``, or one of them has waited long enough."""
    place = floor.centers[center]
    fitting, oldest = 0, 0.0
    lot = place.head
    while lot >= 0:
        if _fits(floor, center, lot, first):
            fitting += 1
            if fitting >= place.batch_min:
                return True
            oldest = max(oldest, waited(floor, center, lot, t))
        lot = floor.lots[lot].next
    return oldest >= place.batch_wait - _SLACK


@inner
def companion(floor, center, first, after):
    """Return the next lot behind ``after`` that can share a start with ``first``; −1: none."""
    lot = floor.lots[after].next
    while lot >= 0 and not _fits(floor, center, lot, first):
        lot = floor.lots[lot].next
    return lot
