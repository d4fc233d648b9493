"""How many must be able to do a work, so that enough of them are there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import ceil, comb

import numpy as np
import pandas as pd

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.times import tenths
from plantwright.learn.bank.make import setting
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Bar, Lanes
from plantwright.learn.bank.words import text

MOST_BARS = 40
SEEN = 0.025
"""How long the most stations must run at once to be seen, as a share of the chart [1]."""


@dataclass(frozen=True)
class Stretch:
    """What some stations did for a while, in whole tenths of a unit."""

    where: str
    bars: tuple[tuple[str, int, int], ...]
    """Station, start, end."""
    unit: str

    def running(self) -> list[tuple[int, int]]:
        """Return how long how many stations ran at once, from change to change: (length, stations)."""
        ends = sorted({at for _, *both in self.bars for at in both})
        return [
            (b - a, sum(start <= a and end >= b for _, start, end in self.bars))
            for a, b in zip(ends, ends[1:], strict=False)
        ]

    @property
    def most(self) -> int:
        """How many ran at once at most."""
        return max(count for _, count in self.running())

    @property
    def lanes(self) -> int:
        """How many stations the chart shows."""
        return len({name for name, _, _ in self.bars})

    def readable(self) -> bool:
        """Return whether the most that ran at once did so for long enough to be seen, and no gap is too short."""
        span = max(end for _, _, end in self.bars) - min(start for _, start, _ in self.bars)
        peak = [length for length, count in self.running() if count == self.most]
        return max(peak) >= SEEN * span


@template("lead.training", "change")
def people_to_train_for_absence(case: Case, draw: Draw) -> Draft:
    """Ask how many must be trained so that, absence and all, enough people are there on nearly every day."""
    seen = _some(case, draw)
    level, absent = _plan(draw, seen.most)
    need = _least(seen.most, absent, level)
    now = max(need - draw.whole(1, 3), 1)
    chart = Lanes(
        title=f"What stations did {seen.where}, by the log", x=Axis(title="time", unit=seen.unit),
        bars=tuple(Bar(lane=name, start=a / 10, end=b / 10) for name, a, b in seen.bars),
        read="Each bar is a step; a station runs while it has a bar.",
    )  # fmt: skip
    chance = _enough(need, seen.most, absent)
    return Draft(
        stem="Suppose that one person must stand at each of these stations while it runs, that the stretch shown is "
        f"as busy as it gets, and that a person is away on {absent} % of the days, each independent of the others. "
        f"{now} {'person' if now == 1 else 'people'} can do the work today.\n\nHow many more must be trained, at least, "
        f"so that on {text(level, '%')} of the days or more enough of them are there?",
        views=(chart,),
        answer=setting(
            ("cross_train", "", "count", "people"),
            (0, need + 10),
            need - now,
            ("people_in_all", need, "So many must be able to do it in all; some can today."),
            ("mean_for_chance", ceil(seen.most / (1 - absent / 100) - 1e-9) - now,
             "So many are enough on average; on how many days are fewer there?"),
            ("all_lanes", _least(seen.lanes, absent, level) - now, "Not all of the stations run at the same time."),
            ("nobody_away", seen.most - now, "That is enough only if nobody is ever away."),
            ("one_more_than_needed", need - now + 1, "That is enough; is one fewer enough, too?"),
        ),
        solution=(
            f"At most {seen.most} stations run at once, so {seen.most} people must be there.",
            f"Of {need - 1} people, {seen.most} or more are there on {text(100 * _enough(need - 1, seen.most, absent), '%')} "
            f"of the days; of {need} on {text(100 * chance, '%')}.",
            f"So {need} must be able to do it: {need} − {now} = {need - now} to be trained.",
        ),
        hints=(
            "How many bars of the chart does a line straight down cross at most?",
            "Of n people each is there with the same chance: add up the chances that so many, or more, are there.",
            "Raise n by one until the chance is large enough, and take away those who can do it today.",
        ),
        again=lambda: Exactly(float(_by_rosters(seen, absent, level) - now)),
    )  # fmt: skip


def _enough(people: int, need: int, absent: int) -> float:
    """Return the chance that so many of some people, or more, are there [1]."""
    p = 1 - absent / 100
    return sum(comb(people, k) * p**k * (1 - p) ** (people - k) for k in range(need, people + 1))


def _least(need: int, absent: int, level: float) -> int:
    people = need
    while 100 * _enough(people, need, absent) < level:
        people += 1
    return people


def _plan(draw: Draw, need: int) -> tuple[float, int]:
    """Return a level [%] and a share of absence [%] that rounding does not decide."""
    for _ in range(50):
        level, absent = draw.one((90.0, 95.0, 98.0, 99.0)), draw.whole(6, 25)
        people = _least(need, absent, level)
        near = [abs(100 * _enough(n, need, absent) - level) for n in (people - 1, people)]
        if min(near) > 0.1 and people > need and people <= 14:
            return level, absent
    raise NotHereError("so many stations run at once that no plan of trainings is small enough to reckon")


def _by_rosters(seen: Stretch, absent: int, level: float) -> int:
    """Return how many people it takes, by who may be there on a day, all cases one by one."""
    need = max(sum(a <= at < b for _, a, b in seen.bars) for _, at, _ in seen.bars)
    for people in range(need, 20):
        days = (day for day in product((True, False), repeat=people) if sum(day) >= need)
        chance = sum(float(np.prod([1 - absent / 100 if here else absent / 100 for here in day])) for day in days)
        if 100 * chance >= level:
            return people
    raise ValueError("twenty people are not enough")


def _some(case: Case, draw: Draw) -> Stretch:
    """Return a stretch of the log in which two to five stations run at once at most, not all of those shown if found."""
    spare: Stretch | None = None
    for _ in range(60):
        where, rows = draw.one(_areas(case))
        names = draw.some(sorted(rows["station"].unique()), min(rows["station"].nunique(), draw.whole(4, 6)))
        found = _cut(where, rows[rows["station"].isin(names)], draw)
        if found is None or not 2 <= found.most <= 5 or not found.readable():
            continue
        if found.most < found.lanes:
            return found
        spare = spare or found
    if spare is None:
        raise NotHereError("no stretch of the log shows two to five stations that run at once")
    return spare


@lru_cache(KEPT)
def _areas(case: Case) -> tuple[tuple[str, pd.DataFrame], ...]:
    """Return the steps of each work center of three stations or more, and those of the whole plant."""
    rows = case.steps[case.steps["seconds"] > 0]
    centers = [(f"at {name}", some) for name, some in rows.groupby("work_center", sort=True)
               if some["station"].nunique() >= 3]  # fmt: skip
    return (*centers, ("of the plant", rows)) if rows["station"].nunique() >= 3 else tuple(centers)


def _cut(where: str, rows: pd.DataFrame, draw: Draw) -> Stretch | None:
    """Return some steps in a row and what else ran between their first start and their last one."""
    if len(rows) < 10:
        return None
    count = draw.whole(9, min(len(rows), 26))
    first = draw.whole(0, len(rows) - count)
    begin, end = float(rows["start"].iloc[first]), float(rows["start"].iloc[first + count - 1])
    near = rows[(rows["start"] < end) & (rows["end"] > begin)]
    if end <= begin or not 6 <= len(near) <= MOST_BARS or near["station"].nunique() < 3:
        return None
    starts, unit = tenths(near["start"].to_numpy().clip(begin, end) - begin, end - begin)
    ends, _ = tenths(near["end"].to_numpy().clip(begin, end) - begin, end - begin)
    bars = [(str(name), int(a), int(b)) for name, a, b in zip(near["station"], starts, ends, strict=True) if b > a]
    return Stretch(where, tuple(sorted(bars)), unit) if len({name for name, _, _ in bars}) >= 3 else None
