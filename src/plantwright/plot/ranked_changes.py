"""The changes in the order in which to make them, each with its gain and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from plantwright.improve.ranking import RankedChange, Ranking
from plantwright.messages.told import say, told
from plantwright.plot.cells import label_lines, safe
from plantwright.plot.colors import ACCENT, BAND, FAINT, INK, PAPER
from plantwright.plot.digits import estimate_text, known
from plantwright.plot.style import empty_figure, named_rows, styled

MAX_CHANGES = 12
"""Changes shown; the table has them all."""
GAINS = {"throughput": told("throughput gained [%]"), "flow_mean": told("mean flow time saved [%]")}
"""What the gain is a gain of, by objective."""
TITLE = told("What each change would gain, the best on top")


def ranked_changes(ranking: Ranking) -> go.Figure:
    """Dots and 95 % intervals of the gains, best on top, with a band behind changes that cannot be told apart.

    Notes
    -----
    At most 12 changes are shown; the note says how many are not.
    """
    known_gains = [one for one in ranking.changes if known(one.gain)]
    shown = known_gains[:MAX_CHANGES]
    if not shown:
        return empty_figure(TITLE, say("No change was ranked."))
    figure = go.Figure([_dots(shown)])
    for group in sorted({one.tie_group for one in shown}):
        _add_band(figure, shown, group)
    figure.add_vline(x=0, line={"color": INK, "width": 1})
    figure.update_xaxes(title=str(GAINS[ranking.objective]), ticksuffix=" %")
    styled(figure, TITLE, 120 + 44 * len(shown), _note(len(shown), len(ranking.changes)))
    return named_rows(figure, [label_lines(one.change.name, 22) for one in shown])


def _note(shown: int, total: int) -> str:
    if total <= shown:
        return ""
    return say("The first {shown} of {total} changes are drawn; changes.csv has all.", shown=shown, total=total)


def _dots(changes: Sequence[RankedChange]) -> go.Scatter:
    values = [one.gain.value or 0.0 for one in changes]
    lows = [value if one.gain.low is None else one.gain.low for one, value in zip(changes, values, strict=True)]
    highs = [value if one.gain.high is None else one.gain.high for one, value in zip(changes, values, strict=True)]
    return go.Scatter(
        mode="markers",
        showlegend=False,
        x=[round(value, 3) for value in values],
        y=list(range(len(changes))),
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [round(high - value, 3) for high, value in zip(highs, values, strict=True)],
            "arrayminus": [round(value - low, 3) for low, value in zip(lows, values, strict=True)],
            "thickness": 2,
            "color": FAINT,
        },
        marker={
            "size": 11,
            # hollow: the interval reaches zero
            "color": [ACCENT if low > 0 else PAPER for low in lows],
            "line": {"color": ACCENT, "width": 2},
        },
        text=[f"{safe(one.change.name)}<br>{estimate_text(one.gain, sign=True)}" for one in changes],
        hovertemplate="%{text}<extra></extra>",
    )


def _add_band(figure: go.Figure, changes: Sequence[RankedChange], group: int) -> None:
    places = [k for k, one in enumerate(changes) if one.tie_group == group]
    if len(places) < 2:
        return
    figure.add_shape(
        type="rect", xref="paper", x0=0, x1=1, y0=places[0] - 0.46, y1=places[-1] + 0.46,
        layer="below", line={"width": 0}, fillcolor=BAND, opacity=0.45,
    )  # fmt: skip
    figure.add_annotation(
        text=say("tied ({n})", n=len(places)), xref="paper", x=1, xanchor="right", y=places[0] - 0.46, yanchor="top",
        showarrow=False, font={"size": 11, "color": FAINT},
    )  # fmt: skip
