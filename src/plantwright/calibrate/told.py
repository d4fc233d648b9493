"""What is believed of a plant that was told, not measured, and the plants it might be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from plantwright.calibrate.notes import TOLD
from plantwright.calibrate.told_numbers import Number, numbers_of
from plantwright.errors import PlantError, Problems
from plantwright.model.plant import Evidence, Plant

Array = NDArray[np.float64]
Z95 = 1.96
DRAWS = 96
ENOUGH, ROUNDS = 0.8, 5
"""Share of the plants asked for that must be able to be; and in how many rounds they are drawn at the most."""
WIDE = "not known, taken wide"
"""How a number begins to say that nobody told it, and that its interval is as wide as such numbers are."""
_SAME = 1e-9


@dataclass(frozen=True)
class Belief:
    """A number that was told, with the interval that holds the true one with 95 %.

    Notes
    -----
    ``log x = log value + z · log(high / value) / 1.96`` for z above 0, and with ``value / low`` below it: a lognormal
    law whose halves may be unlike. The value is its median. With ``low`` 0 the same without logarithms, cut off at 0.
    """

    path: str
    source: str
    """What one would go and look at to know it better."""
    value: float
    low: float
    high: float
    reading_cv: float
    """By how much one reading varies, as a share of the number [1]."""

    def at(self, score: float) -> float:
        """Return the number that lies so many standard deviations from the one told."""
        end = self.high if score > 0 else self.low
        if self.low <= 0:
            return max(self.value + score / Z95 * abs(end - self.value), 0.0)
        return exp(log(self.value) + score / Z95 * abs(log(end / self.value)))

    def half_width(self) -> float:
        """Return half of the interval as a logarithm of the number, or as a share of it where it begins at 0 [1]."""
        if self.low <= 0:
            return (self.high - self.low) / 2 / self.value
        return log(self.high / self.low) / 2


@dataclass(frozen=True)
class Told:
    """Plants that may be the one that was told."""

    beliefs: tuple[Belief, ...]
    plants: tuple[Plant, ...]
    scores: Array
    """How many standard deviations each number is from the one told, shape (plants, beliefs)."""
    left_out: int = 0
    """Plants drawn that could not keep up: the one that was told does."""

    def sources(self) -> tuple[str, ...]:
        """Return what could be looked at, in the order of the beliefs."""
        return tuple(dict.fromkeys(one.source for one in self.beliefs))


def beliefs_of(plant: Plant) -> tuple[Belief, ...]:
    """Return what is believed of the numbers that were told with an interval.

    Evidence whose value is no longer the plant's number is left out: somebody has edited the number since.

    Raises
    ------
    PlantError
        An interval does not hold its own value.
    """
    known, problems = numbers_of(plant), Problems(f"the evidence of plant {plant.name!r}", PlantError)
    made = [_belief(known[one.path], one, problems) for one in plant.evidence if _is_open(one, known.get(one.path))]
    problems.raise_any()
    return tuple(made)


def told_plants(
    plant: Plant, *, seed: int = 0, count: int = DRAWS, keeps: Callable[[Plant], bool] = lambda _: True
) -> Told:
    """Return plants drawn from what is believed, every number by itself; none where nothing is open.

    Parameters
    ----------
    keeps
        Tells whether a plant can be: those that cannot are left out.

    Notes
    -----
    The scores are a Latin hypercube: each number takes every ``count``-th part of its law once. Where many plants
    cannot be, further ones are drawn in the same way until there are enough.

    References
    ----------
    McKay, Beckman and Conover (1979), A comparison of three methods for selecting values of input variables in the
    analysis of output from a computer code, Technometrics 21, 239-245.
    """
    beliefs = beliefs_of(plant)
    if not beliefs:
        return Told((), (), np.zeros((0, 0)))
    rng, plants, rows, tried = np.random.default_rng(seed), list[Plant](), list[Array](), 0
    while len(plants) < ENOUGH * count and tried < ROUNDS * count:
        for row in _hypercube(count, len(beliefs), rng):
            made = drawn_plant(plant, beliefs, row)
            if keeps(made):
                plants.append(made)
                rows.append(row)
        tried += count
    scores = np.array(rows).reshape(len(rows), len(beliefs))
    return Told(beliefs, tuple(plants), scores, tried - len(plants))


def drawn_plant(plant: Plant, beliefs: Sequence[Belief], scores: Sequence[float] | Array) -> Plant:
    """Return the plant with every number that is believed so many standard deviations from the one told."""
    known = numbers_of(plant)
    for one, score in zip(beliefs, scores, strict=True):
        plant = known[one.path].put(plant, one.at(float(score)))
    return plant.model_copy(update={"evidence": ()})


def certain(plant: Plant) -> Plant:
    """Return the plant as if all that was told were known for sure."""
    sure = tuple(one.model_copy(update={"low": one.value, "high": one.value}) if _told(one) else one
                 for one in plant.evidence)  # fmt: skip
    return plant.model_copy(update={"evidence": sure})


def _told(one: Evidence) -> bool:
    return (
        one.method.startswith((TOLD, WIDE))
        and isinstance(one.value, float)
        and one.low is not None
        and one.high is not None
    )


def _is_open(one: Evidence, number: Number | None) -> bool:
    """Whether a row of evidence speaks of a number as the plant has it, and leaves it open."""
    if number is None or not _told(one) or one.low == one.high:
        return False
    return abs(float(one.value or 0.0) - number.value) <= _SAME * max(abs(number.value), 1.0)


def _belief(number: Number, one: Evidence, problems: Problems) -> Belief:
    value, low, high = number.value, float(one.low or 0.0), float(one.high or 0.0)
    if not 0 <= low <= value <= high < float("inf") or value <= 0:
        found = f"{value:g} with the interval {low:g} to {high:g}"
        problems.add(one.path, found, "0 ≤ low ≤ value ≤ high is needed, and a value above 0", "mend evidence.csv")
    return Belief(one.path, number.source, value, low, high, number.reading_cv)


def _hypercube(rows: int, columns: int, rng: np.random.Generator) -> Array:
    from scipy.special import ndtri  # noqa: PLC0415 - slow to import

    cells = np.array([rng.permutation(rows) for _ in range(columns)]).T
    return np.asarray(ndtri((cells + rng.random((rows, columns))) / rows), dtype=float)
