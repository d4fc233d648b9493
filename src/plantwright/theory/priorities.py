"""M/G/1 with classes of priority: who is urgent goes first, but nobody is put off his station."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from plantwright.theory.general import Moments
from plantwright.theory.steady import Steady, at_least, check, not_negative, positive, stable


@dataclass(frozen=True)
class Class:
    """Orders of one priority."""

    arrival_rate: float
    """[1/s]"""
    process: Moments


def cobham(classes: Sequence[Class]) -> list[Steady]:
    """Return each class of an M/G/1 with priorities that do not interrupt, the most urgent class first.

    Raises
    ------
    TheoryError
        The station cannot keep up, or a number is none that a queue can have.

    Notes
    -----
    Class k waits ``Σ λᵢ E[Sᵢ²] / (2 (1 − σ(k−1)) (1 − σ(k)))`` with ``σ(k) = ρ₁ + … + ρₖ``. The shortest expected
    process time first is the same with classes ordered by their means.

    References
    ----------
    .. [1] Cobham (1954). Priority assignment in waiting line problems. Operations Research 2(1), 70-76.
    .. [2] Gross, Shortle, Thompson, Harris (2008). Fundamentals of Queueing Theory, 4th ed., section 3.4.
    .. [3] Conway, Maxwell, Miller (1967). Theory of Scheduling, chapter 8.
    """
    problems = [found for k, one in enumerate(classes) for found in _problems(f"classes.{k}", one)]
    check("an M/G/1 with priorities", [at_least("classes", len(classes), 1), *problems])
    up_to = list(accumulate(one.arrival_rate * one.process.mean for one in classes))
    check("an M/G/1 with priorities", [stable("classes", up_to[-1])])
    residual = sum(one.arrival_rate * one.process.second for one in classes) / 2
    waits = [residual / (1 - before) / (1 - upto) for before, upto in zip([0.0, *up_to], up_to, strict=False)]
    return [
        Steady(one.arrival_rate, one.process.mean, wait, up_to[-1]) for one, wait in zip(classes, waits, strict=True)
    ]


def _problems(where: str, one: Class) -> list[str | None]:
    return [
        positive(f"{where}.arrival_rate", one.arrival_rate),
        positive(f"{where}.process.mean", one.process.mean),
        not_negative(f"{where}.process.scv", one.process.scv),
    ]


def overall(classes: Sequence[Steady]) -> float:
    """Return the mean flow time over the orders of all classes [s]."""
    return sum(one.wip for one in classes) / sum(one.arrival_rate for one in classes)
