"""A cumulative sum, to be read without a table: where a level changed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number
from plantwright.learn.bank.quality.series import Times, times
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Chart, Level, Series
from plantwright.learn.bank.words import text

TRIES = 100
ALONE = 0.5
"""The largest share of the sum at its turn that a single value may make [1]."""


@template("quality.small_shifts", "number")
def turn_of_a_cusum(case: Case, draw: Draw) -> Draft:
    """Ask after which value a level changed, read from a cumulative sum (Page 1954; Montgomery, ch. 9.1)."""
    found, sums = _with_a_turn(case, draw)
    turn, other = _turn(sums), _turn(-np.sign(sums[_turn(sums) - 1]) * sums, signed=True)
    jump = int(np.argmax(np.abs(np.array(found.values) - found.mean))) + 1
    before, after = float(np.mean(found.values[:turn])), float(np.mean(found.values[turn:]))
    chart = Chart(
        title="Cumulative sum of the deviations from the mean", mark="line", x=Axis(title="number"),
        y=Axis(title="cumulative sum", unit=found.unit), levels=(Level(name="zero", y=0.0),),
        series=(Series(x=tuple(float(k) for k in range(1, len(sums) + 1)), y=tuple(sums.tolist())),),
        read="Each point adds one more value less the mean of all.",
    )  # fmt: skip
    return Draft(
        stem=f"From each of {len(sums)} {found.what}, one after another, the mean of all of them was taken away; the "
        "chart adds up what is left, value by value.\n\nSuppose that their level changed once. After which number did "
        "it change, by this chart? One more or less is right too.",
        views=(chart,),
        answer=number(
            turn,
            "",
            ("largest_value", jump, "That is the value farthest from the mean. One value is not a level."),
            ("other_turn", other, "The sum turns there too, but it is less far from zero."),
            ("zero_for_turn", _crossing(sums, turn), "There the sum is zero again; the level changed where it turned."),
            ("end_of_chart", len(sums), "The sum must end at zero, since the mean of all was taken away."),
            share=0.0,
            least=1.0,
        ),
        solution=(
            f"The sum is farthest from zero at number {turn}: {text(float(sums[turn - 1]), found.unit)}.",
            (f"Up to there it {'rises' if before > after else 'falls'}: these values are on "
            f"average {'above' if before > after else 'below'} the mean of all; afterwards it is the other way round."),
            (f"Mean up to number {turn}: {text(before, found.unit)}; afterwards: {text(after, found.unit)}. Whether "
            "that is more than luck asks for a decision interval."),
        ),
        hints=(
            "The slope counts and not the height: the sum rises while values lie above the mean.",
            "A change of the level turns a rise into a fall, or a fall into a rise.",
            "Find where the sum is farthest from the line at zero; the level changed after that point.",
        ),
        again=lambda: Exactly(float(_best_split(found.values))),
    )  # fmt: skip


def _with_a_turn(case: Case, draw: Draw) -> tuple[Times, NDArray[np.float64]]:
    """Return values and their cumulative sum in shown figures, with a turn that is seen and is no single value's."""
    spare: tuple[Times, NDArray[np.float64]] | None = None
    for count in (30, 24, 18):
        for _ in range(2 * TRIES):
            found = times(case, draw, count)
            off = np.array(found.values) - found.mean
            sums = np.cumsum(off).round(9)
            if not _readable(sums):
                continue
            spare = spare or (found, sums)
            if np.max(np.abs(off)) < ALONE * np.max(np.abs(sums)):
                return found, sums
    if spare is None:
        raise NotHereError("no row of times has a turn of its sum that can be seen")
    return spare


def _readable(sums: NDArray[np.float64]) -> bool:
    """Return whether the sum is farthest from zero at one place, away from the ends, as can be seen."""
    turn, span = _turn(sums), float(np.ptp(sums))
    far = np.abs(np.arange(1, len(sums) + 1) - turn) > 1
    near = np.max(np.abs(sums[far])) > abs(sums[turn - 1]) - 0.08 * span
    tied = np.max(np.abs(np.delete(sums, turn - 1))) > abs(sums[turn - 1]) - 0.02 * span
    return 4 <= turn <= len(sums) - 4 and not near and not tied


def _turn(sums: NDArray[np.float64], signed: bool = False) -> int:
    """Return the number, from 1, of the sum farthest from zero, or of the largest one."""
    return int(np.argmax(sums if signed else np.abs(sums))) + 1


def _crossing(sums: NDArray[np.float64], turn: int) -> int:
    """Return the number, from 1, after the turn at which the sum is on the other side of zero, or at zero."""
    return next((k for k in range(turn, len(sums)) if sums[k - 1] * sums[turn - 1] <= 0), len(sums))


def _best_split(values: tuple[float, ...]) -> int:
    """Return the split whose parts differ most, by their means and sizes alone."""
    count = len(values)
    worth = {k: k * (count - k) * abs(sum(values[:k]) / k - sum(values[k:]) / (count - k)) for k in range(1, count)}
    return max(worth, key=lambda k: worth[k])
