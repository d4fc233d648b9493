"""The way of the lots through the plant, and where they wait."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go
from plotly.colors import sample_colorscale

from plantwright.messages.told import number, say, say_many, told
from plantwright.model.estimate import Measures
from plantwright.plot.bottleneck import find_bottleneck
from plantwright.plot.cells import label_lines, name_of, rows_of, safe
from plantwright.plot.cells import number as known
from plantwright.plot.colors import ALARM, FAINT, INK, PAPER, WAIT_SCALE
from plantwright.plot.digits import rounded
from plantwright.plot.flow_layout import Place, curve, places
from plantwright.plot.style import empty_figure, styled

MAX_NODES = 30
MAX_ARCS = 40
SMALL = 0.005
"""A node with fewer lots than this share of the busiest one's is left out."""
ENDS = ("release", "completion")
"""Where orders come from and go to: drawn hollow, for they are no work centers."""
TITLE = told("How lots flow: wide arrows carry many lots, red ones wait long")


@dataclass(frozen=True)
class Arc:
    """Lots that went from one work center to the next, and the mean wait before it."""

    source: str
    target: str
    lots: float
    wait: float | None
    """[h]"""


_ENDS = {"release": told("release"), "completion": told("completion")}


def _name(node: str) -> str:
    return safe(_ENDS.get(node, node))


def flow_map(measures: Measures) -> go.Figure:
    """Work centers as nodes from left to right, arrows as wide as their lots and as dark as their wait.

    Notes
    -----
    The 30 busiest nodes and their 40 strongest arrows are drawn, and the strongest arrow of every node; the note says
    how many lots the dropped ones carry. Lots that return to the same work center are counted beside its node.
    """
    arcs = _arcs(measures)
    if not arcs:
        return empty_figure(TITLE, say("No flow map: no order passed from one work center to another."))
    nodes = _strongest_nodes(arcs)
    inside = [arc for arc in arcs if arc.source in nodes and arc.target in nodes]
    moves = [arc for arc in inside if arc.source != arc.target]
    drawn = _strongest_arcs(moves)
    where = places(sorted(nodes), {(arc.source, arc.target): arc.lots for arc in moves})
    figure = go.Figure(_arrows(drawn, where))
    figure.add_trace(_node_marks(where, nodes, measures))
    _add_names(figure, where, {arc.source: arc.lots for arc in inside if arc.source == arc.target})
    bottom, top = _extent(drawn, where)
    figure.update_xaxes(visible=False, range=[-0.1, 1.1])
    figure.update_yaxes(visible=False, range=[bottom, top])
    styled(figure, TITLE, int(130 + 85 * (top - bottom)), _note(arcs, drawn, nodes))
    return figure.update_layout(hovermode="closest")


def _extent(drawn: list[Arc], where: dict[str, Place]) -> tuple[float, float]:
    heights = [y for arc in drawn for y in curve(where[arc.source], where[arc.target])[1]]
    heights += [lane for _, lane in where.values()]
    # names hang below their nodes
    return min(min(heights) - 0.1, -0.55), max(heights) + 0.25


def _arcs(measures: Measures) -> list[Arc]:
    rows = rows_of(measures, "flow_map")
    return [
        Arc(name_of(row.get("from"), "in"), name_of(row.get("to"), "out"), lots, known(row.get("wait")))
        for row in rows
        if (lots := known(row.get("lots")) or 0.0) > 0
    ]


def _strongest_nodes(arcs: list[Arc]) -> dict[str, float]:
    lots: dict[str, float] = defaultdict(float)
    for arc in arcs:
        lots[arc.source] += arc.lots / 2
        lots[arc.target] += arc.lots / 2
    least = SMALL * max(lots.values())
    return {name: lots[name] for name in sorted(lots, key=lambda name: -lots[name])[:MAX_NODES] if lots[name] >= least}


def _strongest_arcs(moves: list[Arc]) -> list[Arc]:
    ordered = sorted(moves, key=lambda arc: -arc.lots)
    kept, seen = ordered[:MAX_ARCS], {end for arc in ordered[:MAX_ARCS] for end in (arc.source, arc.target)}
    for arc in ordered[MAX_ARCS:]:
        if not {arc.source, arc.target} <= seen:
            kept.append(arc)
            seen |= {arc.source, arc.target}
    return kept


def _note(arcs: list[Arc], drawn: list[Arc], nodes: dict[str, float]) -> str:
    moves = [arc for arc in arcs if arc.source != arc.target]
    if len(drawn) == len(moves):
        return ""
    lost = 1 - sum(arc.lots for arc in drawn) / sum(arc.lots for arc in moves)
    hidden = len({end for arc in arcs for end in (arc.source, arc.target)} - set(nodes))
    arrows = say(
        "Not drawn: {n} weak arrows with {share:.1f} % of the moves.", n=len(moves) - len(drawn), share=100 * lost
    )
    if not hidden:
        return arrows
    few = say_many(
        "{count} work center with few lots is left out.", "{count} work centers with few lots are left out.", hidden
    )
    return f"{arrows} {few}"


def _arrows(drawn: list[Arc], where: dict[str, Place]) -> list[go.Scatter]:
    most, waits = max((arc.lots for arc in drawn), default=1.0), [arc.wait for arc in drawn if arc.wait is not None]
    # one extreme wait must not turn all others pale
    top = float(np.quantile(waits, 0.9)) or 1.0 if waits else 1.0
    arrows = [_arrow(arc, where, arc.lots / most, top) for arc in sorted(drawn, key=lambda arc: arc.lots)]
    return [*arrows, _wait_scale(top)] if waits else arrows


def _arrow(arc: Arc, where: dict[str, Place], weight: float, top: float) -> go.Scatter:
    x, y = curve(where[arc.source], where[arc.target])
    color = FAINT if arc.wait is None else sample_colorscale(WAIT_SCALE, [min(max(arc.wait / top, 0.0), 1.0)])[0]
    wait = say("wait not known") if arc.wait is None else say("mean wait {hours} h", hours=rounded(arc.wait))
    lots = say("{lots:,.0f} lots, {wait}", lots=arc.lots, wait=wait)
    text = f"{_name(arc.source)} → {_name(arc.target)}<br>{lots}"
    before = [0.0] * (len(x) - 1)
    return go.Scatter(
        x=x,
        y=y,
        mode="lines+markers",
        showlegend=False,
        opacity=0.85,
        line={"width": round(1 + 5 * weight, 2), "color": color, "shape": "linear"},
        marker={
            "symbol": "arrow",
            "size": [*before, 8 + 10 * weight],
            "standoff": [*before, 9],
            "angleref": "previous",
            "color": color,
            "opacity": 1,
        },
        text=[text] * len(x),
        hovertemplate="%{text}<extra></extra>",
    )


def _wait_scale(top: float) -> go.Scatter:
    title = say("mean wait [h]; darkest red: {hours} h or more", hours=rounded(top))
    bar = {
        "orientation": "h", "x": 0.5, "y": 0, "yanchor": "top", "thickness": 8, "len": 0.9,
        "title": {"text": title, "side": "top", "font": {"size": 11}},
        "outlinewidth": 0,
    }  # fmt: skip
    marker = {"color": [0, top], "cmin": 0, "cmax": top, "colorscale": WAIT_SCALE, "showscale": True, "colorbar": bar}
    return go.Scatter(x=[None, None], y=[None, None], mode="markers", marker=marker, showlegend=False, hoverinfo="skip")


def _node_marks(where: dict[str, Place], lots: dict[str, float], measures: Measures) -> go.Scatter:
    found, most = find_bottleneck(measures), max(lots.values())
    names, worst = list(where), found.work_center if found else None
    return go.Scatter(
        x=[where[name][0] for name in names],
        y=[where[name][1] for name in names],
        mode="markers",
        showlegend=False,
        marker={
            "size": [round(12 + 12 * lots[name] / most, 1) for name in names],
            "color": [ALARM if name == worst else PAPER if name in ENDS else INK for name in names],
            "line": {"color": [INK if name in ENDS else PAPER for name in names], "width": 2},
            "opacity": 1,
        },
        text=[_node_text(name, measures, worst) for name in names],
        hovertemplate="%{text}<extra></extra>",
    )


def _node_text(name: str, measures: Measures, worst: str | None) -> str:
    rows = {name_of(row.get("work_center")): row for row in rows_of(measures, "work_centers")}
    row = rows.get(name, {})
    busy, queue = known(row.get("busy_share")), known(row.get("queue_time"))
    facts = [say("{place} (nearest to its limit)", place=_name(name)) if name == worst else _name(name)]
    facts += [say("busy {share:.0f} % of its scheduled time", share=100 * busy)] if busy is not None else []
    facts += [say("lots wait {hours} h on average", hours=rounded(queue))] if queue is not None else []
    return "<br>".join(facts)


def _add_names(figure: go.Figure, where: dict[str, Place], again: dict[str, float]) -> None:
    for name, (x, y) in where.items():
        loops = f"<br>↻ {number(again[name], ',.0f')}" if name in again else ""
        figure.add_annotation(
            x=x, y=y, yshift=-12, yanchor="top", text=label_lines(_ENDS.get(name, name), 12) + loops, showarrow=False,
            font={"size": 10, "color": INK}, bgcolor="rgba(255,255,255,0.72)", borderpad=1,
        )  # fmt: skip
