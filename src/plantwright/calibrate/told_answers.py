"""What was told of a plant in ten answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plantwright.calibrate.told_words import Amount, Breaks, StepTime
from plantwright.model.calendar import Shift
from plantwright.model.plant import Costs


@dataclass(frozen=True)
class Hurt:
    """What hurts most: one of a few kinds, and in the plant's own words."""

    kind: str = "waiting"
    words: str = ""


@dataclass(frozen=True)
class Money:
    """What money was told."""

    costs: Costs = field(default_factory=Costs)
    currency: str | None = None


@dataclass(frozen=True)
class Answers:
    """What was told; None: not known."""

    steps: Mapping[str, tuple[str, ...]]
    """The steps of each product."""
    machines: Mapping[str, tuple[str, int]]
    """By step the work center where it is done, and how many stations that has."""
    times: Mapping[str, StepTime | None]
    shifts: tuple[Shift, ...] | None = None
    week: Mapping[str, Amount] | None = None
    """Orders a week by product; under ``""`` those of all."""
    pieces: Mapping[str, Amount] | None = None
    """Pieces in an order by product; under ``""`` those of each."""
    people: tuple[tuple[int, tuple[str, ...]], ...] | None = None
    breaks: Mapping[str, Breaks] | None = None
    hurt: Hurt = field(default_factory=Hurt)
    floor: Amount | None = None
    """Orders on the floor at a time."""
    promised: Amount | None = None
    """Days from release to the day promised [d]."""
    money: Money = field(default_factory=Money)

    def stations(self) -> dict[str, int]:
        """Return the work centers with how many stations each has, in the order of the steps."""
        return dict(self.machines.values())

    def lots(self) -> dict[str, int]:
        """Return the pieces in an order of each product, one where that is not known."""
        one = Amount(1.0)
        told = self.pieces or {"": one}
        return {name: max(round(told.get(name, told.get("", one)).value), 1) for name in self.steps}

    def weekly(self) -> dict[str, float]:
        """Return the orders of each product in a week, 1 in all where that is not known.

        Where only their sum is known, each product has the same part of it.
        """
        told = self.week or {"": Amount(1.0)}
        return {one: told[one].value if one in told else told[""].value / len(self.steps) for one in self.steps}
