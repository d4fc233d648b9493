"""Charts to read: which station stood most, and what most orders take."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.times import unit_of
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Bar, Chart, Lanes, Series
from plantwright.learn.bank.words import text

TICKS = 200
"""Parts of a chart's width: what an eye can tell apart."""


@template("flow.station_states", "choice")
def station_that_stood_most(case: Case, draw: Draw) -> Draft:
    """Ask which station did nothing for longest, from a Gantt chart."""
    bars, unit, size = _day(case, draw)
    names = list(dict.fromkeys(one[0] for one in bars))
    idle = {name: TICKS - sum(end - start for at, start, end, _ in bars if at == name) for name in names}
    down = {name: sum(end - start for at, start, end, kind in bars if at == name and kind == "down") for name in names}
    stood = max(idle, key=lambda name: idle[name])
    busiest, fewest = min(idle, key=lambda name: idle[name]), min(names, key=lambda one: sum(b[0] == one for b in bars))
    most_down = max(down, key=lambda name: down[name])
    others = [
        (name, "not_the_longest", "Imagine its gaps put together; another station's are longer.") for name in names
    ]
    return Draft(
        stem="The chart shows what some stations did in a stretch of time: process, setup and stops.\n\nWhich station "
        "stood for longest without any of these, that is, with nothing recorded?",
        views=(
            Lanes(title="What stations did", x=Axis(title="time", unit=unit),
                  bars=tuple(Bar(lane=at, start=start * size, end=end * size, state=kind)
                             for at, start, end, kind in bars),
                  read="Bars are process, setup or a stop, by color; between bars nothing is recorded."),
        ),
        answer=choice(
            draw,
            stood,
            "Its gaps are the longest in all.",
            (fewest, "fewest_bars", "It has few bars, but how long are they?"),
            (most_down, "down_is_idle", "A stop is recorded; look for the time in which nothing is.")
            if down[most_down] else (busiest, "busiest", "Its bars fill the most of the time."),
            *others[:4],
        ),
        solution=tuple(f"{name}: nothing recorded for about {text(ticks * size, unit, 2)}"
                       for name, ticks in sorted(idle.items(), key=lambda one: -one[1])),
        hints=(
            "Every moment of a station's lane is either covered by a bar or not.",
            "The number of bars does not matter; how much of the lane do they cover?",
            "Compare lane by lane the length that no bar covers, from the left end of the chart to the right end.",
        ),
        again=lambda: Exactly(_emptiest(bars)),
    )  # fmt: skip


@template("flow.flow_time", "number")
def flow_time_of_most_orders(case: Case, draw: Draw) -> Draft:
    """Ask within which time a share of the orders flowed, read from their distribution."""
    times, unit = _flow_times(case)
    share = draw.one((50, 70, 80, 90))
    points = np.linspace(0, 100, 21)
    curve = np.quantile(times, points / 100)
    right, long = float(np.interp(share, points, curve)), float(curve[-2])
    mean = float(np.mean(times))
    return Draft(
        stem=f"The chart shows which share of the plant's orders had a flow time of at most so much; its last 5 % are "
        f"left out.\n\nWithin which time did {share} % of the orders flow? Read the chart as closely as you can.",
        views=(
            Chart(title="Flow times of orders", mark="line", x=Axis(title="flow time", unit=unit),
                  y=Axis(title="share of orders with at most that", unit="%"),
                  series=(Series(x=tuple(curve[:-1].tolist()), y=tuple(points[:-1].tolist())),),
                  read="The height is the share of the orders that took at most the time below."),
        ),
        answer=number(
            right,
            unit,
            ("share_of_the_longest", share / 100 * long, "That is a share of the longest time, not of the orders."),
            ("mean", mean, "That is about the mean; read the time at the height of the share."),
            ("other_tail", float(np.interp(100 - share, points, curve)), "That is the time that this share exceeds."),
            share=0.05,
            least=0.025 * long,
        ),
        solution=(
            f"Go up to {share} % on the left, across to the line, and down to the time.",
            f"There it is about {text(right, unit, 3)}.",
        ),
        hints=(
            "The question gives a share and asks for a time. Which axis has the share?",
            "Find the share on the axis on the left.",
            "Go from there across to the line, and from the line down to the time.",
        ),
        again=lambda: Exactly(_by_counting(times, share)),
    )  # fmt: skip


Bars = list[tuple[str, int, int, str]]


@lru_cache(KEPT)
def _all_bars(case: Case) -> dict[str, list[tuple[float, float, str]]]:
    """Return the recorded stretches of each station with ten steps or more, as (start, end, kind)."""
    found: dict[str, list[tuple[float, float, str]]] = {}
    for kind, rows in (("down", case.stops), ("setup", case.setups), ("process", case.steps)):
        for at, start, end in zip(rows["station"], rows["start"], rows["end"], strict=True):
            if end > start:
                found.setdefault(str(at), []).append((start, end, kind))
    return {name: rows for name, rows in found.items() if len(rows) >= 10}


def _day(case: Case, draw: Draw) -> tuple[Bars, str, float]:
    """Return what three to five stations did in a stretch, in ticks, with one that clearly stood most."""
    known = _all_bars(case)
    if len(known) < 3:
        raise NotHereError("fewer than three stations have ten recorded stretches")
    for _ in range(60):
        names = draw.some(list(known), draw.whole(3, min(5, len(known))))
        begin = draw.one(known[names[0]])[0]
        long = 8 * float(np.median([end - start for name in names for start, end, _ in known[name]]))
        bars = [bar for name in names for bar in _within(name, known[name], begin, long)]
        idle = sorted(TICKS - sum(end - start for at, start, end, _ in bars if at == name) for name in names)
        shown = {one[0] for one in bars} == set(names) and min(one[1] for one in bars) == 0
        if shown and max(one[2] for one in bars) == TICKS and idle[-1] - idle[-2] >= TICKS / 12 and len(bars) < 80:
            size, unit = unit_of(long)
            return bars, unit, long / size / TICKS
    raise NotHereError("in no stretch did one station clearly stand longest")


def _within(name: str, rows: list[tuple[float, float, str]], begin: float, long: float) -> Bars:
    """Return a station's stretches within a window, in ticks, none over another."""
    bars: Bars = []
    until = 0
    for start, end, kind in sorted(rows):
        first = max(round((start - begin) / long * TICKS), until)
        last = min(round((end - begin) / long * TICKS), TICKS)
        if last > first:
            bars.append((name, first, last, kind))
            until = last
    return bars


def _emptiest(bars: Bars) -> str:
    """Return the lane with the most ticks that no bar covers, tick by tick."""
    lanes = {one[0]: np.zeros(TICKS, dtype=bool) for one in bars}
    for name, start, end, _ in bars:
        lanes[name][start:end] = True
    return min(lanes, key=lambda name: int(np.count_nonzero(lanes[name])))


@lru_cache(KEPT)
def _flow_times(case: Case) -> tuple[NDArray[np.float64], str]:
    times = np.sort(case.orders["flow_time"].to_numpy(dtype=np.float64))
    if len(times) < 20:
        raise NotHereError("fewer than twenty orders are finished")
    size, unit = unit_of(float(np.quantile(times, 0.9)))
    return times / size, unit


def _by_counting(times: NDArray[np.float64], share: float) -> float:
    """Return the time that a share of the orders does not exceed, between the two orders that it falls between."""
    place = share / 100 * (len(times) - 1)
    below = int(place)
    above = min(below + 1, len(times) - 1)
    return float(times[below] + (place - below) * (times[above] - times[below]))
