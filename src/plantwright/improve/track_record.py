"""What the foretelling of changes was worth so far, and what follows for the next one."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from plantwright.messages.told import strung, told
from plantwright.model.change import Change
from plantwright.model.estimate import Estimate
from plantwright.model.history import Entry, History
from plantwright.twin.intervals import t_quantile

PRIOR, BETWEEN = 0.5, 0.3
"""Standard deviations of the realized part of a foretold effect: before anything was tried, and from change to change
[1]."""
_MANY = 10_000
METHOD = told("realized part of foretold effects, normal with a prior of 1 ± 0.5 and 0.3 from change to change")


@dataclass(frozen=True)
class TrackRecord:
    """How foretold effects held so far."""

    tried: int
    """Changes of which both the foretold and the realized effect are known."""
    covered: int
    """Those in which the intervals of both allow that they are the same."""
    part: float
    """Part of a foretold effect that is to be expected [1]."""
    spread: float
    """Standard deviation of that part, for the next change [1]."""

    def calibrated(self, gain: Estimate) -> Estimate:
        """Return a foretold gain as the track record lets expect it.

        Notes
        -----
        With part k ± s and a gain g whose interval reaches w to a side, the expected gain is ``k · g``, and its
        interval reaches ``√((k · w)² + (z · s · g)²)``.
        """
        if gain.value is None or gain.low is None or gain.high is None or not self.tried:
            return gain
        normal = t_quantile(_MANY, gain.level)
        middle, width = self.part * gain.value, normal * self.spread * gain.value
        low, high = (
            middle + sign * math.hypot(self.part * reach, width)
            for sign, reach in ((-1, gain.value - gain.low), (1, gain.high - gain.value))
        )
        method = strung([gain.method, METHOD])
        return gain.model_copy(update={"value": middle, "low": low, "high": high, "method": method})


def track_record(history: History, change: Change | None = None) -> TrackRecord:
    """Return what foretold effects were worth: of changes that share a key with ``change``, or of all.

    Notes
    -----
    Each entry tells the realized part rᵢ of its foretold effect with a standard error sᵢ from both intervals. The part
    of the next change is normal around the mean of a prior 1 ± 0.5 and all rᵢ, weighted by 1 / (sᵢ² + 0.3²): with no
    entry nothing is changed, and one bad surprise shrinks little.

    References
    ----------
    Gelman, Carlin, Stern, Dunson, Vehtari and Rubin (2013), Bayesian Data Analysis, 3rd ed., section 5.4.
    """
    keys = {edit.key for edit in change.edits} if change else set()
    known = [pair for one in history.entries if (not keys or keys & one.tried.keys()) and (pair := _pair(one))]
    parts = [_part(*pair) for pair in known]
    weights = [1 / PRIOR**2, *(1 / (error**2 + BETWEEN**2) for _, error in parts)]
    values = [1.0, *(value for value, _ in parts)]
    total = sum(weights)
    middle = sum(weight * value for weight, value in zip(weights, values, strict=True)) / total
    return TrackRecord(len(known), sum(covers(*pair) for pair in known), middle, math.sqrt(1 / total + BETWEEN**2))


def covers(foretold: Estimate, realized: Estimate) -> bool:
    """Tell whether both intervals allow that the foretold effect came."""
    assert foretold.value is not None
    assert realized.value is not None
    level = t_quantile(_MANY, realized.level)
    return abs(realized.value - foretold.value) <= level * math.hypot(_error(foretold), _error(realized))


def _pair(entry: Entry) -> tuple[Estimate, Estimate] | None:
    foretold, realized = entry.expected(), entry.realized()
    if foretold is None or realized is None or not foretold.value or realized.value is None:
        return None
    return foretold, realized


def _part(foretold: Estimate, realized: Estimate) -> tuple[float, float]:
    assert foretold.value
    assert realized.value is not None
    part = realized.value / foretold.value
    return part, math.hypot(_error(realized), part * _error(foretold)) / abs(foretold.value)


def _error(one: Estimate) -> float:
    """Return the standard error that an interval tells of."""
    if one.low is None or one.high is None:
        return 0.0
    return (one.high - one.low) / 2 / t_quantile(_MANY, one.level)


def all_records(history: History, changes: Iterable[Change]) -> dict[str, TrackRecord]:
    """Return the track record of changes like each, by name; those without one are left out."""
    found = {one.name: track_record(history, one) for one in changes}
    return {name: one for name, one in found.items() if one.tried}
