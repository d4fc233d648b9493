"""Figures inside a page: their data as inert JSON, their heading as text that wraps."""

from __future__ import annotations

import plotly.graph_objects as go

from plantwright.messages.told import said, say
from plantwright.report.markup import Content, Markup, joined, tag

ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""Signs that could end a script element; JSON may write all of them by number."""


def inert(text: str) -> str:
    """Return JSON that no HTML reader can mistake for markup."""
    for sign, escape in ESCAPES.items():
        text = text.replace(sign, escape)
    return text


def embedded(figure: go.Figure, name: str, reading: str) -> Markup:
    """Return a figure with its heading above and a line on how to read it below; both are told to screen readers."""
    meta = figure.layout.meta
    figure.layout.title = None
    figure.layout.margin.t = 34 if sum(trace.showlegend is not False for trace in figure.data) > 1 else 12
    title, read = f"{name}-title", f"{name}-reading"
    box = (
        f'<div class="chart" id="{name}" role="img" aria-labelledby="{title}" aria-describedby="{read}" '
        f'style="min-height:{figure.layout.height}px"></div>'
    )
    parts: list[Content] = [
        # titles and notes are made by plot with every name escaped
        tag("h3", Markup(meta["title"]), id=title),
        tag("p", Markup(meta["note"]), css="note") if meta["note"] else "",
        Markup(box),
        Markup(f'<script type="application/json" data-figure="{name}">{inert(figure.to_json())}</script>'),
        tag("figcaption", tag("b", say("How to read it:")), f" {said(reading)}", id=read),
    ]
    return tag("figure", joined(parts), aria_labelledby=title)
