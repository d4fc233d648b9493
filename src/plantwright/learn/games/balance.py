"""The balancing game: put tasks on as few stations as you can.

References
----------
.. [1] Scholl (1999). Balancing and Sequencing of Assembly Lines, 2nd ed., chapter 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal

import numpy as np
from pydantic import Field

from plantwright.learn.games.line_balance import Tasks, bound, by_weight, faults, fewest
from plantwright.learn.games.nouns import Asked, Compared, Debrief, GameState, Settings, Shown, Values
from plantwright.learn.games.solo import SEAT, Solo
from plantwright.model.quantity import Count


class BalanceSettings(Settings):
    """How many tasks, and what a station has for them."""

    rounds: Count = Field(default=3, le=10)
    """Attempts; the best counts."""
    tasks: int = Field(default=9, ge=4, le=16)
    cycle_time: int = Field(default=12, ge=9, le=60)
    """The takt time of the line [s]."""


@lru_cache(maxsize=128)
def made(count: int, cycle_time: int, seed: int) -> Tasks:
    """Return tasks of 1 to 9 s, each but the first after one or two of those before it."""
    draw = np.random.default_rng([seed, count])
    times = tuple(int(one) for one in draw.integers(1, 10, count))
    arcs = {
        (int(first), then)
        for then in range(1, count)
        for first in draw.choice(then, size=min(then, int(draw.integers(1, 3))), replace=False)
    }
    return Tasks(times, tuple(sorted(arcs)), cycle_time)


@lru_cache(maxsize=128)
def _best(tasks: Tasks) -> tuple[int, ...]:
    return fewest(tasks)


def _tasks(state: GameState) -> Tasks:
    told = BalanceSettings.model_validate(state.settings)
    return made(told.tasks, told.cycle_time, state.seed)


def _values(stations: tuple[int, ...]) -> Values:
    return {f"task_{k}": float(one) for k, one in enumerate(stations, 1)}


def _choice(values: Values) -> tuple[int, ...]:
    return tuple(int(values[f"task_{k}"]) for k in range(1, len(values) + 1))


class Balance(Solo):
    """The balancing game."""

    name = "balance"
    title = "The balancing game"
    about = (
        "Put every task at a station, counted from 1: never before a task that must come first, and no station with "
        "more than the cycle time. The fewest stations win; you have a few attempts."
    )
    better: Literal["lower"] = "lower"
    unit = "stations"
    settings = BalanceSettings

    def asked(self, state: GameState, seat: str) -> tuple[Asked, ...]:  # noqa: ARG002 - there is one seat
        """Return the question for each task, with what comes before it."""
        tasks = _tasks(state)
        return tuple(
            Asked(name=f"task_{k + 1}", text=f"Station of task {k + 1} ({time} s{_after(tasks, k)})", unit="stations",
                  low=1, high=len(tasks.times))
            for k, time in enumerate(tasks.times)
        )  # fmt: skip

    def problems(self, state: GameState, values: Values) -> Iterable[str]:
        """Return every order that is broken, and every station with too much to do."""
        return faults(_tasks(state), _choice(values))

    def turned(self, state: GameState, decisions: Mapping[str, Values]) -> Values:
        """Return the stations used and the share of their time that is idle."""
        tasks, used = _tasks(state), len(set(_choice(decisions[SEAT])))
        return {"stations": used, "idle": 1 - sum(tasks.times) / (used * tasks.cycle_time)}

    def board(self, state: GameState) -> tuple[Shown, ...]:
        """Return cycle time, work and the best attempt so far."""
        tasks = _tasks(state)
        return (
            Shown(name="cycle_time", value=tasks.cycle_time, unit="s"),
            Shown(name="work", value=sum(tasks.times), unit="s"),
            Shown(name="fewest_so_far", value=self.value(state) if state.turns else None, unit="stations"),
        )

    def computer(self, state: GameState, seat: str) -> Values:  # noqa: ARG002 - there is one seat
        """Return the balance of ranked positional weights."""
        return _values(by_weight(_tasks(state)))

    def expert(self, state: GameState, seat: str) -> Values:  # noqa: ARG002 - there is one seat
        """Return a balance with the fewest stations."""
        return _values(_best(_tasks(state)))

    def value(self, state: GameState) -> float:
        """Return the fewest stations of all attempts."""
        return min(turn.figures["stations"] for turn in state.turns)

    def debrief(self, state: GameState) -> Debrief:
        """Return the stations and idle time beside the fewest possible."""
        tasks = _tasks(state)
        count, used = max(_best(tasks)), self.value(state)
        work = sum(tasks.times)
        figures = (
            Compared(name="stations", yours=used, exact=count, unit="stations", how="branch and bound"),
            Compared(name="stations that the work alone would fill", yours=used, exact=bound(tasks), unit="stations",
                     how="closed form"),
            Compared(name="idle time, as a share", yours=1 - work / (used * tasks.cycle_time),
                     exact=1 - work / (count * tasks.cycle_time), unit="1", how="branch and bound"),
        )  # fmt: skip
        law = (
            f"{work} s of work need at least {bound(tasks)} stations of {tasks.cycle_time} s. What comes first, and "
            "tasks that cannot be cut, may ask for more: rules are quick and often right, only a search knows."
        )
        return Debrief(title=self.title, law=law, formula="stations ≥ ⌈Σ times ÷ cycle time⌉",
                       source="Scholl (1999); Helgeson, Birnie (1961)", figures=figures)  # fmt: skip


def _after(tasks: Tasks, task: int) -> str:
    before = [str(first + 1) for first, then in tasks.arcs if then == task]
    return f", after {' and '.join(before)}" if before else ""
