"""Quality, as a part of a study's page: the control charts of what was measured that signal."""

from __future__ import annotations

from plantwright.events.log import EventLog
from plantwright.messages.told import say
from plantwright.observe.spc.characteristics import characteristics_of
from plantwright.observe.spc.judged import Judged, judge
from plantwright.plot.digits import estimate_text, in_percent
from plantwright.report.markup import Content, Markup, table, tag
from plantwright.report.sections import section
from plantwright.report.spc_parts import characteristic_part

MOST_SHOWN = 6
"""Characteristics that are charted; the others stand in the table."""


def quality_section(log: EventLog | None) -> Markup:
    """Return what was measured, and the charts of what signals more than chance would; nothing where nothing was."""
    if log is None or log.measurements is None:
        return Markup("")
    judged = [judge(one) for one in characteristics_of(log.measurements.to_pyarrow())]
    if not judged:
        return Markup("")
    loud = [one for one in judged if one.stable is False]
    told = tag("p", _answer(len(loud), len(judged)))
    parts: list[Content] = []
    for place, one in enumerate(loud[:MOST_SHOWN]):
        parts += [tag("h3", one.name), characteristic_part(one, f"quality-{place}")]
    headers = (say("Characteristic"), say("Chart"), say("Signals"), "Cpk", say("Outside"))
    return section("quality", say("Quality"), told, table(headers, [_row(one) for one in judged]), *parts)


def _answer(loud: int, count: int) -> str:
    if not loud:
        return say("Characteristics measured: {count:,}. None signals more than chance would.", count=count)
    signals = say("Signals beyond chance: {count:,} of {of:,} characteristics measured.", of=count, count=loud)
    more = say("The first {shown} are charted.", shown=MOST_SHOWN) if loud > MOST_SHOWN else ""
    return " ".join(one for one in (signals, more, say("plantwright spc draws all.")) if one)


def _row(one: Judged) -> list[Content]:
    able = one.capability
    mark = "" if able is None or able.believed() else say(" (doubtful)")
    cpk = say("no specification") if able is None else f"{estimate_text(able.cpk)}{mark}"
    outside = say("no specification") if able is None else estimate_text(in_percent(able.outside))
    return [one.name, one.chart, f"{len(one.signals())}" if one.charts else one.notes[-1], cpk, outside]
