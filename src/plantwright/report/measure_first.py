"""What to measure first where a plant was told, in plain lines and as a part of the page."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from plantwright.improve.first_facts import MATERIAL, SLIGHT, Fact, FirstFacts, Reading
from plantwright.improve.ranking import Objective, Ranking
from plantwright.messages.told import later, say
from plantwright.plot.digits import estimate_text, rounded
from plantwright.report.markup import Markup, folded, joined, tag
from plantwright.report.words import count_word

HEADING = "What to measure first"
SHOWN = 6
_GOALS: dict[Objective, str] = {"throughput": "throughput", "flow_mean": "mean flow time"}
_KINDS = {
    "step ": ("how long step {} takes", "lots timed"),
    "set-up of ": ("how long the set-up for {} takes", "set-ups timed"),
    "breakdowns of ": ("how often {} breaks down, and for how long", "stops written down"),
    "change-overs of ": ("how long {} takes to change over", "change-overs timed"),
    "quality of ": ("how many pieces step {} spoils", "pieces looked at"),
    "orders": ("how often orders come", "orders counted"),
    "floor": ("how many orders are on the floor", "counts on different days"),
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
        yield f"  {facts.left_out} of {facts.plants + facts.left_out} plants drawn could not keep up and were left out."


def first_section(ranking: Ranking | None) -> Markup:
    """Return the part of the page, empty for a plant that was not told."""
    if ranking is None or ranking.first_facts is None:
        return Markup("")
    facts, goal = ranking.first_facts, _GOALS[ranking.objective]
    rows = [_row(one) for one in facts.facts]
    headers = (
        "Measure",
        "Now believed (95 %)",
        "Look so often",
        "Then about",
        f"Worth [% of {goal}]",
        "In units",
        "Narrows the first choice",
        "Narrows the plant as it is",
    )
    note = (
        f"Worth: expected gain of choosing with the number known, over choosing now; by {facts.plants} plants drawn "
        f"from what was told. Narrows: by how much the interval of “{facts.first}”, or of the plant as it is, "
        "would be narrower."
    )
    content = [
        tag("h2", HEADING),
        tag("p", _opening(facts, ranking.objective)),
        folded(headers, rows, SHOWN, more=later("{n:,} more numbers")),
        tag("p", note, css="note"),
    ]
    return Markup(f'<section id="measure-first">{joined(content).text}</section>')


def what(source: str) -> str:
    """Return what one would look at, in words."""
    return _kind(source)[0]


def _kind(source: str) -> tuple[str, str]:
    for start, (words, readings) in _KINDS.items():
        if source.startswith(start):
            return words.format(source.removeprefix(start)), readings
    return source, "readings"


def _opening(facts: FirstFacts, objective: Objective) -> str:
    shown, goal = facts.shown(), _GOALS[objective]
    if not shown:
        return "No single number that was told, measured, would change or sharpen the ranking beyond chance."
    these = "Measure this first" if len(shown) == 1 else f"Measure these {count_word(len(shown))} first"
    if (facts.whole.value or 0) < MATERIAL:
        return f"{these}; none would change what to choose, each would make the figures surer:"
    return f"{these} (knowing all that was told would be worth {estimate_text(facts.whole)} of {goal}):"


def _looking(one: Fact) -> str:
    readings = f"{one.reading.readings:,} {_kind(one.source)[1]}"
    return f"{readings} would bring {_span(one.reading)} to about {_aim(one.reading)}"


def _worth(one: Fact, facts: FirstFacts, objective: Objective) -> str:
    narrows = f"the interval of “{facts.first}” would be {_share(one.narrows)} narrower"
    if one.narrows <= SLIGHT:
        narrows = f"the interval of {_GOALS[objective]} as it is would be {_share(one.sharpens)} narrower"
    if not one.matters():
        return f"it would hardly change what to choose, but {narrows}"
    return f"worth {estimate_text(one.worth)} of {_GOALS[objective]}, or {estimate_text(one.in_units)}; {narrows}"


def _row(one: Fact) -> list[str]:
    looks = f"{one.reading.readings:,} {_kind(one.source)[1]}"
    worth = estimate_text(one.worth) if one.matters() else "hardly anything"
    return [
        what(one.source), _span(one.reading), looks, _aim(one.reading), worth, estimate_text(one.in_units),
        _share(one.narrows), _share(one.sharpens),
    ]  # fmt: skip


def _share(share: float) -> str:
    return f"{100 * share:.0f} %"


def _span(reading: Reading) -> str:
    return _between(reading, reading.low, reading.high)


def _aim(reading: Reading) -> str:
    return _between(reading, reading.aim_low, reading.aim_high)


def _between(reading: Reading, low: float, high: float) -> str:
    middle = sqrt(reading.low * reading.high) if reading.low > 0 else reading.high
    scale, unit = _unit(reading.path, middle)
    spread = (high - low) / scale / 2
    text = f"{rounded(low / scale, spread)} to {rounded(high / scale, spread)}"
    return f"{text} {unit}".strip()


def _unit(path: str, value: float) -> tuple[float, str]:
    if path.endswith("wip_limit"):
        return 1.0, say("orders")
    if path.endswith((".scv", ".scrap", ".rework")):
        return 1.0, ""
    return next((scale, unit) for least, scale, unit in _TIMES if value >= least)
