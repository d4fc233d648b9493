"""The observation sheets as a visitor fills them: nouns that are written to JSON and read back."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from plantwright.grade.sheet_truth import Element, Waste, Window
from plantwright.model.quantity import Name, Noun

LONGEST = 1e9
"""No entry is longer: some thirty years [s]."""
MOST = 1000
"""Lines of a sheet beyond which it is no sheet."""
Amount = Annotated[float, Field(ge=0, le=LONGEST, allow_inf_nan=False, json_schema_extra={"unit": "s"})]
"""Seconds, or looks."""
Pseudonym = Annotated[str, Field(min_length=1, max_length=60)]
Lines = Field(default=(), max_length=MOST)


class Sheet(Noun):
    """What every sheet says: who filled it, and of what it speaks."""

    version: Literal[1] = 1
    visitor: Pseudonym
    """A name the visitor chose, not the visitor's own."""
    window: Window
    """The stretch of time that was observed; it is graded against the truth of the same."""
    stations: tuple[Name, ...] = Lines
    """The stations that it speaks of; none named: all."""
    note: Annotated[str, Field(max_length=4000)] = ""


class StatesSeen(Noun):
    """What was seen of one station: looks, or seconds, in each state; only their shares count."""

    station: Name
    busy: Amount = 0.0
    setup: Amount = 0.0
    blocked: Amount = 0.0
    starved: Amount = 0.0
    """It waits for material, or stands and nobody sees why."""
    down: Amount = 0.0


class BottleneckWalk(Sheet):
    """A walk along the flow: the state of each station, and which work center holds the floor back."""

    sheet: Literal["bottleneck_walk"] = "bottleneck_walk"
    first: Name | None = None
    """The work center named as the bottleneck."""
    second: Name | None = None
    seen: tuple[StatesSeen, ...] = Lines


class WasteFound(Noun):
    """Waste that was noted, at a station or of the whole floor."""

    waste: Waste
    station: Name | None = None
    seconds: Amount
    note: Annotated[str, Field(max_length=4000)] = ""


class WasteWalk(Sheet):
    """A walk for the eight wastes, each with the seconds it took in the window."""

    sheet: Literal["waste_walk"] = "waste_walk"
    found: tuple[WasteFound, ...] = Lines


class CycleSeen(Noun):
    """A cycle on the stopwatch, and the pieces that it made."""

    seconds: Annotated[float, Field(gt=0, le=LONGEST, allow_inf_nan=False, json_schema_extra={"unit": "s"})]
    pieces: Annotated[float, Field(gt=0, le=LONGEST, allow_inf_nan=False, json_schema_extra={"unit": "pieces"})] = 1.0


class TimeStudy(Sheet):
    """Cycles of one station with a stopwatch; ten are asked for."""

    sheet: Literal["time_study"] = "time_study"
    station: Name | None = None
    product: Name | None = None
    """None: whatever was made there."""
    cycles: tuple[CycleSeen, ...] = Lines


class ElementSeen(Noun):
    """One element of the work, for a piece; setup and way for a lot."""

    work_center: Name
    kind: Element
    seconds: Amount


class StandardWork(Sheet):
    """A standard-work combination table: hands, machine and way, in the order in which they come."""

    sheet: Literal["standard_work"] = "standard_work"
    product: Name | None = None
    takt: Amount | None = None
    elements: tuple[ElementSeen, ...] = Lines


class Bar(Noun):
    """A stack of the yamazumi: what a station works for each good piece that leaves the plant."""

    station: Name
    process: Amount = 0.0
    setup: Amount = 0.0


class Yamazumi(Sheet):
    """The work of every station stacked beside the takt line."""

    sheet: Literal["yamazumi"] = "yamazumi"
    takt: Amount | None = None
    bars: tuple[Bar, ...] = Lines


AnySheet = Annotated[BottleneckWalk | WasteWalk | TimeStudy | StandardWork | Yamazumi, Field(discriminator="sheet")]
"""Any of the five, told apart by ``sheet``."""
SHEETS: dict[str, type[Sheet]] = {
    "bottleneck_walk": BottleneckWalk,
    "waste_walk": WasteWalk,
    "time_study": TimeStudy,
    "standard_work": StandardWork,
    "yamazumi": Yamazumi,
}
