"""What a factory is: one frozen, validated value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, model_validator

from plantwright.errors import PlantError
from plantwright.model.calendar import ALWAYS, Calendar, Spans
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Power, WorkCenter
from plantwright.model.orders import Arrival, Order
from plantwright.model.plant_problems import plant_problems
from plantwright.model.product import Operation, Product
from plantwright.model.quantity import Count, Money, Name, Noun, Share
from plantwright.model.transport import Carriers
from plantwright.model.words import Words


class Worker(Noun):
    """A crew position, staffed on every shift."""

    id: Name
    skills: tuple[Name, ...] = Field(min_length=1)
    calendar: Name | None = None
    """When this worker is there; None: whenever the work center is open."""


Policy = Literal["open", "conwip", "drum", "kanban", "orders"]
"""How orders reach the floor: as they come; one for each that leaves; one for each that passes the drum; one whenever
the first work center of its routing has a free card; or only those told beforehand."""


class Release(Noun):
    """How orders reach the floor."""

    policy: Policy = "open"
    interarrival: Distribution | None = None
    """Open release: working time of the plant between two orders [s]."""
    arrivals: tuple[Arrival, ...] = ()
    """Open release: streams of their own, in place of ``interarrival`` and the products' shares."""
    wip_limit: Count | None = None
    """CONWIP: orders on the floor. Drum: orders released that have not passed the drum."""
    drum: Name | None = None
    """The work center that sets the pace."""
    urgent_share: Share = 0.0
    """Share of the orders that are urgent."""
    when_full: Literal["wait", "lost"] = "wait"
    """Open release: an order that finds the buffer of its first work center full waits outside, or is turned away."""

    def paced(self, factor: float) -> Release:
        """Return the same release with orders coming ``factor`` times as often."""
        arrivals = tuple(
            one.model_copy(update={"interarrival": one.interarrival.scaled(1 / factor)}) for one in self.arrivals
        )
        single = self.interarrival.scaled(1 / factor) if self.interarrival else None
        return self.model_copy(update={"interarrival": single, "arrivals": arrivals})


class Costs(Noun):
    """What money is known, in the plant's currency; None: not known."""

    margin_per_piece: Money | None = None
    """Contribution of one more good piece sold."""
    worker_per_hour: Money | None = None
    """Cost of one worker for one hour, all included."""
    station_once: dict[Name, Money] = Field(default_factory=dict)
    """Price of one more station, by work center."""
    energy_per_kwh: Money | None = None


class Evidence(Noun):
    """Where a number of the plant came from."""

    path: str
    """The number it speaks of, for example ``work_centers.mill.failures.time_to_repair.mean``."""
    value: float | str | None = None
    unit: str = ""
    low: float | None = None
    high: float | None = None
    n: int | None = None
    """Rows or events it rests on."""
    method: Words
    """How it was found, or ``told by the user``."""


class Plant(Noun):
    """A factory: its work centers, products, people, calendars and the way orders reach the floor."""

    name: Name
    time_zone: str = "UTC"
    currency: str | None = None
    calendars: tuple[Calendar, ...] = ()
    calendar: Name = ALWAYS.id
    """The calendar of the whole plant; ``always`` needs no definition."""
    work_centers: tuple[WorkCenter, ...] = Field(min_length=1)
    products: tuple[Product, ...] = Field(min_length=1)
    workers: tuple[Worker, ...] = ()
    release: Release
    urgent_first: bool = False
    """Urgent orders go before all others in every queue."""
    transport: Distribution = Distribution.constant(0.0)
    """Working time of a move from one step to the next, where no carrier does it [s]."""
    carriers: Carriers | None = None
    orders: tuple[Order, ...] = ()
    """Orders told beforehand, those on the floor at the beginning included."""
    costs: Costs = Costs()
    evidence: tuple[Evidence, ...] = Field(default=(), repr=False)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        problems = list(plant_problems(self))
        if problems:
            raise PlantError(f"plant {self.name!r}", problems)
        return self

    def work_center(self, name: str) -> WorkCenter:
        """Return the work center of that name."""
        return {one.id: one for one in self.work_centers}[name]

    def calendar_of(self, center: WorkCenter) -> Calendar:
        """Return when a work center works."""
        return self.find_calendar(center.calendar or self.calendar)

    def hours_of(self, worker: Worker) -> Spans:
        """Return when a worker is there, in a week [s]."""
        return self.find_calendar(worker.calendar or ALWAYS.id).open_spans()

    def find_calendar(self, name: str) -> Calendar:
        """Return the calendar of that name."""
        return {ALWAYS.id: ALWAYS, **{one.id: one for one in self.calendars}}[name]

    def operations(self) -> Iterator[tuple[Product, Operation]]:
        """Iterate over every step of every routing, with its product."""
        for product in self.products:
            for routing in product.routings:
                for operation in routing.operations:
                    yield product, operation

    def powers(self) -> dict[str, Power]:
        """Return the power by state of each work center that has one, by its name [kW]."""
        return {center.id: center.power for center in self.work_centers if center.power}

    def first_skills(self) -> dict[str, str]:
        """Return the skill that running each work center takes, by the work center's name."""
        return {center.id: center.skill for center in self.work_centers if center.skill}

    def skills(self) -> tuple[str, ...]:
        """Return every skill needed or held, in order."""
        needed = {skill for center in self.work_centers for skill in center.skills()}
        return tuple(sorted(needed | {skill for worker in self.workers for skill in worker.skills}))
