"""One state at a time: the rows of a station, which may overlap, made a function of time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from plantwright.web.gantt.states import IDLE, PROCESS, STATES

Times = NDArray[np.int64]
States = NDArray[np.uint8]


def swept(starts: Times, ends: Times, states: States, window: tuple[int, int]) -> tuple[Times, States]:
    """Return when a station changes its state, and the state from then on.

    Parameters
    ----------
    starts, ends
        Of the rows, within the window [µs], shape (rows,) each.
    states
        What each row says, by its number in ``STATES``, shape (rows,).
    window
        Begin and end [µs]; the first change is at its begin, the last, to ``idle``, at its end.

    Notes
    -----
    A state holds where more of its rows have begun than ended, and no earlier one of ``STATES`` does. Where a process
    row follows another without a gap the change is kept, so that each order can be told.
    """
    times = np.unique(np.concatenate([starts, ends, np.array(window, dtype=np.int64)]))
    found = np.full(len(times), IDLE, dtype=np.uint8)
    for state in range(len(STATES) - 1, IDLE, -1):
        mine = states == state
        if mine.any():
            begun = np.searchsorted(np.sort(starts[mine]), times, "right")
            found[begun > np.searchsorted(np.sort(ends[mine]), times, "right")] = state
    found[-1] = IDLE
    kept = np.concatenate([[True], (found[1:] != found[:-1]) | (found[1:] == PROCESS)])
    kept[-1] = True
    return times[kept], found[kept]
