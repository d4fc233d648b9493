"""The event list: a binary heap ordered by time, then by the order of scheduling."""

from __future__ import annotations

import numpy as np

from plantwright.twin.kernel.compiled import inner, tiny
from plantwright.twin.kernel.floor import WAKE_EVENT


@inner
def schedule(floor, time, kind, who):
    """Put an event on the list; return its number, by which it can be told from others."""
    state, events = floor.state[0], floor.events
    index, seq = state.events, state.seq
    while index > 0:
        above = (index - 1) // 2
        if events[above].time <= time:
            break
        _move(events, above, index)
        index = above
    _put(events[index], time, seq, kind, who)
    state.events += 1
    state.seq += 1
    return seq


@inner
def wake(floor, center, when, t):
    """Have a work center looked at again at ``when``, unless it will be before: one look ahead at a time."""
    place = floor.centers[center]
    if not t < place.wake <= when:
        place.wake = when
        schedule(floor, when, WAKE_EVENT, center)


@tiny
def next_event(floor):
    """Take the earliest event off the list; return its time, number, kind and subject."""
    state, events = floor.state[0], floor.events
    first = events[0]
    time, seq, kind, who = first.time, first.seq, first.kind, first.who
    state.events -= 1
    if state.events > 0:
        _sink(events, state.events)
    return time, seq, kind, who


@tiny
def _sink(events, count):
    """Put the last event, number ``count``, where it belongs, from the top."""
    last = events[count]
    index = np.int64(0)
    while True:
        child = 2 * index + 1
        if child >= count:
            break
        if child + 1 < count and _before(events[child + 1], events[child]):
            child += 1
        if not _before(events[child], last):
            break
        _move(events, child, index)
        index = child
    _put(events[index], last.time, last.seq, last.kind, last.who)


@tiny
def _before(a, b):
    return a.time < b.time or (a.time == b.time and a.seq < b.seq)


@tiny
def _move(events, source, target):
    one = events[source]
    _put(events[target], one.time, one.seq, one.kind, one.who)


@tiny
def _put(event, time, seq, kind, who):
    event.time, event.seq, event.kind, event.who = time, seq, kind, who
