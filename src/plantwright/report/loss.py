"""Where output is lost: the bottleneck, what eats its time, and whether three ways of looking agree."""

from __future__ import annotations

from plantwright.messages.told import say, told
from plantwright.model.estimate import Estimate, Measures
from plantwright.plot.bottleneck import METHODS, Bottleneck, find_bottleneck
from plantwright.plot.cells import name_of, number, rows_of
from plantwright.plot.digits import estimate_text, in_percent
from plantwright.report.words import count_word, listed

STATES = {
    "process": told("processing"),
    "setup": told("setups"),
    "down": told("breakdowns"),
    "blocked": told("being blocked"),
    "starved": told("waiting for work or people"),
}
SMALL = 0.01
"""A state below one hundredth of the scheduled time is not worth a word."""


def loss_sentence(measures: Measures) -> str:
    """Return where output is lost, in one sentence."""
    found = find_bottleneck(measures)
    if found is None:
        return say("Where output is lost is not known: the records name no work center with time on it.")
    busy = _busy_words(_busy_share(measures, found.work_center))
    parts = {"place": found.work_center, "busy": busy, "time": _time_words(measures, found.work_center)}
    if found.near_limit:
        return say("Output is lost at {place}, {busy}; {time}; {agreement}.", **parts, agreement=_agreement(found))
    return say(
        "No work center is near its limit in these records; busiest is {place}, {busy}; {time}; {agreement}.",
        **parts,
        agreement=_agreement(found),
    )


def time_shares(measures: Measures, center: str) -> dict[str, float]:
    """Return which share of its scheduled time a work center spends in each state; empty where nobody recorded it."""
    rows = [row for row in rows_of(measures, "stations") if name_of(row.get("work_center")) == center]
    scheduled = sum(1 - (number(row.get("off")) or 0.0) for row in rows)
    if not scheduled > 0:
        return {}
    return {state: sum(number(row.get(state)) or 0.0 for row in rows) / scheduled for state in STATES}


def _busy_share(measures: Measures, center: str) -> Estimate | None:
    tables = (*rows_of(measures, "work_centers"), *rows_of(measures, "bottlenecks"))
    rows = [row for row in tables if name_of(row.get("work_center")) == center]
    return next((cell for row in rows if isinstance(cell := row.get("busy_share"), Estimate)), None)


def _busy_words(share: Estimate | None) -> str:
    if share is None or share.value is None:
        return say("busy for a share of its time that is not known")
    value, _, interval = estimate_text(in_percent(share)).partition(" (")
    return say(
        "busy {value} of its scheduled time{interval}", value=value, interval=f" ({interval}" if interval else ""
    )


def _time_words(measures: Measures, center: str) -> str:
    told_shares = [
        say("{state} ({share:.0f} %)", state=STATES[state], share=100 * share)
        for state, share in time_shares(measures, center).items()
        if share >= SMALL
    ]
    if not told_shares:
        return say("what eats its time was not recorded")
    return say("that time goes to {states}", states=listed(told_shares, most=len(STATES)))


def _agreement(found: Bottleneck) -> str:
    ways, total = listed([METHODS[method] for method in found.agree]), len(found.agree) + len(found.others)
    if not found.others:
        if total == 1:
            return say("found only as: {ways}", ways=ways)
        return say("all {number} ways of looking point there ({ways})", number=count_word(total), ways=ways)
    elsewhere = listed(
        [say("{way}: {place}", way=METHODS[method], place=name) for method, name in found.others.items()]
    )
    facts = {"number": count_word(len(found.agree)), "total": count_word(total), "elsewhere": elsewhere}
    if len(found.agree) == 1:
        return say("{number} of {total} ways of looking points there ({elsewhere})", **facts)
    return say("{number} of {total} ways of looking point there ({elsewhere})", **facts)
