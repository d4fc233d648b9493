"""The board as a chart: how far ahead or behind a plant is, in time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Chart, Series
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
    target: float
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
        stem=f"The chart adds up the completed orders of {len(board.counts)} {board.word}s of the log; suppose that "
        f"the target rose as shown.\n\nHow many {board.word}s of the target's pace is the plant ahead at the end of "
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
            (f"At the end of {board.word} {at} the actual stands at about {actual}, the target at "
            f"{text(board.target * at)}."),
            (f"The target rises by {text(board.target)} orders a {board.word}: it "
            f"{'reaches' if board.gap > 0 else 'reached'} {actual} at {text(actual / board.target, board.unit, 3)}."),
            f"{text(actual / board.target, '', 3)} − {at} = {text(board.ahead, board.unit, 3)}.",
        ),
        hints=(
            "A gap in orders is the distance of the lines up and down; a gap in time lies from left to right.",
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
        target = rounded(sum(some) / SHOWN * draw.step(0.75, 1.35, 0.05), 2)
        board = Board(unit, word, target, some, draw.whole(6, SHOWN - 1))
        told = abs(board.gap - board.ahead) > 2 * board.tolerance
        if told and abs(board.ahead) > 3 * board.tolerance and sum(one == 0 for one in some) <= 2:
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
