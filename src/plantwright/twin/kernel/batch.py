"""Which lots a station takes next: one, or a batch that is ready to start."""

from __future__ import annotations

from plantwright.twin.kernel.clock import worked
from plantwright.twin.kernel.compiled import inner

# working time is a difference of large numbers; a wait that ends by its own wake-up must count as over
_SLACK = 1e-5


@inner
def waited(floor, center, lot, t):
    """Return the working time a lot has waited at a work center [s]."""
    calendar = floor.centers[center].calendar
    since = worked(floor.calendars, floor.spans, calendar, floor.lots[lot].ready)
    return worked(floor.calendars, floor.spans, calendar, t) - since


@inner
def _fits(floor, center, lot, first):
    if not floor.centers[center].same_family:
        return True
    a, b = floor.lots[lot].product, floor.lots[first].product
    return floor.products[a].family == floor.products[b].family


@inner
def _is_ready(floor, center, first, t):
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
def next_lot(floor, center, t):
    """Return the first lot in dispatch order that may start now; −1: none yet."""
    place = floor.centers[center]
    if place.batch_min <= 1 or place.head < 0:
        return place.head
    lot = place.head
    while lot >= 0:
        if _is_ready(floor, center, lot, t):
            return lot
        lot = floor.lots[lot].next
    return -1


@inner
def companion(floor, center, first, after):
    """Return the next lot behind ``after`` that can share a start with ``first``; −1: none."""
    lot = floor.lots[after].next
    while lot >= 0 and not _fits(floor, center, lot, first):
        lot = floor.lots[lot].next
    return lot
