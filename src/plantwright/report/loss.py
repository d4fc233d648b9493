"""Where output is lost: the bottleneck, what eats its time, and whether three ways of looking agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plantwright.model.estimate import Estimate, Measures, Row
from plantwright.plot.cells import name_of, number, rows_of
from plantwright.plot.digits import in_percent, interval_text, value_text
from plantwright.report.words import count_word, listed

METHODS = {
    "active_period": "active without a break for longest",
    "busy_share": "busiest",
    "queue_time": "longest wait in front of it",
}
"""Three ways to find a bottleneck, in the order in which they are trusted."""
STATES = {
    "process": "processing",
    "setup": "setups",
    "down": "breakdowns",
    "blocked": "being blocked",
    "starved": "waiting for work or people",
}
SMALL = 0.01
"""A state below one hundredth of the scheduled time is not worth a word."""
SLACK = 0.6
"""Below this busy share no work center is near its limit, and it would flatter the method to call one a bottleneck."""


@dataclass(frozen=True)
class Bottleneck:
    """The work center that most ways of looking point to."""

    work_center: str
    agree: tuple[str, ...]
    """Methods that point to it."""
    others: dict[str, str]
    """Where each other method points."""


def find_bottleneck(measures: Measures) -> Bottleneck | None:
    """Return the bottleneck by majority of the methods; the more trusted one breaks a tie."""
    rows = rows_of(measures, "bottlenecks") or rows_of(measures, "work_centers")
    named = {method: worst for method in METHODS if (worst := _worst(rows, method))}
    if not named:
        return None
    votes = list(named.values())
    chosen = max(named.values(), key=lambda name: (votes.count(name), -votes.index(name)))
    others = {method: name for method, name in named.items() if name != chosen}
    return Bottleneck(chosen, tuple(one for one in named if one not in others), others)


def _worst(rows: Sequence[Row], method: str) -> str | None:
    known = [(value, name_of(row.get("work_center"))) for row in rows if (value := number(row.get(method)))]
    return max(known, key=lambda pair: pair[0])[1] if known else None


def loss_sentence(measures: Measures) -> str:
    """Return where output is lost, in one sentence."""
    found = find_bottleneck(measures)
    if found is None:
        return "Where output is lost is not known: the records name no work center with time on it."
    share = _busy_share(measures, found.work_center)
    facts = f"{_busy_words(share)}; {_time_words(measures, found.work_center)}; {_agreement(found)}."
    if share is not None and share.value is not None and share.value < SLACK:
        return f"No work center is near its limit in these records; nearest is {found.work_center}, {facts}"
    return f"Output is lost at {found.work_center}, {facts}"


def _busy_share(measures: Measures, center: str) -> Estimate | None:
    tables = (*rows_of(measures, "work_centers"), *rows_of(measures, "bottlenecks"))
    rows = [row for row in tables if name_of(row.get("work_center")) == center]
    return next((cell for row in rows if isinstance(cell := row.get("busy_share"), Estimate)), None)


def _busy_words(share: Estimate | None) -> str:
    if share is None or share.value is None:
        return "busy for a share of its time that is not known"
    percent = in_percent(share)
    interval = interval_text(percent)
    return f"busy {value_text(percent)} of its scheduled time" + (f" ({interval})" if interval else "")


def _time_words(measures: Measures, center: str) -> str:
    rows = [row for row in rows_of(measures, "stations") if name_of(row.get("work_center")) == center]
    scheduled = sum(1 - (number(row.get("off")) or 0.0) for row in rows)
    if not scheduled > 0:
        return "what eats its time was not recorded"
    shares = {state: sum(number(row.get(state)) or 0.0 for row in rows) / scheduled for state in STATES}
    told = [f"{STATES[state]} ({100 * share:.0f} %)" for state, share in shares.items() if share >= SMALL]
    return f"that time goes to {listed(told, most=len(STATES))}" if told else "what eats its time was not recorded"


def _agreement(found: Bottleneck) -> str:
    if not found.others:
        ways = listed([METHODS[method] for method in found.agree])
        total = len(found.agree)
        return f"all {count_word(total)} ways of looking agree ({ways})" if total > 1 else f"found only as: {ways}"
    elsewhere = listed([f"{METHODS[method]}: {name}" for method, name in found.others.items()])
    total = len(found.agree) + len(found.others)
    return f"{count_word(len(found.agree))} of {count_word(total)} ways of looking agree ({elsewhere})"
