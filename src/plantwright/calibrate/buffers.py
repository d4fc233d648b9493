"""Places in front of work centers, read from departures that waited for one.

A lot that is done stays on its station while there is no place for it. The log shows no blocking, but it shows the
moment of relief: a start at the next work center frees a place, and in the same second the station before it, idle
until then, begins its next lot. How many lots lay in front at such moments is how many places there are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from plantwright.calibrate.arrays import Flags, Floats, floats
from plantwright.calibrate.rows import Rows
from plantwright.calibrate.traces import first_passes

_SAME = 1.01
"""Within so many seconds two things happened together: stamps are whole seconds [s]."""
_FEWEST = 5
_BY_CHANCE = 10.0
"""Reliefs must be so many times as many as chance would make."""
_AGREE = 0.6
"""Share of the reliefs at which as many lots must lie in front as at most of them."""
_MORE = 0.005
"""Share of the arrivals after which more lots than places may seem to lie in front: stamps err."""


@dataclass(frozen=True)
class _Stays:
    """Lots on their way to one work center, shape (stays,); working time [s]."""

    done: Floats
    """End of the step before, or release."""
    left: Floats
    """When the station they were on began its next lot: by then they had left; infinity: not known."""
    taken: Floats
    """Start at the work center; −infinity: before the records begin."""


def buffers_of(visits: pd.DataFrame, rows: Rows, batching: set[str]) -> dict[str, int]:
    """Return the places in front of those work centers for which departures waited.

    A work center without any place is not told from one without a limit: other things begin in the same second too.
    Limits that close a loop are not believed: the floor of the records never stopped for good.
    """
    lines = visits.assign(free=_next_starts(visits), again=~first_passes(visits, rows))
    steps = lines.groupby("order_no")
    lines = lines.assign(
        to=steps["center"].shift(-1),
        went=steps["begun"].shift(-1),
        back=steps["again"].shift(-1, fill_value=True).astype(bool),
    )
    found = {}
    for center in sorted(set(lines["center"]) - batching):
        places = _places(
            _stays(lines, rows, center), np.sort(floats(lines["begun"][lines["center"] == center].dropna()))
        )
        if places:
            found[center] = places
    return _without_loops(found, lines)


def _next_starts(lines: pd.DataFrame) -> Floats:
    """Return when the station of each visit next began a lot, at its end or later; infinity: never."""
    found = np.full(len(lines), np.inf)
    ends, starts = floats(lines["end"]), floats(lines["begun"])
    for mine in lines.groupby("station").indices.values():
        own = np.append(np.sort(starts[mine][np.isfinite(starts[mine])]), np.inf)
        found[mine] = own[np.minimum(np.searchsorted(own, ends[mine] - 0.5), len(own) - 1)]
    return found


def _stays(lines: pd.DataFrame, rows: Rows, center: str) -> _Stays:
    legs = lines[(lines["to"] == center) & lines["end"].notna()]
    # rework on the same work center: its own next start relieves nobody
    legs = legs.assign(free=legs["free"].where(legs["center"] != center, -np.inf))
    first = lines.drop_duplicates("order_no")
    first = first[first["center"] == center]
    released = first["order"].map(rows.orders.set_index("order")["released_at"])
    here = released.notna().to_numpy()
    return _Stays(
        done=np.concatenate([floats(legs["end"]), floats(released)[here]]),
        left=np.concatenate([floats(legs["free"]), floats(released)[here]]),
        taken=np.concatenate([floats(legs["went"].fillna(-np.inf)), floats(first["begun"].fillna(-np.inf))[here]]),
    )


def _places(stays: _Stays, starts: Floats) -> int:
    """Return how many lots lay in front whenever a place was freed; 0: no such number."""
    waited = np.isfinite(stays.left) & (stays.left > stays.done + 2 * _SAME)
    if len(starts) < 2:
        return 0
    relieved = waited & _together(stays.left, starts)
    chance = float(waited.sum()) * 2 * _SAME * len(starts) / (starts[-1] - starts[0])
    if relieved.sum() < max(_FEWEST, _BY_CHANCE * chance):
        return 0
    counts = np.bincount([_in_front(stays, moment) for moment in np.unique(stays.left[relieved])])
    places = int(counts.argmax())
    agreed = counts.max() >= _AGREE * counts.sum() and _share_above(stays, places) <= _MORE
    return places if agreed else 0


def _together(times: Floats, starts: Floats) -> Flags:
    after = np.minimum(np.searchsorted(starts, times), len(starts) - 1)
    nearest = np.minimum(np.abs(starts[after] - times), np.abs(starts[np.maximum(after - 1, 0)] - times))
    return np.asarray(nearest <= _SAME)


def _in_front(stays: _Stays, moment: float) -> int:
    """Return how many lots had left their stations and were not yet taken just before a moment."""
    before = (stays.left < moment - _SAME) | ((stays.left <= stays.done) & (stays.done < moment - _SAME))
    return int((before & (stays.done < moment) & (stays.taken > moment - _SAME)).sum())


def _share_above(stays: _Stays, places: int) -> float:
    """Return the share of the arrivals after which more lots than so many lay in front for certain."""
    known = np.isfinite(stays.left)
    arrived = np.sort(np.maximum(stays.left, stays.done)[known])
    taken = np.sort(stays.taken[known])
    in_front = np.searchsorted(arrived, arrived - _SAME, "right") - np.searchsorted(taken, arrived + _SAME, "right")
    return float((in_front > places).mean()) if len(arrived) else 0.0


def _without_loops(found: dict[str, int], lines: pd.DataFrame) -> dict[str, int]:
    """Drop the limits that close a loop: lots that wait for one another's places would stop the floor for good.

    Rework goes back against the flow, but so seldom that limits along its way are believed.
    """
    onto = lines[~lines["back"]]
    legs = set(zip(onto["center"], onto["to"], strict=True))
    onward = {one: {to for to in found if (one, to) in legs and to != one} for one in found}
    return {one: places for one, places in found.items() if one not in _reached(one, onward)}


def _reached(start: str, onward: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    ahead = set(onward[start])
    while ahead:
        reached |= ahead
        ahead = set().union(*(onward[one] for one in ahead)) - reached
    return reached
