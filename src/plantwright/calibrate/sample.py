"""What a fit needs of a log, as plain arrays taken out once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from plantwright.calibrate.arrays import Flags, Floats, Ints
from plantwright.calibrate.queues import Choices
from plantwright.model.calendar import Calendar
from plantwright.model.facts import Facts

SOURCES = ("order", "breakdown", "arrival")
"""The blocks of records that are weighed apart, in the order of their random numbers."""


@dataclass(frozen=True)
class Names:
    """The names behind the numbers of the other tables."""

    products: tuple[str, ...]
    operations: tuple[str, ...]
    centers: tuple[str, ...]
    stations: tuple[str, ...]
    workers: tuple[str, ...]
    families: tuple[str, ...]


@dataclass(frozen=True)
class Tasks:
    """An operation of a product at a work center, shape (tasks,)."""

    product: Ints
    operation: Ints
    center: Ints
    family: Ints


@dataclass(frozen=True)
class Orders:
    """Orders, shape (orders,)."""

    product: Ints
    quantity: Floats
    urgent: Flags
    inside: Flags
    """Released within the window: what is new, not what lay there."""
    lead_time: Floats
    """Due less released, calendar time; NaN where unknown [s]."""
    on_floor: int
    """Orders on the floor, middle of the window's moments."""
    tied: float
    """Share of the releases that came with a completion."""
    choices: Choices
    """How lots were taken from the queues."""


@dataclass(frozen=True)
class Visits:
    """Performances of an operation on a lot, shape (visits,)."""

    order: Ints
    task: Ints
    station: Ints
    worker: Ints
    """−1: nobody."""
    start: Floats
    """Working time; NaN where not known [s]."""
    end: Floats
    free: Floats
    """When its worker was free of it; NaN where no row says so [s]."""
    quantity: Floats
    scrapped: Floats
    """NaN where not known."""
    back: Ints
    """Steps back the lot went afterwards; −1: it went on; −2: not known."""


@dataclass(frozen=True)
class Traces:
    """Sequences of tasks that orders took from release to completion, shape (traces,)."""

    product: Ints
    steps: tuple[tuple[int, ...], ...]
    orders: tuple[Ints, ...]
    """Orders that took each."""


@dataclass(frozen=True)
class Runs:
    """Stretches of a station on one lot or one load, in order of station and time, shape (runs,)."""

    order: Ints
    """Order of the first lot."""
    task: Ints
    """Task of the first lot."""
    lots: Ints
    center: Ints
    station: Ints
    before: Ints
    """Family of the lots before it on the station; −1: not known."""
    family: Ints
    mixed: Ints
    """The runs that held several lots."""
    mixed_tasks: tuple[Ints, ...]
    """The tasks of the lots of each of them."""
    mixed_quantities: tuple[Floats, ...]
    """Their quantities."""
    quantity: Floats
    length: Floats
    """Working time within the window, repairs not counted [s]."""
    sound: Flags
    """Begun and ended within the window: its length is known."""
    going: Flags
    """Begun within the window and going on at its close: its length is at least what is known."""
    waited: Floats
    """From the oldest lot's leaving its last step to the start; NaN where the station was not free meanwhile [s]."""


@dataclass(frozen=True)
class Setups:
    """Setups recorded as rows of their own, shape (setups,)."""

    order: Ints
    center: Ints
    before: Ints
    family: Ints
    length: Floats


@dataclass(frozen=True)
class Breakdowns:
    """Recorded breakdowns, in order of station and time, shape (breakdowns,)."""

    center: Ints
    station: Ints
    run: Ints
    """The run it struck, or the last one before it; −1: none."""
    done: Floats
    """Share of that run's length that was done by then."""
    length: Floats
    """Working time of the repair; NaN where its end was not recorded [s]."""
    going: Flags
    """Going on at the close of the window: its length is at least what is known."""
    known: bool
    """Breakdowns were recorded at all."""


@dataclass(frozen=True)
class Gaps:
    """Times between things, with the order each belongs to, shape (gaps,) [s]."""

    order: Ints
    length: Floats


@dataclass(frozen=True)
class Waits:
    """All gaps between two steps, waiting included, shape (gaps,)."""

    order: Ints
    length: Floats
    """Working time [s]."""
    idle: Flags
    """Station and worker stood idle until the start: the lot was on its way for so long."""


@dataclass(frozen=True)
class Sample:
    """All that ``estimate`` needs, with the weights by which it counts.

    Notes
    -----
    ``resampled`` is the Bayesian bootstrap: weights are exponential with mean 1, so that no product and no work
    center can vanish. An order is a block: all that happened to it shares a weight.

    References
    ----------
    Rubin (1981), The Bayesian bootstrap, Annals of Statistics 9, 130-134.
    """

    name: str
    time_zone: str
    calendar: Calendar
    facts: Facts
    names: Names
    tasks: Tasks
    orders: Orders
    visits: Visits
    traces: Traces
    runs: Runs
    setups: Setups
    setup_rows: bool
    """Setups have rows of their own."""
    breakdowns: Breakdowns
    arrivals: Gaps
    moves: Gaps
    waits: Waits
    """All gaps between two steps, also those spent waiting."""
    attendance: Floats
    """For what share of a step its worker is needed, by work center; 0: for none of it [1]."""
    dedication: dict[int, tuple[str, ...]]
    """Stations to which a task keeps; of tasks that may use all, nothing."""
    buffers: dict[str, int]
    """Places in front of the work centers for which departures waited."""
    window: float
    """Working time of the window [s]."""
    order_weight: Floats
    breakdown_weight: Floats
    arrival_weight: Floats

    def resampled(self, rng: np.random.Generator, sources: Sequence[str] = SOURCES) -> Sample:
        """Return the sample with other weights: what another window of this plant might have shown.

        Parameters
        ----------
        sources
            Of ``SOURCES``, the records to weigh anew; the others stay as they are.
        """
        names = [f"{source}_weight" for source in SOURCES if source in sources]
        weights: dict[str, Any] = {name: rng.standard_exponential(len(getattr(self, name))) for name in names}
        return replace(self, **weights)

    def sources(self) -> tuple[str, ...]:
        """Return those of ``SOURCES`` that hold more than one record."""
        return tuple(source for source in SOURCES if len(getattr(self, f"{source}_weight")) > 1)
