"""Work centers: parallel stations with a queue in front, and what slows them."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from plantwright.model.distribution import NO_NOISE, Distribution
from plantwright.model.quantity import Count, Kilowatts, Name, Noun, Seconds, ZeroCount

DispatchRule = Literal["fifo", "edd", "spt"]
"""Who goes first: longest waiting, earliest due date, or shortest expected process time without setup."""


LoadTime = Literal["longest", "lead"]
"""Which lot of a load says how long it takes."""


class SetupTime(Noun):
    """Mean time to change a station from one product family to another."""

    from_family: Name
    to_family: Name
    time: Seconds


class Setup(Noun):
    """What it takes to change a station over; nothing within a family."""

    default: Seconds = 0.0
    """Mean for a pair of families that is not listed."""
    times: tuple[SetupTime, ...] = ()
    noise: Distribution = NO_NOISE
    """What each change-over is multiplied by; mean 1."""

    def scaled(self, factor: float) -> Setup:
        """Return the same setups with every mean multiplied by ``factor``."""
        times = tuple(one.model_copy(update={"time": one.time * factor}) for one in self.times)
        return self.model_copy(update={"default": self.default * factor, "times": times})


class Failures(Noun):
    """How a station breaks down: after so much processing, for so long; the interrupted work resumes."""

    time_to_failure: Distribution
    """Processing time between failures, setups not counted [s]."""
    time_to_repair: Distribution
    """Working time until it runs again [s]."""
    reason: str = "breakdown"


class Batch(Noun):
    """A station that takes several lots at once, as an oven does."""

    max_lots: Count
    min_lots: Count = 1
    max_wait: Seconds | None = None
    """Start with fewer than ``min_lots`` once the oldest has waited this long, in working time [s]; None: never."""
    same_family: bool = True
    load_time: LoadTime = "longest"
    """How long a load takes: as its longest lot does, or as its lead lot, the first in dispatch order, does."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min_lots > self.max_lots:
            raise ValueError(f"min_lots {self.min_lots} is above max_lots {self.max_lots}; it may be at most that")
        return self


class Power(Noun):
    """Electrical power a station draws, by state [kW]."""

    process: Kilowatts
    setup: Kilowatts = 0.0
    down: Kilowatts = 0.0
    idle: Kilowatts = 0.0


class WorkCenter(Noun):
    """A group of like stations that share one queue."""

    id: Name
    stations: Count = 1
    station_ids: tuple[Name, ...] = ()
    """The stations' names as recorded; empty: ``id-1``, ``id-2``, …"""
    buffer: ZeroCount | None = None
    """Places for lots waiting here or on their way here; None: no limit."""
    calendar: Name | None = None
    """When it works; None: the plant's calendar."""
    skill: Name | None = None
    """What a worker must have to run it; None: nobody is needed."""
    dispatch: DispatchRule = "fifo"
    setup: Setup | None = None
    failures: Failures | None = None
    batch: Batch | None = None
    power: Power | None = None

    def station_names(self) -> tuple[str, ...]:
        """Return one name a station; stations without a recorded name are numbered."""
        named = self.station_ids[: self.stations]
        return named + tuple(f"{self.id}-{k + 1}" for k in range(len(named), self.stations))
