"""One offline page that tells a study."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from plantwright.improve.study import Study
from plantwright.messages.language import speaking, spoken
from plantwright.messages.told import said, say, told
from plantwright.model.estimate import Measures
from plantwright.plot.colors import DARK
from plantwright.plot.flow_map import flow_map
from plantwright.plot.flow_time_parts import flow_time_parts
from plantwright.plot.held_out import held_out
from plantwright.plot.ranked_changes import ranked_changes
from plantwright.plot.time_account import time_account
from plantwright.report.answer import VERDICTS
from plantwright.report.changes_table import changes_table
from plantwright.report.contents import contents
from plantwright.report.criticism import criticism_part
from plantwright.report.figures import embedded, inert
from plantwright.report.front import front_page
from plantwright.report.glossary import glossary_section
from plantwright.report.glossary_links import linked
from plantwright.report.grounds import grounds
from plantwright.report.losses import loss_sections
from plantwright.report.markup import Content, Markup, joined, tag
from plantwright.report.measure_first import first_section
from plantwright.report.quality import quality_section
from plantwright.report.sections import (
    check_table,
    check_window,
    evidence_section,
    findings_section,
    manifest_section,
    numbers_section,
    reasons,
    section,
)
from plantwright.report.track_record import track_record_section
from plantwright.report.trial_cards import trials_section
from plantwright.report.words import sentence

POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
"""The browser itself refuses every request: the page is offline by force, not by promise."""
READINGS = {
    "flow-map": told(
        "work centers stand from upstream (left) to downstream (right); an arrow's width is its lots, its "
        "color their mean wait; the orange dot is nearest to its limit; ↻ counts lots that came back at once."
    ),
    "time-account": told(
        "each bar is all calendar time of a station; a station with little starved time limits the others."
    ),
    "flow-parts": told("each bar is the mean time an order spends in one way; what is not process is waiting or loss."),
    "held-out": told(
        "the upright stroke is what was recorded, the gray bar how much such weeks vary by themselves; a blue "
        "dot is a twin that agrees, an orange cross one that does not."
    ),
    "ranked": told(
        "each dot is the expected gain, its line the 95 % interval; a hollow dot may gain nothing; dots on one "
        "gray band cannot be told apart yet."
    ),
}
"""How to read each chart, in one line."""


def write_report(
    study: Study, path: Path, *, manifest: Mapping[str, object] | None = None, language: str | None = None
) -> None:
    """Write the study as one HTML file that needs no network.

    Parameters
    ----------
    study
        What was learned of one plant; parts that are None are said to be missing.
    path
        The file to write.
    manifest
        What is needed to run the study again: versions, seeds, hash of the input.
    language
        In which language to write, such as ``de``; None: the one that is spoken, English if nobody chose.
    """
    with speaking(language or spoken()):
        text = page(study, manifest or {})
    Path(path).write_text(text, encoding="utf-8", errors="xmlcharrefreplace")


def page(study: Study, manifest: Mapping[str, object]) -> str:
    """Return the page as HTML."""
    title = html.escape(say("{plant}: what limits it and what to change", plant=study.name()))
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{spoken().tag()}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{title}</title><style>{_resource('page.css')}</style></head>",
            _opening().text,
            _body(study, manifest).text,
            f'<script type="application/json" id="dark">{inert(json.dumps(DARK))}</script>',
            f"<script>{get_plotlyjs()}</script>",
            f"<script>{_resource('page.js')}</script>",
            "</body></html>",
        ]
    )


def _resource(name: str) -> str:
    return files("plantwright.report").joinpath(name).read_text(encoding="utf-8")


def _body(study: Study, manifest: Mapping[str, object]) -> Markup:
    header = tag("header", tag("p", say("Plantwright study"), css="kicker"), tag("h1", study.name()), _window(study))
    noscript = tag("noscript", tag("p", say("Figures need scripts; all numbers stand in the tables.")))
    main, uses = linked(joined([front_page(study), CONTENTS, *_evidence(study, manifest)]))
    glossary = glossary_section(uses)
    listed = contents(joined([main, glossary]))
    main = Markup(main.text.replace(CONTENTS.text, listed.text, 1))
    return joined([header, noscript, tag("main", main, glossary)])


CONTENTS = Markup("<nav></nav>")
"""Where the table of contents goes, once all headings are known."""


def _opening() -> Markup:
    undrawn = say("This figure could not be drawn; its numbers stand in the tables.")
    skip = tag("a", say("Skip to the answer"), css="skip", href="#answer")
    return Markup(f'<body data-undrawn="{html.escape(undrawn)}">{skip.text}')


def _evidence(study: Study, manifest: Mapping[str, object]) -> list[Content]:
    return [
        *_measured_sections(study.measures),
        *loss_sections(study.measures),
        numbers_section(study.measures),
        _check_section(study),
        _changes_section(study),
        quality_section(study.log),
        first_section(study.ranking),
        trials_section(study),
        track_record_section(study),
        findings_section(study.log),
        evidence_section(study.plant) if study.plant else "",
        manifest_section(study, manifest),
    ]


def _window(study: Study) -> Markup:
    if study.log is None:
        return tag("p", say("No records: the plant is as it was described, and its twin is unchecked."), css="note")
    meta = study.log.meta
    span = say("{start} to {end} ({days:.0f} days)", start=meta.start, end=meta.end, days=meta.days())
    return tag("p", f"{meta.name} · {ORIGINS[meta.origin]} · {span}", css="note")


ORIGINS = {"recorded": told("recorded"), "simulated": told("simulated"), "planned": told("planned")}


def _measured_sections(measures: Measures | None) -> list[Markup]:
    figures: list[tuple[str, str, Callable[[Measures], go.Figure]]] = [
        ("flow-map", say("Flow map"), flow_map),
        ("time-account", say("Time account"), time_account),
        ("flow-parts", say("Parts of the flow time"), flow_time_parts),
    ]
    if measures is None:
        return []
    return [section(name, heading, _figure(name, draw(measures))) for name, heading, draw in figures]


def _figure(name: str, figure: go.Figure) -> Markup:
    return embedded(figure, f"chart-{name}", READINGS[name])


def _check_section(study: Study) -> Markup:
    check = study.check
    content: list[Content] = [tag("p", tag("b", sentence(str(VERDICTS[check.verdict])))), reasons(check)]
    if check.lines:
        content += [tag("p", check_window(check), css="note"), _figure("held-out", held_out(check)), check_table(check)]
    return section("check", say("Held-out check"), *content, criticism_part(check.criticism))


def _changes_section(study: Study) -> Markup:
    heading = say("Ranked changes")
    refusal = tag("p", sentence(said(study.refusal)), css="refusal") if study.refusal else Markup("")
    if study.ranking is None or not study.ranking.changes:
        return section("changes", heading, refusal if study.refusal else tag("p", say("No change was ranked.")))
    words = tag("p", said(study.ranking.sentence))
    chart = _figure("ranked", ranked_changes(study.ranking))
    return section(
        "changes", heading, refusal, words, chart, changes_table(study.ranking, study.plant), grounds(study.ranking)
    )
