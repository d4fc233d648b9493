"""What questions on supply and improvement are made of: the orders' own demand, and methods against brute force."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, permutations

import pytest
from benchmarks.learn.cases import own

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.catalog import TEMPLATES
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.improve.balance import Line
from plantwright.learn.bank.improve.losses import losses, some_stops
from plantwright.learn.bank.improve.training import Crew
from plantwright.learn.bank.supply.history import history, pairwise_variance, rates
from plantwright.learn.bank.supply.season_plan import Prices
from plantwright.learn.bank.template import NotHereError, pose
from plantwright.learn.bank.view import Chart, Lanes
from plantwright.learn.skills.read import school_skills

OURS = [one for one in TEMPLATES.values() if one.id.startswith(("supply.", "improve."))]


@lru_cache(1)
def shop() -> Case:
    """Return the machine shop."""
    return next(own())


@pytest.mark.parametrize("track", ["supply", "improve"])
def test_every_skill_has_a_template(track: str) -> None:
    """No skill of the two tracks is without a question, and both tracks have twenty templates or more."""
    asked = {one.skill for one in OURS}
    skills = {one.id for one in school_skills().track(track)}
    assert skills <= asked
    assert sum(one.skill.startswith(f"{track}.") for one in OURS) >= 20


def test_all_kinds_of_questions_are_used() -> None:
    """Numbers, choices, orders, changes and explanations are asked, and several charts without their table."""
    assert {one.kind for one in OURS} == {"number", "choice", "order", "change", "explain"}
    views = [pose(one, shop(), 1).question.views for one in OURS]
    charts = [one for one in views if one and all(isinstance(view, Chart | Lanes) for view in one)]
    assert len(charts) >= 8


def test_demand_is_the_orders_of_the_log() -> None:
    """A stretch of daily or weekly demand is found as it is among the counts of the orders' own releases."""
    case = shop()
    for seed in range(20):
        past = history(case, Draw.of(seed), 6)
        days = case.days(case.orders[past.word])
        if past.period == "day":
            counts = days.value_counts()
            assert set(past.values) <= {0, *counts.tolist()}
        else:
            weeks = [day.isocalendar()[:2] for day in days]
            assert set(past.values) <= {weeks.count(week) for week in set(weeks)}


def test_demand_of_few_orders_is_refused_kindly() -> None:
    """A plant with a handful of orders gets no question on demand, but a reason."""
    few = replace(shop(), orders=shop().orders.head(5))
    with pytest.raises(NotHereError, match="fewer than twelve orders"):
        history(few, Draw.of(1), 6)
    with pytest.raises(NotHereError):
        rates(replace(shop(), orders=shop().orders.head(0)))


def test_stops_fall_back_to_setups_and_gaps() -> None:
    """A log without stops is asked about setups, and one without these about the times in which stations stood."""
    case = shop()
    assert losses(case).told == "stops"
    bare = replace(case, stops=case.stops.head(0))
    assert "setups" in losses(bare).told
    assert "stood" in losses(replace(bare, setups=case.setups.head(0))).told
    totals = list(some_stops(case, Draw.of(3)).totals().values())
    assert totals == sorted(totals, reverse=True)


@pytest.mark.parametrize("seed", range(30))
def test_work_of_a_crew_by_cuts_and_by_flow(seed: int) -> None:
    """The least cut and the hours given out one by one agree for any skills and hours."""
    draw = Draw.of(seed)
    n = draw.whole(2, 5)
    hours = tuple(draw.whole(5, 70) for _ in range(n))
    skills = tuple(frozenset({k, *draw.some(range(n), draw.whole(0, n))}) for k in range(n))
    crew = Crew(tuple(f"c{k}" for k in range(n)), hours, skills)
    assert crew.done() == crew.shared_out() <= sum(hours)


@pytest.mark.parametrize("seed", range(20))
def test_a_level_rate_is_the_least_that_is_never_short(seed: int) -> None:
    """With the level rate no period ends short, and with one less some period does."""
    draw = Draw.of(seed)
    values = (*(draw.whole(0, 30) for _ in range(6)), 1)
    past = replace(history(shop(), Draw.of(1), 6), values=values)
    rate = Prices(past, 0, 0, 0, 0).level

    def short(made: int) -> bool:
        return any(made * k < total for k, total in enumerate(accumulate(values), 1))

    assert not short(rate)
    assert short(rate - 1)


def test_tasks_are_never_put_together_beyond_takt_time() -> None:
    """A line of known answer: four tasks of which only the middle ones fit together."""
    line = Line("x", ("a", "b", "c", "d"), (5.0, 2.0, 3.0, 4.0), "min", 6.0)
    assert line.stations == 3


def test_the_variance_of_all_pairs_does_not_depend_on_their_order() -> None:
    """The variance from pairs is that of the values, in whatever order they come."""
    found = {round(pairwise_variance(one), 9) for one in permutations((1, 4, 4, 9))}
    assert found == {11.0}
