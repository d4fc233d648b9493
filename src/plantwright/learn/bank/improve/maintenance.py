"""Run to failure, or maintain at an interval (age replacement: Barlow and Proschan)."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import mean, pstdev

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.improve.losses import losses, some_lives
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.question import Criterion, Rubric
from plantwright.learn.bank.supply.history import TOLD
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import rounded, text


@dataclass(frozen=True)
class Wear:
    """Times that a station ran until it stopped, and what stops cost."""

    station: str
    unit: str
    lives: tuple[float, ...]
    planned: int
    """What a planned stop costs [EUR]."""
    failure: int
    """What a stop by failure costs [EUR]."""

    def cost(self, interval: float) -> float:
        """Return the cost per unit of time when it is maintained after ``interval``, or after failure before."""
        failed = sum(one <= interval for one in self.lives)
        run = sum(min(one, interval) for one in self.lives)
        return (failed * self.failure + (len(self.lives) - failed) * self.planned) / run

    def table(self) -> Table:
        """Return the times as rows."""
        columns = (Column(name="number"), Column(name="time from stop to stop", unit=self.unit))
        return Table(title=f"Stops of {self.station}", columns=columns, rows=tuple(enumerate(self.lives, 1)))

    @property
    def told(self) -> str:
        """Say what is supposed."""
        return (
            f"Suppose that these are failures, that each costs {self.failure} EUR, and that a planned stop for "
            f"maintenance costs {self.planned} EUR and makes the station as good as new."
        )


def wear(case: Case, draw: Draw) -> Wear:
    """Return a station's times between stops and supposed costs; failure is dearer by far."""
    name, lives, unit = some_lives(case, draw)
    planned = draw.whole(2, 8) * 50
    return Wear(name, unit, lives, planned, planned * draw.whole(3, 8))


def _walked(one: Wear, interval: float) -> float:
    """Return the cost per time by living through the times one after another."""
    clock, spent = 0.0, 0.0
    for life in one.lives:
        early = life > interval
        clock += interval if early else life
        spent += one.planned if early else one.failure
    return spent / clock


@template("improve.maintenance", "number")
def cost_of_an_interval(case: Case, draw: Draw) -> Draft:
    """Ask for the cost per time of maintenance at an interval."""
    one = wear(case, draw)
    ranked = sorted(set(one.lives))
    place = draw.whole(1, max(len(ranked) // 2, 1))
    interval = rounded((ranked[place - 1] + ranked[place]) / 2)
    n, failed = len(one.lives), sum(life <= interval for life in one.lives)
    run, cost = sum(min(life, interval) for life in one.lives), one.cost(interval)
    bill = failed * one.failure + (n - failed) * one.planned
    return Draft(
        stem=f"The table shows how long {one.station} ran from one stop to the next. {one.told}\n\nWhat would stops "
        "have "
        f"cost per {TOLD[one.unit]} of run time with maintenance after {text(interval, one.unit)} without failure?",
        views=(one.table(),),
        answer=number(
            cost,
            f"EUR/{one.unit}",
            ("ran_to_failure", n * one.failure / sum(one.lives), "That is without any maintenance."),
            ("planned_only", one.planned / interval, "Some of the times ended by failure before the interval."),
            ("full_run_times", bill / sum(one.lives), "A planned stop ends the run: it lasts no longer than that."),
            ("all_intervals_full", bill / (n * interval), "A failure ends the run before the interval is over."),
        ),
        solution=(
            (
                f"{failed} fail before: × {one.failure} EUR; {n - failed} are maintained: × {one.planned} EUR. "
                f"Together {text(bill, 'EUR')}."
            ),
            f"Run time, each at most {text(interval)}: {text(run, one.unit)}.",
            f"{text(bill)} / {text(run)} = {text(cost, f'EUR/{one.unit}')}.",
        ),
        hints=(
            "Each row ends either by failure or by the planned stop, whichever comes first.",
            "Sum the costs of these ends, and sum how long each run lasted.",
            "A run lasts the smaller one of its time and the interval. Divide cost by run time.",
        ),
        again=lambda: Exactly(_walked(one, interval)),
    )


@template("improve.maintenance", "choice")
def interval_that_costs_least(case: Case, draw: Draw) -> Draft:
    """Ask which interval costs least, or whether to run to failure."""
    for _ in range(30):
        one = wear(case, draw)
        plans = _plans(one)
        costs = {name: one.cost(cut) for name, cut in plans.items()}
        best, *others = sorted(costs, key=lambda name: costs[name])
        rest = [name for name in others if costs[name] > 1.01 * costs[best]]
        if rest:
            break
    else:
        raise NotHereError("the intervals cost the same")
    names = {name: "more_is_better" if name.startswith("Maintain") else "failure_is_rare" for name in rest}
    return Draft(
        stem=f"The table shows how long {one.station} ran from one stop to the next. {one.told}\n\nWhich plan would "
        "have "
        f"cost least per {TOLD[one.unit]} of run time?",
        views=(one.table(),),
        answer=choice(
            draw, best, "Its cost for the time that it ran is least.",
            *((name, names[name], "Reckon its cost and its run time, and compare the quotients.") for name in rest),
        ),
        solution=tuple(f"{name}: {text(costs[name], f'EUR/{one.unit}')}." for name in costs),
        hints=("A short interval prevents failures, but stops often.",
               "For each plan: how many rows fail before it, and how many get the planned stop?",
               "Divide the cost of all ends by the run time, where no run is longer than the interval."),
        again=lambda: Exactly(min((best, *rest), key=lambda name: _walked(one, plans[name]))),
    )  # fmt: skip


def _plans(one: Wear) -> dict[str, float]:
    """Return two intervals between the times, and none."""
    ranked = sorted(set(one.lives))
    cuts = [rounded((ranked[k] + ranked[k + 1]) / 2, 2) for k in (0, len(ranked) // 2)]
    plans = {f"Maintain after {text(cut, one.unit)}": cut for cut in cuts if cut < ranked[-1]}
    return plans | {"Run to failure, without maintenance": ranked[-1] + 1.0}


def _verdict(ratio: float) -> str:
    """Return what the spread over the mean of times between stops says about a planned stop."""
    if ratio > 0.75:
        return (
            "they scatter about as much as their mean or more, as with failures by chance: a planned stop would come "
            "too "
            "late for the early ones and too soon for the others"
        )
    if ratio > 0.4:
        return (
            "they lie between wear and chance: a planned stop would prevent some failures but not the early ones, so "
            "that "
            "costs decide"
        )
    return "they lie close together, as with wear: a planned stop somewhat before the mean would prevent most of them"


@template("improve.maintenance", "explain")
def when_a_planned_stop_is_no_help(case: Case, draw: Draw) -> Draft:
    """Ask whether a planned stop at an interval would help a station, from its times between stops."""
    one = wear(case, draw)
    center, spread = mean(one.lives), pstdev(one.lives)
    ratio = rounded(spread / center, 2)
    early = sum(life < center / 2 for life in one.lives)
    verdict = _verdict(ratio)
    return Draft(
        stem=f"The table shows how long {one.station} ran from one stop to the next ({losses(case).told}). A colleague "
        "wants to stop it for maintenance at a fixed interval, somewhat before the mean of these times.\n\nExplain "
        "whether that would help here, with figures of the table, and when a planned stop is no help at all.",
        views=(one.table(),),
        answer=Rubric(
            model=f"The mean is {text(center, one.unit, 3)} and the standard deviation {text(spread, one.unit, 3)}: "
            f"{text(ratio)} times the mean. {early} of {len(one.lives)} times are shorter than half of the mean. So "
            f"{verdict}, as far as so few times can tell. A planned stop helps only if failure grows likelier with "
            "age, and if the planned stop is "
            "cheaper "
            "than the failure. Where failures come by chance, a station that was just maintained fails as soon as an "
            "old "
            "one: the planned stops are lost time, and what helps is to find the causes and repair faster.",
            criteria=(
                Criterion(text=f"Compares spread and mean of the times (ratio about {text(ratio)}).", points=2),
                Criterion(text="Says that maintenance helps only if failure grows likelier with age.", points=2),
                Criterion(text="Says that the planned stop must also be cheaper than a failure.", points=1),
                Criterion(text="Draws a conclusion for this station that fits its figures.", points=1),
            ),
        ),
        solution=("A planned stop helps when a station wears out.", f"Spread over mean is {text(ratio)} here.",
                  "Near one, or above, failures come as by chance; well below it, they come with age."),
        hints=("Are the times much alike, or do they scatter?",
               "With failures by chance the standard deviation is about as large as the mean.",
               "Would a station that was just maintained be less likely to fail?"),
        again=None,
    )  # fmt: skip
