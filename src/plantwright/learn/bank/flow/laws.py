"""Little's law across the plant: what cannot be true, and what it promises to an order that comes now."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import lru_cache

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import rounded, text


@dataclass(frozen=True)
class Claim:
    """A work center's three numbers, as a report might have them."""

    name: str
    rate: float
    """Steps done [1/h]."""
    hours: float
    """Mean time of a step [h]."""
    level: float
    """Steps in progress on average."""


@template("flow.littles_law", "choice")
def set_of_three_that_cannot_be(case: Case, draw: Draw) -> Draft:
    """Ask in which work center WIP, throughput and time contradict each other."""
    true = draw.some(_claims(case), min(4, len(_claims(case))))
    wrong, factor = draw.whole(0, len(true) - 1), draw.one((0.4, 0.5, 1.8, 2.5))
    shown = [
        Claim(one.name, one.rate, one.hours, rounded(one.level * factor) if k == wrong else one.level)
        for k, one in enumerate(true)
    ]
    largest = max(shown, key=lambda one: one.level).name
    others = [
        (one.name, "holds_there", "Multiply its throughput by its time: does it give its level?") for one in shown
    ]
    return Draft(
        stem="The table shows the work that is being done at work centers, without what waits. In one line a number is "
        "wrong: the three cannot be true together.\n\nWhich work center is it?",
        views=(_table(shown),),
        answer=choice(
            draw,
            shown[wrong].name,
            "Throughput times time does not give the level there.",
            (largest, "largest_level", "A high level is no contradiction if much is done, or if it takes long."),
            *others,
        ),
        solution=tuple(
            f"{one.name}: {text(one.rate, '1/h')} × {text(one.hours, 'h')} = {text(one.rate * one.hours, '', 3)}, "
            f"shown {text(one.level)}" for one in shown
        ),
        hints=(
            "One law ties the three numbers together.",
            "Level = throughput × time, whatever goes on inside.",
            "Multiply the second column by the third on each line and compare with the fourth.",
        ),
        again=lambda: Exactly(max(shown, key=lambda one: abs(1 - one.level / one.rate / one.hours)).name),
    )  # fmt: skip


@template("flow.littles_law", "number")
def when_an_order_will_be_done(case: Case, draw: Draw) -> Draft:
    """Ask how long an order that is released now will stay, from what is in process and what leaves a day."""
    level, rate = _level_and_rate(case)
    level = max(round(level * draw.step(0.7, 1.6, 0.1)), 2)
    days = level / rate
    return Draft(
        stem=f"By the log, {text(rate, 'orders')} leave the plant on an average day of 24 h. Suppose that {level} "
        "orders are in process, the one released just now included, that this level is held, and that orders leave in "
        "the sequence in which they came.\n\nHow many hours will the order released just now take?",
        answer=number(
            24 * days,
            "h",
            ("forgot_the_unit", days, "That is in days."),
            ("multiplied", 24 * level * rate, "More orders a day make the time shorter, not longer."),
            ("one_order", 24 / rate, "That is the time from one order leaving to the next; all others are ahead."),
            ("inverse", 24 * rate / level, "Check what is divided by what."),
        ),
        solution=(
            f"Flow time = WIP / throughput = {level} / {text(rate, 'a day')} = {text(days, 'd')}.",
            f"{text(days, 'd')} × 24 = {text(24 * days, 'h')}.",
        ),
        hints=(
            "All orders in process must leave before this one does. How fast do they leave?",
            "Little's law ties WIP, throughput and flow time.",
            "Divide the orders in process by the orders a day, then make hours of days.",
        ),
        again=lambda: Exactly(_waits_in_line(level, 24 / rate)),
    )


@lru_cache(KEPT)
def _claims(case: Case) -> tuple[Claim, ...]:
    steps = case.steps[case.steps["seconds"] > 0]
    span = float(steps["end"].max() - steps["start"].min()) / 3600 if len(steps) else 0.0
    found = []
    for name, times in steps.groupby("work_center", sort=True)["seconds"]:
        rate, hours = rounded(len(times) / span), rounded(float(times.mean()) / 3600)
        if rate > 0 and hours > 0:
            found.append(Claim(str(name), rate, hours, rounded(rate * hours)))
    if len(found) < 3:
        raise NotHereError("fewer than three work centers have timed steps")
    return tuple(found)


@lru_cache(KEPT)
def _level_and_rate(case: Case) -> tuple[float, float]:
    """Return orders in process on average, and orders completed a day in shown figures."""
    orders = case.orders
    if len(orders) < 5:
        raise NotHereError("fewer than five orders are finished")
    span = float(orders["completed"].max() - orders["released"].min())
    return float(orders["flow_time"].sum()) / span, rounded(86_400 * len(orders) / span)


def _waits_in_line(level: int, between: float) -> float:
    """Return how long the last of ``level`` orders takes when one leaves and one comes at every step of a clock."""
    line: deque[int] = deque(range(level))
    mine, steps = level - 1, 0
    while mine in line:
        line.append(line.popleft() + level + steps)
        steps += 1
    return steps * between


def _table(shown: list[Claim]) -> Table:
    columns = (Column(name="work center"), Column(name="throughput", unit="steps/h"),
               Column(name="time of a step", unit="h"), Column(name="steps in progress"))  # fmt: skip
    rows = tuple((one.name, one.rate, one.hours, one.level) for one in shown)
    return Table(title="Work in progress", columns=columns, rows=rows)
