"""Which numbers to measure first where a plant was told, not measured; by what knowing them is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np

from plantwright.calibrate.told import Z95, Belief, Told
from plantwright.improve.ranking import Ranking
from plantwright.improve.worth import Array, Worth, narrowed, shares, worths
from plantwright.model.estimate import Estimate
from plantwright.model.plant import Plant
from plantwright.twin.replicate import UNITS

NAMED, LEAST_READINGS = 3, 5
SLIGHT = 0.005
"""Intervals that would be narrower by less are not spoken of [1]."""
MATERIAL = 0.05
"""Worth below this is not spoken of [% of the objective]."""
_METHOD = "regression on plants drawn from what was told (Strong, Oakley and Brennan 2014)"


@dataclass(frozen=True)
class Reading:
    """How often to look until the interval of one number is half as wide.

    Notes
    -----
    ``n = (2 · 1.96 · cv / h)²``, at least five, with h half of the interval as told (as a logarithm) and cv by how much
    one reading varies; what was told counts for nothing, to be careful.
    """

    path: str
    low: float
    high: float
    """The interval as told."""
    aim_low: float
    aim_high: float
    """The interval after so many readings, should they agree with the number as told."""
    readings: int


@dataclass(frozen=True)
class Fact:
    """One thing to measure, and what that is worth."""

    source: str
    worth: Estimate
    """Expected gain of choosing with it known, above that of choosing now [% of the objective]."""
    in_units: Estimate
    """The same in the unit of the objective, or in money a year where a piece's margin is known."""
    narrows: float
    """By which share it would narrow the interval of the first choice's gain [1]."""
    sharpens: float
    """By which share it would narrow the interval of the objective as it is [1]."""
    reading: Reading

    def matters(self) -> bool:
        """Whether it is worth anything to speak of."""
        return (self.worth.value or 0.0) >= MATERIAL


@dataclass(frozen=True)
class FirstFacts:
    """What to measure, what is worth most first."""

    facts: tuple[Fact, ...]
    whole: Estimate
    """What it would be worth to know all that was told [% of the objective]."""
    first: str
    """The change whose interval is spoken of."""
    plants: int
    """Plants drawn from what was told."""
    left_out: int
    """Plants drawn that could not keep up, and were left out."""

    def shown(self) -> tuple[Fact, ...]:
        """Return the first three that would change or sharpen anything."""
        return tuple(one for one in self.facts if one.matters() or one.narrows > SLIGHT or one.sharpens > SLIGHT)[
            :NAMED
        ]


def readings_of(belief: Belief) -> Reading:
    """Return how often to look at a number until its interval is half as wide."""
    half = belief.half_width()
    count = max(ceil((2 * Z95 * belief.reading_cv / half) ** 2), LEAST_READINGS)
    return Reading(belief.path, belief.low, belief.high, belief.at(-Z95 / 2), belief.at(Z95 / 2), count)


def first_facts(ranking: Ranking, plant: Plant, told: Told, scores: Array, gains: Array, levels: Array) -> FirstFacts:
    """Return what to measure first.

    Parameters
    ----------
    scores
        How far each number of each plant drawn is from the one told, shape (plants, numbers).
    gains
        What each change of the ranking gains in each of them, in its order, shape (plants, changes) [%].
    levels
        The objective as it is in each of them, shape (plants,).
    """
    # doing nothing is a choice too, and gains nothing
    choices = np.column_stack([gains, np.zeros(len(gains))])
    sources = [one.source for one in told.beliefs]
    parts, whole = worths(scores, choices, sources, seed=ranking.seed)
    sharp = shares(scores, np.log(levels), sources)
    found = [_fact(one, narrowed(sharp[one.source]), told.beliefs, ranking, plant) for one in parts]
    facts, left_out = tuple(sorted(found, key=_order)), told.left_out + len(told.plants) - len(gains)
    return FirstFacts(facts, _percent(whole), ranking.changes[0].change.name, len(gains), left_out)


def _order(one: Fact) -> tuple[float, float, float]:
    """Return what sorts facts: those that change a choice first, then those that sharpen its gain, then the plant."""
    worth = one.worth.value if one.matters() and one.worth.value else 0.0
    return -worth, -one.narrows if one.narrows > SLIGHT else 0.0, -one.sharpens


def _fact(worth: Worth, sharpens: float, beliefs: Sequence[Belief], ranking: Ranking, plant: Plant) -> Fact:
    mine = [readings_of(one) for one in beliefs if one.source == worth.source]
    means = [one for one in mine if not one.path.endswith(".scv")] or mine
    main = max(means, key=lambda one: one.readings)
    value = _percent(worth)
    return Fact(worth.source, value, _in_units(value, ranking, plant), worth.narrows(), sharpens, main)


def _percent(worth: Worth) -> Estimate:
    return Estimate(value=worth.value, unit="%", low=worth.low, high=worth.high, method=_METHOD)


def _coarse(amount: float, half: float) -> float:
    """Return an amount of money with two digits of its half width: nobody needs the cents of a guess."""
    return round(amount, 1 - floor(log10(half))) if half > 0 else amount


def _in_units(worth: Estimate, ranking: Ranking, plant: Plant) -> Estimate:
    level, unit = ranking.base[ranking.objective].value, UNITS[ranking.objective]
    if level is None:
        return Estimate(value=None, unit=unit, method="not known: the plant as it is was not measured")
    factor, margin = level / 100, plant.costs.margin_per_piece
    if ranking.objective == "throughput" and margin is not None:
        factor, unit = factor * 365.25 * margin, f"{plant.currency or 'currency'}/year"
    money = unit not in UNITS.values()
    half = factor * ((worth.high or 0.0) - (worth.low or 0.0)) / 2
    value, low, high = (
        None if one is None else _coarse(one * factor, half) if money else one * factor
        for one in (worth.value, worth.low, worth.high)
    )
    return Estimate(value=value, unit=unit, low=low, high=high, method=worth.method)
