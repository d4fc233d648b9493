"""Work centers: parallel stations with a queue in front, and what slows them."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, model_validator

from plantwright.model.distribution import NO_NOISE, Distribution
from plantwright.model.quantity import Count, Kilowatts, Name, Noun, Seconds, ZeroCount

RULES = ("fifo", "edd", "spt", "cr", "slack", "atc", "atcs", "fewest_setups", "next_queue")
"""The dispatch rules that every plant knows; ``docs/reference/dispatch.md`` gives the formula of each."""

PLUGIN = "plugin:"
"""Before the name of a rule that an installed package brings, as entry point of ``plantwright.dispatch``."""


def _rule(value: str) -> str:
    if value not in RULES and not (value.startswith(PLUGIN) and value != PLUGIN):
        raise ValueError(f"{value!r} is no rule; allowed are {', '.join(RULES)}, or {PLUGIN}NAME of an installed one")
    return value


DispatchRule = Annotated[str, AfterValidator(_rule)]
"""Who goes first: one of ``RULES``, or ``plugin:NAME``."""


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
    min_run: Count = 1
    """Starts of one family before a station may change over, as long as lots of that family wait."""

    def scaled(self, factor: float) -> Setup:
        """Return the same setups with every mean multiplied by ``factor``."""
        times = tuple(one.model_copy(update={"time": one.time * factor}) for one in self.times)
        return self.model_copy(update={"default": self.default * factor, "times": times})


FailureClock = Literal["busy", "calendar", "pieces"]
"""What wears a station: its processing time, setups not counted; its working hours, busy or not; pieces made."""

MaintenanceClock = Literal["calendar", "busy", "pieces", "lots"]
"""What makes maintenance due: working hours, processing time, pieces, or lots."""


MOST_STOPS = 32
"""Ways in which one work center may stop, failures and maintenance together."""
MOST_SKILLS = 62
"""Skills that the work centers of a plant may ask for."""


class Failures(Noun):
    """How a station breaks down: after so much wear, for so long; the interrupted work resumes."""

    time_to_failure: Distribution
    """Wear between failures: seconds, or pieces where those are the clock [s or pieces]."""
    time_to_repair: Distribution
    """Working time until it runs again [s]."""
    reason: str = "breakdown"
    clock: FailureClock = "busy"


class Maintenance(Noun):
    """Planned work on a station: once due, it begins as soon as the station is empty."""

    every: Distribution
    """From the end of one to the time the next is due: seconds, pieces or lots by ``clock``."""
    duration: Distribution
    """Working time until the station is back [s]."""
    clock: MaintenanceClock = "calendar"
    reason: str = "maintenance"


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


AtClose = Literal["pause", "finish", "fit"]
"""What happens to work when its calendar closes: it pauses until the next opening, it is finished after hours, or
only what is expected to end before closing is begun (and finished should it run over)."""

Blocking = Literal["after", "before"]
"""Whether a station that has no place to send a lot holds it after service, or does not begin it at all."""


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
    team: tuple[Name, ...] = ()
    """Further workers needed at the same time, one for each skill named."""
    dispatch: DispatchRule = "fifo"
    setup: Setup | None = None
    failures: Failures | None = None
    further_failures: tuple[Failures, ...] = ()
    """Other ways to break down, each with its own clock."""
    maintenance: tuple[Maintenance, ...] = ()
    batch: Batch | None = None
    power: Power | None = None
    at_close: AtClose = "pause"
    blocking: Blocking = "after"
    kanban: Count | None = None
    """Cards: lots that may wait here, be worked on, or be done and not yet taken; None: no cards."""

    def failure_modes(self) -> tuple[Failures, ...]:
        """Return every way in which a station breaks down."""
        return ((self.failures,) if self.failures else ()) + self.further_failures

    def skills(self) -> tuple[str, ...]:
        """Return the skills of all the workers that it takes, one entry a worker."""
        return ((self.skill,) if self.skill else ()) + self.team

    def station_names(self) -> tuple[str, ...]:
        """Return one name a station; stations without a recorded name are numbered."""
        named = self.station_ids[: self.stations]
        return named + tuple(f"{self.id}-{k + 1}" for k in range(len(named), self.stations))
