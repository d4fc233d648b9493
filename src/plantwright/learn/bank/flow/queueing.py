"""Waiting in front of a station, foretold from variability, utilization and process time."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.times import centers
from plantwright.learn.bank.flow.variability import moments
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.template import Draft, Exactly, Sampled, template
from plantwright.learn.bank.view import Axis, Chart, Series
from plantwright.learn.bank.words import rounded, text

RUNS, KEPT, DROPPED = 60, 10_000, 2_000
"""Runs of a queue, and the orders of each that are counted and that warm it up."""


@dataclass(frozen=True)
class Queue:
    """A station with a queue in front, in shown figures."""

    name: str
    minutes: float
    """Mean process time [min]."""
    work: float
    """Squared coefficient of variation of process times."""
    arrivals: float
    """Squared coefficient of variation of times between arrivals."""
    used: float
    """Utilization [1]."""
    said: str
    """How variable process times are, and where that comes from."""

    @property
    def wait(self) -> float:
        """Mean wait by Kingman's approximation, exact where arrivals come at random [min]."""
        return (self.arrivals + self.work) / 2 * self.used / (1 - self.used) * self.minutes


def a_queue(case: Case, draw: Draw, arrivals: float) -> Queue:
    """Return a work center's process times in a queue that is supposed."""
    known = {name: one for name, one in moments(case).items() if 0.2 <= one[1] / one[0] <= 1.6}
    used = draw.step(0.6, 0.85, 0.05)
    if known:
        name = draw.one(list(known))
        mean, spread = known[name]
        work = rounded((spread / mean) ** 2, 2)
        said = f"By the log, process times at {name} have a squared coefficient of variation of {text(work)}."
        return Queue(name, mean, work, arrivals, used, said)
    center, work = draw.one(centers(case)), draw.step(0.3, 1.8, 0.1)
    said = f"Suppose that process times at {center.name} have a squared coefficient of variation of {text(work)}."
    return Queue(center.name, center.minutes, work, arrivals, used, said)


@template("flow.queueing", "number")
def wait_in_front_of_a_station(case: Case, draw: Draw) -> Draft:
    """Ask for the mean wait from process time, its variability and utilization."""
    queue, seed = a_queue(case, draw, 1.0), draw.whole(0, 2**31)
    idle = queue.used / (1 - queue.used)
    return Draft(
        stem=f"By the log, a step at {queue.name} takes {text(queue.minutes, 'min')} on average. {queue.said} Suppose "
        "that orders come to one station of it at random, so that the same figure of the times between them is 1, and "
        f"that it is utilized {text(100 * queue.used)} %.\n\nHow long does an order wait in front of it on average?",
        answer=number(
            queue.wait,
            "min",
            ("forgot_the_half", 2 * queue.wait, "Take the mean of the two squared coefficients, not their sum."),
            ("flow_time", queue.wait + queue.minutes, "That is wait and process together; only the wait is asked."),
            ("forgot_variability", idle * queue.minutes, "How variable the times are counts as well."),
            ("forgot_the_curve", queue.wait * (1 - queue.used), "Utilization works by u / (1 − u)."),
            share=0.02,
        ),
        solution=(
            f"Variability: (1 + {text(queue.work)}) / 2 = {text((1 + queue.work) / 2)}.",
            f"Utilization: {queue.used:g} / (1 − {queue.used:g}) = {text(idle)}.",
            (
                f"Wait = {text((1 + queue.work) / 2)} × {text(idle)} × {text(queue.minutes, 'min')} = "
                f"{text(queue.wait, 'min')} (Kingman; exact for arrivals at random, by Pollaczek and Khinchine)."
            ),
        ),
        hints=(
            "Three things make a wait: variability, utilization and process time.",
            "Variability is the mean of two squared coefficients; utilization u counts as u / (1 − u).",
            "Multiply the three.",
        ),
        again=lambda: _run(queue, seed),
    )


@template("flow.queueing", "choice")
def what_to_change_first(case: Case, draw: Draw) -> Draft:
    """Ask which of three changes shortens the wait most."""
    queue, taken = _told_apart(a_queue(case, draw, 1.0), draw)
    steady = "halve the squared coefficient of variation of its process times"
    even = "halve that of the times between arrivals"
    fewer = f"send {taken} % of the orders elsewhere"
    waits = _after(queue, taken / 100)
    named = dict(zip((steady, even, fewer), waits, strict=True))
    best = min(named, key=lambda name: named[name])
    says = {
        steady: ("work_varies_first", "Only one of the two parts of variability is halved by that."),
        even: ("arrivals_vary_first", "Only one of the two parts of variability is halved by that."),
        fewer: ("utilization_first", "Reckon the wait with the lower utilization, and compare."),
    }
    return Draft(
        stem=f"{queue.said} Suppose that a station of it is utilized {text(100 * queue.used)} %, and that the times "
        f"between arrivals have one of {text(queue.arrivals)}.\n\nWhich change shortens the wait in front of it the "
        "most?",
        answer=choice(draw, best, "Its wait is the shortest by Kingman's formula.",
                      *((name, *says[name]) for name in named if name != best)),
        solution=(
            "Wait = (sum of both squared coefficients) / 2 × u / (1 − u) × process time (Kingman).",
            f"Now: {text(queue.wait, 'min', 3)}.",
            *(f"If we {name}: {text(wait, 'min', 3)}." for name, wait in named.items()),
        ),
        hints=(
            "Reckon what each change makes of the wait; the process time stays.",
            "Variability counts as the mean of both squared coefficients, utilization u as u / (1 − u).",
            "Compare the product of the two for each of the three changes.",
        ),
        again=lambda: Exactly(_by_share((steady, even, fewer), queue, taken)),
    )  # fmt: skip


@template("flow.queueing", "number")
def utilization_for_half_the_wait(case: Case, draw: Draw) -> Draft:
    """Ask at which utilization the wait is half as long, read from the curve."""
    queue, now = a_queue(case, draw, 1.0), draw.one((80, 85, 88, 90, 92))
    factor = (1 + queue.work) / 2 * queue.minutes / 60
    used = np.arange(50, 95)
    waits = factor * used / (100 - used)
    odds = now / (100 - now) / 2
    right = 100 * odds / (1 + odds)
    return Draft(
        stem=f"The chart shows how long orders wait in front of a station of {queue.name}, by Kingman's "
        f"formula, if they come at random. Suppose that it is utilized {now} % now.\n\nAt which "
        "utilization would the wait be half as long? Read the chart as closely as you can.",
        views=(
            Chart(title=f"Wait in front of {queue.name}", mark="line", x=Axis(title="utilization", unit="%"),
                  y=Axis(title="mean wait", unit="h"),
                  series=(Series(x=tuple(map(float, used)), y=tuple(waits.tolist())),),
                  read="The line shows which wait goes with which utilization."),
        ),
        answer=number(
            right,
            "%",
            ("half_the_utilization", now / 2, "The wait is halved long before the utilization is."),
            ("read_now", float(now), "That is the utilization now."),
            ("half_the_idle_time", 100 - (100 - now) / 2, "With more utilization the wait grows."),
            least=1.2,
        ),
        solution=(
            (f"At {now} % the wait is about {text(factor * now / (100 - now), 'h', 3)}; half of it is "
            f"{text(factor * odds, 'h', 3)}."),
            f"The line has that height at about {text(right, '%', 3)}.",
        ),
        hints=(
            "You look for a place on the curve that is half as high.",
            "Read the wait at the utilization of now, and halve it.",
            "Go across from the half to the line, and from there down to the utilization.",
        ),
        again=lambda: Exactly(_by_halving(now)),
    )  # fmt: skip


def _run(queue: Queue, seed: int) -> Sampled:
    """Return the mean wait of many orders at a station with arrivals at random and gamma process times [min]."""
    rng = np.random.default_rng(seed)
    size = (RUNS, DROPPED + KEPT)
    work = rng.gamma(1 / queue.work, queue.minutes * queue.work, size)
    gaps = rng.exponential(queue.minutes / queue.used, size)
    walk = np.cumsum(work - gaps, axis=1)
    waits = walk - np.minimum(np.minimum.accumulate(walk, axis=1), 0.0)
    means = waits[:, DROPPED:].mean(axis=1)
    return Sampled(float(means.mean()), float(means.std(ddof=1) / math.sqrt(RUNS)))


def _after(queue: Queue, taken: float) -> tuple[float, float, float]:
    """Return the wait after each change [min]."""
    changed = (
        replace(queue, work=queue.work / 2),
        replace(queue, arrivals=queue.arrivals / 2),
        replace(queue, used=queue.used * (1 - taken)),
    )
    first, second, third = (one.wait for one in changed)
    return first, second, third


def _told_apart(queue: Queue, draw: Draw) -> tuple[Queue, int]:
    """Return the queue with arrivals and a share [%] to send elsewhere of which one change is clearly the best."""
    pairs = [(replace(queue, arrivals=one), taken) for one in (0.5, 0.8, 1.0, 1.5, 2.0) for taken in (4, 8, 12, 16, 20)]
    apart = []
    for one, taken in pairs:
        least, next_one, _ = sorted(_after(one, taken / 100))
        if next_one > 1.03 * least:
            apart.append((one, taken))
    return draw.one(apart)


def _by_share(names: tuple[str, str, str], queue: Queue, taken: float) -> str:
    """Return the change that takes the largest share of the wait, share by share."""
    both = queue.work + queue.arrivals
    left = queue.used * (100 - taken) / 100
    shares = (queue.work / 2 / both, queue.arrivals / 2 / both,
              1 - (1 / (1 / left - 1)) / (1 / (1 / queue.used - 1)))  # fmt: skip
    return names[shares.index(max(shares))]


def _by_halving(now: float) -> float:
    low, high = 0.0, float(now)
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if 2 * middle / (100 - middle) < now / (100 - now) else (low, middle)
    return low
