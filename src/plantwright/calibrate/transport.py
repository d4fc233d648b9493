"""How long a lot is on its way from one step to the next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plantwright.calibrate.arrays import Floats, quantiles, scv
from plantwright.calibrate.sample import Sample
from plantwright.calibrate.shapes import empirical, shape_of, share_below
from plantwright.messages.told import told
from plantwright.model.distribution import Distribution

_FEWEST = 20
_VALUES = 200
_TOO_WIDE, _NEARLY_ALL = 1.0, 0.98
"""SCV above which, and share of gaps of usual length below which, lots waited for something that no record shows."""


@dataclass(frozen=True)
class Transport:
    """The time of a move, on how many gaps it rests, and how it was found."""

    time: Distribution
    seen: int
    method: str


def transport_of(sample: Sample) -> Transport:
    """Return the time of a move from one step to the next."""
    moves = sample.moves
    weight = sample.order_weight[moves.order]
    if len(moves.length) >= _FEWEST:
        low, high = quantiles(moves.length, weight, np.array([0.25, 0.75]))
        kept = moves.length <= high + 3 * max(high - low, 0.1 * high)
        if kept.mean() >= _NEARLY_ALL and scv(moves.length[kept], weight[kept]) <= _TOO_WIDE:
            found = _ended(shape_of(moves.length[kept], weight[kept]), moves.length[kept])
            return Transport(found, int(kept.sum()), told("gaps of lots whose next station and worker stood free"))
    return _unexplained(sample)


def _unexplained(sample: Sample) -> Transport:
    """Return how long lots were on their way that came to idle stations: waits for what no record shows are in it."""
    waits = sample.waits
    if not len(waits.length):
        return Transport(Distribution.constant(0.0), 0, "no gap between two steps was seen")
    weight = sample.order_weight[waits.order]
    if waits.idle.sum() >= _FEWEST:
        found = empirical(waits.length[waits.idle], weight[waits.idle], _VALUES)
        method = told("gaps before starts at idle stations, waits that the records do not explain included")
        return Transport(found, int(waits.idle.sum()), method)
    low = float(quantiles(waits.length, weight, np.array([0.05]))[0])
    method = told("lower edge of all gaps: too few lots surely did not wait")
    return Transport(Distribution.constant(low), len(waits.length), method)


def _ended(found: Distribution, values: Floats) -> Distribution:
    """Return a uniform shape with the ends that the values show, which are known better than their mean.

    Notes
    -----
    With range r of n values the ends are best put r/(n−1) beyond the extremes.
    """
    if found.kind != "uniform":
        return found
    low, high = float(values.min()), float(values.max())
    beyond = (high - low) / (len(values) - 1)
    half, middle = (high - low) / 2 + beyond, (high + low) / 2
    spread = (half / middle) ** 2 / 3
    distance = np.abs(share_below("uniform", np.sort(values) / middle, spread) - np.linspace(0, 1, len(values)))
    fits = distance.max() < 1.5 / np.sqrt(len(values))
    return Distribution.uniform(middle, spread) if fits and half < middle else found
