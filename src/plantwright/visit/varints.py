"""Whole numbers as few bytes: small ones in one, whatever their sign."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


def signed(values: NDArray[Any]) -> bytes:
    """Return whole numbers of either sign as bytes: 0, −1, 1, −2 become 0, 1, 2, 3, written as ``plain`` does."""
    told = values.astype(np.int64)
    return plain((told << 1) ^ (told >> 63))


def plain(values: NDArray[Any]) -> bytes:
    """Return whole numbers from zero as bytes: seven bits in each, the lowest first; the eighth says: more follow."""
    rest = values.astype(np.uint64)
    lengths = np.ones(len(rest), dtype=np.int64)
    for bits in range(7, 64, 7):
        lengths += (rest >> np.uint64(bits)) > 0
    ends = np.cumsum(lengths)
    made = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    for place in range(int(lengths.max(initial=0))):
        here = lengths > place
        low = (rest[here] >> np.uint64(7 * place)) & np.uint64(0x7F)
        more = np.where(lengths[here] > place + 1, 0x80, 0).astype(np.uint64)
        made[(ends - lengths)[here] + place] = (low | more).astype(np.uint8)
    return made.tobytes()
