"""M/G/1: one station whose process times have any distribution, and breakdowns as part of that distribution."""

from __future__ import annotations

from dataclasses import dataclass

from plantwright.theory.steady import Steady, check, not_negative, positive, stable


@dataclass(frozen=True)
class Moments:
    """A time by its mean and squared coefficient of variation."""

    mean: float
    """[s]"""
    scv: float = 1.0
    """Variance over squared mean; 1 for the exponential [1]."""

    @property
    def second(self) -> float:
        """Return the mean of the square [s²]."""
        return self.mean**2 * (1 + self.scv)


def mg1(arrival_rate: float, process: Moments) -> Steady:
    """Return the M/G/1 queue, first in, first out.

    Raises
    ------
    TheoryError
        The station cannot keep up, or a number is none that a queue can have.

    Notes
    -----
    Pollaczek-Khinchine: mean wait ``λ E[S²] / (2 (1 − ρ))``.

    References
    ----------
    .. [1] Gross, Shortle, Thompson, Harris (2008). Fundamentals of Queueing Theory, 4th ed., section 5.1.
    """
    load = arrival_rate * process.mean
    check(
        "an M/G/1 queue",
        [
            positive("arrival_rate", arrival_rate),
            positive("process.mean", process.mean),
            not_negative("process.scv", process.scv),
            stable("process", load),
        ],
    )
    return Steady(arrival_rate, process.mean, arrival_rate * process.second / (2 * (1 - load)), load)


def completion(process: Moments, time_to_failure: float, repair: Moments) -> Moments:
    """Return how long an order holds a station that breaks down while it works, repairs included.

    Parameters
    ----------
    time_to_failure
        Mean processing time between failures; exponential [s].

    Notes
    -----
    Work is resumed where it stood. Failures during a process time S are Poisson with mean ``S/f``, so that
    ``E[C] = E[S] (1 + r/f)`` and ``E[C²] = E[S²] (1 + r/f)² + E[S] E[R²] / f`` with ``r = E[R]``. Failures have no
    memory, so that one order's completion time tells nothing of the next, and C may stand for S in ``mg1``.

    References
    ----------
    .. [1] Gaver (1962). A waiting line with interrupted service, including priorities. J. Royal Statistical Society B
       24(1), 73-90.
    .. [2] Hopp, Spearman (2008). Factory Physics, 3rd ed., section 8.4.2.
    """
    check(
        "a station that breaks down",
        [positive("process.mean", process.mean), positive("time_to_failure", time_to_failure)],
    )
    stretch = 1 + repair.mean / time_to_failure
    mean = process.mean * stretch
    second = process.second * stretch**2 + process.mean * repair.second / time_to_failure
    return Moments(mean, second / mean**2 - 1)
