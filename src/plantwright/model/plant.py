"""What a factory is: one frozen, validated value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, Self

from pydantic import Field, model_validator

from plantwright.errors import PlantError
from plantwright.model.calendar import ALWAYS, Calendar
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.product import Operation, Product
from plantwright.model.quantity import Count, Money, Name, Noun, Share


class Worker(Noun):
    """A crew position, staffed on every shift."""

    id: Name
    skills: tuple[Name, ...] = Field(min_length=1)


class Release(Noun):
    """How orders reach the floor: as they come (open), or one for each that leaves (conwip)."""

    policy: Literal["open", "conwip"] = "open"
    interarrival: Distribution | None = None
    """Open release: working time of the plant between two orders [s]."""
    wip_limit: Count | None = None
    """CONWIP: orders on the floor."""
    urgent_share: Share = 0.0
    """Share of the orders that are urgent."""


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
    method: str
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
    """Working time of a move from one step to the next [s]."""
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

    def find_calendar(self, name: str) -> Calendar:
        """Return the calendar of that name."""
        return {ALWAYS.id: ALWAYS, **{one.id: one for one in self.calendars}}[name]

    def operations(self) -> Iterator[tuple[Product, Operation]]:
        """Iterate over every step of every routing, with its product."""
        for product in self.products:
            for routing in product.routings:
                for operation in routing.operations:
                    yield product, operation

    def skills(self) -> tuple[str, ...]:
        """Return every skill needed or held, in order."""
        needed = {center.skill for center in self.work_centers if center.skill}
        return tuple(sorted(needed | {skill for worker in self.workers for skill in worker.skills}))


def plant_problems(plant: Plant) -> Iterator[str]:
    """Iterate over all that contradicts itself in a plant."""
    yield from _repeated("work_centers", (one.id for one in plant.work_centers))
    yield from _repeated("products", (one.id for one in plant.products))
    yield from _repeated("workers", (one.id for one in plant.workers))
    yield from _repeated("stations", (name for one in plant.work_centers for name in one.station_names()))
    yield from _calendar_problems(plant)
    yield from _routing_problems(plant)
    yield from _skill_problems(plant)
    yield from _release_problems(plant.release)
    if not sum(product.share for product in plant.products) > 0:
        yield "products: every share is 0; at least one must be above 0"


def _repeated(where: str, names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{where}: {name!r} stands {times} times; each must be named once"


def _calendar_problems(plant: Plant) -> Iterator[str]:
    known = {ALWAYS.id, *(one.id for one in plant.calendars)}
    used = [("calendar", plant.calendar)]
    used += [(f"work_centers.{one.id}.calendar", one.calendar) for one in plant.work_centers if one.calendar]
    for where, name in used:
        if name not in known:
            yield f"{where}: {name!r} is not defined; known are {', '.join(sorted(known))}"
    for calendar in plant.calendars:
        if not calendar.open_spans():
            yield f"calendars.{calendar.id}: it has no working time; give at least one shift"


def _routing_problems(plant: Plant) -> Iterator[str]:
    known = {one.id for one in plant.work_centers}
    for product, operation in plant.operations():
        where = f"products.{product.id}.{operation.id}"
        if operation.work_center not in known:
            yield f"{where}: unknown work center {operation.work_center!r}; known are {', '.join(sorted(known))}"
        if operation.rework >= 1:
            yield f"{where}.rework: {operation.rework:g}; must be below 1, or the lot never leaves"
    for product in plant.products:
        for routing in product.routings:
            for index, operation in enumerate(routing.operations):
                if operation.rework_back > index:
                    yield f"products.{product.id}.{operation.id}.rework_back: {operation.rework_back}; at most {index}"


def _skill_problems(plant: Plant) -> Iterator[str]:
    held = {skill for worker in plant.workers for skill in worker.skills}
    for center in plant.work_centers:
        if center.skill and center.skill not in held:
            yield (
                f"work_centers.{center.id}.skill: nobody has {center.skill!r}; "
                f"held are {', '.join(sorted(held)) or 'none'}; add a worker with it"
            )


def _release_problems(release: Release) -> Iterator[str]:
    if release.policy == "open" and not (release.interarrival and release.interarrival.mean > 0):
        yield "release.interarrival: missing or 0; open release needs a mean time above 0 s between orders"
    if release.policy == "conwip" and release.wip_limit is None:
        yield "release.wip_limit: missing; conwip needs the number of orders on the floor"
