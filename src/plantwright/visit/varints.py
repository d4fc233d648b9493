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
    """Return whole numbers from zero as bytes: seven bits in each, the lowest first; the eighth says: more follow.

    First stand the first bytes of all numbers, then the second bytes of those that have one, and so on: like bytes
    beside each other are packed better.
    """
    rest = values.astype(np.uint64)
    planes = []
    while len(rest):
        more = rest > 0x7F
        planes.append(((rest & np.uint64(0x7F)) | np.where(more, 0x80, 0).astype(np.uint64)).astype(np.uint8).tobytes())
        rest = rest[more] >> np.uint64(7)
    return b"".join(planes)
