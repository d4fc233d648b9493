"""Separate queues against one, and one fast station against two slow ones."""

from __future__ import annotations

import numpy as np

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.times import centers
from plantwright.learn.bank.make import number
from plantwright.learn.bank.question import Criterion, Rubric
from plantwright.learn.bank.template import Draft, Exactly, template
from plantwright.learn.bank.words import text

LONGEST = 3000
"""Orders that the second way counts in a queue at most."""


@template("flow.pooling", "number")
def wait_saved_by_one_queue(case: Case, draw: Draw) -> Draft:
    """Ask how much shorter orders wait when two stations share a queue."""
    center, used = draw.one(centers(case)), draw.step(0.5, 0.9, 0.05)
    apart, shared = (center.minutes * one for one in (used / (1 - used), used**2 / (1 - used**2)))
    return Draft(
        stem=f"By the log, a step at {center.name} takes {text(center.minutes, 'min')} on average. Suppose two "
        f"stations "
        f"of it, each utilized {text(100 * used)} %, with orders and process times at random (exponential). "
        f"With a queue "
        "for each, an order waits t · u / (1 − u) on average; with one queue for both, t · u² / (1 − u²).\n\nHow "
        "much shorter does an order wait with one queue?",
        answer=number(
            apart - shared,
            "min",
            ("shared_wait", shared, "That is the wait with one queue; how much shorter is it than the other?"),
            ("separate_wait", apart, "That is the wait with two queues; how much of it is left with one?"),
            ("half_of_it", apart / 2, "One queue does more than halve the wait; reckon both."),
            share=0.02,
        ),
        solution=(
            f"Two queues: {text(center.minutes)} × {used:g} / (1 − {used:g}) = {text(apart, 'min')}.",
            f"One queue: {text(center.minutes)} × {used:g}² / (1 − {used:g}²) = {text(shared, 'min')}.",
            f"Difference: {text(apart - shared, 'min')}.",
        ),
        hints=(
            "With two queues an order can wait at one station while the other one stands.",
            "Put the process time and the utilization, as a share, into both formulas.",
            "Subtract the wait with one queue from the wait with two.",
        ),
        again=lambda: Exactly(_wait(1, used, center.minutes) - _wait(2, used, center.minutes)),
    )


@template("flow.pooling", "explain")
def one_fast_or_two_slow(case: Case, draw: Draw) -> Draft:
    """Ask to choose between one fast station and two of half its pace, and to say why."""
    center, used = draw.one(centers(case)), draw.step(0.6, 0.85, 0.05)
    slow, fast = center.minutes, center.minutes / 2
    wait_slow, wait_fast = slow * used**2 / (1 - used**2), fast * used / (1 - used)
    return Draft(
        stem=f"By the log, a step at {center.name} takes {text(slow, 'min')} on average. Suppose that the plant "
        f"can have "
        f"two such stations with one queue, or one that takes {text(fast, 'min')}, for the same price. Either would be "
        f"utilized {text(100 * used)} %; orders and times come at random.\n\nWhich would you choose? Compare the wait, "
        "the whole time at the work center, and what a stop does.",
        answer=Rubric(
            model=f"With two stations an order waits {text(wait_slow, 'min', 3)} and leaves after "
            f"{text(wait_slow + slow, 'min', 3)}; with the fast one it waits {text(wait_fast, 'min', 3)} and leaves "
            f"after {text(wait_fast + fast, 'min', 3)}. The two have the shorter wait, since an order often "
            f"finds one of "
            "them free; the fast one has the shorter time in all, since its process takes half. But when it stops, "
            "nothing is made at all, while of two one goes on. If stops are rare and short the fast one is better; if "
            "not, the two are.",
            criteria=(
                Criterion(text="Says that the wait is shorter with two stations and one queue", points=1),
                Criterion(text="Says that the whole time is shorter with the fast station, and why", points=2),
                Criterion(text="Says that a stop of the only station stops everything, and of two only half", points=1),
                Criterion(text="Makes the choice depend on how often and how long stations stop", points=1),
            ),
        ),
        solution=(
            "One station: wait = t · u / (1 − u). Two with one queue: wait = t · u² / (1 − u²), each with its own t.",
            f"In all: {text(wait_fast + fast, 'min', 3)} for the fast one, {text(wait_slow + slow, 'min', 3)} for two.",
        ),
        hints=(
            "The time at a work center has two parts. Which one does each layout make shorter?",
            "When does an order have to wait at the one, and when at the two?",
            "Then think of the day on which a station is down.",
        ),
        again=None,
    )


def _wait(stations: int, used: float, minutes: float) -> float:
    """Return the mean wait from the chances of each number of orders, step by step, and Little's law [min]."""
    rate = stations * used / minutes
    ups = np.full(LONGEST, rate)
    downs = np.minimum(np.arange(1, LONGEST + 1), stations) / minutes
    chances = np.concatenate([[1.0], np.cumprod(ups / downs)])
    chances /= chances.sum()
    waiting = np.maximum(np.arange(LONGEST + 1) - stations, 0)
    return float(np.dot(waiting, chances) / rate)
