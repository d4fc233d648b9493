"""Suspected causes of long steps, and what the log says of each when it is split in two."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import ordering
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import rounded, text

LEAST = 10
"""Steps that each group of a split has at least."""
ROWS = 400
"""Steps of a work center that are split: so many that counts stay small enough to reckon with."""


@dataclass(frozen=True, eq=False)
class Suspect:
    """A suspected cause: the steps of a work center split into two groups."""

    name: str
    groups: tuple[str, str]
    first: NDArray[np.bool_]
    """Which steps are in the first group."""
    long: NDArray[np.bool_]
    """Which steps are long."""

    def count(self, group: int) -> tuple[int, int]:
        """Return how many steps of a group, 0 or 1, are long, and how many there are."""
        here = self.first if group == 0 else ~self.first
        return int((here & self.long).sum()), int(here.sum())

    def share(self, group: int) -> float:
        """Return the share of a group's steps that are long [%]."""
        long, steps = self.count(group)
        return 100 * long / steps

    @property
    def apart(self) -> float:
        """How far the two shares are apart [points of percent]."""
        return abs(self.share(0) - self.share(1))


@template("lead.test_cause", "order")
def suspects_by_what_the_log_says(case: Case, draw: Draw) -> Draft:
    """Ask to order suspected causes by how far the shares of long steps in their two groups are apart."""
    center, limit, some = _some(case, draw)
    right = sorted(some, key=lambda one: -one.apart)
    by_count = sorted(some, key=lambda one: -abs(one.count(0)[0] - one.count(1)[0]))
    by_highest = sorted(some, key=lambda one: -max(one.count(0)[0], one.count(1)[0]))
    rows = tuple((one.name, one.groups[k], *reversed(one.count(k))) for one in some for k in (0, 1))
    columns = (Column(name="suspect"), Column(name="group"), Column(name="steps"), Column(name="long steps"))
    return Draft(
        stem=f"Some steps at {center} are long: they take more than {text(limit, 'min')}. If a suspected cause is the "
        "right one, long steps must be more frequent in one group than in the other. The table splits the same steps "
        "of the log by each suspect.\n\nPut the suspects in order of how far the shares of long steps in their two "
        "groups are apart, in points of percent, the farthest first.",
        views=(Table(title=f"Long steps at {center}", columns=columns, rows=rows),),
        answer=ordering(
            draw,
            _names(right),
            ("counts_compared", _names(by_count), "You compared counts; the groups are not equally large."),
            ("largest_group", _names(by_highest), "Where most long steps are may be where most steps are; take shares."),
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
            "A suspect that is not the cause leaves both groups with about the same share of long steps.",
            "Turn each count into a share of the steps of its own group.",
            "Take the difference of the two shares of each suspect, without its sign, and begin with the largest.",
        ),
        again=lambda: Exactly(tuple(_by_slopes(some))),
    )


def _names(some: list[Suspect]) -> list[str]:
    return [one.name for one in some]


def _told(one: Suspect, group: int) -> str:
    long, steps = one.count(group)
    return f"{one.groups[group]} {long} / {steps} = {text(one.share(group), '%', 3)}"


def _by_slopes(some: list[Suspect]) -> list[str]:
    """Return the order by the slope of a straight line through all steps: long or not, over group or not."""
    slopes = {one.name: abs(np.polyfit(one.first.astype(float), one.long.astype(float), 1)[0]) for one in some}
    return sorted(slopes, key=lambda name: -slopes[name])


def _some(case: Case, draw: Draw) -> tuple[str, float, list[Suspect]]:
    """Return a work center, from which time [min] its steps are long, and three or four suspects with a clear order."""
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
def _pools(case: Case) -> dict[str, tuple[float, list[Suspect]]]:
    timed = case.steps[case.steps["seconds"] > 0]
    pools = {}
    for name, all_rows in timed.groupby("work_center", sort=True):
        rows = all_rows.iloc[-ROWS:]
        limit = rounded(float(rows["seconds"].quantile(0.75)) / 60)
        long = rows["seconds"].to_numpy() > 60 * limit
        known = [one for one in _splits(case, rows, long) if min(one.count(0)[1], one.count(1)[1]) >= LEAST]
        if 0.1 < long.mean() < 0.4 and len(known) >= 3:
            pools[str(name)] = limit, known
    if not pools:
        raise NotHereError("no work center has steps that can be split by three suspects")
    return pools


def _splits(case: Case, rows: pd.DataFrame, long: NDArray[np.bool_]) -> list[Suspect]:
    """Return the suspects that a log can tell of any plant."""
    moments = pd.Timestamp(case.begin, tz="UTC") + pd.to_timedelta(rows["start"], unit="s")
    local = moments.dt.tz_convert(case.zone)
    pieces = rows["quantity"].fillna(1)
    small = float(pieces.median())
    follows = (rows["product"] == rows.groupby("station")["product"].shift()).to_numpy()
    found = [
        Suspect("the hour", ("from midnight to noon", "from noon to midnight"), (local.dt.hour < 12).to_numpy(), long),
        Suspect("the weekday", ("Monday to Wednesday", "the other days"), (local.dt.weekday < 3).to_numpy(), long),
        Suspect("something that began of late", ("the older half", "the newer half"), np.arange(len(rows)) < len(rows) / 2,
                long),
        Suspect("the lot", (f"more than {text(small, 'pieces')}", "no more"), (pieces > small).to_numpy(), long),
        Suspect("a change of product", ("the same product before", "another one before"), follows, long),
        Suspect("rework", ("repeats", "first passes"), rows["rework"].fillna(0).astype(bool).to_numpy(), long),
    ]  # fmt: skip
    for key in ("product", "station", "operation"):
        counts = rows[key].dropna().astype(str).value_counts()
        if len(counts) > 1:
            most = sorted(counts.index[counts == counts.max()])[0]
            found.append(Suspect(f"the {key}", (most, "the others"), (rows[key] == most).to_numpy(), long))
    return found
