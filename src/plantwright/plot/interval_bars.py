"""Rows of values with their intervals: bars from zero, the interval as a stroke through the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from plantwright.model.estimate import Estimate
from plantwright.plot.colors import INK, PAPER

HATCHED = {"shape": "/", "fillmode": "overlay", "fgcolor": "#ffffff", "size": 6, "solidity": 0.35}
"""The pattern of what is not known or not explained."""


@dataclass(frozen=True)
class Bar:
    """One row: what it is, how long it is and how far that is known."""

    name: str
    """Safe text beside the row, which may hold ``<br>``."""
    size: Estimate
    color: str
    unknown: bool = False
    """Drawn with a pattern, so that it is told apart in print too."""
    hover: str = ""


def interval_bars(bars: Sequence[Bar], scale: float = 1.0) -> tuple[go.Bar, go.Scatter]:
    """Return the rows and the strokes of their intervals, first on top; ``scale`` turns shares into percent.

    The bars carry each interval once more, wide and in the color of the page: a stroke is seen on any bar, in the dark
    too.
    """
    sizes = [scale * (bar.size.value or 0.0) for bar in bars]
    plus = [_reach(bar.size.high, size, scale) for bar, size in zip(bars, sizes, strict=True)]
    minus = [_reach(bar.size.low, size, scale) for bar, size in zip(bars, sizes, strict=True)]
    ends = {"type": "data", "symmetric": False, "array": plus, "arrayminus": minus}
    strokes = go.Scatter(
        x=sizes, y=list(range(len(bars))), mode="markers", marker={"opacity": 0}, hoverinfo="skip", showlegend=False,
        error_x={**ends, "color": INK, "thickness": 1.5, "width": 4},
    )  # fmt: skip
    return _drawn(bars, sizes, {**ends, "color": PAPER, "thickness": 5, "width": 6}), strokes


def _drawn(bars: Sequence[Bar], sizes: Sequence[float], halo: Mapping[str, object]) -> go.Bar:
    return go.Bar(
        orientation="h",
        x=[float(f"{size:.5g}") for size in sizes],
        y=list(range(len(bars))),
        marker={
            "color": [bar.color for bar in bars],
            "pattern": {**HATCHED, "shape": ["/" if bar.unknown else "" for bar in bars]},
        },
        error_x=halo,
        customdata=[bar.hover or bar.name for bar in bars],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )  # fmt: skip


def _reach(end: float | None, size: float, scale: float) -> float:
    return 0.0 if end is None else abs(scale * end - size)


def reach(bars: Sequence[Bar], scale: float = 1.0) -> list[float]:
    """Return an axis from zero to a little beyond the longest bar and interval; plotly alone would begin below zero."""
    return [0.0, 1.04 * scale * max(bar.size.high or bar.size.value or 0.0 for bar in bars)]
