"""The event list: a binary heap ordered by time, then by the order of scheduling."""

from __future__ import annotations

import numpy as np

from plantwright.twin.kernel.compiled import inner


@inner
def _before(events, a, b):
    if events[a].time != events[b].time:
        return events[a].time < events[b].time
    return events[a].seq < events[b].seq


@inner
def _swap(events, a, b):
    time, seq, kind, who = events[a].time, events[a].seq, events[a].kind, events[a].who
    events[a].time, events[a].seq, events[a].kind, events[a].who = (
        events[b].time, events[b].seq, events[b].kind, events[b].who,
    )  # fmt: skip
    events[b].time, events[b].seq, events[b].kind, events[b].who = time, seq, kind, who


@inner
def schedule(floor, time, kind, who):
    """Put an event on the list."""
    state, events = floor.state[0], floor.events
    index = state.events
    events[index].time = time
    events[index].seq = state.seq
    events[index].kind = kind
    events[index].who = who
    state.events += 1
    state.seq += 1
    while index > 0 and _before(events, index, (index - 1) // 2):
        _swap(events, index, (index - 1) // 2)
        index = (index - 1) // 2


@inner
def next_event(floor):
    """Take the earliest event off the list; return its time, kind and subject."""
    state, events = floor.state[0], floor.events
    time, kind, who = events[0].time, events[0].kind, events[0].who
    state.events -= 1
    count = state.events
    index = np.int64(0)
    if count > 0:
        _swap(events, index, count)
    while True:
        child = 2 * index + 1
        if child >= count:
            break
        if child + 1 < count and _before(events, child + 1, child):
            child += 1
        if not _before(events, child, index):
            break
        _swap(events, child, index)
        index = child
    return time, kind, who
