"""Penny Fab One and Two of Factory Physics: how many pennies on the floor? Played on the twin.

References
----------
.. [1] Hopp, Spearman (2008). Factory Physics, 3rd ed., chapter 7.
.. [2] Reiser, Lavenberg (1980). Mean-value analysis of closed multichain queuing networks. J. ACM 27(2), 313-322.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import Field

from plantwright.learn.games.nouns import Asked, Compared, Debrief, GameState, How, Settings, Shown, Values
from plantwright.learn.games.run import Ran, Step, plant_of, ran
from plantwright.learn.games.solo import SEAT, Solo, last, mean, priced, shown
from plantwright.model.distribution import Distribution
from plantwright.model.plant import Release
from plantwright.theory.closed_networks import mva
from plantwright.theory.open_networks import Node

MOST = 40
"""Pennies that fit on the floor."""
WARM_UP, HOURS = 800.0, 4_000.0
"""Of each of ten runs; both multiples of 20 h, after which either fab without variability repeats itself [h]."""
PRICED = {"penny_brings": "margin", "penny_on_floor_costs": "holding"}
UNITS = {"penny_brings": "currency", "penny_on_floor_costs": "currency/h", "pennies": "pennies",
         "throughput": "pennies/h", "flow_time": "h", "profit": "currency/h"}  # fmt: skip


@dataclass(frozen=True)
class Fab:
    """A line of work centers."""

    name: str
    title: str
    steps: tuple[Step, ...]

    def bottleneck_rate(self) -> float:
        """Return rb [1/h]."""
        return min(one.stations / one.hours for one in self.steps)

    def raw_process_time(self) -> float:
        """Return T0 [h]."""
        return sum(one.hours for one in self.steps)

    def critical_wip(self) -> float:
        """Return W0 [pennies]."""
        return self.bottleneck_rate() * self.raw_process_time()

    def in_words(self) -> str:
        """Return the stations, as people would tell them."""
        if all(one.stations == 1 and one.hours == self.steps[0].hours for one in self.steps):
            return f"{len(self.steps)} stations of {self.steps[0].hours:g} h each"
        many = [f"{one.stations} station{'s' if one.stations > 1 else ''} of {one.hours:g} h" for one in self.steps]
        return ", ".join(many)


ONE = Fab("penny-fab-one", "Penny Fab One", (Step(2.0),) * 4)
TWO = Fab("penny-fab-two", "Penny Fab Two", (Step(2.0), Step(5.0, 2), Step(10.0, 6), Step(3.0, 2)))
Times = Literal["exponential", "constant"]


class PennySettings(Settings):
    """How variable the times are, and what pennies bring and cost."""

    times: Times = "exponential"
    margin: float = Field(default=100.0, gt=0, allow_inf_nan=False)
    """For each penny that leaves [currency]."""
    holding: float = Field(default=1.0, ge=0, allow_inf_nan=False)
    """For each penny on the floor [currency/h]."""


def best_case(fab: Fab, wip: int) -> float:
    """Return the throughput without any variability, min(w/T0, rb) [1/h]."""
    return min(wip / fab.raw_process_time(), fab.bottleneck_rate())


def practical_worst_case(fab: Fab, wip: int) -> float:
    """Return w/(W0 + w − 1) · rb [1/h]."""
    return wip / (fab.critical_wip() + wip - 1) * fab.bottleneck_rate()


def exponential(fab: Fab, wip: int) -> float:
    """Return the exact throughput with exponential times [1/h].

    Notes
    -----
    The closed network has a product form. With single, equal stations every split of the pennies is equally likely,
    and the throughput is the practical worst case. With parallel stations it is that of mean value analysis with
    stations that work at the pace min(j, c).
    """
    if all(one.stations == 1 and one.hours == fab.steps[0].hours for one in fab.steps):
        return practical_worst_case(fab, wip)
    return mva([Node(one.hours, one.stations) for one in fab.steps], wip).throughput


def exact(fab: Fab, times: Times, wip: int) -> float:
    """Return the exact throughput [1/h]."""
    return exponential(fab, wip) if times == "exponential" else best_case(fab, wip)


@lru_cache(maxsize=512)
def run(fab: Fab, times: Times, wip: int, seed: int, hours: float = HOURS) -> Ran:
    """Return what the twin makes of so many pennies."""
    noise = Distribution.exponential(1.0) if times == "exponential" else Distribution.constant(1.0)
    plant = plant_of(fab.steps, Release(policy="conwip", wip_limit=wip), noise)
    return ran(plant, warm_up=WARM_UP, hours=hours, seed=seed)


class PennyFab(Solo):
    """A penny fab: choose the pennies on the floor, see what leaves."""

    better: Literal["higher"] = "higher"
    unit = "currency/h"
    runs_twin = True
    settings = PennySettings

    def __init__(self, fab: Fab) -> None:
        self.fab = fab
        self.name, self.title = fab.name, fab.title
        self.about = (
            f"In a row: {fab.in_words()}, on the mean. Each round, say how many pennies are on the floor: one that "
            "leaves is replaced at once. Each that leaves brings money, each on the floor costs by the hour. Get the "
            "most profit per hour."
        )

    def asked(self, state: GameState, seat: str) -> tuple[Asked, ...]:  # noqa: ARG002 - there is one seat
        """Return the question for the pennies."""
        return (Asked(name="pennies", text="Pennies on the floor", unit="pennies", low=1, high=MOST),)

    def turned(self, state: GameState, decisions: Mapping[str, Values]) -> Values:
        """Return what the twin found."""
        told = PennySettings.model_validate(state.settings)
        wip = int(decisions[SEAT]["pennies"])
        found = run(self.fab, told.times, wip, state.seed + len(state.turns))
        made = found.throughput
        return {
            "pennies": wip,
            "throughput": made.mean,
            "low": made.low,
            "high": made.high,
            "flow_time": found.flow_time.mean,
            "profit": told.margin * made.mean - told.holding * wip,
        }

    def board(self, state: GameState) -> tuple[Shown, ...]:
        """Return what a penny brings and costs, and the last round."""
        return shown({**priced(state, PRICED), **last(state)}, UNITS)

    def computer(self, state: GameState, seat: str) -> Values:  # noqa: ARG002 - there is one seat
        """Return a climber's choice: four pennies more as long as it pays, then one less than the best so far."""
        if not state.turns:
            return {"pennies": 2.0}
        best = max(state.turns, key=lambda turn: turn.figures["profit"]).figures["pennies"]
        now = last(state)["pennies"]
        return {"pennies": min(now + 4, MOST) if best == now else max(best - 1, 1.0)}

    def expert(self, state: GameState, seat: str) -> Values:  # noqa: ARG002 - there is one seat
        """Return the pennies of the highest exact profit."""
        return {"pennies": float(self.best(PennySettings.model_validate(state.settings)))}

    def best(self, told: PennySettings) -> int:
        """Return the best number of pennies."""
        return max(range(1, MOST + 1), key=lambda wip: self.profit(told, wip))

    def profit(self, told: PennySettings, wip: int) -> float:
        """Return the exact profit [currency/h]."""
        return told.margin * exact(self.fab, told.times, wip) - told.holding * wip

    def value(self, state: GameState) -> float:
        """Return the mean profit."""
        return mean(state, "profit")

    def debrief(self, state: GameState) -> Debrief:
        """Return every round beside the exact throughput, and the best."""
        told = PennySettings.model_validate(state.settings)
        best = self.best(told)
        fab, chance = self.fab, told.times == "exponential"
        figures = [self._compared(turn.figures, told) for turn in state.turns]
        figures.append(
            Compared(name=f"mean profit; the best is {best} pennies always", yours=self.value(state),
                     exact=self.profit(told, best), unit=self.unit, how=self._how(told))
        )  # fmt: skip
        case = "w/(W0 + w − 1) · rb" if fab is ONE else "mean value analysis, stations at pace min(j, c)"
        law = (
            f"rb = {fab.bottleneck_rate():g} pennies/h, T0 = {fab.raw_process_time():g} h, W0 = rb · T0 = "
            f"{fab.critical_wip():g} pennies. Above W0 more pennies wait longer and hardly more leave; "
            + ("variability asks for more than W0." if chance else "without variability W0 is all it takes.")
        )
        formula = f"throughput = {case if chance else 'min(w/T0, rb)'}"
        return Debrief(title=self.title, law=law, formula=formula, source="Hopp, Spearman, Factory Physics, chapter 7",
                       figures=tuple(figures))  # fmt: skip

    def _how(self, told: PennySettings) -> How:
        two = self.fab is TWO and told.times == "exponential"
        return "mean value analysis" if two else "closed form"

    def _compared(self, turn: Values, told: PennySettings) -> Compared:
        number = exact(self.fab, told.times, int(turn["pennies"]))
        near = 1e-9 * number
        agrees = turn["low"] - near <= number <= turn["high"] + near
        name = f"throughput at {turn['pennies']:g} pennies"
        chance = told.times == "exponential"
        bounds = {"low": turn["low"], "high": turn["high"]} if chance else {}
        return Compared(
            name=name, yours=turn["throughput"], exact=number, unit="pennies/h", how=self._how(told), agrees=agrees,
            **bounds,
        )  # fmt: skip
