"""Is a process able to meet its specification: Cp, Cpk, Pp and Ppk, each with its interval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.stats import beta, chi2, norm

from plantwright.errors import Problems, RecordsError
from plantwright.model.estimate import Estimate
from plantwright.observe.spc.assumptions import Assumptions, assumptions
from plantwright.observe.spc.spreads import LEVEL, Spread, overall


@dataclass(frozen=True)
class Specification:
    """What a value of a characteristic must lie between."""

    lower: float | None = None
    upper: float | None = None
    target: float | None = None

    def known(self) -> bool:
        """Tell whether there is a limit at all."""
        return self.lower is not None or self.upper is not None

    def width(self) -> float | None:
        """Return the tolerance, from limit to limit; None where one side is open."""
        return None if self.lower is None or self.upper is None else self.upper - self.lower


@dataclass(frozen=True)
class Capability:
    """How well a process fits its specification, within a short time and over the whole."""

    specification: Specification
    cp: Estimate
    cpk: Estimate
    pp: Estimate
    ppk: Estimate
    outside: Estimate
    """Share of the values outside of the specification, which needs no law [1]."""
    assumed: Assumptions
    doubts: tuple[str, ...]
    """Why the indices are not to be believed; none: they are."""

    def believed(self) -> bool:
        """Tell whether nothing speaks against the indices."""
        return not self.doubts


def capability(
    values: np.ndarray, specification: Specification, within: Spread, *, stable: bool = True, unit: str = ""
) -> Capability:
    """Return how well the values of a process fit its specification.

    Parameters
    ----------
    values
        Single values, shape (points,).
    specification
        One limit or two.
    within
        The standard deviation within a short time, for Cp and Cpk; that of all values serves Pp and Ppk.
    stable
        Whether the control chart of these values shows no more than chance; an index foretells nothing of others.
    unit
        Of the values.

    Notes
    -----
    ``Cp = (USL−LSL)/6σ``, ``Cpk = min(USL−mean, mean−LSL)/3σ``. Intervals of Cp and Pp by chi-square; those of Cpk and
    Ppk by ``Cpk·(1 ± z·√(1/(9n·Cpk²) + 1/(2ν)))`` with ν degrees of freedom of σ.

    References
    ----------
    Kane (1986), Process capability indices, J. of Quality Technology 18(1); Bissell (1990), How reliable is your
    capability index?, Applied Statistics 39(3); NIST/SEMATECH e-Handbook of Statistical Methods, 6.1.6.
    """
    check_specification(specification)
    whole, mean = overall(values, unit), float(values.mean())
    judged = assumptions(values)
    doubts = judged.doubts() + (() if stable else ("the process is not stable: find the causes of its signals first",))

    def marked(make: Callable[[Specification, float, Spread, int], Estimate], spread: Spread) -> Estimate:
        index = make(specification, mean, spread, len(values))
        return (
            index.model_copy(update={"method": f"doubtful: {index.method}"})
            if doubts and index.value is not None
            else index
        )

    return Capability(
        specification=specification,
        cp=marked(_potential, within), cpk=marked(_actual, within), pp=marked(_potential, whole),
        ppk=marked(_actual, whole), outside=share_outside(values, specification), assumed=judged, doubts=doubts,
    )  # fmt: skip


def check_specification(one: Specification) -> None:
    """Raise RecordsError with all that is wrong in a specification."""
    problems = Problems("a specification", RecordsError)
    if not one.known():
        problems.add("lower, upper", "neither is told", "one limit or two are needed")
    if one.lower is not None and one.upper is not None and not one.lower < one.upper:
        problems.add("lower, upper", f"{one.lower:g} and {one.upper:g}", "the lower must be below the upper")
    problems.raise_any()


def potential_interval(value: float, degrees: float, level: float = LEVEL) -> tuple[float, float]:
    """Return the chi-square interval of Cp or Pp at a level, for so many degrees of freedom of its spread."""
    tail = (1 - level) / 2
    low, high = (value * sqrt(float(chi2.ppf(part, degrees)) / degrees) for part in (tail, 1 - tail))
    return low, high


def actual_interval(value: float, n: int, degrees: float, level: float = LEVEL) -> tuple[float, float]:
    """Return Bissell's interval of Cpk or Ppk at a level, for n values and so many degrees of freedom."""
    half = float(norm.ppf((1 + level) / 2)) * sqrt(1 / (9 * n) + value**2 / (2 * degrees))
    return value - half, value + half


def share_outside(values: np.ndarray, one: Specification, level: float = LEVEL) -> Estimate:
    """Return the share of values outside of a specification, with its exact binomial interval [1].

    References
    ----------
    Clopper and Pearson (1934), The use of confidence or fiducial limits, Biometrika 26(4).
    """
    below = values < (-np.inf if one.lower is None else one.lower)
    above = values > (np.inf if one.upper is None else one.upper)
    n, bad = len(values), int((below | above).sum())
    tail = (1 - level) / 2
    low = float(beta.ppf(tail, bad, n - bad + 1)) if bad else 0.0
    high = float(beta.ppf(1 - tail, bad + 1, n - bad)) if bad < n else 1.0
    method = "values outside over all values; Clopper-Pearson, no law assumed"
    return Estimate(value=bad / n, unit="1", low=low, high=high, level=level, n=n, method=method)


def _potential(one: Specification, mean: float, spread: Spread, n: int) -> Estimate:
    del mean
    sigma, width = spread.some(), one.width()
    if width is None:
        return Estimate(value=None, unit="1", n=n, method="one side is open: there is no width to compare with")
    value = width / (6 * sigma)
    low, high = (None, None) if spread.degrees is None else potential_interval(value, spread.degrees)
    return Estimate(value=value, unit="1", low=low, high=high, level=LEVEL, n=n, method=f"over {_said(spread)}")


def _actual(one: Specification, mean: float, spread: Spread, n: int) -> Estimate:
    sigma = spread.some()
    up = np.inf if one.upper is None else one.upper - mean
    down = np.inf if one.lower is None else mean - one.lower
    value = min(up, down) / (3 * sigma)
    low, high = (None, None) if spread.degrees is None else actual_interval(value, n, spread.degrees)
    method = f"to the nearer limit, over {_said(spread)}; normal approximation"
    return Estimate(value=value, unit="1", low=low, high=high, level=LEVEL, n=n, method=method)


def _said(spread: Spread) -> str:
    return spread.estimate.method.partition(";")[0]
