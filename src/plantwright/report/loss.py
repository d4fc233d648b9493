"""Where output is lost: the bottleneck, what eats its time, and whether three ways of looking agree."""

from __future__ import annotations

from plantwright.model.estimate import Estimate, Measures
from plantwright.plot.bottleneck import METHODS, Bottleneck, find_bottleneck
from plantwright.plot.cells import name_of, number, rows_of
from plantwright.plot.digits import in_percent, interval_text, value_text
from plantwright.report.words import count_word, listed

STATES = {
    "process": "processing",
    "setup": "setups",
    "down": "breakdowns",
    "blocked": "being blocked",
    "starved": "waiting for work or people",
}
SMALL = 0.01
"""A state below one hundredth of the scheduled time is not worth a word."""


def loss_sentence(measures: Measures) -> str:
    """Return where output is lost, in one sentence."""
    found = find_bottleneck(measures)
    if found is None:
        return "Where output is lost is not known: the records name no work center with time on it."
    busy = _busy_words(_busy_share(measures, found.work_center))
    begin = "Output is lost at" if found.near_limit else "No work center is near its limit in these records; busiest is"
    return f"{begin} {found.work_center}, {busy}; {_time_words(measures, found.work_center)}; {_agreement(found)}."


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
    ways, total = listed([METHODS[method] for method in found.agree]), len(found.agree) + len(found.others)
    if not found.others:
        return (
            f"all {count_word(total)} ways of looking point there ({ways})" if total > 1 else f"found only as: {ways}"
        )
    elsewhere = listed([f"{METHODS[method]}: {name}" for method, name in found.others.items()])
    points = "points" if len(found.agree) == 1 else "point"
    return f"{count_word(len(found.agree))} of {count_word(total)} ways of looking {points} there ({elsewhere})"
