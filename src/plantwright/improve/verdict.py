"""What may be said of the order of changes, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from plantwright.improve.guarantee import Guarantee
from plantwright.improve.ranking import RankedChange
from plantwright.messages.told import strung, told

NAMED = 6


def sentence_of(ranked: Sequence[RankedChange], promise: Guarantee) -> str:
    """Return who is first and what is promised of it."""
    if not ranked:
        return told("There is no change to compare.")
    best = ranked[0]
    if best.gain.low is None or best.gain.low <= 0:
        return told("No change helps beyond what chance or missing knowledge could explain.")
    return strung([_first(ranked), promise.sentence()], " ")


def left_out(asked: int, paid: int) -> str:
    """Return how many changes were not compared, for want of money or of a known cost."""
    if asked == paid:
        return ""
    return told(
        "{n} of {all} changes were left out: they cost more than the budget, or their cost is not known.",
        n=asked - paid,
        all=asked,
    )


def _first(ranked: Sequence[RankedChange]) -> str:
    best, *others = [one for one in ranked if one.tie_group == 1]
    if not others:
        return told(
            "“{change}” is first; the chance that it is the best of all is {chance:.0f} %.",
            change=best.change.name,
            chance=100 * best.probability_best,
        )
    names = [one.change.name for one in (best, *others)]
    shown = strung([*names[:NAMED], *(["…"] if len(names) > NAMED else [])])
    return told("The first {n} cannot be told apart yet: {changes}.", n=len(names), changes=shown)
