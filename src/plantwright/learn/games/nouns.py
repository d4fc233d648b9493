"""What every game is told in: settings, decisions, turns, scores and debriefs, all plain data that JSON can keep."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from plantwright.model.quantity import Count, Name, Noun

Values = dict[str, float]
"""Numbers by the name of what they are: a decision, or what came of one."""
Better = Literal["lower", "higher"]
How = Literal[
    "closed form",
    "mean value analysis",
    "Markov chain",
    "enumeration",
    "branch and bound",
    "published",
    "the same draws",
]
"""Where an exact number comes from."""


class Settings(Noun):
    """What may be told before a game begins; each game adds its own."""

    rounds: Count = Field(default=6, le=60)
    """How often every seat decides."""


class Asked(Noun):
    """One number that a decision holds."""

    name: Name
    text: str
    """What is asked, in words."""
    unit: str
    low: float
    high: float
    whole: bool = True


class Decision(Noun):
    """What one seat decides in one round."""

    seat: Name = "player"
    values: Values


class Turn(Noun):
    """One round that was played."""

    decisions: dict[str, Values]
    """By seat."""
    figures: Values
    """What came of it."""


class GameState(Noun):
    """A game as far as it was played: its settings, seed and decisions say all the rest."""

    game: Name
    settings: dict[str, float | str]
    seed: int = Field(ge=0)
    turns: tuple[Turn, ...] = ()
    waiting: dict[str, Values] = Field(default_factory=dict)
    """Decisions of this round, by seat, while others still think."""


class Shown(Noun):
    """A number as people see it."""

    name: str
    value: float | None
    """None: not known yet."""
    unit: str


class Compared(Noun):
    """A number of the game just played beside the exact one."""

    name: str
    yours: float | None
    exact: float
    unit: str
    how: How
    low: float | None = None
    """Bounds of what chance allows for ``yours``, with 99 %; None: there is no chance in it."""
    high: float | None = None
    agrees: bool | None = None
    """Whether the exact number is what was played, or within its interval; None: it need not be, it is the best."""


class Debrief(Noun):
    """The law behind a game, with the numbers of the very game."""

    title: str
    law: str
    """In a sentence or two."""
    formula: str
    source: str
    figures: tuple[Compared, ...]


class Score(Noun):
    """How well it went so far."""

    value: float | None
    """None: nothing was played yet."""
    unit: str
    better: Better
    expert: float | None
    """What the expert gets in as many rounds on the very same draws."""

    def gap(self) -> float | None:
        """Return by how much the expert is ahead; below zero where chance favored the player."""
        if self.value is None or self.expert is None:
            return None
        return self.value - self.expert if self.better == "lower" else self.expert - self.value
