"""Availability: from a record of stops, and what a shorter repair gives."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.luck import share_up
from plantwright.learn.bank.flow.times import centers, one_after_another, some_stops
from plantwright.learn.bank.make import number
from plantwright.learn.bank.question import Criterion, Rubric
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import Draft, Exactly, Sampled, template
from plantwright.learn.bank.view import Axis, Bar, Column, Lanes, Table
from plantwright.learn.bank.words import rounded, text

Ticks = NDArray[np.int64]


@template("flow.availability", "number")
def availability_of_a_record(case: Case, draw: Draw) -> Draft:
    """Ask for a station's availability from its stops in a stretch of time."""
    station, starts, ends, unit, said = _record(case, draw)
    begun = int(starts[0])
    span, down = int(ends[-1]) + begun, int(np.sum(ends - starts))
    share = 100 * (span - down) / span
    rows = tuple((k, s / 10, e / 10) for k, (s, e) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True), 1))
    bars = tuple(Bar(lane=station, start=s, end=e, state="down") for _, s, e in rows)
    return Draft(
        stem=f"{said} It was watched from 0 to {text(span / 10, unit)}.\n\nWhat was its availability?",
        views=(
            Table(title=f"Stops of {station}", rows=rows,
                  columns=(Column(name="stop"), Column(name="start", unit=unit), Column(name="end", unit=unit))),
            Lanes(title=f"Stops of {station}", x=Axis(title="time", unit=unit), bars=bars,
                  read="A bar is a stop; between bars the station could run."),
        ),
        answer=number(
            share,
            "%",
            ("down_share", 100 - share, "That is the share in which it was down."),
            ("down_over_up", 100 * (1 - down / (span - down)), "Divide by the whole time, not by the time up."),
            ("counted_stops", 100 * (1 - len(rows) / span * 10), "It matters how long the stops took."),
            share=0.002,
        ),
        solution=(
            f"Down: {text(down / 10, unit)} in {len(rows)} stops.",
            f"Up: {text(span / 10, unit)} − {text(down / 10, unit)} = {text((span - down) / 10, unit)}.",
            f"Availability = {text((span - down) / 10)} / {text(span / 10)} = {text(share, '%')}.",
        ),
        hints=(
            "Availability is the share of the time in which the station could run.",
            "Add up end − start of all stops: that is the time down.",
            "Subtract it from the whole time that was watched, and divide by the whole time.",
        ),
        again=lambda: Exactly(100 * _mean_up(starts, ends, span)),
    )  # fmt: skip


@template("flow.availability", "number")
def hours_won_by_a_shorter_repair(case: Case, draw: Draw) -> Draft:
    """Ask how many more hours a week a station runs when repairs take less time."""
    one, cut, week = some_stops(case, draw), draw.one((25, 40, 50, 60)), draw.one((40, 80, 120, 168))
    shorter = rounded(one.down * (1 - cut / 100))
    before, after = (one.up / (one.up + down) for down in (one.down, shorter))
    seed = draw.whole(0, 2**31)
    return Draft(
        stem=f"{one.said} {text(one.up, 'h')} on average until it fails, and is then down for {text(one.down, 'h')} on "
        f"average. Suppose that repairs come to take {text(shorter, 'h')} on average, and that it is to run "
        f"{week} h a week.\n\nHow many hours a week does it run more than before?",
        answer=number(
            week * (after - before),
            "h",
            ("availability_after", week * after, "That is how long it runs then; how much is that more than before?"),
            ("cut_of_all_time", week * cut / 100, "Only the time down gets shorter, not the whole week."),
            ("hours_of_one_stop", one.down - shorter, "That is won at one stop; how many stops are there in a week?"),
            ("repair_over_run", week * (one.down - shorter) / one.up,
             "A cycle lasts until the failure and until it is repaired; divide by both together."),
            share=0.02,
        ),
        solution=(
            f"Availability before: {text(one.up)} / ({text(one.up)} + {text(one.down)}) = {text(before)}.",
            f"Availability after: {text(one.up)} / ({text(one.up)} + {text(shorter)}) = {text(after)}.",
            f"{week} h × ({text(after)} − {text(before)}) = {text(week * (after - before), 'h')}.",
        ),
        hints=(
            "Compare two availabilities: with the repair time as it is, and with the shorter one.",
            "Availability = mean time to failure / (mean time to failure + mean time to repair).",
            "Take the difference of the two, with four digits each, times the hours of the week.",
        ),
        again=lambda: _won(one.up, (one.down, shorter), week, seed),
    )  # fmt: skip


@template("flow.variability", "explain")
def few_long_or_many_short_stops(case: Case, draw: Draw) -> Draft:
    """Ask to explain which of two stations with the same availability harms the flow more."""
    one, center = some_stops(case, draw), draw.one(centers(case))
    times = draw.one((5, 8, 10))
    up, down = rounded(one.up / times, 2), rounded(one.up / times, 2) * one.down / one.up
    share = 100 * one.up / (one.up + one.down)
    spread = one.down / one.up
    return Draft(
        stem=f"{one.said} {text(one.up, 'h')} on average until it fails, and is then down for {text(one.down, 'h')}. "
        f"Suppose that another one fails {times} times as often, after {text(up, 'h')}, but is repaired in "
        f"{text(60 * down, 'min', 3)}, and that both do the work of {center.name}.\n\nBoth are available "
        f"{text(share, '%', 3)} of the time. Which of them harms the flow more? Explain why.",
        answer=Rubric(
            model=f"Both lose the same share of their time, so that they have the same capacity. But a stop of "
            f"{text(one.down, 'h')} makes the queue in front grow {times} times as long as one of "
            f"{text(60 * down, 'min', 3)}, and starves what comes after for as long. Long stops make the effective "
            "process time vary more, and waiting grows with that variability. The few long stops harm the flow more; "
            "to live with them takes more stock in buffers, or a second station.",
            criteria=(
                Criterion(text="Says that both have the same capacity on average", points=1),
                Criterion(text="Names the few long stops as the more harmful", points=1),
                Criterion(text="Gives the reason: a long stop lets a long queue grow, or starves what comes after, "
                               "that is, it adds more variability", points=2),
                Criterion(text="Says what it takes to live with it, such as a larger buffer or a second station",
                          points=1),
            ),
        ),
        solution=(
            f"Hours down for an hour up: {text(spread, 'h', 3)} for both.",
            ("By Hopp and Spearman (Factory Physics), stops add A (1 − A) × repair time / process time to the squared "
            "coefficient of variation (for repair times that do not vary): it grows with the length of a repair."),
        ),
        hints=(
            "The averages are the same. What happens around the station during one stop?",
            "How far does the queue in front grow in a stop, and how long must the next station wait?",
            "Say what is the same, what differs, and what it means for waiting.",
        ),
        again=None,
    )  # fmt: skip


@lru_cache(KEPT)
def _recorded(case: Case) -> dict[str, NDArray[np.float64]]:
    """Return the starts and ends [s] of the stops of each station that has three or more, one after another."""
    found = {}
    for name, rows in case.stops.groupby("station", sort=True) if len(case.stops) else ():
        pairs = rows[["start", "end"]].to_numpy()
        if len(pairs) >= 3 and np.all(pairs[1:, 0] >= pairs[:-1, 1]):
            found[str(name)] = pairs
    return found


def _record(case: Case, draw: Draw) -> tuple[str, Ticks, Ticks, str, str]:
    """Return a station, its stops in tenths of a unit, the unit, and how the question says where they come from."""
    if told := _recorded(case):
        station = draw.one(list(told))
        pairs = told[station]
        first = draw.whole(0, max(len(pairs) - 6, 0))
        pairs = pairs[first : first + 6]
        starts, ends, unit = one_after_another(pairs[:, 0], pairs[:, 1])
        said = f"The table shows stops of station {station} that the log has, one after another."
    else:
        one = some_stops(case, draw)
        length = [max(one.down * draw.step(0.5, 1.8, 0.1), 0.2) for _ in range(draw.whole(3, 5))]
        begin = np.cumsum([one.up * draw.step(0.5, 1.6, 0.1) for _ in length])
        starts, ends, unit = one_after_another(3600 * begin, 3600 * (begin + np.array(length)))
        station, said = one.station, f"Suppose that station {one.station} had the stops of the table."
    lead = max(int(ends[-1]) // draw.whole(6, 12), 1)
    return station, starts + lead, ends + lead, unit, said


def _mean_up(starts: Ticks, ends: Ticks, span: int) -> float:
    """Return the mean of up (1) and down (0) over every tick of a stretch."""
    up = np.ones(span)
    for start, end in zip(starts, ends, strict=True):
        up[start:end] = 0.0
    return math.fsum(up) / span


def _won(up: float, downs: tuple[float, float], week: float, seed: int) -> Sampled:
    (before, spread), (after, other) = (share_up(up, down, seed + k) for k, down in enumerate(downs))
    return Sampled(week * (after - before), week * math.hypot(spread, other))
