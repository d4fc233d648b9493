"""Where the nodes of a flow map stand: left to right by flow, in lanes wide enough for their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

import numpy as np

Arcs = Mapping[tuple[str, str], float]
"""Lots moved from one node to another."""
Place = tuple[float, float]
"""Where a node stands: x from 0 to 1, y in lanes."""

GAP = 0.23
"""Least distance of two nodes in one lane, so that names fit side by side on a phone."""


def places(names: Sequence[str], arcs: Arcs) -> dict[str, Place]:
    """Return where each node stands, upstream on the left; lanes are counted from 0 at the bottom."""
    across = _across(levels(names, arcs), arcs)
    lanes: dict[str, float] = {}
    for name in sorted(names, key=lambda one: (across[one], one)):
        lanes[name] = _free_lane(name, across, lanes, _wish(name, arcs, lanes))
    lowest = min(lanes.values(), default=0.0)
    return {name: (across[name], lanes[name] - lowest) for name in names}


def levels(names: Sequence[str], arcs: Arcs) -> dict[str, float]:
    """Return how far downstream each node is, in steps.

    Notes
    -----
    Minimizes Σ w_ij (h_j − h_i − 1)² over the levels h, so that loops and rework do no harm.

    References
    ----------
    MacKay, Johnson and Sansom (2020), How directed is a directed network? Royal Society Open Science 7, 201138.
    """
    index = {name: k for k, name in enumerate(names)}
    flow = np.zeros((len(names), len(names)))
    for (source, target), lots in arcs.items():
        flow[index[source], index[target]] += lots if source != target else 0.0
    both = flow + flow.T
    laplacian = np.diag(both.sum(axis=1)) - both
    found = np.linalg.lstsq(laplacian, flow.sum(axis=0) - flow.sum(axis=1), rcond=None)[0]
    return {name: float(found[k]) for name, k in index.items()}


def _across(level: Mapping[str, float], arcs: Arcs) -> dict[str, float]:
    # half by level, half by lots before it: levels alone crowd a job shop's busiest nodes into one clump
    order = sorted(level, key=lambda name: (level[name], name))
    if not order:
        return {}
    room = {name: max(sum(lots for ends, lots in arcs.items() if name in ends), 1e-9) ** 0.5 for name in order}
    before = dict(zip(order, accumulate(room[name] for name in order), strict=True))
    middle = {name: before[name] - room[name] / 2 for name in order}
    return {name: 0.5 * _scaled(level, name) + 0.5 * _scaled(middle, name) for name in order}


def _scaled(values: Mapping[str, float], name: str) -> float:
    low, high = min(values.values()), max(values.values())
    return (values[name] - low) / max(high - low, 1e-9)


def _wish(name: str, arcs: Arcs, lanes: Mapping[str, float]) -> float:
    weights: dict[str, float] = {}
    for (source, target), lots in arcs.items():
        other = source if target == name else target if source == name else name
        if other in lanes:
            weights[other] = weights.get(other, 0.0) + lots
    total = sum(weights.values())
    return sum(lanes[one] * lots for one, lots in weights.items()) / total if total > 0 else 0.0


def _free_lane(name: str, across: Mapping[str, float], lanes: Mapping[str, float], wish: float) -> float:
    # as few lanes as the names need, and a few more; beyond them only where nothing else is free
    near = (len(across) * GAP + 3) / 2
    lanes_by_wish = sorted(
        range(-len(across), len(across) + 1), key=lambda one: (abs(one) > near, abs(one - wish), abs(one))
    )
    for lane in lanes_by_wish:
        if all(abs(across[name] - across[other]) >= GAP for other, taken in lanes.items() if taken == lane):
            return float(lane)
    return float(len(across))


def curve(start: Place, end: Place, points: int = 13) -> tuple[list[float], list[float]]:
    """Return a bowed line from one node to another: forward above, backward below, so that both can be seen."""
    span = end[0] - start[0]
    # backward arrows bow further, to pass below the names
    bow = 0.12 + 0.55 * span if span >= 0 else 1.1 * span - 0.45
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + bow
    return _bezier(start[0], middle[0], end[0], points), _bezier(start[1], middle[1], end[1], points)


def _bezier(start: float, middle: float, end: float, points: int) -> list[float]:
    steps = [k / (points - 1) for k in range(points)]
    return [round((1 - t) ** 2 * start + 2 * t * (1 - t) * middle + t**2 * end, 4) for t in steps]
