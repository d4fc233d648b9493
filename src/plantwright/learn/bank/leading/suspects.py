"""Suspected causes of slow steps, and what the log says of each when it is split in two."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import ordering
from plantwright.learn.bank.quality.beats import Slow, slow_ones
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import text

LEAST = 10
"""Steps that each group of a split has at least."""


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
    right = sorted(some, key=lambda one: -one.apart)
    by_count = sorted(some, key=lambda one: -abs(one.count(0)[0] - one.count(1)[0]))
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
    """Return a work center, what its slow steps did, and three or four suspects with a clear order."""
    pools = _pools(case)
    for count in (4, 3):
        for _ in range(40):
            name = draw.one(list(pools))
            limit, known = pools[name]
            if len(known) < count:
                continue
            some = draw.shuffled(draw.some(known, count))
            ranked = sorted(one.apart for one in some)
            if min(np.diff(ranked)) >= 0.8:
                return name, limit, some
    raise NotHereError("no work center has three splits of its steps that differ clearly")


@lru_cache(KEPT)
def _pools(case: Case) -> dict[str, tuple[str, list[Suspect]]]:
    timed = case.steps[case.steps["seconds"] > 0]
    moments = pd.Timestamp(case.begin, tz="UTC") + pd.to_timedelta(timed["start"], unit="s")
    local = moments.dt.tz_convert(case.zone)
    told = timed.assign(hour=local.dt.hour, weekday=local.dt.weekday, again=timed["rework"].fillna(0).astype(bool))
    pools = {}
    for name, rows in told.groupby("work_center", sort=True):
        found = slow_ones(rows, 0.25) if len(rows) >= 4 * LEAST else None
        if found is None:
            continue
        known = [one for one in _splits(rows, found) if min(one.count(0)[1], one.count(1)[1]) >= LEAST]
        if len(known) >= 3:
            pools[str(name)] = found.told, known
    if not pools:
        raise NotHereError("no work center has steps that can be split by three suspects")
    return pools


def _splits(rows: pd.DataFrame, slow: Slow) -> list[Suspect]:
    """Return the suspects that a log can tell of any plant."""
    pieces = rows["quantity"].fillna(1)
    small = float(pieces.median())
    by_station = rows.groupby("station", sort=False)
    same = (rows["product"] == by_station["product"].shift()).to_numpy()
    stood = (rows["start"] - by_station["end"].shift() > 1.0).to_numpy()
    hour, day = rows["hour"].to_numpy(), rows["weekday"].to_numpy()
    found = [
        Suspect("time of day", ("from midnight to noon", "from noon to midnight"), hour < 12, slow.flags),
        Suspect("night", ("from 18 to 6 o'clock", "by day"), (hour < 6) | (hour >= 18), slow.flags),
        Suspect("weekday", ("Monday to Wednesday", "other days"), day < 3, slow.flags),
        Suspect("something new", ("newer half", "older half"), np.arange(len(rows)) >= len(rows) / 2, slow.flags),
        Suspect("lot size", (f"more than {text(small, 'pieces')}", "no more"), (pieces > small).to_numpy(), slow.flags),
        Suspect("change of product", ("same product before", "another one before"), same, slow.flags),
        Suspect("rework", ("repeats", "first passes"), rows["again"].to_numpy(), slow.flags),
    ]
    if not slow.by_start:
        found.append(Suspect("cold start", ("station stood before", "right after a step"), stood, slow.flags))
    for key in ("product", "station", "operation"):
        counts = rows[key].dropna().astype(str).value_counts()
        if len(counts) > 1:
            most = sorted(counts.index[counts == counts.max()])[0]
            found.append(Suspect(key, (most, "others"), (rows[key] == most).to_numpy(), slow.flags))
    return found
