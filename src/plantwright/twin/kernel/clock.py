"""Working time: weekly calendars as open spans, and the two maps between calendar and working time."""

from __future__ import annotations

import math

import numpy as np

from plantwright.twin.kernel.compiled import entry, inner

WEEK = 604800.0

CALENDAR = np.dtype([("first", "i8"), ("count", "i8"), ("work", "f8")])
"""Where a calendar's spans lie, and the working time of its week [s]."""

SPAN = np.dtype([("start", "f8"), ("end", "f8"), ("before", "f8")])
"""An open span of the week, and the working time of the week before it [s]."""


@entry
def worked(calendars, spans, calendar, t):
    """Return the working time from time zero to ``t`` [s]."""
    one = calendars[calendar]
    if one.work == WEEK:
        return t
    week = math.floor(t / WEEK)
    x = t - week * WEEK
    total = week * one.work
    for k in range(one.first, one.first + one.count):
        span = spans[k]
        if x <= span.start:
            break
        total += min(x, span.end) - span.start
    return total


@inner
def advance(calendars, spans, calendar, t, work):
    """Return when ``work`` seconds of working time have passed since ``t`` [s]."""
    one = calendars[calendar]
    if one.work == WEEK or work <= 0.0:
        return t + work
    total = worked(calendars, spans, calendar, t) + work
    week = math.ceil(total / one.work) - 1.0
    rest = total - week * one.work
    for k in range(one.first, one.first + one.count):
        span = spans[k]
        length = span.end - span.start
        if rest <= span.before + length:
            # work too short to count would else end where the last span did, before it began
            return max(t, week * WEEK + span.start + (rest - span.before))
    return max(t, (week + 1.0) * WEEK)


@entry
def next_open(calendars, spans, calendar, t):
    """Return ``t`` if the calendar is open then, else when it opens next [s]."""
    one = calendars[calendar]
    if one.work == WEEK:
        return t
    week = math.floor(t / WEEK)
    x = t - week * WEEK
    for k in range(one.first, one.first + one.count):
        if x < spans[k].end:
            return week * WEEK + max(x, spans[k].start)
    return (week + 1.0) * WEEK + spans[one.first].start
