"""What the twin gets wrong: work center by work center, named, and ranked by the orders' time that it explains."""

from __future__ import annotations

from dataclasses import dataclass

from plantwright.calibrate.week_parts import WEEKDAYS
from plantwright.model.estimate import Estimate

FLOW_TIME = "flow_time"
SHOWN = 8
"""Misfits that a report shows."""


@dataclass(frozen=True)
class Misfit:
    """One measure of one place, as recorded and as the twin makes it in windows as long."""

    measure: str
    where: str
    """A work center or a product."""
    when: str
    """A weekday or hours of the day; empty: the whole window."""
    recorded: float
    twin: Estimate
    """Mean of the twin's windows; its interval is what chance alone makes of 95 in 100 of them."""
    z: float
    """How many times their spread the recorded window lies above the mean of the twin's."""
    p: float
    """Chance of lying that far out, were the twin right."""
    beyond_chance: bool
    """It stands out among all that were compared (Benjamini and Hochberg, 5 %)."""
    share: float
    """How much of the time that orders spend on the floor the difference explains [1]."""
    sentence: str


@dataclass(frozen=True)
class Criticism:
    """All that was compared, and what of it is beyond chance."""

    misfits: tuple[Misfit, ...] = ()
    """Those beyond chance, the one that explains most first; flow times of products, which sum up others, last."""
    compared: tuple[Misfit, ...] = ()
    runs: int = 0
    start: str = ""
    """How the twin's windows began."""
    refusal: str = ""
    """Why nothing was compared; empty: something was."""

    @classmethod
    def of(cls, compared: tuple[Misfit, ...], runs: int, start: str) -> Criticism:
        """Return a criticism with its misfits ranked."""
        found = [one for one in compared if one.beyond_chance]
        found.sort(key=lambda one: (one.measure == FLOW_TIME, -one.share))
        return cls(tuple(found), compared, runs, start)

    def shown(self) -> tuple[Misfit, ...]:
        """Return the misfits that a report shows: of those that say the same of one place and time, the first."""
        first = {_topic(one): one for one in reversed(self.misfits)}
        return tuple(one for one in self.misfits if first[_topic(one)] is one)[:SHOWN]

    def largest(self) -> float:
        """Return the largest share of the orders' time that a misfit at a work center explains [1]."""
        return max((one.share for one in self.misfits if one.measure != FLOW_TIME), default=0.0)

    def queues(self) -> float:
        """Return the share of the orders' time that wrong queues explain; they add up, by Little's law."""
        return sum(one.share for one in self.misfits if one.measure == "queue_length" and not one.when)


def _topic(one: Misfit) -> tuple[str, str, str]:
    topic = "queue" if one.measure.startswith("queue") else one.measure
    # what one shift has too much of, another has too little of
    when = "weekday" if one.when in WEEKDAYS else "hours" if one.when else ""
    return topic, one.where, when
