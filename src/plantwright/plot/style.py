"""The look that all figures share: white, no fixed width, text that wraps on a phone."""

from __future__ import annotations

import textwrap

import plotly.graph_objects as go

from plantwright.messages.numerals import separators
from plantwright.plot.colors import FAINT, GRID, INK, PAPER

MAX_POINTS = 8_000
"""Points of one figure at most, so that a page of them stays small and quick."""
TITLE_WIDTH = 46
"""Letters of a title that fit on a phone."""
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


def styled(figure: go.Figure, title: str, height: int, note: str = "") -> go.Figure:
    """Set the common look; the title is wrapped, and kept whole in ``layout.meta`` for pages with their own heading."""
    title, note = str(title), str(note)
    lines, notes = textwrap.wrap(title, TITLE_WIDTH), textwrap.wrap(note, TITLE_WIDTH + 12)
    figure.update_layout(
        title={
            "text": "<br>".join(lines),
            "subtitle": {"text": "<br>".join(notes), "font": {"size": 11, "color": FAINT}},
            "x": 0,
            "xref": "container",
            "y": 1 - 18 / height,
            "yref": "container",
            "yanchor": "top",
            "pad": {"l": 12},
            "font": {"size": 15},
        },
        meta={"title": title, "note": note},
        height=height,
        autosize=True,
        font={"family": FONT, "size": 12, "color": INK},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        margin={"l": 8, "r": 12, "t": 44 + 19 * len(lines) + 15 * len(notes), "b": 8},
        dragmode=False,
        separators=separators(),
        hoverlabel={"bgcolor": PAPER, "font": {"color": INK}},
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 1.0, "yanchor": "bottom", "traceorder": "normal"},
    )
    figure.update_xaxes(automargin=True, gridcolor=GRID, linecolor=FAINT, zeroline=False)
    figure.update_yaxes(automargin=True, gridcolor=GRID, linecolor=FAINT, zeroline=False, ticklabelstandoff=4)
    return figure


def named_rows(figure: go.Figure, names: list[str]) -> go.Figure:
    """Name the rows of a horizontal chart, first on top; positions, not names, place them, so that '101' stays text."""
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(names))),
        ticktext=names,
        range=[len(names) - 0.4, -0.6],
        showgrid=False,
    )
    return figure


def empty_figure(title: str, why: str) -> go.Figure:
    """Return a figure that says why there is nothing to see."""
    figure = go.Figure()
    figure.add_annotation(
        text="<br>".join(textwrap.wrap(str(why), TITLE_WIDTH)), showarrow=False, font={"size": 14, "color": FAINT}
    )
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    return styled(figure, title, 160)
