"""Lengths of time as people say them."""

from __future__ import annotations

_UNITS = (("d", 86_400.0), ("h", 3600.0), ("min", 60.0), ("s", 1.0))


def unit_of(seconds: float) -> tuple[str, float]:
    """Return the largest unit of which a length holds two, and its size [s]."""
    return next((one for one in _UNITS if seconds >= 2 * one[1]), _UNITS[-1])


def length_text(seconds: float) -> str:
    """Return a length of time in the largest unit of which it holds two, as ``30 d`` or ``36 h``."""
    name, size = unit_of(seconds)
    return f"{seconds / size:.4g} {name}"
