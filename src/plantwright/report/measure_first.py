"""What to measure first where a plant was told, in plain lines and as a part of the page."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from plantwright.improve.first_facts import MATERIAL, SLIGHT, Fact, FirstFacts, Reading
from plantwright.improve.ranking import Objective, Ranking
from plantwright.messages.told import later, say, told
from plantwright.plot.digits import estimate_text, rounded
from plantwright.report.markup import Markup, folded, joined, tag
from plantwright.report.words import count_word

HEADING = told("What to measure first")
SHOWN = 6
_GOALS: dict[Objective, str] = {"throughput": told("throughput"), "flow_mean": told("mean flow time")}
_KINDS = {
    "step ": (later("how long step {name} takes"), later("{n:,} lots timed")),
    "set-up of ": (later("how long the set-up for {name} takes"), later("{n:,} set-ups timed")),
    "breakdowns of ": (later("how often {name} breaks down, and for how long"), later("{n:,} stops written down")),
    "change-overs of ": (later("how long {name} takes to change over"), later("{n:,} change-overs timed")),
    "quality of ": (later("how many pieces step {name} spoils"), later("{n:,} pieces looked at")),
    "orders": (later("how often orders come"), later("{n:,} orders counted")),
    "floor": (later("how many orders are on the floor"), later("{n:,} counts on different days")),
}
_TIMES = ((5_400.0, 3600.0, "h"), (90.0, 60.0, "min"), (0.0, 1.0, "s"))


def first_lines(ranking: Ranking) -> Iterator[str]:
    """Iterate over what to measure first, one line each under a line that says what for; nothing for other plants."""
    facts = ranking.first_facts
    if facts is None:
        return
    yield _opening(facts, ranking.objective)
    for place, one in enumerate(facts.shown(), 1):
        yield f"  {place}. {what(one.source)}: {_looking(one)}; {_worth(one, facts, ranking.objective)}"
    if facts.left_out:
        yield "  " + say(
            "{out} of {drawn} plants drawn could not keep up and were left out.",
            out=facts.left_out, drawn=facts.plants + facts.left_out,
        )  # fmt: skip


def first_section(ranking: Ranking | None) -> Markup:
    """Return the part of the page, empty for a plant that was not told."""
    if ranking is None or ranking.first_facts is None:
        return Markup("")
    facts, goal = ranking.first_facts, _GOALS[ranking.objective]
    rows = [_row(one) for one in facts.facts]
    headers = (
        say("What to measure"),
        say("Now believed (95 %)"),
        say("Look so often"),
        say("Then about"),
        say("Worth [% of {goal}]", goal=goal),
        say("In units"),
        say("Narrows the first choice"),
        say("Narrows the plant as it is"),
    )
    note = say(
        "Worth: expected gain of choosing with the number known, over choosing now; by {plants} plants drawn "
        "from what was told. Narrows: by how much the interval of “{change}”, or of the plant as it is, "
        "would be narrower.",
        plants=facts.plants, change=facts.first,
    )  # fmt: skip
    content = [
        tag("h2", HEADING),
        tag("p", _opening(facts, ranking.objective)),
        folded(headers, rows, SHOWN, more=later("{n:,} more numbers")),
        tag("p", note, css="note"),
    ]
    return Markup(f'<section id="measure-first">{joined(content).text}</section>')


def what(source: str) -> str:
    """Return what one would look at, in words."""
    start, (words, _) = _kind(source)
    return say(words, name=source.removeprefix(start)) if start else source


def looks(one: Fact) -> str:
    """Return how often one would look, in words."""
    return say(_kind(one.source)[1][1], n=one.reading.readings)


def _kind(source: str) -> tuple[str, tuple[str, str]]:
    found = (one for one in _KINDS.items() if source.startswith(one[0]))
    return next(found, ("", ("", later("{n:,} readings"))))


def _opening(facts: FirstFacts, objective: Objective) -> str:
    shown, goal = facts.shown(), _GOALS[objective]
    if not shown:
        return say("No single number that was told, measured, would change or sharpen the ranking beyond chance.")
    these = say("Measure this first")
    if len(shown) > 1:
        these = say("Measure these {many} first", many=count_word(len(shown)))
    if (facts.whole.value or 0) < MATERIAL:
        return say("{these}; none would change what to choose, each would make the figures surer:", these=these)
    return say(
        "{these} (knowing all that was told would be worth {worth} of {goal}):",
        these=these, worth=estimate_text(facts.whole), goal=goal,
    )  # fmt: skip


def _looking(one: Fact) -> str:
    return say("{looks} would bring {now} to about {then}", looks=looks(one), now=_span(one.reading),
               then=_aim(one.reading))  # fmt: skip


def _worth(one: Fact, facts: FirstFacts, objective: Objective) -> str:
    goal = _GOALS[objective]
    narrows = say("the interval of “{change}” would be {share} narrower", change=facts.first, share=_share(one.narrows))
    if one.narrows <= SLIGHT:
        narrows = say(
            "the interval of {goal} as it is would be {share} narrower", goal=goal, share=_share(one.sharpens)
        )
    if not one.matters():
        return say("it would hardly change what to choose, but {narrows}", narrows=narrows)
    worth, units = estimate_text(one.worth), estimate_text(one.in_units)
    return say("worth {worth} of {goal}, or {units}; {narrows}", worth=worth, goal=goal, units=units, narrows=narrows)


def _row(one: Fact) -> list[str]:
    worth = estimate_text(one.worth) if one.matters() else say("hardly anything")
    return [
        what(one.source), _span(one.reading), looks(one), _aim(one.reading), worth, estimate_text(one.in_units),
        _share(one.narrows), _share(one.sharpens),
    ]  # fmt: skip


def _share(share: float) -> str:
    return say("{share:.0f} %", share=100 * share)


def _span(reading: Reading) -> str:
    return _between(reading, reading.low, reading.high)


def _aim(reading: Reading) -> str:
    return _between(reading, reading.aim_low, reading.aim_high)


def _between(reading: Reading, low: float, high: float) -> str:
    middle = sqrt(reading.low * reading.high) if reading.low > 0 else reading.high
    scale, unit = _unit(reading.path, middle)
    spread = (high - low) / scale / 2
    text = say("{low} to {high}", low=rounded(low / scale, spread), high=rounded(high / scale, spread))
    return f"{text} {unit}".strip()


def _unit(path: str, value: float) -> tuple[float, str]:
    if path.endswith("wip_limit"):
        return 1.0, say("orders")
    if path.endswith((".scv", ".scrap", ".rework")):
        return 1.0, ""
    return next((scale, unit) for least, scale, unit in _TIMES if value >= least)
