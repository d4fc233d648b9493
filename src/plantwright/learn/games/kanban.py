"""The card game: a line under CONWIP, kanban or both; how many cards, and how much room between stations?

References
----------
.. [1] Spearman, Woodruff, Hopp (1990). CONWIP: a pull alternative to kanban. International Journal of Production
   Research 28(5), 879-894.
.. [2] Buzacott, Shanthikumar (1993). Stochastic Models of Manufacturing Systems, chapter 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import product
from typing import Literal

from pydantic import Field

from plantwright.learn.games.nouns import Asked, Compared, Debrief, GameState, Settings, Shown, Values
from plantwright.learn.games.run import Ran, Step, plant_of, ran
from plantwright.learn.games.solo import SEAT, Solo, last, mean, priced, shown
from plantwright.model.distribution import Distribution
from plantwright.model.plant import Release
from plantwright.theory.closed_networks import mva
from plantwright.theory.lines import Stage, line
from plantwright.theory.open_networks import Node

TIMES = (1.0, 1.2, 0.9)
"""Mean times of the three stations, exponential [h]."""
MOST_CARDS, MOST_PLACES = 10, 4
WARM_UP, HOURS = 400.0, 3_000.0
"""Of each of ten runs [h]."""
PRICED = {"piece_brings": "margin", "card_costs": "card", "place_costs": "place"}
UNITS = {"piece_brings": "currency", "card_costs": "currency/h", "place_costs": "currency/h",
         "cards": "cards", "places_2": "places", "places_3": "places", "throughput": "pieces/h", "flow_time": "h",
         "profit": "currency/h"}  # fmt: skip


class KanbanSettings(Settings):
    """What pieces bring, and what cards and places cost."""

    margin: float = Field(default=60.0, gt=0, allow_inf_nan=False)
    """For each piece that leaves [currency]."""
    card: float = Field(default=1.5, ge=0, allow_inf_nan=False)
    """For each card, so each piece on the floor [currency/h]."""
    place: float = Field(default=0.8, ge=0, allow_inf_nan=False)
    """For each place between stations [currency/h]."""


@lru_cache(maxsize=1024)
def exact(cards: int, places_2: int, places_3: int) -> float:
    """Return the exact throughput of the line, by its Markov chain [1/h]."""
    stages = [Stage(TIMES[0]), Stage(TIMES[1], places_2), Stage(TIMES[2], places_3)]
    return line(stages, cards).throughput


def without_limits(cards: int) -> float:
    """Return the throughput of pure CONWIP: no limit between stations [1/h]."""
    return mva([Node(one) for one in TIMES], cards).throughput


@lru_cache(maxsize=256)
def run(cards: int, places_2: int, places_3: int, seed: int) -> Ran:
    """Return what the twin makes of it."""
    steps = (Step(TIMES[0]), Step(TIMES[1], buffer=places_2), Step(TIMES[2], buffer=places_3))
    plant = plant_of(steps, Release(policy="conwip", wip_limit=cards), Distribution.exponential(1.0))
    return ran(plant, warm_up=WARM_UP, hours=HOURS, seed=seed)


def _choice(values: Values) -> tuple[int, int, int]:
    return int(values["cards"]), int(values["places_2"]), int(values["places_3"])


def _expected(told: KanbanSettings, choice: tuple[int, int, int]) -> float:
    cards, second, third = choice
    return told.margin * exact(*choice) - told.card * cards - told.place * (second + third)


@lru_cache(maxsize=32)
def best(told: KanbanSettings) -> tuple[int, int, int]:
    """Return the cards and places of the highest exact profit, all of them tried."""
    room = range(MOST_PLACES + 1)
    return max(product(range(1, MOST_CARDS + 1), room, room), key=lambda choice: _expected(told, choice))


class Kanban(Solo):
    """The card game."""

    name = "kanban"
    title = "The card game: CONWIP and kanban"
    about = (
        "Three stations of 1.0, 1.2 and 0.9 h, with chance. A piece needs a card to be on the floor, and a place to "
        "wait before stations 2 and 3; a station whose piece finds no place is blocked. Get the most profit per hour."
    )
    better: Literal["higher"] = "higher"
    unit = "currency/h"
    runs_twin = True
    settings = KanbanSettings

    def asked(self, state: GameState, seat: str) -> tuple[Asked, ...]:  # noqa: ARG002 - there is one seat
        """Return the questions for cards and places."""
        return (
            Asked(name="cards", text="Cards, so pieces on the floor", unit="cards", low=1, high=MOST_CARDS),
            Asked(name="places_2", text="Places before station 2", unit="places", low=0, high=MOST_PLACES),
            Asked(name="places_3", text="Places before station 3", unit="places", low=0, high=MOST_PLACES),
        )

    def turned(self, state: GameState, decisions: Mapping[str, Values]) -> Values:
        """Return what the twin found."""
        told = KanbanSettings.model_validate(state.settings)
        choice = _choice(decisions[SEAT])
        found = run(*choice, state.seed + len(state.turns))
        made = found.throughput
        profit = told.margin * made.mean - told.card * choice[0] - told.place * (choice[1] + choice[2])
        return {
            "cards": choice[0], "places_2": choice[1], "places_3": choice[2], "throughput": made.mean,
            "low": made.low, "high": made.high, "flow_time": found.flow_time.mean, "profit": profit,
        }  # fmt: skip

    def board(self, state: GameState) -> tuple[Shown, ...]:
        """Return what pieces bring and cards and places cost, and the last round."""
        return shown({**priced(state, PRICED), **last(state)}, UNITS)

    def computer(self, state: GameState, seat: str) -> Values:  # noqa: ARG002 - there is one seat
        """Return one place before each station, and a card more each round."""
        return {"cards": float(min(3 + len(state.turns), MOST_CARDS)), "places_2": 1.0, "places_3": 1.0}

    def expert(self, state: GameState, seat: str) -> Values:  # noqa: ARG002 - there is one seat
        """Return the choice of the highest exact profit."""
        cards, second, third = best(KanbanSettings.model_validate(state.settings))
        return {"cards": float(cards), "places_2": float(second), "places_3": float(third)}

    def value(self, state: GameState) -> float:
        """Return the mean profit."""
        return mean(state, "profit")

    def debrief(self, state: GameState) -> Debrief:
        """Return every round beside its Markov chain, what CONWIP alone would make, and the best."""
        told = KanbanSettings.model_validate(state.settings)
        figures = [self._compared(turn.figures) for turn in state.turns]
        cards, second, third = best(told)
        now = last(state)
        figures.append(
            Compared(name=f"throughput of {now['cards']:g} cards without limits between stations",
                     yours=now["throughput"], exact=without_limits(int(now["cards"])), unit="pieces/h",
                     how="closed form"),
        )  # fmt: skip
        figures.append(
            Compared(name=f"mean profit; the best is {cards} cards with {second} and {third} places",
                     yours=self.value(state), exact=_expected(told, (cards, second, third)), unit=self.unit,
                     how="enumeration"),
        )  # fmt: skip
        law = (
            f"The slowest station allows {1 / max(TIMES):.4g} pieces/h. Cards bring the line near it, each by less "
            "than the one before; places between stations keep the slow one from being starved and blocked."
        )
        return Debrief(title=self.title, law=law, formula="throughput = P(last station works) / its mean time",
                       source="Buzacott, Shanthikumar (1993)", figures=tuple(figures))  # fmt: skip

    def _compared(self, turn: Values) -> Compared:
        number = exact(*_choice(turn))
        return Compared(
            name=f"throughput of {turn['cards']:g} cards, {turn['places_2']:g} and {turn['places_3']:g} places",
            yours=turn["throughput"], exact=number, unit="pieces/h", how="Markov chain", low=turn["low"],
            high=turn["high"], agrees=turn["low"] <= number <= turn["high"],
        )  # fmt: skip
