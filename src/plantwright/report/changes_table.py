"""The ranked changes as a table: output, people and energy side by side."""

from __future__ import annotations

from plantwright.improve.ranking import RankedChange, Ranking
from plantwright.model.estimate import Estimate
from plantwright.plot.digits import UNKNOWN, estimate_text, interval_text, known, value_text
from plantwright.report.edits import change_words
from plantwright.report.markup import Content, Markup, folded, lines, noted, tag

SHOWN = 12
HEADERS = ("Change", "Gain", "Output", "People", "Energy per good piece", "Payback", "Chance to be best")


def changes_table(ranking: Ranking) -> Markup:
    """Return every change with all its effects; those beyond the twelfth are folded away."""
    rows = [_row(place, one, ranking) for place, one in enumerate(ranking.changes, 1)]
    return folded(HEADERS, rows, SHOWN, "changes")


def _row(place: int, one: RankedChange, ranking: Ranking) -> list[Content]:
    tied = sum(other.tie_group == one.tie_group for other in ranking.changes) > 1
    return [
        _what(place, one, tied),
        lines(tag("b", value_text(one.gain, sign=True), css="line"), tag("small", _interval(one.gain), css="line")),
        _output(one),
        _known(f"busy {_effect(one.people)}", one.people),
        _effect(one.energy),
        _payback(one),
        f"{one.probability_best:.0%}".replace("%", " %"),
    ]


def _what(place: int, one: RankedChange, tied: bool) -> Markup:
    group = f"tie group {one.tie_group}" if tied else ""
    name = tag("b", f"{place}. {one.change.name}", css="name")
    lasts = f"keeps a gain in {one.robust.kept} of {one.robust.cases} other demands and mixes" if one.robust else ""
    return lines(name, *(tag("small", text) for text in (change_words(one.change), group, lasts) if text))


def _interval(estimate: Estimate) -> str:
    return interval_text(estimate, sign=True)


def _output(one: RankedChange) -> Markup:
    effects = {"throughput": one.throughput, "flow time": one.flow_time, "on time": one.on_time, "WIP": one.wip}
    return lines(*(tag("span", f"{name} {_effect(effect)}", css="line") for name, effect in effects.items()))


def _effect(estimate: Estimate) -> str:
    return estimate_text(estimate, sign=True)


def _known(text: str, estimate: Estimate) -> str:
    return text if known(estimate) else UNKNOWN


def _payback(one: RankedChange) -> Content:
    cost = one.change.cost
    told = [f"{amount:,.0f} {when}" for amount, when in ((cost.once, "once"), (cost.per_year, "a year")) if amount]
    return noted(estimate_text(one.payback), f"costs {' and '.join(told)}" if told else "cost not told")
