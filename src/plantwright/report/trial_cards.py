"""Trial cards: on the terminal in a line, in the report to print, in ``trials.json`` to read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from plantwright.improve.study import Study
from plantwright.improve.trial_card import LEVEL, MOST_DAYS, POWER, TrialCard, Watched
from plantwright.messages.told import say, told
from plantwright.plot.digits import UNKNOWN, estimate_text, signed, with_unit
from plantwright.report.edits import change_words
from plantwright.report.markup import Content, Markup, lines, table, tag
from plantwright.report.plain import plain
from plantwright.report.sections import section
from plantwright.report.terms import term

BLANK = "____________________"
NAMES = {
    "throughput": told("throughput"),
    "flow_mean": told("mean flow time"),
    "on_time": told("share on time"),
    "wip": told("WIP"),
}
"""Metrics inside a sentence."""
_INTRO = told(
    "Before a change is tried, settle who sees to it, how long, what is watched and when it is stopped. Cut the "
    "records when the change is made; plantwright verify then tells what it did, with demand and mix taken out."
)


def trial_lines(cards: Sequence[TrialCard]) -> Iterator[str]:
    """Iterate over the cards, each in a line."""
    for one in cards:
        watch = NAMES[one.watched[0].metric] if one.watched else told("nothing that chance leaves visible")
        least = next(found for found in one.detectable if found.days == 20)
        first = one.stop.looks[0]
        yield say(
            "Try “{change}”: {length}; watch {watch}; in 20 days an effect of {effect} on {metric} would be seen; stop "
            "on day {day:g} beyond {limit}.",
            change=one.change.name,
            length=one.length(),
            watch=_at(watch, one),
            effect=_percent(least.effect),
            metric=NAMES[one.objective],
            day=first.day,
            limit=_percent(first.limit),
        )


def trials_section(study: Study) -> Markup:
    """Return the cards, one a block that is not torn apart in print."""
    if not study.trials:
        return Markup("")
    return section("trials", say("Trial cards"), tag("p", _INTRO, css="note"), *map(_card, study.trials))


def write_trials(cards: Sequence[TrialCard], path: Path) -> None:
    """Write the cards as JSON."""
    path.write_text(json.dumps(plain(tuple(cards)), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def trial_rows(card: TrialCard) -> list[tuple[str, tuple[str, ...]]]:
    """Return what a card settles: each point with its lines."""
    return [
        (say("Change"), (change_words(card.change),)),
        (say("Owner"), (card.owner or BLANK,)),
        (say("Begin, end"), (f"{BLANK} {BLANK}",)),
        (say("Foretold"), (f"{NAMES[card.objective]} {estimate_text(card.gain, sign=True)}",)),
        (say("How long"), (_length(card),)),
        (say("Watch"), tuple(_watch(one) for one in card.watched) or (str(UNKNOWN),)),
        (say("Where"), (_at(told("from release to completion of every order"), card),)),
        (say("Could be seen"), (_detectable(card),)),
        (say("Stop"), (_stop(card),)),
    ]


def _card(card: TrialCard) -> Markup:
    rows: list[list[Content]] = [[name, lines(*said)] for name, said in trial_rows(card)]
    return tag("div", tag("h3", card.change.name), table((say("What"), say("Settled")), rows), css="trial")


def _length(card: TrialCard) -> str:
    return say(
        "{length}; {power:.0f} % of such trials would leave zero out of the {level:.0f} % interval, held against "
        "{days:.0f} days of records before",
        length=card.length(),
        power=100 * POWER,
        level=100 * LEVEL,
        days=card.before_days,
    )


def _watch(one: Watched) -> str:
    seen = (
        say("seen within {days:.0f} days", days=one.days)
        if one.days
        else say("not to be seen within {days:.0f} days", days=MOST_DAYS)
    )
    effect = estimate_text(one.foretold, sign=True)
    return say("{metric}: {effect}, {seen}", metric=term(one.metric), effect=effect, seen=seen)


def _detectable(card: TrialCard) -> str:
    found = [say("{effect} in {days} days", effect=_percent(one.effect), days=one.days) for one in card.detectable]
    return "; ".join(found)


def _stop(card: TrialCard) -> str:
    rule = card.stop
    limits = [say("day {day:g}: {limit}", day=one.day, limit=_percent(one.limit)) for one in rule.looks]
    return say(
        "if the effect on {metric} is worse than: {limits}. A change that does nothing is stopped in {alarm:.0f} % of "
        "trials, one that harms as much as this is to help in {caught:.0f} %.",
        metric=NAMES[card.objective],
        limits="; ".join(limits),
        alarm=100 * rule.false_alarm,
        caught=100 * rule.caught,
    )


def _at(what: str, card: TrialCard) -> str:
    if not card.where:
        return str(what)
    return say("{what}, and the queue and stations of {centers}", what=what, centers=", ".join(card.where))


def _percent(value: float) -> str:
    return with_unit(signed(value, abs(value) / 3), "%")
