"""What the close of the records cuts off: lengths still going on then, taken for what they will likely come to.

Notes
-----
Of lengths that began within a window those that also ended within it are the shorter ones, so that their mean is too
small; what is still going on says how long it is at least. What began before the window is left out: nobody knows when,
and leaving it out favors neither the short nor the long.

References
----------
Kaplan and Meier (1958), Nonparametric estimation from incomplete observations, JASA 53, 457-481.
Buckley and James (1979), Linear regression with censored data, Biometrika 66, 429-436.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from plantwright.calibrate.arrays import Flags, Floats, flags, mean
from plantwright.calibrate.regression import Lengths, group_mean, parts_of

_LEAST = 0.1
"""Share of a group's mean length that any of its runs is expected to take, at the least."""
_FORGOTTEN = 3.0
"""So many times the longest length seen: the end was not recorded."""


def completed(length: Floats, weight: Floats, going: Flags) -> Floats:
    """Return the lengths, those still going on at their mean given how long they are already, shape (lengths,).

    The mean is that of the Kaplan-Meier curve; what is longer than all that ended is taken as it is.
    """
    found = length.copy()
    # the longest first: those that are longer still are complete by then
    for one in sorted(np.flatnonzero(going).tolist(), key=lambda one: -length[one]):
        longer = (found >= length[one]) & (~going | (length > length[one]))
        found[one] = mean(found[longer], weight[longer]) if weight[longer].any() else length[one]
    return found


def ended(length: Floats, going: Flags) -> Flags:
    """Return which lengths to believe: what should have ended long ago has an end that was not recorded."""
    return flags(~going | (length <= _FORGOTTEN * length[~going].max(initial=0.0)))


def with_completed(seen: Lengths, going: Flags, *, by_lot: bool) -> tuple[Lengths, Flags]:
    """Return the lengths, those still going on completed by how long others of their group took, and which are kept.

    Every group needs a length that ended.
    """
    if not going.any():
        return seen, ~going
    ended_ones = _those(seen, ~going)
    parts = parts_of(ended_ones, by_lot=by_lot)
    # a group of which setups took all may come out at nothing
    usual = group_mean(ended_ones, ended_ones.length)[seen.group]
    expected = np.maximum(parts.process(seen) + parts.setups(seen), np.maximum(_LEAST * usual, 1e-9))
    share = seen.length / expected
    kept = ended(share, going)
    found = completed(share[kept], seen.weight[kept], going[kept])
    return replace(_those(seen, kept), length=found * expected[kept]), kept


def _those(seen: Lengths, kept: Flags) -> Lengths:
    names = ("length", "quantity", "group", "pair", "weight")
    return replace(seen, **{name: getattr(seen, name)[kept] for name in names})
