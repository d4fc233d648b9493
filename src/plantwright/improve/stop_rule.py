"""When to stop a trial that does harm: limits stated beforehand, looked at several times, with a known false alarm."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from plantwright.twin.replicate import Array

FALSE_ALARM = 0.05
PATHS = 20_000
MOST_LOOKS, WEEK = 8, 7.0


@dataclass(frozen=True)
class Look:
    """A day on which the trial is looked at."""

    day: float
    """Days after the change [d]."""
    limit: float
    """Stop where the effect is worse than this [%, points]."""


@dataclass(frozen=True)
class StopRule:
    """Limits of harm, and how often they err."""

    looks: tuple[Look, ...]
    false_alarm: float
    """Chance to stop a change that does nothing, over all looks [1]."""
    caught: float
    """Chance to stop a change that harms as much as this one was foretold to help [1]."""


def look_days(days: float) -> tuple[float, ...]:
    """Return the days of the looks: once a week, eight times at the most, the last at the end."""
    count = int(min(max(round(days / WEEK), 1), MOST_LOOKS))
    return tuple(float(math.ceil(days * (one + 1) / count)) for one in range(count))


def boundary(errors: Sequence[float], harm: float) -> tuple[float, float]:
    """Return how many standard errors of harm stop the trial at any look, and the chance to stop at a true harm.

    Parameters
    ----------
    errors
        Standard error of the effect at each look, falling.
    harm
        A harm, on the scale of the errors.

    Notes
    -----
    Effects at several looks have the joint law of a mean that grows: ``corr(zⱼ, zₖ) = errorₖ / errorⱼ`` for j before k.
    The constant is the 95 % quantile of the largest of 20,000 simulated paths: Pocock's boundary, for looks that need
    not carry equal information.

    References
    ----------
    Pocock (1977), Group sequential methods in the design and analysis of clinical trials, Biometrika 64, 191-199.
    Jennison and Turnbull (2000), Group Sequential Methods, section 3.1 (the joint law).
    """
    paths = _paths(np.asarray(errors, dtype=float))
    constant = float(np.quantile(paths.max(axis=1), 1 - FALSE_ALARM))
    moved = paths + harm / np.asarray(errors)
    return constant, float((moved.max(axis=1) > constant).mean())


def _paths(errors: Array) -> Array:
    """Return standardized effects of a change that does nothing, shape (paths, looks)."""
    information = 1 / np.minimum.accumulate(errors) ** 2
    gained = np.diff(information, prepend=0.0)
    steps = np.random.default_rng(0).standard_normal((PATHS, len(errors))) * np.sqrt(gained)
    return np.asarray(np.cumsum(steps, axis=1) / np.sqrt(information), dtype=float)
