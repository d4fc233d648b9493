"""A lesson as it is written, and as it is shown on a plant."""

from __future__ import annotations

import math
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from plantwright.model.quantity import Count, Name, Noun, ZeroCount

SECTIONS = ("See", "Predict", "Try in the twin", "Explain", "Practice")
"""The parts of every lesson, in their order."""
WORDS_A_MINUTE = 200
"""How fast a lesson is read."""
MOST_MINUTES = 20
"""How long a lesson may take."""
MARK = r"\{\{[^{}]*\}\}"
"""What stands for something of the learner's plant."""

SectionName = Literal["See", "Predict", "Try in the twin", "Explain", "Practice"]


class Lesson(Noun):
    """A lesson as it is written."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: Name
    skills: tuple[Name, ...] = Field(min_length=1)
    """The skills that it serves."""
    tasks: dict[SectionName, Count]
    """What doing, beside reading, takes in each part that asks for it [min]."""
    place: ZeroCount = 0
    """Where it stands among the lessons."""
    body: str = Field(repr=False)
    """Its text in Markdown, with marks such as ``{{value: throughput}}``."""

    @property
    def minutes(self) -> int:
        """Reading at 200 words a minute, and doing [min]."""
        return math.ceil(len(self.body.split()) / WORDS_A_MINUTE) + sum(self.tasks.values())


class Prose(Noun):
    """Text with the plant's numbers in it."""

    block: Literal["text"] = "text"
    html: str
    """Safe to show: everything of the plant is escaped."""


class Figure(Noun):
    """A figure of the plant."""

    block: Literal["figure"] = "figure"
    name: str
    title: str
    read: str
    """How to read it, in a line."""
    plotly: str
    """What ``plotly`` draws, as JSON."""


class Try(Noun):
    """A change to run in the twin of the plant."""

    block: Literal["try"] = "try"
    name: str
    says: str
    """What it does, in words."""
    change: dict[str, object]
    """As ``changes.yaml`` has it."""


class Ask(Noun):
    """A place for a question of the bank about one skill."""

    block: Literal["question"] = "question"
    use: Literal["predict", "practice"]
    skill: str


class Lacking(Noun):
    """What this plant cannot show, and why."""

    block: Literal["lacking"] = "lacking"
    name: str
    says: str


Block: TypeAlias = Annotated[Prose | Figure | Try | Ask | Lacking, Field(discriminator="block")]


class Section(Noun):
    """One part of a lesson, as shown."""

    name: SectionName
    minutes: ZeroCount
    """What doing takes here, beside reading [min]."""
    blocks: tuple[Block, ...]


class Shown(Noun):
    """A lesson as it is shown on a plant."""

    id: str
    title: str
    skills: tuple[str, ...]
    minutes: Count
    plant: str
    sections: tuple[Section, ...]
    unknown: tuple[str, ...]
    """Names of values that this plant's records do not tell."""
