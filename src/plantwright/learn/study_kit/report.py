"""What a study may say: its interval, and nothing beyond."""

from __future__ import annotations

from plantwright.learn.study_kit.analyze import Counted, Result
from plantwright.learn.study_kit.power import need
from plantwright.learn.study_kit.settings import Settings

UNEVEN = 0.1
"""Shares of lost learners that differ by more are told as a danger [1]."""
PAGE = """# What was found: {title}

Settings `{digest}`, as registered.

## Result

{says}

| | drawn | analyzed | mean points, not adjusted |
|---|---|---|---|
{rows}

Difference: {difference}; {level:.0%} interval. {method}. Over the spread within groups: {standardized}.

## Read with care

{care}
"""


def says(settings: Settings, result: Result) -> str:
    """Return the result in words that say no more than its interval.

    Notes
    -----
    Where the interval holds zero, no group is called higher. Sizes are compared with what was registered as worthwhile.
    """
    first, second = settings.groups
    low, high = result.difference.low, result.difference.high
    assert low is not None
    assert high is not None
    span = f"from {low:+.2f} to {high:+.2f} points of {settings.points:g}"
    lead = f"The difference in the posttest, {first} less {second}, lies {span} ({settings.level:.0%} interval)."
    if low <= 0 <= high:
        untold = "It holds zero: this study does not tell which group scores higher."
        return f"{lead} {untold} {_ruled_out(settings, low, high)}"
    more, less = (first, second) if low > 0 else (second, first)
    near = min(abs(low), abs(high))
    worth = settings.worthwhile
    size = (
        f"It is at least the {worth:g} points registered as worthwhile."
        if near >= worth
        else f"Whether it reaches the {worth:g} points registered as worthwhile, it does not tell."
        if max(abs(low), abs(high)) >= worth
        else f"It is below the {worth:g} points registered as worthwhile."
    )
    return f"{lead} In this test and these classes, {more} scored higher than {less}. {size}"


def _ruled_out(settings: Settings, low: float, high: float) -> str:
    worth = settings.worthwhile
    if -worth < low and high < worth:
        return f"A difference of {worth:g} points or more, either way, is outside the interval."
    return f"A difference of {worth:g} points, registered as worthwhile, is not ruled out: no proof that there is none."


def report(settings: Settings, result: Result) -> str:
    """Return the report of a study, in Markdown."""
    return PAGE.format(
        title=settings.title,
        digest=settings.digest,
        says=says(settings, result),
        rows="\n".join(_row(one) for one in result.counted),
        difference=result.difference,
        method=_upper(result.difference.method),
        standardized=result.standardized,
        level=settings.level,
        care="\n".join(f"- {one}" for one in cares(settings, result)),
    )


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _row(one: Counted) -> str:
    mean = "–" if one.mean is None else f"{one.mean:.1f}"
    return f"| {one.group} | {one.drawn} | {one.analyzed} | {mean} |"


def cares(settings: Settings, result: Result) -> list[str]:
    """Return what weakens a study, as its counts tell, and what no study of this kind can tell."""
    found = []
    lost = [1 - one.analyzed / one.drawn if one.drawn else 0.0 for one in result.counted]
    told = " and ".join(f"{share:.0%} of {one.group}" for share, one in zip(lost, result.counted, strict=True))
    if any(lost):
        found.append(f"Without all tests and left out: {told}. If they differ from the rest, so does the truth.")
    if abs(lost[0] - lost[1]) > UNEVEN:
        found.append("More were lost of one group than of the other: the groups may no longer be alike. Trust it less.")
    wanted = 2 * need(settings).analyzed
    if result.clusters < wanted:
        unit = "classes" if settings.unit == "class" else "learners"
        found.append(
            f"Planned at the posttest were {wanted} {unit}, analyzed {result.clusters}: the interval may be wider."
        )
    found.append(
        "It speaks of this test, these classes and this time. Other tests, places and later times were not seen."
    )
    if settings.unit == "learner":
        found.append("Learners of one class talk: the group without the school may have had some of it.")
    found.append("Whoever knew their group may have tried harder, or less, for that alone.")
    return found
