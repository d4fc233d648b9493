"""Working time: weekly calendars as open spans, and the two maps between calendar and working time."""

from __future__ import annotations

import math

from plantwright.twin.kernel.compiled import entry, inner, tiny

WEEK = 604800.0


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


@inner
def closing(calendars, spans, calendar, t):
    """Return when the open span that ``t`` lies in, or the next one, ends [s]."""
    one = calendars[calendar]
    week = math.floor(t / WEEK)
    x = t - week * WEEK
    for k in range(one.first, one.first + one.count):
        if x < spans[k].end:
            return week * WEEK + spans[k].end
    return (week + 1.0) * WEEK + spans[one.first].end


@tiny
def later(floor, calendar, t, work):
    """Return when ``work`` seconds of a calendar's working time have passed since ``t`` [s]."""
    if floor.calendars[calendar].work == WEEK:
        return t + work
    return advance(floor.calendars, floor.spans, calendar, t, work)


@tiny
def between(floor, calendar, start, end):
    """Return a calendar's working time from ``start`` to ``end`` [s]."""
    if floor.calendars[calendar].work == WEEK:
        return end - start
    return worked(floor.calendars, floor.spans, calendar, end) - worked(floor.calendars, floor.spans, calendar, start)


@tiny
def opening(floor, calendar, t):
    """Return ``t`` if a calendar is open then, else when it opens next [s]."""
    if floor.calendars[calendar].work == WEEK:
        return t
    return next_open(floor.calendars, floor.spans, calendar, t)
