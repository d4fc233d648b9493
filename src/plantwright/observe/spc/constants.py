"""The constants of control charts, computed from what defines them and not from a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import exp, lgamma, sqrt
from typing import Any

import numpy as np
from scipy.integrate import fixed_quad
from scipy.special import ndtr

from plantwright.errors import FitError

_REACH = 9.0
"""Normal values lie within this many standard deviations, but for 1e-18."""
_NODES = 200


def c4(size: float) -> float:
    """Return the mean of the standard deviation of a normal sample, in true standard deviations [1].

    Notes
    -----
    ``c4 = √(2/(n−1)) · Γ(n/2) / Γ((n−1)/2)``.
    """
    _check(size)
    return sqrt(2.0 / (size - 1)) * exp(lgamma(size / 2) - lgamma((size - 1) / 2))


@lru_cache
def d2(size: int) -> float:
    """Return the mean range of a normal sample, in standard deviations [1].

    Notes
    -----
    ``d2 = ∫ (1 − F(r)) dr`` over all ranges r, with ``F(r) = n ∫ φ(x) (Φ(x+r) − Φ(x))^(n−1) dx``.

    References
    ----------
    Tippett (1925), On the extreme individuals and the range of samples taken from a normal population, Biometrika 17.
    """
    _check(size)
    return float(_integral(lambda r: _beyond(r, size), 0.0, 2 * _REACH))


@lru_cache
def d3(size: int) -> float:
    """Return the standard deviation of the range of a normal sample, in standard deviations [1].

    Notes
    -----
    ``d3 = √(E[R²] − d2²)`` with ``E[R²] = 2 ∫ r (1 − F(r)) dr``.
    """
    _check(size)
    return sqrt(_integral(lambda r: 2 * r * _beyond(r, size), 0.0, 2 * _REACH) - d2(size) ** 2)


def d2_star(size: int, groups: int) -> float:
    """Return the root mean square of a mean range over few groups [1]: what squares of standard deviations need.

    Notes
    -----
    ``d2* = √(d2² + d3²/g)``; 1/d2* are the K1, K2 and K3 of gauge studies.

    References
    ----------
    Duncan (1974), Quality Control and Industrial Statistics, table D3.
    """
    return sqrt(d2(size) ** 2 + d3(size) ** 2 / groups)


@dataclass(frozen=True)
class Constants:
    """The factors of limits at three standard deviations, for samples of one size [1]."""

    size: int
    c4: float
    d2: float
    d3: float
    a2: float
    """Mean ± A2 · mean range."""
    a3: float
    """Mean ± A3 · mean standard deviation."""
    b3: float
    b4: float
    """B3 to B4 times the mean standard deviation: limits of a standard deviation."""
    lower_d3: float
    """The D3 of tables, which is not the d3 of ranges: D3 to D4 times the mean range are limits of a range."""
    d4: float


def constants(size: int) -> Constants:
    """Return all factors for samples of a size, as tables list them.

    Notes
    -----
    ``A2 = 3/(d2·√n)``, ``A3 = 3/(c4·√n)``, ``B3, B4 = 1 ∓ 3·√(1−c4²)/c4``, ``D3, D4 = 1 ∓ 3·d3/d2``, none below zero.

    References
    ----------
    ASTM E2587; Montgomery, Introduction to Statistical Quality Control, appendix VI.
    """
    mean, width, noise = c4(size), d2(size), d3(size)
    swing, reach = 3 * sqrt(1 - mean**2) / mean, 3 * noise / width
    return Constants(
        size=size, c4=mean, d2=width, d3=noise,
        a2=3 / (width * sqrt(size)), a3=3 / (mean * sqrt(size)),
        b3=max(0.0, 1 - swing), b4=1 + swing, lower_d3=max(0.0, 1 - reach), d4=1 + reach,
    )  # fmt: skip


def _check(size: float) -> None:
    if not size >= 2:
        raise FitError("a subgroup", [f"subgroup: {size:g} value; two or more are needed to see a spread"])


def _beyond(ranges: Any, size: int) -> Any:
    """Return the chance that the range of a sample is larger, shape (ranges,)."""

    def one_lowest(x: Any) -> Any:
        return _density(x)[:, None] * (ndtr(x[:, None] + ranges) - ndtr(x)[:, None]) ** (size - 1)

    return 1.0 - size * _integral(one_lowest, -_REACH, _REACH)


def _density(x: Any) -> Any:
    return np.exp(-(x**2) / 2) / sqrt(2 * np.pi)


def _integral(function: Callable[[Any], Any], low: float, high: float) -> Any:
    """Return an integral by Gauss and Legendre; the last axis that is left is that of the function's values."""

    def turned(x: Any) -> Any:
        return np.asarray(function(x)).T

    return fixed_quad(turned, low, high, n=_NODES)[0]
