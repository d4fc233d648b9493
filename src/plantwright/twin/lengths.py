"""Lengths of time as people say them."""

from __future__ import annotations

_UNITS = (("d", 86_400.0), ("h", 3600.0), ("min", 60.0))


def length_text(seconds: float) -> str:
    """Return a length of time in the largest unit of which it holds two, as ``30 d`` or ``36 h``."""
    for unit, size in _UNITS:
        if seconds >= 2 * size:
            return f"{seconds / size:.4g} {unit}"
    return f"{seconds:.4g} s"
