"""What a control chart says, in the learner's own words."""

from __future__ import annotations

from statistics import median

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.quality.charts import mean_range
from plantwright.learn.bank.quality.series import Times, times
from plantwright.learn.bank.question import Criterion, Rubric
from plantwright.learn.bank.template import Draft, template
from plantwright.learn.bank.words import listed, text

FLAT = 12.0
"""How many times the median a time may be at most, for the others to be told apart in the same chart."""


@template("quality.causes", "explain")
def what_a_chart_asks_for(case: Case, draw: Draw) -> Draft:
    """Ask what to do after a control chart of the plant's own times: look for a cause, or change the process."""
    found = _some(case, draw)
    reach = _reach(found)
    high, low = found.mean + reach, found.mean - reach
    limits = [("upper limit", high), *([("lower limit", low)] if low > 0 else [])]
    chart = found.chart(("mean", found.mean), *limits)
    above = [k for k, one in enumerate(found.values, 1) if one > high]
    below = [k for k, one in enumerate(found.values, 1) if one < low]
    says = _reading(above, below)
    return Draft(
        stem=f"The chart shows {found.what} with limits from the mean moving range. A manager wants two things: a "
        "reason for each of the three longest times, and the setting moved after every time by as much as it was off."
        "\n\nWrite your answer to the manager in five sentences: what the chart says, what you will look at and what "
        "not, what moving the setting would do, and what would make the times shorter or steadier.",
        views=(chart,) if found.clear(*(y for _, y in limits)) else (chart, found.table()),
        answer=Rubric(
            model=f"{says} {_plan(above + below)} Moving the setting after every time would add the luck of "
            "one time to that of the next: the spread would grow by about 40 % where the times are independent. What "
            f"lies up to {text(high, found.unit, 3)} comes from the process itself: its mix of work, its method, its "
            "machines. To make the times shorter or steadier, change one of these for all of them, and look whether "
            "new points leave today's limits.",
            criteria=(
                Criterion(text=f"It says what the chart shows: {_short(above, below)}.", points=2),
                Criterion(text="It looks for a reason at points that signal, and for none at the others.", points=2),
                Criterion(text="It says that moving the setting after each time makes the spread larger.", points=1),
                Criterion(text="It says that the spread within the limits changes only with the process.", points=1),
            ),
        ),
        solution=(
            f"Mean {text(found.mean, found.unit)}, limits {text(reach, found.unit)} from it: 2.66 × mean moving range.",
            says,
            ("A point beyond a limit asks what happened there. Points within the limits ask about the process as a "
            "whole; a reason for a single one of them is a story."),
        ),
        hints=(
            "First count the points beyond the limits; the three longest times need not be among them.",
            "For each thing that the manager wants, ask whether the chart holds a signal for it.",
            "Say what you do at signals, what about all the other times, and what moving the setting adds.",
        ),
        again=None,
    )  # fmt: skip


def _some(case: Case, draw: Draw) -> Times:
    """Return times with a signal or without one, as luck has it, that a chart shows well if a few tries find them."""
    wanted, found = draw.one([True, False]), times(case, draw, 20)
    for _ in range(60):
        reach = _reach(found)
        signals = any(abs(one - found.mean) > reach for one in found.values)
        seen = found.clear(max(found.mean - reach, 0.0), found.mean + reach)
        if signals == wanted and seen and max(found.values) < FLAT * median(found.values):
            return found
        found = times(case, draw, 20)
    return found


def _reach(found: Times) -> float:
    """Return three standard deviations by the mean moving range [unit of the times]."""
    return 3 * found.moving / mean_range(2)


def _numbers(some: list[int]) -> str:
    return f"number{'s' if len(some) > 1 else ''} {listed([str(one) for one in some])}"


def _short(above: list[int], below: list[int]) -> str:
    parts = [f"{_numbers(some)} {where}" for some, where in ((above, "above"), (below, "below")) if some]
    return f"{' and '.join(parts)} the limits" if parts else "no point is beyond the limits"


def _reading(above: list[int], below: list[int]) -> str:
    if not above and not below:
        return "No point lies beyond the limits: the chart shows common causes only."
    return f"Signals: {_short(above, below)}. The other points stay within what the process does by itself."


def _plan(signals: list[int]) -> str:
    if not signals:
        return "So I will not ask for a reason for single times; the longest of them is one that luck makes."
    return (
        f"I will look up what was special at {_numbers(sorted(signals))}: order, station, stop, lot. For the others I "
        "will ask for no reason."
    )
