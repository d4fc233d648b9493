"""What may be said of the order of changes, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from plantwright.improve.guarantee import Guarantee
from plantwright.improve.ranking import RankedChange

NAMED = 6


def sentence_of(ranked: Sequence[RankedChange], promise: Guarantee) -> str:
    """Return who is first and what is promised of it."""
    if not ranked:
        return "There is no change to compare."
    best = ranked[0]
    if best.gain.low is None or best.gain.low <= 0:
        return "No change helps beyond what chance or missing knowledge could explain."
    return f"{_first(ranked)} {promise.sentence()}"


def left_out(told: int, paid: int) -> str:
    """Return how many changes were not compared, for want of money or of a known cost."""
    if told == paid:
        return ""
    return f"{told - paid} of {told} changes were left out: they cost more than the budget, or their cost is not known."


def _first(ranked: Sequence[RankedChange]) -> str:
    best, *others = [one for one in ranked if one.tie_group == 1]
    if not others:
        return f"“{best.change.name}” is first; the chance that it is the best of all is {best.probability_best:.0%}."
    names = [one.change.name for one in (best, *others)]
    more = "; …" if len(names) > NAMED else ""
    return f"The first {len(names)} cannot be told apart yet: {'; '.join(names[:NAMED])}{more}."
