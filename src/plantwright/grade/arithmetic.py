"""The arithmetic of grading: only + − × ÷ and square roots, in one order, so that a browser finds the same numbers.

``visit/static/grade.js`` holds the same functions; a contract test compares the two.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

ASKED = 10
"""Cycles that a time study asks for."""
READING = 0.01
"""How exactly a stopwatch is read by hand, as a share of the mean [1]."""
Z = 1.959963984540054
"""Two-sided 95 % point of the normal law."""
_T = (
    12.706204736, 4.302652730, 3.182446305, 2.776445105, 2.570581836, 2.446911851, 2.364624252, 2.306004135,
    2.262157163, 2.228138852, 2.200985160, 2.178812830, 2.160368656, 2.144786688, 2.131449546, 2.119905299,
    2.109815578, 2.100922040, 2.093024054, 2.085963447, 2.079613845, 2.073873068, 2.068657610, 2.063898562,
    2.059538553, 2.055529439, 2.051830516, 2.048407142, 2.045229642, 2.042272456,
)  # fmt: skip
"""Two-sided 95 % points of Student's t for 1 to 30 degrees of freedom."""


def total(values: Iterable[float]) -> float:
    """Return the sum, added up from left to right: newer Pythons' ``sum`` rounds otherwise than browsers do."""
    added = 0.0
    for value in values:
        added = added + value
    return added


def mean_of(values: Sequence[float]) -> float:
    """Return the mean of at least one value."""
    return total(values) / len(values)


def scatter_of(values: Sequence[float]) -> float:
    """Return the standard deviation of a sample; zero for a single value."""
    if len(values) < 2:
        return 0.0
    mean = mean_of(values)
    return math.sqrt(total((value - mean) * (value - mean) for value in values) / (len(values) - 1))


def t_point(freedom: int) -> float:
    """Return how many standard errors a two-sided 95 % interval reaches.

    Notes
    -----
    Above 30 degrees of freedom the expansion of Cornish and Fisher, ``z + (z³ + z)/4ν + (5z⁵ + 16z³ + 3z)/96ν² +
    (3z⁷ + 19z⁵ + 17z³ − 15z)/384ν³``.
    """
    if freedom <= len(_T):
        return _T[freedom - 1]
    square = Z * Z
    first = Z * (square + 1) / 4
    second = Z * ((5 * square + 16) * square + 3) / 96
    third = Z * (((3 * square + 19) * square + 17) * square - 15) / 384
    return Z + (first + (second + third / freedom) / freedom) / freedom


def closeness(error: float, free: float) -> float:
    """Return the share of the points for an error: all for one as small as ``free``, half at four times that [1].

    Notes
    -----
    ``1 / (1 + ((e/free − 1)/3)²)`` for larger ones: it falls smoothly and never grows with the error.
    """
    if not free > 0:
        return 1.0 if error <= 0 else 0.0
    beyond = (error / free - 1) / 3
    return 1 / (1 + beyond * beyond) if beyond > 0 else 1.0


def digits(value: float, places: int = 0) -> str:
    """Return a number as text, halves rounded away from zero, with a point and no separators."""
    scale = (1, 10, 100)[places]
    units = math.floor(abs(value) * scale + 0.5)
    sign = "-" if value < 0 and units > 0 else ""
    whole, rest = divmod(units, scale)
    return f"{sign}{whole}.{str(rest).rjust(places, '0')}" if places else f"{sign}{whole}"


def span(seconds: float) -> str:
    """Return a length of time as people say it: in seconds, minutes or hours."""
    size = abs(seconds)
    if size < 600:
        return f"{digits(seconds, 1)} s"
    return f"{digits(seconds / 60, 1)} min" if size < 36_000 else f"{digits(seconds / 3600, 1)} h"


def percent(share: float) -> str:
    """Return a share as a percentage."""
    return f"{digits(100 * share)} %"
