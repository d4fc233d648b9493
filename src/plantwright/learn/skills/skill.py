"""A skill: one thing that a person can do on a plant."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from plantwright.model.quantity import Count, Name, Noun

Level = Literal["technician", "bridge", "engineer"]
"""Who asks for it: a technician, an engineer, or who stands between the two."""

TRACKS = {
    "flow": "Flow and capacity",
    "quality": "Variation and quality",
    "supply": "Planning, inventory and supply",
    "improve": "Improvement, people and cost",
    "lead": "Leading a line",
}
"""The tracks by the first part of their skills' ids."""


class Skill(Noun):
    """One thing that a person can do on a plant."""

    id: str = Field(pattern=r"^(flow|quality|supply|improve|lead)\.[a-z][a-z0-9_]*$")
    """Its track and its name, such as ``flow.littles_law``."""
    name: Name
    """What it is called, beginning with a verb."""
    can: Name
    """What a person who masters it does, on the plant that they work in."""
    prerequisites: tuple[Name, ...] = ()
    """The skills to master first; what these ask for themselves is not repeated."""
    level: Level
    minutes: Count
    """What learning it takes, as its authors guess; nobody measured it [min]."""
    references: tuple[Name, ...] = ()
    """Codes of public frameworks that name the like, as ``framework.part``."""

    @property
    def track(self) -> str:
        """The track that it belongs to: the first part of its id."""
        return self.id.partition(".")[0]


class Part(Noun):
    """One part of a framework, such as a course or a task."""

    says: Name
    """What it is about, in our words."""


class Framework(Noun):
    """A public list of courses, credentials, tasks or skills that ours points to."""

    name: Name
    verified: Literal["codes", "names"]
    """Whether the codes were read at their source, or only the names of the parts, so that the codes are ours."""
    seen: Name
    """Where that was read, and what was not."""
    parts: dict[str, Part]
    """Its parts by code."""
