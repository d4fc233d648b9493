"""The newsvendor: how many to buy before the demand is known.

References
----------
.. [1] Arrow, Harris, Marschak (1951). Optimal inventory policy. Econometrica 19(3), 250-272.
.. [2] Schweitzer, Cachon (2000). Decision bias in the newsvendor problem with a known demand distribution.
   Management Science 46(3), 404-420.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from plantwright.learn.games.nouns import Asked, Compared, Debrief, GameState, Settings, Shown, Values
from plantwright.learn.games.solo import SEAT, Solo, last, mean, shown
from plantwright.model.quantity import Count

UNITS = {"bought": "papers", "demand": "papers", "sold": "papers", "left": "papers", "profit": "currency"}


class NewsSettings(Settings):
    """Prices, and the highest demand; every whole number from 0 to it is equally likely."""

    rounds: Count = Field(default=20, le=60)
    price: float = Field(default=12.0, gt=0, allow_inf_nan=False)
    """[currency/paper]."""
    cost: float = Field(default=3.0, gt=0, allow_inf_nan=False)
    """[currency/paper]."""
    salvage: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    """What one left over still brings [currency/paper]."""
    most: Count = Field(default=100, le=10_000)
    """The highest demand [papers]."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.salvage < self.cost < self.price:
            raise ValueError(
                f"salvage {self.salvage:g}, cost {self.cost:g}, price {self.price:g}: each must be below the next"
            )
        return self


def critical_ratio(told: NewsSettings) -> float:
    """Return (price − cost)/(price − salvage): the chance with which demand should be covered [1]."""
    return (told.price - told.cost) / (told.price - told.salvage)


def best(told: NewsSettings) -> int:
    """Return the smallest quantity that covers demand with the critical ratio [papers]."""
    return max(math.ceil(critical_ratio(told) * (told.most + 1) - 1e-9) - 1, 0)


def expected_profit(told: NewsSettings, bought: int) -> float:
    """Return the expected profit of a round [currency].

    Notes
    -----
    With demand uniform on 0 … m, of q bought q − q(q + 1)/(2(m + 1)) are sold on the mean.
    """
    sold = bought - bought * (bought + 1) / (2 * (told.most + 1))
    return (told.price - told.salvage) * sold - (told.cost - told.salvage) * bought


class Newsvendor(Solo):
    """The newsvendor: buy, then see the demand."""

    name = "newsvendor"
    title = "The newsvendor"
    about = "Each morning buy papers before you know the demand. What is left over is worth little. Earn the most."
    better: Literal["higher"] = "higher"
    unit = "currency/round"
    settings = NewsSettings

    def asked(self, state: GameState, seat: str) -> tuple[Asked, ...]:  # noqa: ARG002 - there is one seat
        """Return the question for the papers."""
        most = float(state.settings["most"])
        return (Asked(name="bought", text="Papers to buy", unit="papers", low=0, high=most),)

    def turned(self, state: GameState, decisions: Mapping[str, Values]) -> Values:
        """Return the demand, and what it brought."""
        told = NewsSettings.model_validate(state.settings)
        demand = int(np.random.default_rng([state.seed, len(state.turns)]).integers(0, told.most + 1))
        bought = decisions[SEAT]["bought"]
        sold = min(bought, demand)
        profit = told.price * sold + told.salvage * (bought - sold) - told.cost * bought
        return {"bought": bought, "demand": demand, "sold": sold, "left": bought - sold, "profit": profit}

    def board(self, state: GameState) -> tuple[Shown, ...]:
        """Return prices and the last round."""
        told = {name: float(state.settings[name]) for name in ("price", "cost", "salvage")}
        prices = dict.fromkeys(told, "currency/paper")
        return shown({**told, **last(state)}, {**prices, **UNITS})

    def computer(self, state: GameState, seat: str) -> Values:  # noqa: ARG002 - there is one seat
        """Return what people tend to buy: halfway between the mean demand and the best (Schweitzer, Cachon)."""
        told = NewsSettings.model_validate(state.settings)
        return {"bought": float(round((told.most / 2 + best(told)) / 2))}

    def expert(self, state: GameState, seat: str) -> Values:  # noqa: ARG002 - there is one seat
        """Return the quantity of the critical ratio."""
        return {"bought": float(best(NewsSettings.model_validate(state.settings)))}

    def value(self, state: GameState) -> float:
        """Return the mean profit."""
        return mean(state, "profit")

    def debrief(self, state: GameState) -> Debrief:
        """Return the quantity, the profit and the share of days covered beside the exact ones."""
        told = NewsSettings.model_validate(state.settings)
        count = best(told)
        played = [(turn.figures, int(turn.figures["bought"])) for turn in state.turns]
        covered = sum(one["demand"] <= one["bought"] for one, _ in played) / len(played)
        meant = sum(expected_profit(told, bought) for _, bought in played) / len(played)
        figures = (
            Compared(name="papers bought", yours=mean(state, "bought"), exact=count, unit="papers", how="closed form"),
            Compared(name="share of days on which demand was covered", yours=covered,
                     exact=(count + 1) / (told.most + 1), unit="1", how="closed form"),
            Compared(name="profit expected of what you bought", yours=meant, exact=expected_profit(told, count),
                     unit=self.unit, how="closed form"),
        )  # fmt: skip
        law = (
            f"One paper too few loses {told.price - told.cost:g}, one too many {told.cost - told.salvage:g}: cover the "
            f"demand with chance {critical_ratio(told):.3g}, not the mean demand."
        )
        return Debrief(title=self.title, law=law, formula="P(demand ≤ q*) ≥ (price − cost)/(price − salvage)",
                       source="Arrow, Harris, Marschak (1951)", figures=figures)  # fmt: skip
