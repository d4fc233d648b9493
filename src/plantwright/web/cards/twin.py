"""Twin: did it foretell weeks that it had not seen, what does it get wrong, what is to be believed?"""

from __future__ import annotations

from plantwright.improve.study import Study
from plantwright.messages.told import said
from plantwright.model.estimate import Estimate
from plantwright.plot.digits import in_percent
from plantwright.plot.held_out import held_out
from plantwright.report.answer import VERDICTS, answer
from plantwright.report.grounds import ground_lines
from plantwright.report.page import READINGS
from plantwright.report.sections import check_window
from plantwright.report.terms import PERCENT, term
from plantwright.report.words import sentence
from plantwright.web.cards.card import Card, Column, Table, Value, card_of

_NUMBERS = ("", ", low", ", high")


def twin_cards(study: Study) -> list[Card]:
    """Return what to believe, the held-out check, and what the twin gets wrong."""
    check = study.check
    told = Card(
        "belief", sentence(str(VERDICTS[check.verdict])), "read this before any number that the twin foretells.",
        lines=(*(said(one) for one in check.reasons), *answer(study)[:1], *_rests(study)),
    )  # fmt: skip
    held = [_held_out(study)] if check.lines else []
    return [told, *held, *_misfits(study)]


def _rests(study: Study) -> tuple[str, ...]:
    if study.ranking is None:
        return (study.refusal,) if study.refusal else ()
    return (study.ranking.guarantee.sentence(), *ground_lines(study.ranking))


def _held_out(study: Study) -> Card:
    columns = [Column("Measure"), Column("Unit")]
    columns += [Column(f"{what}{end}") for what in ("Recorded", "Twin") for end in _NUMBERS]
    rows = [
        (
            term(one.measure), _unit(_shown(one.measure, one.recorded)), *_three(one.measure, one.recorded),
            *_three(one.measure, one.twin), "yes" if one.agrees else "no", said(one.sentence),
        )
        for one in study.check.lines
    ]  # fmt: skip
    table = Table((*columns, Column("Agrees"), Column("In words")), tuple(rows))
    return card_of(
        held_out(study.check), "held-out", str(READINGS["held-out"]), table, lines=(check_window(study.check),),
        method="the twin learned from the first weeks foretells the others; its interval spans its own runs",
        source=study.check.lines[0].recorded.evidence,
    )  # fmt: skip


def _shown(name: str, one: Estimate) -> Estimate:
    return in_percent(one) if name in PERCENT else one


def _unit(one: Estimate) -> str:
    return "" if one.unit == "1" else one.unit


def _three(name: str, one: Estimate) -> tuple[Value, ...]:
    shown = _shown(name, one)
    return shown.value, shown.low, shown.high


def _misfits(study: Study) -> list[Card]:
    criticism = study.check.criticism
    if criticism is None:
        return []
    title = "What the twin gets wrong"
    read = "one row a comparison that lies beyond chance; the share says how much of the orders' time it explains."
    if criticism.refusal:
        return [Card("misfits", title, read, lines=(said(criticism.refusal),))]
    columns = [
        Column(one) for one in ("Measure", "Where", "When", "Recorded", "Twin", "Twin, low", "Twin, high", "Unit")
    ]
    rows = tuple(
        (one.measure.replace("_", " "), one.where, one.when or "whole window", one.recorded, one.twin.value,
         one.twin.low, one.twin.high, one.twin.unit, 100 * one.share)
        for one in criticism.misfits
    )  # fmt: skip
    lines = tuple(said(one.sentence) for one in criticism.shown()) or ("Nothing beyond chance.",)
    return [Card(
        "misfits", title, read, table=Table((*columns, Column("Explains", "%")), rows), lines=lines,
        method=f"{len(criticism.misfits)} of {len(criticism.compared)} comparisons lie beyond chance (Benjamini and "
        f"Hochberg, 5 %); {criticism.runs} windows of the twin, each as long as the records'",
        source=said(criticism.start),
    )]  # fmt: skip
