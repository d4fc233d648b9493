"""The board and the stopwatch as charts: how far behind in time, and how long a job takes but for the rare."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.times import unit_of
from plantwright.learn.bank.make import number
from plantwright.learn.bank.quality.series import times
from plantwright.learn.bank.slices import KEPT, step_times
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Chart, Level, Series
from plantwright.learn.bank.words import rounded, text

PERIODS = (("h", "hour", 3600.0), ("d", "day", 86_400.0), ("week", "week", 604_800.0))
SHOWN = 12
"""Periods on the board."""
READ = 0.012
"""How closely a height can be read, as a share of a chart's height [1]."""


@dataclass(frozen=True)
class Board:
    """Target and actual, added up from period to period."""

    unit: str
    word: str
    target: int
    """Orders a period."""
    counts: tuple[int, ...]
    at: int
    """The period at whose end is asked."""

    @property
    def actual(self) -> NDArray[np.int64]:
        """Completed orders by the end of each period, from 0 on."""
        return np.cumsum((0, *self.counts))

    @property
    def gap(self) -> float:
        """How far the actual is above the target at the moment asked for [orders]."""
        return float(self.actual[self.at]) - self.target * self.at

    @property
    def ahead(self) -> float:
        """The same in periods of the target's pace."""
        return self.gap / self.target

    @property
    def tolerance(self) -> float:
        """How closely the lines tell it, in periods."""
        return 2 * READ * max(float(self.actual[-1]), self.target * len(self.counts)) / self.target

    def chart(self) -> Chart:
        """Return the two lines."""
        xs = tuple(float(k) for k in range(len(self.counts) + 1))
        return Chart(
            title="Completed orders, added up, and the target", mark="line", x=Axis(title="time", unit=self.unit),
            y=Axis(title="orders"), read="Each line tells how many orders there are by then.",
            series=(Series(name="target", x=xs, y=tuple(self.target * x for x in xs)),
                    Series(name="actual", x=xs, y=tuple(map(float, self.actual)))),
        )  # fmt: skip


@template("lead.board", "number")
def gap_in_time(case: Case, draw: Draw) -> Draft:
    """Ask how far a line is ahead or behind in time, from two rising lines."""
    board = _board(case, draw)
    at, actual = board.at, int(board.actual[board.at])
    pace = actual / at
    return Draft(
        stem=f"The chart adds up the completed orders of {len(board.counts)} {board.word}s of the log; suppose that the "
        f"target rose as shown.\n\nHow many {board.word}s of the target's pace is the plant ahead at the end of "
        f"{board.word} {at}? Behind is negative. Read the chart as closely as you can.",
        views=(board.chart(),),
        answer=number(
            board.ahead,
            board.unit,
            ("orders_for_time", board.gap, "That is the gap in orders, up and down; asked is the gap in time."),
            ("turned_round", -board.ahead, "Ahead is positive, behind negative: which line is above?"),
            ("own_pace", board.gap / pace, "You divided by the plant's own pace; the target's is asked for."),
            ("gap_at_the_end", float(board.actual[-1] - board.target * len(board.counts)) / board.target,
             "That is the gap at the end of the chart."),
            share=0.0,
            least=board.tolerance,
        ),
        solution=(
            f"At the end of {board.word} {at} the actual stands at about {actual}, the target at {board.target * at}.",
            f"The target rises by {board.target} orders a {board.word}: it {'reaches' if board.gap > 0 else 'reached'} "
            f"{actual} at {text(actual / board.target, board.unit, 3)}.",
            f"{text(actual / board.target, '', 3)} − {at} = {text(board.ahead, board.unit, 3)}.",
        ),
        hints=(
            "A gap in orders is the distance of the lines up and down; a gap in time is their distance from left to right.",
            "Find the height of the actual at that moment. When is the target as high?",
            "Take that moment less the moment asked for, or divide the gap in orders by the target's pace.",
        ),
        again=lambda: Exactly(_when(board) - at),
    )  # fmt: skip


def _when(board: Board) -> float:
    """Return when the target's line is as high as the actual, by halving."""
    low, high = 0.0, 100.0 * len(board.counts)
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if board.target * middle < board.actual[board.at] else (low, middle)
    return high


def _board(case: Case, draw: Draw) -> Board:
    """Return a board on which a gap can be read at some moment."""
    for _ in range(80):
        unit, word, counts = draw.one(_counted(case))
        first = draw.whole(0, len(counts) - SHOWN)
        some = tuple(int(one) for one in counts[first : first + SHOWN])
        target = max(round(sum(some) / SHOWN * draw.step(0.75, 1.35, 0.05)), 1)
        board = Board(unit, word, target, some, draw.whole(6, SHOWN - 1))
        if abs(board.ahead) > 3 * board.tolerance and sum(one == 0 for one in some) <= 2:
            return board
    raise NotHereError("orders are completed so evenly, or so rarely, that no gap to a target can be read")


@lru_cache(KEPT)
def _counted(case: Case) -> tuple[tuple[str, str, NDArray[np.int64]], ...]:
    """Return the orders completed in each period, by periods of which enough have some."""
    done = case.orders["completed"].to_numpy()
    if len(done) < 24:
        raise NotHereError("fewer than twenty-four orders are finished")
    found = []
    for unit, word, size in PERIODS:
        counts = np.bincount(np.floor((done - done.min()) / size).astype(int))[:-1]
        if len(counts) >= SHOWN and np.mean(counts) >= 1 and np.mean(counts > 0) >= 0.6:
            found.append((unit, word, counts))
    if not found:
        raise NotHereError("orders are completed too rarely for a board")
    return tuple(found)


@dataclass(frozen=True)
class Cycles:
    """Timed cycles of a job, of which a few are long."""

    what: str
    unit: str
    values: tuple[float, ...]
    line: float
    """What is above it is rare and recorded apart."""

    @property
    def usual(self) -> list[float]:
        """The cycles below the line."""
        return [one for one in self.values if one < self.line]

    def chart(self) -> Chart:
        """Return the cycles as a run chart with the line."""
        xs = tuple(float(k) for k in range(1, len(self.values) + 1))
        return Chart(
            title=f"{self.what[0].upper()}{self.what[1:]}", mark="points", x=Axis(title="cycle"),
            y=Axis(title="time", unit=self.unit), series=(Series(x=xs, y=self.values),),
            levels=(Level(name="recorded apart above this line", y=self.line),), read="Each point is a timed cycle.",
        )  # fmt: skip


@template("lead.time_study", "number")
def mean_without_the_rare(case: Case, draw: Draw) -> Draft:
    """Ask for the mean of the usual cycles of a time study, read from a chart."""
    seen = _cycles(case, draw)
    usual, count = seen.usual, len(seen.values)
    mean, rare = sum(usual) / len(usual), count - len(usual)
    return Draft(
        stem=f"The chart shows {seen.what}, timed one after another. Suppose that the team agreed to record cycles above "
        "the line apart, with their reason, and to keep them out of the mean.\n\nWhat is the mean of the other cycles? "
        "Read the points as closely as you can.",
        views=(seen.chart(),),
        answer=number(
            mean,
            seen.unit,
            ("rare_kept", sum(seen.values) / count, "That is the mean of all cycles, the rare ones among them."),
            ("divided_by_all", sum(usual) / count, "You left the rare cycles out of the sum, but not out of the count."),
            ("middle_of_range", (min(usual) + max(usual)) / 2, "That is the middle between the extremes."),
            ("shortest_cycle", min(usual), "That is the shortest cycle; nobody keeps that up."),
            share=0.02,
            least=2 * READ * max(seen.values),
        ),
        solution=(
            f"Below the line lie {len(usual)} of {count}: about {', '.join(text(one, '', 3) for one in usual)}.",
            f"Their sum {text(sum(usual), seen.unit)} over {len(usual)} is {text(mean, seen.unit)}.",
            f"The record keeps apart: {rare} of {count} cycles took "
            f"{', '.join(text(one, seen.unit, 3) for one in seen.values if one > seen.line)}. Capacity must still count "
            f"them: with them a cycle takes {text(sum(seen.values) / count, seen.unit)}.",
        ),
        hints=(
            "Only the points below the line count.",
            "Read the height of each of them, and add them up.",
            "Divide the sum by how many points lie below the line.",
        ),
        again=lambda: Exactly(_running(seen)),
    )


def _running(seen: Cycles) -> float:
    """Return the same mean, moved a little by each cycle that counts."""
    mean, count = 0.0, 0
    for one in seen.values:
        if one < seen.line:
            count += 1
            mean += (one - mean) / count
    return mean


def _cycles(case: Case, draw: Draw) -> Cycles:
    """Return twelve cycles of one job, one to three of them clearly above the others; of a station at worst."""
    jobs = {f"{operation} on {product}": one for (product, operation), one in step_times(case, 12).items()}
    for k in range(400):
        if k < 300 and jobs:
            name = draw.one(list(jobs))
            first = draw.whole(0, len(jobs[name]) - SHOWN)
            seconds = jobs[name][first : first + SHOWN]
            size, unit = unit_of(float(np.median(seconds)))
            seen = _split(f"process times of {name}", unit, tuple(rounded(float(one) / size) for one in seconds))
        else:
            found = times(case, draw, SHOWN)
            seen = _split(found.what, found.unit, found.values)
        if seen is not None:
            return seen
    raise NotHereError("no twelve cycles in a row hold a rare long one")


def _split(what: str, unit: str, values: tuple[float, ...]) -> Cycles | None:
    """Return cycles with a line in their widest gap; None where that gap sets no few long ones clearly apart."""
    ranked = sorted(values)
    gaps = {k: ranked[k] / ranked[k - 1] for k in range(SHOWN - 3, SHOWN)}
    cut = max(gaps, key=lambda k: gaps[k])
    wide, flat = gaps[cut] > 1.3, len(set(ranked[:cut])) < 5
    if not wide or flat or ranked[-1] > 3.5 * ranked[cut - 1] or ranked[cut - 1] > 3 * ranked[0]:
        return None
    return Cycles(what, unit, values, rounded((ranked[cut] + ranked[cut - 1]) / 2))
