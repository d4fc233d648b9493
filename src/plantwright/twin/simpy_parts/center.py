"""Of the SimPy script: draws, working hours, lots, workers, stations and work centers."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

# ---- cut: what follows goes into the script ----

# How times and quantities are drawn, and how the calendar counts.

HOUR, DAY, WEEK = 3600.0, 86400.0, 604800.0
SLACK = 1e-5  # a wait that ends by its own alarm must count as over, whatever the rounding [s]

DRAW: dict[str, Callable[..., float]] = {
    "constant": lambda _, mean: mean,
    "exponential": lambda rng, mean: rng.expovariate(1 / mean),
    "gamma": lambda rng, mean, scv: rng.gammavariate(1 / scv, mean * scv),
    "lognormal": lambda rng, mean, scv: rng.lognormvariate(
        math.log(mean) - math.log(1 + scv) / 2, math.sqrt(math.log(1 + scv))
    ),
    "uniform": lambda rng, mean, scv: mean * (1 + math.sqrt(3 * scv) * rng.uniform(-1, 1)),
    "empirical": lambda rng, values: rng.choice(values),
}


def pick(rng: random.Random, options: Iterable[dict[str, Any]], weight: str = "weight") -> dict[str, Any]:
    """Return one of the options, by weight."""
    told = list(options)
    return rng.choices(told, [one[weight] for one in told])[0]


class Hours:
    """Working hours: from calendar time to working time and back."""

    def __init__(self, spans: list[tuple[float, float]]) -> None:
        self.spans = spans
        self.week = sum(end - start for start, end in spans)

    def worked(self, now: float) -> float:
        """Return the working time since the beginning."""
        if self.week == WEEK:
            return now
        weeks, rest = divmod(now, WEEK)
        return weeks * self.week + sum(min(rest, end) - start for start, end in self.spans if start < rest)

    def later(self, now: float, work: float) -> float:
        """Return when so much more working time will have passed."""
        if self.week == WEEK or work <= 0:
            return now + work
        total = self.worked(now) + work
        weeks = math.ceil(total / self.week) - 1
        rest = total - weeks * self.week
        for start, end in self.spans:
            if rest <= end - start:
                return max(now, weeks * WEEK + start + rest)
            rest -= end - start
        return max(now, (weeks + 1) * WEEK)

    def opening(self, now: float) -> float:
        """Return when it is open next: now, or later."""
        weeks, rest = divmod(now, WEEK)
        for start, end in [*self.spans, (self.spans[0][0] + WEEK, 2 * WEEK)]:
            if rest < end:
                return max(now, weeks * WEEK + start)
        raise AssertionError("no week is longer than a week")


@dataclass(eq=False)
class Lot:
    """An order on the floor."""

    family: str
    priority: int
    steps: list[dict[str, Any]]
    good: float  # pieces not scrapped so far
    released: float
    due: float
    step: int = 0  # where it goes, or stands
    furthest: int = 0  # the first step it has never done; before it, the lot is in rework
    ready: float = 0.0  # since when it waits in its queue
    rank: tuple[float, float] = (0.0, 0.0)  # its place in the queue
    completed: float = math.inf


@dataclass(eq=False)
class Worker:
    """Somebody who runs stations, one at a time."""

    skills: list[str]
    busy: bool = False


@dataclass(eq=False)
class Station:
    """One of the like stations of a work center."""

    center: Center
    family: str | None = None  # what it is set up for
    lots: list[Lot] = field(default_factory=list)  # what it works on, or what blocks it; idle where there is none
    until_failure: float = math.inf  # processing time until it breaks down


class Center:
    """A work center: its rules, its stations, its queue, and who waits for a place there."""

    def __init__(self, rules: dict[str, Any], hours: Hours) -> None:
        self.rules, self.hours = rules, hours
        self.stations = [Station(self) for _ in range(rules["stations"])]
        self.queue: list[Lot] = []
        self.coming = 0  # lots on their way here
        self.blocked: list[tuple[Lot, Station]] = []  # lots done elsewhere that find no place here, oldest first
        self.alarm = -1.0  # when it opens, where that is waited for

    def idle(self) -> list[Station]:
        """Return the stations that hold no lot."""
        return [one for one in self.stations if not one.lots]

    def has_place(self) -> bool:
        """Tell whether another lot may come; without a buffer, an idle station is a place."""
        buffer = self.rules["buffer"]
        return buffer is None or len(self.queue) + self.coming < (buffer or len(self.idle()))

    def together(self, first: Lot) -> list[Lot]:
        """Return the waiting lots that may share a start with the first, itself among them, in dispatch order."""
        batch = self.rules["batch"]
        if not batch:
            return [first]
        return [lot for lot in self.queue if lot.family == first.family or not batch["same_family"]]

    def waited(self, lot: Lot, now: float) -> float:
        """Return the working time for which a lot has waited here."""
        return self.hours.worked(now) - self.hours.worked(lot.ready)

    def is_ready(self, first: Lot, now: float) -> bool:
        """Tell whether a lot may start: a load of enough lots, or one that has waited long enough."""
        batch = self.rules["batch"]
        if not batch or batch["min_lots"] == 1:
            return True
        load = self.together(first)
        if len(load) >= batch["min_lots"]:
            return True
        return batch["max_wait"] is not None and (
            max(self.waited(lot, now) for lot in load) >= batch["max_wait"] - SLACK
        )
