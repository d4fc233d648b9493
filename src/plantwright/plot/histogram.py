"""How often which value came."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from plantwright.plot.cells import safe
from plantwright.plot.colors import ACCENT, INK, PAPER
from plantwright.plot.style import styled

MOST_BARS = 40
"""Bars at most, so that each can be told from the next."""


def histogram(
    values: NDArray[np.float64], title: str, axis: str, marks: Mapping[str, float] | None = None, what: str = "values"
) -> go.Figure:
    """Bars of how many values lie in each stretch, with named lines across.

    Parameters
    ----------
    values
        Finite, in the unit that the axis names, shape (values,).
    axis
        What the values are, with their unit.
    marks
        Lines at a value, by what they mark.
    what
        What is counted.
    """
    counts, edges = np.histogram(values, bins=_bars(values))
    middles = (edges[:-1] + edges[1:]) / 2
    figure = go.Figure(
        go.Bar(
            x=[float(f"{one:.6g}") for one in middles],
            y=counts.tolist(),
            width=float(edges[1] - edges[0]),
            marker={"color": ACCENT, "line": {"color": PAPER, "width": 1}},
            customdata=[f"{low:.4g} to {high:.4g}" for low, high in pairwise(edges.tolist())],
            hovertemplate="%{customdata}: %{y}<extra></extra>",
            showlegend=False,
        )
    )
    for name, at in (marks or {}).items():
        figure.add_vline(x=at, line={"color": INK, "width": 1, "dash": "dash"}, annotation={"text": safe(name)})
    figure.update_xaxes(title=safe(axis), rangemode="tozero")
    figure.update_yaxes(title=safe(what))
    return styled(figure, safe(title), 330)


def _bars(values: NDArray[np.float64]) -> int:
    """Return how many bars: by the spread of the middle half, as Freedman and Diaconis have it."""
    low, high = np.quantile(values, [0.25, 0.75])
    width = 2 * (high - low) / len(values) ** (1 / 3)
    reach = float(values.max() - values.min())
    return int(np.clip(np.ceil(reach / width), 5, MOST_BARS)) if width > 0 and reach > 0 else 5
