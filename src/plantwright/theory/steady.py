"""A queue in steady state, and the checks that it has one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plantwright.errors import TheoryError


@dataclass(frozen=True)
class Steady:
    """A work center in steady state."""

    arrival_rate: float
    """Orders that come, and leave [1/s]."""
    process_time: float
    """Mean time an order holds its station, repairs included [s]."""
    wait: float
    """Mean time an order waits for a station [s]."""
    utilization: float
    """Arrival rate over effective rate [1]."""

    @property
    def flow_time(self) -> float:
        """Return the mean time from coming to leaving [s]."""
        return self.wait + self.process_time

    @property
    def wip(self) -> float:
        """Return the mean number of orders there, by Little's law [1]."""
        return self.arrival_rate * self.flow_time


def check(subject: str, problems: Iterable[str | None]) -> None:
    """Raise TheoryError with every problem that is one."""
    found = [one for one in problems if one]
    if found:
        raise TheoryError(subject, found)


def positive(name: str, value: float) -> str | None:
    """Say what is wrong with a number that must be above zero, and finite."""
    return None if 0 < value < float("inf") else f"{name}: {value:g}; must be above 0 and finite"


def not_negative(name: str, value: float) -> str | None:
    """Say what is wrong with a number that must not be below zero, nor without bound."""
    return None if 0 <= value < float("inf") else f"{name}: {value:g}; must be 0 or above, and finite"


def at_least(name: str, value: int, least: int) -> str | None:
    """Say what is wrong with a count that is too small."""
    return None if value >= least else f"{name}: {value}; must be at least {least}"


def stable(name: str, utilization: float) -> str | None:
    """Say what is wrong with a queue that would grow for ever."""
    return (
        None if utilization < 1 else f"{name}: utilization {utilization:.4g}; must be below 1, or the queue never ends"
    )
