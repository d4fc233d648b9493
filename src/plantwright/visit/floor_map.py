"""Where work centers stand on the map of a replay, and which ways between them are drawn."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plantwright.plot.flow_layout import places

STRONG = 0.04
"""A way with fewer moves than this share of the busiest one's is drawn only as the busiest of a work center."""
MOST = 80
"""Ways drawn at most."""

Numbers = NDArray[np.int64]


def floor_map(centers: int, center: Numbers, before: Numbers) -> dict[str, Any]:
    """Return places (x from 0 to 1 along the flow, lane) and ways (from, to, share of the busiest).

    Parameters
    ----------
    centers
        How many work centers there are.
    center, before
        The work center of each row, and the row before it of the same order (−1: none), shape (rows,).
    """
    moved = np.flatnonzero(before >= 0)
    pairs = np.stack([center[before[moved]], center[moved]], axis=1)
    moves = Counter({pair: n for pair, n in _counted(pairs).items() if pair[0] != pair[1]})
    names = [str(one) for one in range(centers)]
    found = places(names, {(str(a), str(b)): float(n) for (a, b), n in moves.items()})
    top = max(moves.values(), default=1)
    ways = [[a, b, round(n / top, 3)] for (a, b), n in _drawn(moves, top)]
    return {"places": [[round(part, 4) for part in found[name]] for name in names], "arcs": ways}


def _counted(pairs: NDArray[Any]) -> dict[tuple[int, int], int]:
    kinds, counts = np.unique(pairs.reshape(-1, 2), axis=0, return_counts=True)
    return {(int(a), int(b)): int(n) for (a, b), n in zip(kinds, counts, strict=True)}


def _drawn(moves: Counter[tuple[int, int]], top: int) -> list[tuple[tuple[int, int], int]]:
    drawn: list[tuple[tuple[int, int], int]] = []
    seen = set[tuple[str, int]]()
    for (a, b), count in moves.most_common():
        first = ("from", a) not in seen or ("to", b) not in seen
        if (count >= STRONG * top and len(drawn) < MOST) or first:
            drawn.append(((a, b), count))
        seen |= {("from", a), ("to", b)}
    return drawn
