"""Working time: weekly calendars as open spans, and the two maps between calendar and working time.

A calendar remembers the latest span it was asked for: most questions are about now.
"""

from __future__ import annotations

import math

from plantwright.twin.kernel.compiled import entry, inner, tiny

WEEK = 604800.0


@tiny
def _span_at(calendars, spans, calendar, t):
    """Return the span that ``t`` lies in or that opens next, and its week."""
    one = calendars[calendar]
    x = t - one.week * WEEK
    if one.since <= x < one.until:
        return one.span, one.week
    return _look_up(calendars, spans, calendar, t)


@inner
def _look_up(calendars, spans, calendar, t):
    one = calendars[calendar]
    week = math.floor(t / WEEK)
    x, end = t - week * WEEK, one.first + one.count
    k = one.first
    while k < end and x >= spans[k].end:
        k += 1
    if k == end:  # over for this week
        week, k = week + 1.0, one.first
    if t >= one.week * WEEK + one.until:
        one.week, one.span, one.until = week, k, spans[k].end
        one.since = spans[k - 1].end if k > one.first else spans[end - 1].end - WEEK
    return k, week


@entry
def worked(calendars, spans, calendar, t):
    """Return the working time from time zero to ``t`` [s]."""
    one = calendars[calendar]
    if one.work == WEEK:
        return t
    k, week = _span_at(calendars, spans, calendar, t)
    return week * one.work + spans[k].before + max(0.0, t - week * WEEK - spans[k].start)


@entry
def advance(calendars, spans, calendar, t, work):
    """Return when ``work`` seconds of working time have passed since ``t`` [s]."""
    if calendars[calendar].work == WEEK or work <= 0.0:
        return t + work
    k, week = _span_at(calendars, spans, calendar, t)
    span, x = spans[k], t - week * WEEK
    if x >= span.start and x + work <= span.end:
        return t + work
    begin = max(x, span.start)
    if begin + work <= span.end:
        return week * WEEK + begin + work
    return _advance_on(calendars, spans, calendar, k, week, work - (span.end - begin))


@inner
def _advance_on(calendars, spans, calendar, k, week, rest):
    """Return when ``rest`` seconds of working time have passed since the end of span ``k`` of a week [s]."""
    one = calendars[calendar]
    weeks = math.ceil(rest / one.work) - 1.0
    week, rest = week + weeks, rest - weeks * one.work
    for _ in range(one.count):
        k += 1
        if k == one.first + one.count:
            week, k = week + 1.0, one.first
        length = spans[k].end - spans[k].start
        if rest <= length:
            return week * WEEK + spans[k].start + rest
        rest -= length
    return week * WEEK + spans[k].end


@entry
def next_open(calendars, spans, calendar, t):
    """Return ``t`` if the calendar is open then, else when it opens next [s]."""
    if calendars[calendar].work == WEEK:
        return t
    k, week = _span_at(calendars, spans, calendar, t)
    return t if t - week * WEEK >= spans[k].start else week * WEEK + spans[k].start


@inner
def closing(calendars, spans, calendar, t):
    """Return when the open span that ``t`` lies in, or the next one, ends [s]."""
    k, week = _span_at(calendars, spans, calendar, t)
    return week * WEEK + spans[k].end


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
