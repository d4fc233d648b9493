"""What the width of an interval rests on: chance of the runs, or what the records leave open, and which records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from plantwright.improve.experiment import BASE, Experiment, Spread
from plantwright.messages.told import later, told
from plantwright.model.plant import Plant

SOURCE_WORDS = {
    "order": told("the orders (process times, mix, quality)"),
    "breakdown": told("the breakdowns"),
    "arrival": told("the arrivals of orders"),
}
RECORDS = {"order": told("operations"), "breakdown": told("downtime"), "arrival": told("releases")}


_CHANCE = later("{chance:.0f} % of the width is chance, the rest what the records leave open.")
_CHANCE_MOST = later(
    "{chance:.0f} % of the width is chance, the rest what the records leave open; twice as many runs would narrow it "
    "by {narrowed:.0f} %."
)


@dataclass(frozen=True)
class Rests:
    """Shares of the squared width of an interval.

    Notes
    -----
    Independent parts add up in squares, so that a part of the square s, halved, narrows the width by 1 − √(1 − s/2).
    """

    chance: float
    """Share that more runs would take away [1]."""
    ignorance: float
    """Share that only more records would take away [1]."""
    by_source: Mapping[str, float] = field(default_factory=dict)
    """Of the ignorance, the share of each source of records; empty where it was not asked [1]."""

    def main_source(self) -> str | None:
        """Return the records that leave most open; None where that is not known."""
        return max(self.by_source, key=lambda one: self.by_source[one]) if self.by_source else None

    def narrowed(self) -> float:
        """Return by which share twice as many records of the main source would narrow the interval [1]."""
        main = self.main_source()
        return 1 - float(np.sqrt(1 - self.ignorance * self.by_source[main] / 2)) if main else 0.0

    def sentence(self) -> str:
        """Return what the width is made of, and what would narrow it."""
        main = self.main_source()
        if self.ignorance < 0.5 or main is None:
            runs = 1 - np.sqrt(1 - self.chance / 2)
            if self.chance < 0.5:
                return told(_CHANCE, chance=100 * self.chance)
            return told(_CHANCE_MOST, chance=100 * self.chance, narrowed=100 * runs)
        return told(
            "{ignorance:.0f} % of the width is what the records leave open; of that {share:.0f} % are {source}: "
            "twice as many weeks of {records} would narrow it by about {narrowed:.0f} %.",
            ignorance=100 * self.ignorance,
            share=100 * self.by_source[main],
            source=SOURCE_WORDS[main],
            records=RECORDS[main],
            narrowed=100 * self.narrowed(),
        )


def rests_of(whole: Spread, parts: Mapping[str, Spread]) -> Rests | None:
    """Return what a spread rests on; None where it has no width.

    Parameters
    ----------
    parts
        By source, the same number asked of refits in which only that source is weighed anew.
    """
    ignorance = _variance(whole)
    chance = (whole.error**2 if np.isfinite(whole.error) else 0.0) + whole.drawn_noise() ** 2
    if not chance + ignorance > 0:
        return None
    found = {source: _variance(spread) for source, spread in parts.items()}
    total = sum(found.values())
    shares = {source: one / total for source, one in found.items()} if total > 0 and ignorance > 0 else {}
    return Rests(chance / (chance + ignorance), ignorance / (chance + ignorance), shares)


def by_source(
    experiment: Experiment, names: Sequence[str], sources: Mapping[str, Sequence[Plant]], runs: int
) -> dict[str, Experiment]:
    """Return, for each source of records, the experiment with its refits in place of those of all records."""
    asked = {source: replace(experiment, drawn={}) for source in sources}
    for source, one in asked.items():
        one.draw([BASE, *names], sources[source], runs)
    return asked


def _variance(spread: Spread) -> float:
    """Return the variance that refits cause, what their few runs add by chance taken out."""
    shifts = spread.shifts[np.isfinite(spread.shifts)]
    return max(float(np.mean(shifts**2)) - spread.drawn_noise() ** 2, 0.0) if len(shifts) > 1 else 0.0
