"""Suspected causes of slow steps, and what the log says of each when it is split in two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import ordering
from plantwright.learn.bank.quality.beats import pauses, slow_ones
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import text

LEAST = 10
"""Steps that each group of a split has at least."""


KEYS = ("product", "station", "operation")


@dataclass(frozen=True, eq=False)
class Suspect:
    """A suspected cause: the steps of a work center split into two groups."""

    name: str
    groups: tuple[str, str]
    first: NDArray[np.bool_]
    """Which steps are in the first group."""
    slow: NDArray[np.bool_]
    """Which steps are slow."""

    def count(self, group: int) -> tuple[int, int]:
        """Return how many steps of a group, 0 or 1, are slow, and how many there are."""
        here = self.first if group == 0 else ~self.first
        return int((here & self.slow).sum()), int(here.sum())

    def share(self, group: int) -> float:
        """Return the share of a group's steps that are slow [%]."""
        slow, steps = self.count(group)
        return 100 * slow / steps

    @property
    def apart(self) -> float:
        """How far the two shares are apart [points of percent]."""
        return abs(self.share(0) - self.share(1))


@template("lead.test_cause", "order")
def suspects_by_what_the_log_says(case: Case, draw: Draw) -> Draft:
    """Ask to order suspected causes by how far the shares of slow steps in their two groups are apart."""
    center, limit, some = _some(case, draw)
    right, by_count = _by_apart(some), _by_count(some)
    by_highest = sorted(some, key=lambda one: -max(one.count(0)[0], one.count(1)[0]))
    rows = tuple((one.name, one.groups[k], *reversed(one.count(k))) for one in some for k in (0, 1))
    columns = (Column(name="suspect"), Column(name="group"), Column(name="steps"), Column(name="slow steps"))
    return Draft(
        stem=f"Some steps at {center} are slow: they {limit}. If a suspected cause is the "
        "right one, slow steps must be more frequent in one group than in the other. The table splits the same steps "
        "of the log by each suspect.\n\nPut the suspects in order of how far the shares of slow steps in their two "
        "groups are apart, in points of percent, the farthest first.",
        views=(Table(title=f"Slow steps at {center}", columns=columns, rows=rows),),
        answer=ordering(
            draw,
            _names(right),
            ("counts_compared", _names(by_count), "You compared counts; the groups are not equally large."),
            (
                "largest_group",
                _names(by_highest),
                "Where most slow steps are may be where most steps are; take shares.",
            ),
            ("nearest_first", _names(right[::-1]), "The suspect whose groups differ most comes first."),
        ),
        solution=(
            *(
                f"{one.name}: {_told(one, 0)}; {_told(one, 1)}; apart by {text(one.apart, '', 3)} points."
                for one in right
            ),
            "A large difference keeps a suspect, it does not convict it: groups may differ in something else as well.",
        ),
        hints=(
            "A suspect that is not the cause leaves both groups with about the same share of slow steps.",
            "Turn each count into a share of the steps of its own group.",
            "Take the difference of the two shares of each suspect, without its sign, and begin with the largest.",
        ),
        again=lambda: Exactly(tuple(_by_slopes(some))),
    )


def _names(some: list[Suspect]) -> list[str]:
    return [one.name for one in some]


def _told(one: Suspect, group: int) -> str:
    slow, steps = one.count(group)
    return f"{one.groups[group]} {slow} / {steps} = {text(one.share(group), '%', 3)}"


def _by_slopes(some: list[Suspect]) -> list[str]:
    """Return the order by the slope of a straight line through all steps: slow or not, over group or not."""
    slopes = {one.name: abs(np.polyfit(one.first.astype(float), one.slow.astype(float), 1)[0]) for one in some}
    return sorted(slopes, key=lambda name: -slopes[name])


def _some(case: Case, draw: Draw) -> tuple[str, str, list[Suspect]]:
    """Return a work center, what its slow steps did, and suspects in a clear order, not that of counts if possible."""
    pools, spare = _pools(case), None
    for k in range(80):
        if spare and k >= 30:
            break
        name = draw.one(list(pools))
        count = draw.whole(min(4 * LEAST, len(pools[name])), len(pools[name]))
        first = draw.whole(0, len(pools[name]) - count)
        found = _suspects(pools[name].iloc[first : first + count])
        if found is None or len(found[1]) < 3:
            continue
        some = draw.shuffled(draw.some(found[1], 4 if len(found[1]) > 3 and k < 60 else 3))
        if min(np.diff(sorted(one.apart for one in some))) >= 0.8:
            spare = name, found[0], some
            if _names(_by_apart(some)) != _names(_by_count(some)):
                return spare
    if spare is None:
        raise NotHereError("no work center has three splits of its steps that differ clearly")
    return spare


def _by_apart(some: list[Suspect]) -> list[Suspect]:
    return sorted(some, key=lambda one: -one.apart)


def _by_count(some: list[Suspect]) -> list[Suspect]:
    return sorted(some, key=lambda one: -abs(one.count(0)[0] - one.count(1)[0]))


@lru_cache(KEPT)
def _pools(case: Case) -> dict[str, pd.DataFrame]:
    """Return the steps of work centers that have enough, with what they can be split by."""
    rows = case.steps[case.steps["seconds"] > 0]
    moments = pd.Timestamp(case.begin, tz="UTC") + pd.to_timedelta(rows["start"], unit="s")
    local, by_station = moments.dt.tz_convert(case.zone), rows.groupby("station", sort=False)
    told = pd.DataFrame({
        "seconds": rows["seconds"], "after": pauses(rows), "hour": local.dt.hour, "weekday": local.dt.day_of_week,
        "pieces": rows["quantity"].fillna(1), "again": rows["rework"].fillna(0).astype(bool),
        "same": rows["product"] == by_station["product"].shift(),
        "stood": rows["start"] - by_station["end"].shift() > 1.0,
        **{key: rows[key].astype("category") for key in KEYS},
    })  # fmt: skip
    pools = {str(name): some for name, some in told.groupby(rows["work_center"], sort=True) if len(some) >= 4 * LEAST}
    if not pools:
        raise NotHereError("no work center has forty steps")
    return pools


def _suspects(rows: pd.DataFrame) -> tuple[str, list[Suspect]] | None:
    """Return what slow steps did, and what may be suspected to be the cause; None where no steps are slow."""
    slow = slow_ones(rows["seconds"].to_numpy(), rows["after"].to_numpy(), 0.25)
    if slow is None:
        return None
    found = [Suspect(name, groups, first, slow.flags) for name, groups, first in _splits(rows)]
    kept = [one for one in found if min(one.count(0)[1], one.count(1)[1]) >= LEAST]
    return slow.told, [one for one in kept if one.name != "cold start" or not slow.by_start]


def _splits(rows: pd.DataFrame) -> Iterator[tuple[str, tuple[str, str], NDArray[np.bool_]]]:
    """Yield the suspects that a log can tell of any plant: name, groups, and which steps are in the first."""
    hour, pieces = rows["hour"].to_numpy(), rows["pieces"].to_numpy()
    small = float(np.median(pieces))
    yield "time of day", ("from midnight to noon", "from noon to midnight"), hour < 12
    yield "night", ("from 18 to 6 o'clock", "by day"), (hour < 6) | (hour >= 18)
    yield "weekday", ("Monday to Wednesday", "other days"), rows["weekday"].to_numpy() < 3
    yield "something new", ("newer half", "older half"), np.arange(len(rows)) >= len(rows) / 2
    yield "lot size", (f"more than {text(small, 'pieces')}", "no more"), pieces > small
    yield "change of product", ("same product before", "another one before"), rows["same"].to_numpy()
    yield "rework", ("repeats", "first passes"), rows["again"].to_numpy()
    yield "cold start", ("station stood before", "right after a step"), rows["stood"].to_numpy()
    for key in KEYS:
        codes, names = rows[key].cat.codes.to_numpy(), rows[key].cat.categories
        counts = np.bincount(codes[codes >= 0], minlength=len(names))
        if np.count_nonzero(counts) > 1:
            most = int(np.argmax(counts))
            yield key, (str(names[most]), "others"), codes == most
