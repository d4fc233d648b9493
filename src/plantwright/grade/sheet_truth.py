"""What the sheets are graded against: the nouns of a floor's truth over one stretch of time."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from plantwright.model.quantity import Count, Noun, Seconds, Share

Waste = Literal[
    "transport", "inventory", "motion", "waiting", "overproduction", "over_processing", "defects", "unused_skills"
]
"""The eight wastes, in the order that their initials make TIMWOODS of."""
WASTES: tuple[Waste, ...] = get_args(Waste)
Element = Literal["setup", "manual", "machine", "work", "walk"]
"""What a step consists of; ``work`` is handwork and machine time that no row tells apart."""
Per = Literal["piece", "lot"]


class Window(Noun):
    """A stretch of time, UTC without a zone, as ISO 8601 writes it."""

    start: str
    end: str


class StationStates(Noun):
    """Where the time of a station went in the window; null where no row can tell."""

    station: str
    work_center: str
    busy: Seconds
    setup: Seconds
    blocked: Seconds | None
    """Done, and not relieved of its lot; null where rows do not know when lots left, it is then in the other two."""
    starved: Seconds
    """Nothing was there to work on."""
    down: Seconds | None
    off: Seconds
    unexplained: Seconds
    """Idle while its next lot was waiting, and no row says why."""


class CenterRank(Noun):
    """A work center among the likely bottlenecks."""

    work_center: str
    rank: Count
    likeness: Share
    """How close its signs come to those of the first, 1 for the first itself [1]."""
    active_period: Share | None
    """Share of instants at which it had been active the longest [1]."""
    busy_share: Share | None
    queue_time: Annotated[float, Field(ge=0, json_schema_extra={"unit": "h"})] | None


class Cycle(Noun):
    """The true cycles at a station, of one product or of all."""

    station: str
    product: str | None
    per: Per
    mean: Seconds
    sd: Seconds | None
    n: Count


class WorkElement(Noun):
    """One element of the work on a product."""

    product: str
    place: int
    """Its place in the order of the work, from 0."""
    operation: str
    work_center: str
    kind: Element
    per: Per
    seconds: Seconds
    n: Count


class WorkContent(Noun):
    """What a station works for each good piece that leaves the plant."""

    station: str
    work_center: str
    process: Seconds
    setup: Seconds


class Takt(Noun):
    """Working time over pieces wanted."""

    value: Seconds | None
    unit: Literal["s"] = "s"
    method: str


class WastePlace(Noun):
    """Waste at one station."""

    station: str
    seconds: Seconds


class WasteTruth(Noun):
    """One of the eight wastes."""

    waste: Waste
    clock: Literal["station", "lot"]
    """Whose time is lost: that of stations, or that of material."""
    recorded: bool
    seconds: Seconds | None
    method: str
    places: tuple[WastePlace, ...] = ()
    """The seconds by station, where they belong to one."""


class SheetTruth(Noun):
    """What a log says of a floor in one window, for the sheets that a visitor fills."""

    version: Literal[1] = 1
    log: str
    origin: str
    time_zone: str
    window: Window
    open: Seconds
    """Working time in the window."""
    evidence: str
    stations: tuple[StationStates, ...]
    states_method: str
    bottlenecks: tuple[CenterRank, ...]
    bottleneck_sure: Share | None
    """Share of the methods that name the same work center first [1]."""
    bottleneck_method: str
    cycles: tuple[Cycle, ...]
    cycles_method: str
    elements: tuple[WorkElement, ...]
    elements_method: str
    work_content: tuple[WorkContent, ...]
    content_method: str
    takt: Takt
    wastes: tuple[WasteTruth, ...]
