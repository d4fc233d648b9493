"""The scale on which effects add up: ratios as logarithms, shares as they are."""

from __future__ import annotations

import numpy as np

from plantwright.twin.replicate import Array

SHARES = ("on_time",)
"""Metrics that are compared as differences [points]; the others as ratios [%]."""


def in_percent(name: str, effect: float) -> float:
    """Return an effect in percent of the level without it, or in points."""
    return 100 * effect if name in SHARES else 100 * float(np.expm1(effect))


def from_percent(name: str, effect: float) -> float:
    """Return an effect given in percent or points on the scale on which effects add up."""
    return effect / 100 if name in SHARES else float(np.log1p(max(effect, -99.9) / 100))


def scaled(name: str, values: Array | float) -> Array:
    """Return values on the scale on which effects add up: logarithms, or shares as they are."""
    if name in SHARES:
        return np.asarray(values, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log(values), dtype=float)


def unscaled(name: str, value: Array | float) -> Array:
    """Return values as they are recorded, from the scale on which effects add up."""
    return np.asarray(value if name in SHARES else np.exp(value), dtype=float)
