"""Changes: what was ranked, with people and energy side by side, and how to try the first ones."""

from __future__ import annotations

from typing import Any

from plantwright.improve.combine import price
from plantwright.improve.ranking import RankedChange
from plantwright.improve.study import Study
from plantwright.messages.told import said
from plantwright.model.estimate import Estimate
from plantwright.model.plant import Plant
from plantwright.plot.ranked_changes import ranked_changes
from plantwright.report.edits import change_words
from plantwright.report.grounds import ground_lines
from plantwright.report.page import READINGS
from plantwright.report.trial_cards import trial_rows
from plantwright.web.cards.card import Card, Column, Table, Value, card_of

_EFFECTS = {
    "gain": ("Gain", "%"), "throughput": ("Throughput", "%"), "flow_time": ("Flow time", "%"), "wip": ("WIP", "%"),
    "on_time": ("On time", "points"), "people": ("Busy share of people", "points"),
    "energy": ("Energy per good piece", "%"), "payback": ("Payback", "years"),
}  # fmt: skip


def change_cards(study: Study) -> list[Card]:
    """Return the ranked changes, and a card for each trial."""
    if study.ranking is None or study.plant is None:
        return []
    trials = [
        Card(f"trial-{place}", f"How to try: {one.change.name}", "settle this before the change is made.",
             table=Table((Column("What"), Column("Settled")),
                         tuple((name, " · ".join(map(str, lines))) for name, lines in trial_rows(one))))
        for place, one in enumerate(study.trials)
    ]  # fmt: skip
    return [_ranked(study, study.plant), *trials]


def _ranked(study: Study, plant: Plant) -> Card:
    ranking = study.ranking
    assert ranking is not None
    heads = [Column("Rank"), Column("Group"), Column("Change"), Column("What it edits")]
    for name, unit in _EFFECTS.values():
        heads += [Column(name, unit), Column(f"{name}, low", unit), Column(f"{name}, high", unit)]
    heads += [Column("Price of a year", "currency"), Column("Chance to be the best", "%"), Column("Runs")]
    rows = tuple(_row(place, one, plant) for place, one in enumerate(ranking.changes, 1))
    more: dict[str, Any] = {
        "method": str(ranking.guarantee.sentence()),
        "lines": (said(ranking.sentence), *ground_lines(ranking)),
    }
    if not rows:
        return Card("ranked", "No change was ranked", "nothing to compare.", **more)
    return card_of(ranked_changes(ranking), "ranked", str(READINGS["ranked"]), Table(tuple(heads), rows), **more)


def _row(place: int, one: RankedChange, plant: Plant) -> tuple[Value, ...]:
    effects = [value for name in _EFFECTS for value in _three(getattr(one, name))]
    chance = round(100 * one.probability_best, 1)
    words = change_words(one.change)
    return (place, one.tie_group, one.change.name, words, *effects, price(one.change, plant), chance, one.replications)


def _three(one: Estimate) -> tuple[Value, Value, Value]:
    return one.value, one.low, one.high
