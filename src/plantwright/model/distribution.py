"""How a time varies: a named distribution given by its mean and squared coefficient of variation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, Self

from pydantic import Field, model_validator

from plantwright.model.quantity import Noun, Scv, ZeroFactor

Kind = Literal["constant", "exponential", "gamma", "lognormal", "uniform", "empirical", "trace"]

OBSERVED = ("empirical", "trace")
"""The kinds that list values."""


class Distribution(Noun):
    """Distribution of a positive quantity.

    Notes
    -----
    ``mean`` has the unit of what it describes (seconds for times, 1 for a noise that multiplies one).
    ``uniform`` spans mean ± mean·√(3·scv). ``empirical`` draws from ``values`` with equal chance, ``trace`` takes them
    in their order: order n (or occurrence n of a stop) has value n, and after the last comes the first.
    """

    kind: Kind = "constant"
    mean: ZeroFactor
    scv: Scv = 0.0
    values: tuple[ZeroFactor, ...] = Field(default=(), repr=False)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.kind in OBSERVED and not self.values:
            article = "an" if self.kind == "empirical" else "a"
            raise ValueError(f"{article} {self.kind} distribution needs values; give at least one")
        if self.kind not in OBSERVED and self.values:
            raise ValueError(f"a {self.kind} distribution takes no values; leave them out, or say empirical or trace")
        if self.kind == "uniform" and self.scv > 1 / 3 + 1e-9:
            raise ValueError(f"uniform with scv {self.scv:g} would fall below zero; at most 1/3 is allowed")
        return self

    @classmethod
    def constant(cls, mean: float) -> Distribution:
        """Return the distribution that is always ``mean``."""
        return cls(kind="constant", mean=mean)

    @classmethod
    def exponential(cls, mean: float) -> Distribution:
        """Return the exponential distribution."""
        return cls(kind="exponential", mean=mean, scv=1.0)

    @classmethod
    def gamma(cls, mean: float, scv: float) -> Distribution:
        """Return the gamma distribution."""
        return cls(kind="gamma", mean=mean, scv=scv)

    @classmethod
    def lognormal(cls, mean: float, scv: float) -> Distribution:
        """Return the lognormal distribution."""
        return cls(kind="lognormal", mean=mean, scv=scv)

    @classmethod
    def uniform(cls, mean: float, scv: float) -> Distribution:
        """Return the uniform distribution around ``mean``."""
        return cls(kind="uniform", mean=mean, scv=scv)

    @classmethod
    def empirical(cls, values: Sequence[float]) -> Distribution:
        """Return the distribution that draws one of ``values``."""
        return cls._observed("empirical", values)

    @classmethod
    def trace(cls, values: Sequence[float]) -> Distribution:
        """Return the distribution that takes ``values`` in their order, again and again."""
        return cls._observed("trace", values)

    @classmethod
    def _observed(cls, kind: Kind, values: Sequence[float]) -> Distribution:
        mean = math.fsum(values) / len(values)
        spread = math.fsum((value - mean) ** 2 for value in values) / len(values)
        scv = spread / mean**2 if mean > 0 else 0.0
        return cls(kind=kind, mean=mean, scv=scv, values=tuple(values))

    def scaled(self, factor: float) -> Distribution:
        """Return the same shape with every value multiplied by ``factor``."""
        values = tuple(value * factor for value in self.values)
        return self.model_copy(update={"mean": self.mean * factor, "values": values})


NO_NOISE = Distribution(kind="constant", mean=1.0)
"""A multiplier that is always one."""
