"""A look at the learner's plant: what lessons tell of it, found once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.model.estimate import Row
from plantwright.plot.bottleneck import Bottleneck, find_bottleneck
from plantwright.plot.cells import number, rows_of

if TYPE_CHECKING:
    import pandas as pd

    from plantwright.model.estimate import Measures

LEAST = 20
"""Values that a chart or a mean of the plant rests on, at least."""
MOST = 200
"""Times of a job, or days, that are charted: the last ones."""
DAY = 86_400.0
WHOLE = frozenset({"(plant)", "(all)"})
"""Rows of tables that sum up the others."""


@dataclass(frozen=True)
class Job:
    """The operation that is done most often: something to chart on every plant."""

    product: str
    operation: str
    work_center: str
    seconds: NDArray[np.float64]
    """How long it took the last 200 times at most, in order [s], shape (times,)."""

    @property
    def unit(self) -> tuple[float, str]:
        """The unit in which all of its times are told: its size [s], and its sign."""
        mean = float(self.seconds.mean())
        return next(((size, sign) for size, sign in ((3600.0, "h"), (60.0, "min")) if mean >= 2 * size), (1.0, "s"))


@dataclass(frozen=True, eq=False)
class Look:
    """What lessons ask of a case, each found once."""

    case: Case

    @property
    def measures(self) -> Measures:
        """Every measure of the log."""
        return self.case.measures

    @cached_property
    def bottleneck(self) -> Bottleneck | None:
        """What limits the plant."""
        return find_bottleneck(self.measures)

    def rows(self, table: str) -> Sequence[Row]:
        """Return the rows of a table that stand for one thing, not for the whole."""
        rows = rows_of(self.measures, table)
        return [one for one in rows if not WHOLE & {str(cell) for cell in list(one.values())[:1]}]

    def row_of(self, table: str, column: str, name: str | None) -> Row | None:
        """Return the row whose column holds a name."""
        return next((one for one in self.rows(table) if name is not None and one.get(column) == name), None)

    def most(self, table: str, column: str, keep: Callable[[Row], bool] = lambda _: True) -> Row | None:
        """Return the row where a column is largest and above zero."""
        known = [(value, one) for one in self.rows(table) if keep(one) and (value := number(one.get(column)))]
        return max(known, key=lambda pair: pair[0])[1] if known else None

    @cached_property
    def job(self) -> Job | None:
        """The operation done most among those whose time varies and that were done often enough to chart.

        Only what began and ended on one day counts, where that is often enough: other times hold a night.
        """
        steps = self.case.steps.dropna(subset=["product", "operation"])
        steps = steps[steps["seconds"] > 0]
        one_day = steps[self.case.days(steps["start"]) == self.case.days(steps["end"])]
        return _job_of(one_day) or _job_of(steps)

    @cached_property
    def flow_times(self) -> NDArray[np.float64]:
        """Release to completion of each finished order [s], shape (order,)."""
        return self.case.orders["flow_time"].to_numpy(dtype=float)

    @cached_property
    def completed_daily(self) -> NDArray[np.float64]:
        """Orders completed on each working day, the first and the last, which are cut, left out; shape (day,)."""
        return self._each(self.case.days(self.case.orders["completed"]))[1:-1]

    @cached_property
    def released_weekly(self) -> NDArray[np.float64]:
        """Orders released in each whole week from the first release on, shape (week,)."""
        released = self.case.orders["released"].to_numpy(dtype=float)
        if len(released) == 0:
            return np.empty(0)
        weeks = ((released - released.min()) // (7 * DAY)).astype(int)
        return np.asarray(np.bincount(weeks)[:-1], dtype=np.float64)

    @staticmethod
    def _each(days: pd.Series) -> NDArray[np.float64]:
        """Return how often each day came; days on which nothing came are taken for free ones."""
        return np.asarray(days.value_counts().sort_index(), dtype=np.float64)


def _varies(seconds: pd.Series) -> bool:
    """Return whether times differ by more than rounding."""
    return bool(seconds.std() > 1e-6 * seconds.mean())


def _job_of(steps: pd.DataFrame) -> Job | None:
    known = [(len(rows), rows.tail(MOST)) for _, rows in steps.groupby(["product", "operation"], sort=True)]
    able = [(count, rows) for count, rows in known if count >= LEAST and _varies(rows["seconds"])]
    if not able:
        return None
    _, rows = max(able, key=lambda pair: pair[0])
    first = rows.iloc[-1]
    seconds = rows["seconds"].to_numpy(dtype=float)
    return Job(str(first["product"]), str(first["operation"]), str(first["work_center"]), seconds)
