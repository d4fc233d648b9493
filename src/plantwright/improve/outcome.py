"""Whether a change did what was foretold of it: one verdict by a rule that is stated beforehand."""

from __future__ import annotations

from typing import Literal

import numpy as np

from plantwright.improve.realized import LEVEL, Parts
from plantwright.twin.intervals import t_quantile

Outcome = Literal[
    "worked as foretold", "worked better", "worked less", "worked", "no effect seen", "harmed", "cannot tell yet"
]
OUTCOMES: tuple[Outcome, ...] = (
    "worked as foretold", "worked better", "worked less", "worked", "no effect seen", "harmed", "cannot tell yet",
)  # fmt: skip
SEEN = 0.95
"""Level at which zero must be left out for an effect to be seen: a change that does nothing is said to do something in
one case of twenty."""
LEAST = 0.05
"""Effect below which nobody acts, where nothing was foretold: 5 % of the level, or 5 points."""


def outcome(found: Parts, foretold: Parts | None, better: float) -> Outcome:
    """Return what may be said of an effect.

    Parameters
    ----------
    foretold
        What the change should have done; None: nothing was foretold.
    better
        1 where more of the metric is better, −1 where less is.

    Notes
    -----
    An effect is *seen* where its 95 % interval leaves zero out. Seen and in the wrong direction it is *harmed*; else it
    is *as foretold* where the 90 % interval of realized less foretold holds zero, and *less* or *better* where not.
    Not seen is not yet "no effect": that needs the 90 % interval to leave the foretold effect out and to be no wider to
    either side than half of it, so that zero and the foretold effect could not both be meant. Else it *cannot be told
    yet*.
    """
    seen = abs(found.effect) > found.reach(SEEN)
    if foretold is None or foretold.effect == 0:
        return _untold(found, better, seen=seen)
    sign = float(np.sign(foretold.effect))
    effect, aim = sign * found.effect, abs(foretold.effect)
    if not seen:
        ruled_out = effect + found.reach() < aim and found.reach() <= aim / 2
        return "no effect seen" if ruled_out else "cannot tell yet"
    if effect < 0:
        return "harmed" if better * found.effect < 0 else "worked better"
    apart = t_quantile(found.freedom, LEVEL) * float(np.hypot(found.error(), foretold.error()))
    if abs(effect - aim) <= apart:
        return "worked as foretold"
    return "worked less" if effect < aim else "worked better"


def days_to_tell(found: Parts, foretold: Parts | None, days: float) -> float | None:
    """Return how many days of records after a change will tell [d]; None: no number will, with these records before.

    Notes
    -----
    The half width must come down to half of the foretold effect. Chance in the records after shrinks with their length;
    chance in those before, and what they leave open, does not.
    """
    aim = abs(foretold.effect) if foretold is not None and foretold.effect else LEAST
    allowed = (aim / 2 / t_quantile(found.freedom, LEVEL)) ** 2 - found.before - found.ignorance
    if not allowed > 0:
        return None
    return days * max(found.after / allowed, 1.0)


def _untold(found: Parts, better: float, *, seen: bool) -> Outcome:
    if seen:
        return "worked" if better * found.effect > 0 else "harmed"
    small = abs(found.effect) + found.reach() < LEAST
    return "no effect seen" if small else "cannot tell yet"
