"""One offline page of control charts."""

from __future__ import annotations

import html
from collections.abc import Sequence
from importlib.resources import files

from plotly.offline import get_plotlyjs

from plantwright.events.log import Finding
from plantwright.observe.spc.gauge import GaugeStudy
from plantwright.observe.spc.judged import Judged
from plantwright.report.markup import Content, Markup, bullets, joined, tag
from plantwright.report.page import POLICY
from plantwright.report.sections import section
from plantwright.report.spc_parts import characteristic_part, gauge_part
from plantwright.report.words import count_word, listed, sentence


def spc_page(
    name: str, judged: Sequence[Judged], gauge: GaugeStudy | None = None, findings: Sequence[Finding] = ()
) -> str:
    """Return a page that needs no network, with the charts of every characteristic.

    Parameters
    ----------
    name
        Of what was measured.
    judged
        The characteristics.
    gauge
        A gauge study, where there is one.
    findings
        What was odd in the records.
    """
    title = html.escape(f"{name}: control charts")
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{title}</title><style>{_resource('page.css')}</style></head><body>",
            _body(name, judged, gauge, findings).text,
            f"<script>{get_plotlyjs()}</script>",
            f"<script>{_resource('page.js')}</script>",
            "</body></html>",
        ]
    )


def _resource(name: str) -> str:
    return files("plantwright.report").joinpath(name).read_text(encoding="utf-8")


def _body(name: str, judged: Sequence[Judged], gauge: GaugeStudy | None, findings: Sequence[Finding]) -> Markup:
    header = tag("header", tag("p", "Plantwright spc", css="kicker"), tag("h1", name), tag("p", _answer(judged, gauge)))
    noscript = tag("noscript", tag("p", "Figures need scripts; all numbers stand in the tables."))
    parts: list[Content] = [
        section(f"characteristic-{place}", one.name, characteristic_part(one, str(place)))
        for place, one in enumerate(judged)
    ]
    if gauge:
        parts.append(section("gauge", "Gauge study", gauge_part(gauge)))
    if findings:
        told = [f"{one.detail}; {one.action}" for one in findings]
        parts.append(section("findings", "Findings in the records", bullets(told)))
    return joined([header, noscript, tag("main", *parts)])


def _answer(judged: Sequence[Judged], gauge: GaugeStudy | None) -> str:
    if gauge:
        return gauge.verdict
    loud = [one.name for one in judged if one.stable is False]
    told = f"{count_word(len(loud))} of {count_word(len(judged))} characteristic{'s' * (len(judged) != 1)}"
    if not loud:
        return f"{told} signals more than chance would.".capitalize()
    signal = "signals" if len(loud) == 1 else "signal"
    return sentence(f"{told} {signal} more than chance would: {listed(loud)}")
