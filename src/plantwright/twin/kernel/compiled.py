"""How the kernel is compiled: what Python calls is kept on disk, and all that it calls is built into it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

_make: Any = njit  # numba's annotations leave out the two options of ``inner``

entry = _make(cache=True, nogil=True)
"""Compile a function that Python calls."""

inner = _make(no_cpython_wrapper=True, no_cfunc_wrapper=True)
"""Compile a function that only compiled functions call."""


def constant(number: int) -> Any:
    """Return a number as numpy's: for each plain integer in a call, numba would compile the callee anew."""
    return np.int64(number)
