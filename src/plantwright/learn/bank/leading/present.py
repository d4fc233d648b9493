"""How many must be able to do a work, so that enough of them are there."""

from __future__ import annotations

from itertools import product
from math import ceil, comb

import numpy as np

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.leading.stretches import Stretch, some_stretch
from plantwright.learn.bank.make import setting
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Bar, Lanes
from plantwright.learn.bank.words import text


@template("lead.training", "change")
def people_to_train_for_absence(case: Case, draw: Draw) -> Draft:
    """Ask how many must be trained so that, absence and all, enough people are there on nearly every day."""
    seen = some_stretch(case, draw)
    level, absent = _plan(draw, seen.most)
    need = _least(seen.most, absent, level)
    now = draw.whole(1, need - 1)
    chart = Lanes(
        title=f"What stations did {seen.where}, by the log", x=Axis(title="time", unit=seen.unit),
        bars=tuple(Bar(lane=name, start=a / 10, end=b / 10) for name, a, b in seen.bars),
        read="Each bar is a step; a station runs while it has a bar.",
    )  # fmt: skip
    chance = _enough(need, seen.most, absent)
    return Draft(
        stem="Suppose that one person must stand at each of these stations while it runs, that the stretch shown is "
        f"as busy as it gets, and that a person is away on {absent} % of the days, each independent of the others. "
        f"{now} {'person' if now == 1 else 'people'} can work at any of them today.\n\nHow many more must be trained, "
        f"at least, so that on {text(level, '%')} of the days or more enough of them are there?",
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
            (f"Of {need - 1} people, {seen.most} or more are there on "
            f"{text(100 * _enough(need - 1, seen.most, absent), '%')} of the days; of {need} on "
            f"{text(100 * chance, '%')}."),
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
