"""The luck of a question: what it picks, the same for the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

T = TypeVar("T")


@dataclass(frozen=True)
class Draw:
    """Luck that can be repeated."""

    rng: np.random.Generator

    @classmethod
    def of(cls, *seeds: int) -> Draw:
        """Return the luck of some seeds."""
        return cls(np.random.default_rng([abs(one) for one in seeds]))

    def one(self, things: Sequence[T]) -> T:
        """Return one of some things."""
        return things[int(self.rng.integers(len(things)))]

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """Return ``count`` different ones of some things, in their own order."""
        return [things[k] for k in sorted(self.rng.choice(len(things), size=count, replace=False))]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """Return all of the things in another order."""
        return [things[k] for k in self.rng.permutation(len(things))]

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        return int(self.rng.integers(low, high + 1))

    def step(self, low: float, high: float, step: float) -> float:
        """Return ``low`` or a number some steps above it, at most ``high``."""
        count = round((high - low) / step)
        return round(low + step * self.whole(0, count), 10)
