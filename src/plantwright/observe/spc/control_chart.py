"""A control chart: points in time, where they should lie, and the patterns that speak against chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from plantwright.model.estimate import Estimate
from plantwright.observe.spc.rules import Rule, Signal, find_signals


@dataclass(frozen=True, eq=False)
class ControlChart:
    """Points of one characteristic with their center, their limits and what they signal."""

    kind: str
    """What is plotted: ``individuals``, ``moving range``, ``mean``, ``range``, ``standard deviation``, ``p``, ``np``,
    ``c``, ``u``, ``ewma``, ``cusum up`` or ``cusum down``."""
    points: np.ndarray
    """In time, shape (points,)."""
    center: np.ndarray
    """Shape (points,)."""
    lower: np.ndarray
    """Shape (points,); minus infinity where there is none."""
    upper: np.ndarray
    """Shape (points,); infinity where there is none."""
    spread: np.ndarray
    """Standard deviation of a point that is due to chance alone, shape (points,)."""
    signals: tuple[Signal, ...]
    unit: str
    sigma: Estimate
    """The process's standard deviation of a single value that the limits rest on."""
    baseline: str
    """Which points set the limits, in words."""
    first: int = 0
    """Which value of the process the first point belongs to: a moving range begins with the second."""

    def stable(self) -> bool:
        """Tell whether no rule signals."""
        return not self.signals

    def signalling(self) -> tuple[int, ...]:
        """Return the points that are part of any signal, from 0."""
        return tuple(sorted({point for one in self.signals for point in one.points}))


def control_chart(  # noqa: PLR0913 - a chart is told all by name
    kind: str,
    points: np.ndarray,
    center: np.ndarray | float,
    spread: np.ndarray | float,
    *,
    rules: Sequence[Rule],
    sigma: Estimate,
    baseline: str,
    unit: str = "",
    width: float = 3.0,
    floor: float = -np.inf,
    ceiling: float = np.inf,
    first: int = 0,
) -> ControlChart:
    """Return a chart with limits ``center ± width · spread``, kept between what the points can be.

    Parameters
    ----------
    kind, unit, sigma, baseline, first
        As in `ControlChart`.
    points, center, spread
        Shape (points,) or, where all are alike, one number.
    rules
        The patterns to look for.
    width
        Standard deviations from the center to a limit [1].
    floor, ceiling
        The least and the most that a point can be: no limit lies beyond.
    """
    centers, spreads = (np.broadcast_to(np.asarray(one, float), points.shape) for one in (center, spread))
    lower = np.maximum(centers - width * spreads, floor)
    upper = np.minimum(centers + width * spreads, ceiling)
    beyond = (points > upper).astype(int) - (points < lower)
    place = np.divide(points - centers, spreads, out=np.zeros(points.shape), where=spreads > 0)
    signals = find_signals(points, place, beyond, rules)
    return ControlChart(kind, points, centers, lower, upper, spreads, signals, unit, sigma, baseline, first)
