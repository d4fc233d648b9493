"""A characteristic and a gauge study as parts of a page."""

from __future__ import annotations

from plantwright.observe.spc.gauge import GaugeStudy
from plantwright.observe.spc.judged import Judged
from plantwright.plot.control_chart import READING, control_chart
from plantwright.plot.digits import estimate_text, in_percent
from plantwright.report.figures import embedded
from plantwright.report.markup import Content, Markup, bullets, joined, table, tag
from plantwright.report.spc_words import (
    categories_words,
    chance_words,
    chart_words,
    index_rows,
    new_notes,
    signal_words,
    spread_words,
)


def characteristic_part(one: Judged, name: str) -> Markup:
    """Return the charts of a characteristic with its signals and its capability; ``name`` makes ids of the page."""
    charts = [
        embedded(control_chart(chart, one.name, one.moments), f"chart-{name}-{place}", READING)
        for place, chart in enumerate(one.charts)
    ]
    return joined([*charts, _numbers(one), _signals(one), bullets(new_notes(one)) if new_notes(one) else ""])


def _numbers(one: Judged) -> Markup:
    rows: list[list[Content]] = [["chart", f"{one.chart}: {one.why}"]]
    rows += [[chart.kind, chart_words(chart)] for chart in one.charts]
    if one.charts:
        rows.append(["baseline", f"limits from {one.charts[0].baseline}{spread_words(one.charts[0])}"])
    if chance_words(one):
        rows.append(["by chance", chance_words(one)])
    rows += [[head, text] for head, text in index_rows(one)]
    return table(("What", "Value"), rows)


def _signals(one: Judged) -> Markup:
    told = [signal_words(one, chart, signal) for chart, signal in one.signals()]
    if told:
        return joined([tag("h3", "Signals"), bullets(told)])
    return tag("p", "No signal: no pattern that chance would seldom make.") if one.charts else Markup("")


def gauge_part(study: GaugeStudy) -> Markup:
    """Return what a gauge study says."""
    rows: list[list[Content]] = [
        [
            line.source,
            estimate_text(line.deviation),
            estimate_text(in_percent(line.study)),
            estimate_text(in_percent(line.tolerance)),
        ]
        for line in study.lines
    ]
    headers = ("Source", "Standard deviation", "Share of the study variation", "Share of the tolerance")
    classes = tag("p", f"Distinct categories: {categories_words(study)}; 5 or more are wanted.")
    return joined(
        [tag("p", tag("b", study.verdict)), tag("p", study.method, css="note"), table(headers, rows), classes]
    )
