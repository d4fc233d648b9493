"""The ranked changes as a table: output, people and energy side by side."""

from __future__ import annotations

from plantwright.improve.money import cost_of
from plantwright.improve.ranking import RankedChange, Ranking
from plantwright.improve.robust import Robustness
from plantwright.messages.told import later, number, say, told
from plantwright.model.change import Change
from plantwright.model.estimate import Estimate
from plantwright.model.plant import Plant
from plantwright.plot.digits import UNKNOWN, estimate_text, interval_text, known, value_text
from plantwright.report.edits import change_words
from plantwright.report.markup import Content, Markup, folded, lines, noted, tag
from plantwright.report.words import listed

SHOWN = 12
HEADERS = (
    told("Change"),
    told("Gain"),
    told("Output"),
    told("People"),
    told("Energy per good piece"),
    told("Payback"),
    told("Chance to be best"),
)


def changes_table(ranking: Ranking, plant: Plant | None = None) -> Markup:
    """Return every change with all its effects; those beyond the twelfth are folded away.

    ``plant`` knows costs that nobody told with a change.
    """
    rows = [_row(place, one, ranking, plant) for place, one in enumerate(ranking.changes, 1)]
    return folded(HEADERS, rows, SHOWN, more=later("{n:,} more changes"))


def _row(place: int, one: RankedChange, ranking: Ranking, plant: Plant | None) -> list[Content]:
    tied = sum(other.tie_group == one.tie_group for other in ranking.changes) > 1
    return [
        _what(place, one, tied),
        lines(tag("b", value_text(one.gain, sign=True), css="line"), tag("small", _interval(one.gain), css="line")),
        _output(one),
        _known(say("busy {share}", share=_effect(one.people)), one.people),
        _effect(one.energy),
        noted(estimate_text(one.payback), _cost(one, plant)),
        say("{share:.0f} %", share=100 * one.probability_best),
    ]


def _what(place: int, one: RankedChange, tied: bool) -> Markup:
    group = say("tie group {number}", number=one.tie_group) if tied else ""
    name = tag("b", f"{place}. {one.change.name}", css="name")
    lasts = _lasts(one.robust) if one.robust else ""
    return lines(name, *(tag("small", text) for text in (change_words(one.change), group, lasts) if text))


def _interval(estimate: Estimate) -> str:
    return interval_text(estimate, sign=True)


def _output(one: RankedChange) -> Markup:
    effects = (
        (told("throughput"), one.throughput),
        (told("flow time"), one.flow_time),
        (told("on time"), one.on_time),
        (told("WIP"), one.wip),
    )
    return lines(*(tag("span", f"{name} {_effect(effect)}", css="line") for name, effect in effects))


def _effect(estimate: Estimate) -> str:
    return estimate_text(estimate, sign=True)


def _known(text: str, estimate: Estimate) -> str:
    return text if known(estimate) else str(UNKNOWN)


def _cost(one: RankedChange, plant: Plant | None) -> str:
    amounts = cost_words(one.change, plant)
    return say("costs {amounts}", amounts=amounts) if amounts else say("cost not told")


def cost_words(change: Change, plant: Plant | None) -> str:
    """Return what a change costs, as told with it or by the plant; nothing where nobody told it."""
    cost = cost_of(change, plant) if plant else change.cost
    currency = f" {plant.currency}" if plant and plant.currency else ""
    amounts = [
        say(words, amount=f"{number(amount, ',.0f')}{currency}")
        for amount, words in ((cost.once, later("{amount} once")), (cost.per_year, later("{amount} a year")))
        if amount
    ]
    return listed(amounts)


def _lasts(robust: Robustness) -> str:
    return say("keeps a gain in {kept} of {cases} other demands and mixes", kept=robust.kept, cases=robust.cases)
