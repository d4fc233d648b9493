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
NOTHING = 0.1
"""Share of the foretold effect within which an effect counts as none."""
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
    The rule is read on the printed 90 % interval. An effect is *seen* where the whole interval lies beyond a tenth of
    the foretold effect, to one side. Seen and in the wrong direction it is *harmed*; else it is *as foretold* where the
    90 % interval of realized less foretold holds zero, and *less* or *better* where not. Not seen is not yet "no
    effect": that needs the interval to stay short of the foretold effect in either direction (two one-sided tests, at
    5 % each) and its half to be at most half of it, so that zero and the foretold effect could not both be meant. Else
    it *cannot be told yet*. Where nothing was foretold, an effect is seen beyond a fifth of what nobody acts
    below, and *none* where the whole interval is within that.

    References
    ----------
    Schuirmann (1987), A comparison of the two one-sided tests procedure and the power approach for assessing the
    equivalence of average bioavailability, Journal of Pharmacokinetics and Biopharmaceutics 15, 657-680.
    Blume, Greevy, Welty, Smith and Dupont (2019), An introduction to second-generation p-values, The American
    Statistician 73, 157-167: an interval against an interval of effects that are as good as none.
    """
    if foretold is None or foretold.effect == 0:
        return _untold(found, better)
    sign = float(np.sign(foretold.effect))
    effect, aim = sign * found.effect, abs(foretold.effect)
    if not _seen(found, aim):
        ruled_out = abs(effect) + found.reach() < aim and found.reach() <= aim / 2
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


def _seen(found: Parts, aim: float) -> bool:
    return abs(found.effect) - found.reach() > NOTHING * aim


def _untold(found: Parts, better: float) -> Outcome:
    if _seen(found, 2 * LEAST):
        return "worked" if better * found.effect > 0 else "harmed"
    small = abs(found.effect) + found.reach() < LEAST
    return "no effect seen" if small else "cannot tell yet"
