"""The data of a question: a table or a chart of what the log holds, as plain values that anything can draw."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from plantwright.model.quantity import Noun

Cell: TypeAlias = float | int | str | None


class Column(Noun):
    """A column of a table: its heading, and the unit of its numbers."""

    name: str
    unit: str = ""


class Table(Noun):
    """Rows of the plant's records, or sums of them."""

    view: Literal["table"] = "table"
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Axis(Noun):
    """What an axis measures."""

    title: str
    unit: str = ""


class Series(Noun):
    """Points of one name; for bars ``x`` may be names."""

    name: str = ""
    x: tuple[float | str, ...]
    y: tuple[float, ...]


class Level(Noun):
    """A horizontal line across a chart."""

    name: str
    y: float


class Chart(Noun):
    """A chart: numbers and what they mean, not a drawing."""

    view: Literal["chart"] = "chart"
    title: str
    mark: Literal["line", "points", "bars", "steps"]
    x: Axis
    y: Axis
    series: tuple[Series, ...]
    levels: tuple[Level, ...] = ()
    read: str
    """How to read it, in a line."""


class Bar(Noun):
    """A stretch of time in one lane."""

    lane: str
    start: float
    end: float
    state: Literal["process", "setup", "down", "other"] = "process"
    text: str = ""


class Lanes(Noun):
    """A Gantt chart: what each station did when."""

    view: Literal["lanes"] = "lanes"
    title: str
    x: Axis
    bars: tuple[Bar, ...]
    read: str


View: TypeAlias = Annotated[Table | Chart | Lanes, Field(discriminator="view")]
