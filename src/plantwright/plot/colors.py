"""The colors of every figure, in one place: safe for colorblind readers and readable on white paper.

The hues are those of Okabe and Ito; states keep their color in every figure.
"""

from __future__ import annotations

INK = "#1b1f24"
"""Text and axes."""
FAINT = "#5b6570"
"""Notes beside the data."""
GRID = "#e3e6ea"
PAPER = "#ffffff"
ACCENT = "#0072b2"
"""The twin, and whatever a figure is about."""
ALARM = "#d55e00"
"""The bottleneck, and what disagrees."""
BAND = "#d9dde2"
"""Intervals behind the data."""

DARK: dict[str, str] = {
    PAPER: "#1d2125",
    INK: "#e8eaed",
    FAINT: "#a9b2bc",
    GRID: "#353b42",
    BAND: "#464d55",
}
"""What stands for the neutral colors on a dark page; the others are made lighter there until they can be told."""

STATES: dict[str, str] = {
    "process": "#0072b2",
    "setup": "#e69f00",
    "down": "#d55e00",
    "blocked": "#cc79a7",
    "starved": "#a6d5f2",
    "off": "#d9dde2",
}
"""Exclusive states of a station, in the order in which they are stacked."""

PARTS: dict[str, str] = {
    **STATES,
    "queue": "#8c6bb1",
    "transport": "#009e73",
    "other": "#9aa2ab",
}
"""Parts of an order's flow time."""

WAIT_SCALE: list[list[object]] = [
    [0.0, "#b4cad8"],
    [0.35, "#e0b252"],
    [0.7, "#d9722c"],
    [1.0, "#8c1d18"],
]
"""Short to long waits; lightness falls steadily, so that it survives black-and-white print."""


def part_color(name: str) -> str:
    """Return the color of a state or part; unknown names share one gray."""
    return PARTS.get(name, PARTS["other"])


SERIES = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#8c6bb1")
"""Work centers beside each other, the most important first; further ones share ``OTHER``."""
OTHER = "#9aa2ab"
"""What is summed up, or has no name."""
GOOD = "#009e73"
"""What a plant is for: good pieces."""
