"""How the kernel is compiled: what Python calls is kept on disk, and all that it calls is built into it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from plantwright.twin.kernel.sources import SOURCES

_make: Any = njit  # numba's annotations leave out the two options of ``inner``

inner = _make(no_cpython_wrapper=True, no_cfunc_wrapper=True)
"""Compile a function that only compiled functions call."""


def entry(function: Any) -> Any:
    """Compile a function that Python calls, and keep it until a file of the kernel changes."""
    # numba finds what it kept by the function's name, and looks for changes in the function's own file alone
    function.__qualname__ += f"_{SOURCES}"
    return _make(cache=True, nogil=True)(function)


def constant(number: int) -> Any:
    """Return a number as numpy's: for each plain integer in a call, numba would compile the callee anew."""
    return np.int64(number)
