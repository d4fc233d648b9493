"""The dice game: stations in a row, each moves what its die shows, but never more than the one before has left it.

References
----------
.. [1] Goldratt, Cox (1984). The Goal, chapters 14 and 15: the matchsticks on the hike.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from plantwright.learn.games.nouns import Asked, Compared, Debrief, GameState, Settings, Shown, Values
from plantwright.learn.games.run import Interval, interval
from plantwright.learn.games.solo import SEAT, Solo, last, mean, priced, shown

Array = NDArray[np.float64]
SIDES = 6
MEAN = (SIDES + 1) / 2
MOST = 8
"""Matches that may lie in each bowl at the beginning."""
PRICED = {"stations": "stations", "throws_of_each": "throws", "match_out_brings": "margin",
          "match_in_a_bowl_costs": "holding"}  # fmt: skip
UNITS = {"stations": "stations", "throws_of_each": "throws/shift", "match_out_brings": "currency",
         "match_in_a_bowl_costs": "currency/throw", "matches": "matches", "out": "matches", "on_table": "matches",
         "profit": "currency"}  # fmt: skip
CHECKED = 20_000
"""Shifts simulated for the debrief."""


class DiceSettings(Settings):
    """How long the line is, how often each station throws in a shift, and what matches bring and cost."""

    stations: int = Field(default=4, ge=2, le=4)
    throws: int = Field(default=10, ge=1, le=20)
    """In a shift, by each station."""
    margin: float = Field(default=10.0, gt=0, allow_inf_nan=False)
    """For each match that leaves [currency]."""
    holding: float = Field(default=0.5, ge=0, allow_inf_nan=False)
    """For each match in a bowl after each throw [currency]."""


@lru_cache(maxsize=64)
def expected_out(stations: int, throws: int, matches: int) -> tuple[float, ...]:
    """Return how many matches have left after each throw, on the mean, exactly.

    Parameters
    ----------
    matches
        In each bowl at the beginning.

    Notes
    -----
    The bowls are a Markov chain: the chance of every filling is carried from throw to throw. Stations throw one after
    another, and a match may go through several in one round. With k stations there are k − 1 bowls, and the chances
    are an array of as many axes.
    """
    chances = np.zeros((matches + 1,) * (stations - 1))
    chances[(matches,) * (stations - 1)] = 1.0
    out, left = [], 0.0
    for _ in range(throws):
        chances = np.pad(chances, [(0, SIDES)] * (stations - 1))
        chances = _filled(chances)
        for bowl in range(stations - 2):
            chances = _passed(chances, bowl)
        leaving, chances = _left(chances)
        left += leaving
        out.append(left)
        chances = _trimmed(chances)
    return tuple(out)


def _filled(chances: Array) -> Array:
    """Return the chances after the first station, which never lacks matches."""
    after = np.zeros_like(chances)
    for die in range(1, SIDES + 1):
        after[die:] += chances[:-die] / SIDES
    return after


def _passed(chances: Array, bowl: int) -> Array:
    """Return the chances after the station that takes from one bowl and fills the next."""
    before = np.moveaxis(chances, (bowl, bowl + 1), (0, 1))
    after = np.zeros_like(before)
    for die in range(1, SIDES + 1):
        after[:-die, die:] += before[die:, :-die] / SIDES
        after[0] += before[0] / SIDES
        for held in range(1, die):
            after[0, held:] += before[held, :-held] / SIDES
    return np.moveaxis(after, (0, 1), (bowl, bowl + 1))


def _left(chances: Array) -> tuple[float, Array]:
    """Return how many leave on the mean, and the chances after the last station."""
    before = np.moveaxis(chances, -1, 0)
    after, leaving = np.zeros_like(before), 0.0
    held_by = before.reshape(len(before), -1).sum(axis=1)
    for die in range(1, SIDES + 1):
        leaving += float(held_by @ np.minimum(np.arange(len(before)), die)) / SIDES
        after[:-die] += before[die:] / SIDES
        after[0] += before[:die].sum(axis=0) / SIDES
    return leaving, np.moveaxis(after, 0, -1)


def _trimmed(chances: Array) -> Array:
    """Return the chances without what is beyond the reach of any bowl."""
    taken = np.argwhere(chances)
    return chances[tuple(slice(0, int(end) + 1) for end in taken.max(axis=0))]


def simulated(stations: int, matches: int, dice: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many matches have left after each throw, shape (shifts, throws).

    Parameters
    ----------
    dice
        What was thrown, shape (shifts, throws, stations).
    """
    shifts, throws, _ = dice.shape
    bowls = np.full((shifts, stations), matches)
    out = np.zeros((shifts, throws), dtype=np.int64)
    for throw in range(throws):
        moved = dice[:, throw, 0]
        for station in range(1, stations):
            bowls[:, station] += moved
            moved = np.minimum(bowls[:, station], dice[:, throw, station])
            bowls[:, station] -= moved
        out[:, throw] = moved
    return out.cumsum(axis=1)


def thrown(seed: list[int], shifts: int, throws: int, stations: int) -> NDArray[np.int64]:
    """Return fair dice, shape (shifts, throws, stations)."""
    return np.random.default_rng(seed).integers(1, SIDES + 1, (shifts, throws, stations))


def expected_profit(told: DiceSettings, matches: int) -> float:
    """Return the expected profit of a shift, exactly [currency]."""
    out = np.array(expected_out(told.stations, told.throws, matches))
    table = (told.stations - 1) * matches + MEAN * np.arange(1, told.throws + 1) - out
    return float(told.margin * out[-1] - told.holding * table.sum())


class Dice(Solo):
    """The dice game: choose how many matches lie between the stations when a shift begins."""

    name = "dice"
    title = "The dice game"
    about = (
        "Stations in a row throw a die each and pass on so many matches, if they have them. Before each shift, say how "
        "many lie in each bowl. Matches that leave bring money, matches on the table cost it."
    )
    better: Literal["higher"] = "higher"
    unit = "currency/shift"
    settings = DiceSettings

    def asked(self, state: GameState, seat: str) -> tuple[Asked, ...]:  # noqa: ARG002 - there is one seat
        """Return the question for the matches."""
        text = "Matches in each bowl when the shift begins"
        return (Asked(name="matches", text=text, unit="matches", low=0, high=MOST),)

    def turned(self, state: GameState, decisions: Mapping[str, Values]) -> Values:
        """Return what left, and what lay on the table over the shift."""
        told = DiceSettings.model_validate(state.settings)
        matches = int(decisions[SEAT]["matches"])
        dice = thrown([state.seed, len(state.turns)], 1, told.throws, told.stations)
        out = simulated(told.stations, matches, dice)[0]
        table = (told.stations - 1) * matches + dice[0, :, 0].cumsum() - out
        profit = told.margin * out[-1] - told.holding * table.sum()
        return {"matches": matches, "out": float(out[-1]), "on_table": float(table[-1]), "profit": float(profit)}

    def board(self, state: GameState) -> tuple[Shown, ...]:
        """Return the line, what a match brings and costs, and the last shift."""
        return shown({**priced(state, PRICED), **last(state)}, UNITS)

    def computer(self, state: GameState, seat: str) -> Values:  # noqa: ARG002 - there is one seat
        """Return empty bowls: the balanced line without stock that looks so efficient."""
        return {"matches": 0.0}

    def expert(self, state: GameState, seat: str) -> Values:  # noqa: ARG002 - there is one seat
        """Return the matches of the highest expected profit."""
        return {"matches": float(self.best(DiceSettings.model_validate(state.settings)))}

    def best(self, told: DiceSettings) -> int:
        """Return the best number of matches."""
        return max(range(MOST + 1), key=lambda matches: expected_profit(told, matches))

    def value(self, state: GameState) -> float:
        """Return the mean profit."""
        return mean(state, "profit")

    def debrief(self, state: GameState) -> Debrief:
        """Return what left beside its expectation, the same for many simulated shifts, and the best."""
        told = DiceSettings.model_validate(state.settings)
        held = [int(turn.figures["matches"]) for turn in state.turns]
        exact = float(np.mean([expected_out(told.stations, told.throws, one)[-1] for one in held]))
        many, best = self._many(told, held[-1], state.seed), self.best(told)
        figures = (
            Compared(name="matches out in a shift", yours=mean(state, "out"), exact=exact, unit="matches",
                     how="Markov chain"),
            Compared(name=f"matches out with {held[-1]} in each bowl, {CHECKED:,} more shifts simulated",
                     yours=many.mean, low=many.low, high=many.high, unit="matches", how="Markov chain",
                     exact=expected_out(told.stations, told.throws, held[-1])[-1],
                     agrees=many.holds(expected_out(told.stations, told.throws, held[-1])[-1])),
            Compared(name="matches out if no station ever waited", yours=mean(state, "out"),
                     exact=MEAN * told.throws, unit="matches", how="closed form"),
            Compared(name=f"profit; the best is {best} in each bowl", yours=self.value(state),
                     exact=expected_profit(told, best), unit=self.unit, how="Markov chain"),
        )  # fmt: skip
        law = (
            f"Every die shows {MEAN:g} on the mean, yet the line makes less: a lucky throw cannot pass on what is not "
            "there, an unlucky one is never made up. Stock between stations buys part of it back."
        )
        formula = "Dₖ(t) = min(Dₖ₋₁(t) + stock, Dₖ(t − 1) + dieₖ(t)), Dₖ what station k has passed on in all"
        return Debrief(title=self.title, law=law, formula=formula, source="Goldratt, Cox, The Goal, chapters 14 and 15",
                       figures=figures)  # fmt: skip

    def _many(self, told: DiceSettings, matches: int, seed: int) -> Interval:
        dice = thrown([seed, 1_000_003], CHECKED, told.throws, told.stations)
        return interval(simulated(told.stations, matches, dice)[:, -1].astype(float))
