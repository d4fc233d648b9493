"""Runs until the interval is as narrow as was asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil, inf

import numpy as np

from plantwright.model.estimate import Estimate
from plantwright.model.plant import Plant
from plantwright.twin.estimates import MEASURES, estimate_of, numbers_of
from plantwright.twin.intervals import LEVEL, Array, standard_error, t_quantile
from plantwright.twin.replicate import Replications, replicate
from plantwright.twin.warm_up import WarmUp, told_or_found

FEWEST = 20
"""Runs before anything is judged: of fewer, the spread is too often taken for smaller than it is."""
MOST = 1000


@dataclass(frozen=True)
class Target:
    """How well a mean is to be known; raises ValueError with all that is out of its range."""

    measure: str
    """A name of ``MEASURES``: ``flow_mean``, ``throughput``, …"""
    half_width: float
    """Half of the interval: a share of the mean [1], or not ``relative``, in the measure's unit."""
    relative: bool = True
    level: float = LEVEL
    """Chance that the interval holds the true mean [1]."""
    fewest: int = FEWEST
    """Runs that are made in any case."""

    def __post_init__(self) -> None:
        problems = [
            *([] if self.measure in MEASURES else [f"measure: {self.measure!r}; known are {', '.join(MEASURES)}"]),
            *([] if self.half_width > 0 else [f"half_width: {self.half_width!r}; above 0"]),
            *([] if 0 < self.level < 1 else [f"level: {self.level!r}; above 0 and below 1"]),
            *([] if self.fewest >= 2 else [f"fewest: {self.fewest!r}; 2 or more"]),
        ]
        if problems:
            raise ValueError("; ".join(problems))

    def width(self, runs: Replications) -> float:
        """Return the half-width wanted, in the measure's unit."""
        return self.half_width * (float(abs(self._known(runs).mean())) if self.relative else 1.0)

    def known(self, runs: Replications) -> int:
        """Return how many of the runs know a number."""
        return len(self._known(runs))

    def reached(self, runs: Replications) -> float:
        """Return the half-width that runs have, in the measure's unit; infinite where fewer than two know a number."""
        known = self._known(runs)
        return t_quantile(len(known) - 1, self.level) * standard_error(known) if len(known) > 1 else inf

    def met(self, runs: Replications) -> bool:
        """Tell whether the interval is narrow enough."""
        return self.reached(runs) <= self.width(runs)

    def needed(self, runs: Replications) -> int | None:
        """Return how many runs would do by the spread of these ones; None where they do not tell.

        Notes
        -----
        The least n with ``t(n − 1) · s / √n ≤ h``; where not every run knows a number, as many more.
        """
        known, count = self._known(runs), len(runs.runs)
        if len(known) < 2:
            return None
        spread, width = float(known.std(ddof=1)), self.width(runs)
        if spread == 0 or width == 0:
            return count if spread == 0 else None
        return ceil(_least(spread / width, self.level) * count / len(known))

    def _known(self, runs: Replications) -> Array:
        numbers = numbers_of(runs, self.measure)
        return numbers[np.isfinite(numbers)]


@dataclass(frozen=True)
class Reached:
    """Runs made for a target, and whether they were enough."""

    runs: Replications
    estimate: Estimate
    target: Target
    warm_up: WarmUp | None
    """How the warm-up was found; None where it was told."""

    def met(self) -> bool:
        """Tell whether the interval is as narrow as was asked for."""
        return self.target.met(self.runs)

    def sentence(self) -> str:
        """Return whether the runs were enough, or else how many would be."""
        count, target = len(self.runs.runs), self.target
        if not target.known(self.runs):
            return f"none of {count} runs knows {target.measure}, so that no more were made"
        asked = f"{self._text(target.width(self.runs))} of {target.measure} was asked for"
        if self.met():
            return f"{asked}, {self._text(target.reached(self.runs))} reached with {count} runs"
        needed = target.needed(self.runs)
        more = f"about {needed:,} would do" if needed else "no number of runs is known to do"
        return f"{asked} and not reached: {self._text(target.reached(self.runs))} with {count} runs; {more}"

    def _text(self, width: float) -> str:
        middle = self.estimate.value
        if self.target.relative and middle:
            return f"± {100 * width / abs(middle):.3g} %"
        return f"± {width:.3g} {self.estimate.unit}".removesuffix(" 1")


def run_until(
    plant: Plant,
    target: Target,
    *,
    warm_up: float | str = "mser5",
    horizon: float,
    most: int = MOST,
    seed: int = 0,
    tick: Callable[[int, int], None] | None = None,
    done: Callable[[], None] | None = None,
) -> Reached:
    """Run a plant until the mean of a measure is known as well as was asked for.

    Parameters
    ----------
    warm_up, horizon
        Time before the measured window, or ``mser5`` to find it by pilot runs; length of the window [s].
    most
        Runs at which it stops, met or not.
    seed
        Seed of all random streams; run k is run k of ``replicate``.
    tick, done
        Told, before each stage, the runs made and those there will be after it; called after each run. What they raise
        ends the runs at once.

    Raises
    ------
    ValueError
        ``most`` is less than two, or the warm-up is neither a time nor ``mser5``.
    TwinError
        As ``run_floor``, or ``mser5`` finds no warm-up.

    Notes
    -----
    Runs are made in stages. From the spread seen so far follows how many would do, and that many are made, at most
    twice as many as there are; it stops when the interval is narrow enough, or if no run knows a number. Stopping on a
    spread that came out small by chance makes intervals hold the truth less often than they say; 20 runs to begin with
    leave little of that. Runs that are short against the time in which the plant forgets have skewed means, of which no
    t interval holds all it says; lengthen the horizon.

    References
    ----------
    Stein (1945), A two-sample test for a linear hypothesis whose power is independent of the variance, Annals of
    Mathematical Statistics 16, 243–258. Chow and Robbins (1965), On the asymptotic theory of fixed-width sequential
    confidence intervals for the mean, Annals of Mathematical Statistics 36, 457–462. Law (2015), Simulation Modeling
    and Analysis, 5th ed., section 9.4.1.
    """
    if not most >= 2:
        raise ValueError(f"most: {most!r}; an interval needs 2 runs or more")
    time, found = told_or_found(plant, warm_up, seed=seed, done=done)

    def more(first: int, last: int) -> Replications:
        if tick:
            tick(first, last)
        count = last - first
        return replicate(plant, warm_up=time, horizon=horizon, replications=count, seed=seed, first=first, done=done)

    runs = more(0, min(target.fewest, most))
    while len(runs.runs) < most and target.known(runs) and not target.met(runs):
        count = len(runs.runs)
        wanted = max(target.needed(runs) or 2 * count, count + 2)
        runs = joined(runs, more(count, min(wanted, 2 * count, most)))
    return Reached(runs, estimate_of(runs, target.measure, level=target.level), target, found)


def joined(known: Replications, more: Replications) -> Replications:
    """Return runs and the ones after them as one."""
    return replace(known, runs=(*known.runs, *more.runs))


def _least(ratio: float, level: float) -> int:
    """Return the least n with ``t(n − 1) · ratio ≤ √n``."""
    count = max(ceil((t_quantile(10**9, level) * ratio) ** 2), 2)  # a normal law's needs no more than t's
    while t_quantile(count - 1, level) * ratio > count**0.5:
        count += 1
    return count
