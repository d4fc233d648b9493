"""The patterns that speak against chance: Nelson's eight rules and Western Electric's four."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Pattern:
    """A stretch of points as the rules see it, in windows of one length."""

    place: np.ndarray
    """Distance from the center [standard deviations of a point], shape (windows, length)."""
    value: np.ndarray
    """The points themselves, shape (windows, length)."""
    beyond: np.ndarray
    """+1 above the upper limit, −1 below the lower, else 0, shape (windows, length)."""


Test = Callable[[Pattern], list[np.ndarray]]
"""The points that make each form of a pattern, shape (windows, length); all False where there is none."""


@dataclass(frozen=True)
class Rule:
    """A pattern, what it says in words, and what usually causes it."""

    name: str
    """Such as ``nelson 2``."""
    length: int
    """How many points in a row it looks at."""
    words: str
    look_for: str
    test: Test


@dataclass(frozen=True)
class Signal:
    """A pattern found on a chart."""

    rule: Rule
    points: tuple[int, ...]
    """The points that make it, from 0."""
    first: int
    """The point at which it was complete, and could have been seen."""

    def where(self) -> str:
        """Return its points as people count them, from 1."""
        low, high = self.points[0] + 1, self.points[-1] + 1
        if low == high:
            return f"point {low}"
        whole = len(self.points) == high - low + 1
        return f"points {low} to {high}" if whole else "points " + ", ".join(str(one + 1) for one in self.points)


def _side(needed: int, zone: float) -> Test:
    def test(seen: Pattern) -> list[np.ndarray]:
        return [_counted(sign * seen.place > zone, needed) for sign in (1, -1)]

    return test


def _counted(beyond: np.ndarray, needed: int) -> np.ndarray:
    """Return the counted points of windows that have enough of them and end with one."""
    there = (beyond.sum(axis=1) >= needed) & beyond[:, -1]
    return np.asarray(beyond & there[:, None])


def _all(there: Any, seen: Pattern) -> np.ndarray:
    return np.broadcast_to(np.asarray(there)[:, None], seen.place.shape)


def _outside(seen: Pattern) -> list[np.ndarray]:
    return [seen.beyond > 0, seen.beyond < 0]


def _trend(seen: Pattern) -> list[np.ndarray]:
    steps = np.diff(seen.value, axis=1)
    return [_all((sign * steps > 0).all(axis=1), seen) for sign in (1, -1)]


def _alternating(seen: Pattern) -> list[np.ndarray]:
    steps = np.diff(seen.value, axis=1)
    return [_all((steps[:, 1:] * steps[:, :-1] < 0).all(axis=1), seen)]


def _hugging(seen: Pattern) -> list[np.ndarray]:
    return [_all((abs(seen.place) < 1).all(axis=1), seen)]


def _avoiding(seen: Pattern) -> list[np.ndarray]:
    far = (abs(seen.place) > 1).all(axis=1)
    return [_all(far & (seen.place > 0).any(axis=1) & (seen.place < 0).any(axis=1), seen)]


_ONCE = "what was special about it: a setting, a tool, a batch of material, a slip in measuring or writing down"
_SHIFT = "what changed before it began and stayed: material, tool, method, setting, people, or the gauge"
_EARLY = "the beginning of a shift of the mean: what changed shortly before"

NELSON: tuple[Rule, ...] = (
    Rule("nelson 1", 1, "one point beyond a control limit", _ONCE, _outside),
    Rule("nelson 2", 9, "nine points in a row on one side of the center", _SHIFT, _side(9, 0.0)),
    Rule("nelson 3", 6, "six points in a row, each above the last, or each below",
         "a drift: wear, a bath or filter that is used up, warming, or skill that grows", _trend),
    Rule("nelson 4", 14, "fourteen points in a row, up and down by turns",
         "two sources by turns: spindles, shifts or suppliers, or a process adjusted after each value", _alternating),
    Rule("nelson 5", 3, "two of three points beyond two standard deviations on one side", _EARLY, _side(2, 2.0)),
    Rule("nelson 6", 5, "four of five points beyond one standard deviation on one side", _EARLY, _side(4, 1.0)),
    Rule("nelson 7", 15, "fifteen points in a row within one standard deviation of the center",
         "limits that are too wide: subgroups that mix sources, limits of an older process, or values touched up",
         _hugging),
    Rule("nelson 8", 8, "eight points in a row on both sides, none within one standard deviation of the center",
         "two processes on one chart: machines, cavities or materials that belong on charts of their own", _avoiding),
)  # fmt: skip
"""References: Nelson (1984), The Shewhart control chart: tests for special causes, J. of Quality Technology 16(4)."""

WESTERN_ELECTRIC: tuple[Rule, ...] = (
    Rule("western electric 1", 1, "one point beyond a control limit", _ONCE, _outside),
    Rule(
        "western electric 2", 3, "two of three points beyond two standard deviations on one side", _EARLY, _side(2, 2.0)
    ),
    Rule(
        "western electric 3", 5, "four of five points beyond one standard deviation on one side", _EARLY, _side(4, 1.0)
    ),
    Rule("western electric 4", 8, "eight points in a row on one side of the center", _SHIFT, _side(8, 0.0)),
)
"""References: Western Electric (1956), Statistical Quality Control Handbook."""

LIMITS_ALONE = (Rule("limit", 1, "one point beyond a control limit", _SHIFT, _outside),)
"""For weighted means and sums, whose neighbors are not independent."""
SPREAD_ALONE = (
    Rule(
        "limit", 1, "one point beyond a control limit",
        "values that jump or that mix two sources: a slip of the gauge, a change of tool or material between them",
        _outside,
    ),
)  # fmt: skip
"""For ranges and standard deviations, which are not normal."""
COUNTS = NELSON[:4]
"""For counts and shares, whose zones are not those of a normal value."""


def find_signals(
    values: np.ndarray, place: np.ndarray, beyond: np.ndarray, rules: Sequence[Rule]
) -> tuple[Signal, ...]:
    """Return the patterns in a row of points, by where they are first seen.

    Parameters
    ----------
    values
        The points, shape (points,).
    place
        Their distance from the center [standard deviations of a point], shape (points,).
    beyond
        +1 above the upper limit, −1 below the lower, else 0, shape (points,).
    rules
        The patterns to look for.
    """
    found: list[Signal] = []
    for rule in rules:
        seen = Pattern(*(_windows(one, rule.length) for one in (place, values, beyond)))
        for members in rule.test(seen):
            found += _merged(rule, members)
    return tuple(sorted(found, key=lambda one: (one.first, one.rule.name)))


def _windows(values: np.ndarray, length: int) -> Any:
    """Return the window that ends at each point; before the first point there is nothing, which no test counts."""
    before = np.full(length - 1, np.nan if values.dtype.kind == "f" else 0, values.dtype)
    return np.lib.stride_tricks.sliding_window_view(np.concatenate([before, values]), length)


def _merged(rule: Rule, members: np.ndarray) -> list[Signal]:
    """Return one signal for each row of windows that hold the pattern and share points, or follow at once."""
    ends = np.flatnonzero(members.any(axis=1))
    apart = np.diff(ends) > max(rule.length - 1, 1)
    runs = np.split(ends, np.flatnonzero(apart) + 1) if len(ends) else []
    return [Signal(rule, _points(members, run, rule.length), int(run[0])) for run in runs]


def _points(members: np.ndarray, run: np.ndarray, length: int) -> tuple[int, ...]:
    rows, columns = np.nonzero(members[run])
    return tuple(sorted({int(run[row] + column) - length + 1 for row, column in zip(rows, columns, strict=True)}))
