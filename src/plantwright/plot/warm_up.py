"""How a plant comes up from an empty floor, and where measuring may begin."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from plantwright.messages.told import say, told
from plantwright.plot.colors import ACCENT, ALARM, BAND, FAINT
from plantwright.plot.style import MAX_POINTS, empty_figure, styled
from plantwright.twin.lengths import length_text, unit_of
from plantwright.twin.mser import BATCH
from plantwright.twin.warm_up import WarmUp

TITLE = told("From an empty floor")


def warm_up_figure(found: WarmUp | None) -> go.Figure:
    """Orders on the floor over the time of the pilot runs, averaged, with the stretch that is left out.

    Notes
    -----
    Points are batches of five stretches, as the rule sees them; where there are too many, the later ones are left out.
    """
    if found is None:
        return empty_figure(TITLE, say("The warm-up was told, so that no pilot runs were made."))
    series = found.pilot.series["wip"]
    means = series[: len(series) // BATCH * BATCH].reshape(-1, BATCH).mean(axis=1)[:MAX_POINTS]
    name, size = unit_of(found.pilot.length())
    step = found.pilot.bucket * BATCH / size
    figure = go.Figure(_line(means, step, name))
    if found.time:
        figure.add_vrect(x0=0, x1=found.time / size, fillcolor=BAND, opacity=0.6, line_width=0, layer="below")
        figure.add_vline(x=found.time / size, line={"color": ALARM, "width": 2})
    figure.update_xaxes(title=say("time since the floor was empty [{unit}]", unit=name), rangemode="tozero")
    figure.update_yaxes(title=say("orders on the floor"), rangemode="tozero")
    _mark_mean(figure, found, means)
    return styled(figure, _title(found), 340, found.sentence())


def _line(means: np.ndarray, step: float, name: str) -> go.Scatter:
    return go.Scatter(
        x=[float(f"{(k + 0.5) * step:.6g}") for k in range(len(means))],
        y=[float(f"{value:.5g}") for value in means],
        mode="lines",
        line={"color": ACCENT, "width": 2},
        hovertemplate=f"%{{x:.3g}} {name}: %{{y:.3g}} orders<extra></extra>",
        showlegend=False,
    )


def _mark_mean(figure: go.Figure, found: WarmUp, means: np.ndarray) -> None:
    """Draw the mean of what is kept, if anything is."""
    if found.time is not None:
        kept = means[round(found.time / found.pilot.bucket / BATCH) :]
        figure.add_hline(y=float(f"{kept.mean():.5g}"), line={"color": FAINT, "width": 1, "dash": "dot"})


def _title(found: WarmUp) -> str:
    if found.time is None:
        return say("From an empty floor the plant does not settle")
    if found.time == 0:
        return say("From an empty floor the plant settles at once")
    return say("From an empty floor the plant settles within {time}", time=length_text(found.time))
