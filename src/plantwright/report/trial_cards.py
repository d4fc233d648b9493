"""Trial cards: on the terminal in a line, in the report to print, in ``trials.json`` to read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from plantwright.improve.study import Study
from plantwright.improve.trial_card import LEVEL, MOST_DAYS, POWER, TrialCard, Watched
from plantwright.plot.digits import estimate_text, signed
from plantwright.report.edits import change_words
from plantwright.report.markup import Content, Markup, lines, table, tag
from plantwright.report.plain import plain
from plantwright.report.sections import section
from plantwright.report.terms import term

BLANK = "____________________"
NAMES = {"throughput": "throughput", "flow_mean": "mean flow time", "on_time": "share on time", "wip": "WIP"}
_INTRO = (
    "Before a change is tried, settle who sees to it, how long, what is watched and when it is stopped. Cut the "
    "records when the change is made; plantwright verify then tells what it did, with demand and mix taken out."
)


def trial_lines(cards: Sequence[TrialCard]) -> Iterator[str]:
    """Iterate over the cards, each in a line."""
    for one in cards:
        watch = NAMES[one.watched[0].metric] if one.watched else "nothing that chance leaves visible"
        least = next(found for found in one.detectable if found.days == 20)
        first = one.stop.looks[0]
        yield (
            f"Try “{one.change.name}”: {one.length()}; watch {watch}{_at(one)}; in 20 days an effect of "
            f"{_percent(least.effect)} on {NAMES[one.objective]} would be seen; stop on day {first.day:g} beyond "
            f"{_percent(first.limit)}."
        )


def trials_section(study: Study) -> Markup:
    """Return the cards, one a block that is not torn apart in print."""
    if not study.trials:
        return Markup("")
    return section("trials", "Trial cards", tag("p", _INTRO, css="note"), *map(_card, study.trials))


def write_trials(cards: Sequence[TrialCard], path: Path) -> None:
    """Write the cards as JSON."""
    path.write_text(json.dumps(plain(tuple(cards)), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _card(card: TrialCard) -> Markup:
    rows: list[list[Content]] = [
        ["Change", change_words(card.change)],
        ["Owner", card.owner or BLANK],
        ["Begin, end", f"{BLANK} {BLANK}"],
        ["Foretold", f"{NAMES[card.objective]} {estimate_text(card.gain, sign=True)}"],
        ["How long", _length(card)],
        ["Watch", lines(*(_watch(one) for one in card.watched)) if card.watched else "not known"],
        ["Where", f"from release to completion of every order{_at(card)}"],
        ["Could be seen", _detectable(card)],
        ["Stop", _stop(card)],
    ]
    return tag("div", tag("h3", card.change.name), table(("What", "Settled"), rows), css="trial")


def _length(card: TrialCard) -> str:
    how = (
        f"{100 * POWER:.0f} % of such trials would leave zero out of the {100 * LEVEL:.0f} % interval, held against "
        f"{card.before_days:.0f} days of records before"
    )
    return f"{card.length()}; {how}"


def _watch(one: Watched) -> str:
    days = f"seen within {one.days:.0f} days" if one.days else f"not to be seen within {MOST_DAYS:.0f} days"
    return f"{term(one.metric)}: {estimate_text(one.foretold, sign=True)}, {days}"


def _detectable(card: TrialCard) -> str:
    return "; ".join(f"{_percent(one.effect)} in {one.days} days" for one in card.detectable)


def _stop(card: TrialCard) -> str:
    rule = card.stop
    limits = "; ".join(f"day {one.day:g}: {_percent(one.limit)}" for one in rule.looks)
    return (
        f"if the effect on {NAMES[card.objective]} is worse than: {limits}. A change that does nothing is stopped in "
        f"{100 * rule.false_alarm:.0f} % of trials, one that harms as much as this is to help in "
        f"{100 * rule.caught:.0f} %."
    )


def _at(card: TrialCard) -> str:
    return f", and the queue and stations of {', '.join(card.where)}" if card.where else ""


def _percent(value: float) -> str:
    return f"{signed(value, abs(value) / 3)} %"
