"""What a program is told: sites with dates, room and demands, and groups with wishes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from plantwright.errors import PlantError, Problems
from plantwright.events.zones import is_zone
from plantwright.files.yaml_text import load_yaml
from plantwright.model.checked import checked
from plantwright.model.quantity import Noun

Name = Annotated[str, Field(min_length=1, max_length=120)]


class VisitDate(Noun):
    """When a site can be visited, in the program's time zone."""

    start: datetime
    hours: float = Field(default=2.0, gt=0, le=24)
    """How long the visit is [h]."""

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.start + timedelta(hours=self.hours)

    def overlaps(self, other: VisitDate) -> bool:
        """Tell whether nobody can be at both."""
        return self.start < other.end and other.start < self.end


class Site(Noun):
    """A plant that may be visited."""

    name: Name
    address: str = ""
    room: int = Field(ge=1, le=10_000)
    """Students at once."""
    least: int = Field(default=1, ge=1)
    """Students for whom it is held at all."""
    dates: tuple[VisitDate, ...] = Field(min_length=1, max_length=500)
    safety: tuple[Name, ...] = ()
    """What a visitor must have or have been shown, such as safety shoes."""
    prerequisites: tuple[Name, ...] = ()
    """What a visitor must have learned before."""
    skills: tuple[Name, ...] = ()
    """What can be seen there."""
    signed_off_by: str = ""
    """Who of the plant agreed; empty: nobody is sent."""


class Group(Noun):
    """Students who go together."""

    name: Name
    students: int = Field(ge=1, le=10_000)
    wishes: tuple[Name, ...] = ()
    """Sites, the dearest first."""
    seeks: tuple[Name, ...] = ()
    """Skills that it wants to see."""
    has: tuple[Name, ...] = ()
    """Safety needs that are met and prerequisites that are learned."""
    away: tuple[date, ...] = ()
    """Days on which it cannot come."""


class Program(Noun):
    """Sites and groups of a term."""

    name: Name
    time_zone: str = "UTC"
    visits: int = Field(default=1, ge=1, le=50)
    """Visits that each group should have."""
    sites: tuple[Site, ...] = Field(min_length=1, max_length=500)
    groups: tuple[Group, ...] = Field(min_length=1, max_length=2_000)

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if not is_zone(name):
            raise ValueError(f"{name!r} is no time zone; write a name such as Europe/Paris")
        return name

    @model_validator(mode="after")
    def _agree(self) -> Self:
        problems = Problems(self.name, PlantError)
        sites = [one.name for one in self.sites]
        for kind, names in (("sites", sites), ("groups", [one.name for one in self.groups])):
            for name in sorted({one for one in names if names.count(one) > 1}):
                problems.add(f"{kind}.{name}", "comes twice", "names must differ")
        for site in self.sites:
            if site.least > site.room:
                problems.add(f"sites.{site.name}.least", f"{site.least}", f"at most its room, {site.room}")
        for group in self.groups:
            for wish in group.wishes:
                if wish not in sites:
                    problems.add(f"groups.{group.name}.wishes", f"{wish!r} is no site", f"sites are {', '.join(sites)}")
        problems.raise_any()
        return self

    def zone(self) -> ZoneInfo:
        """Return the zone of its dates."""
        return ZoneInfo(self.time_zone)


def read_program(path: str | Path) -> Program:
    """Return the program in a YAML file; raise PlantError with every problem."""
    return checked(Program, load_yaml(Path(path)) or {}, str(path))
