"""What the ranking rests on, in plain lines: what is promised, what would narrow the intervals, and what lasts."""

from __future__ import annotations

from collections.abc import Iterator

from plantwright.improve.ranking import RankedChange, Ranking
from plantwright.messages.told import later, said, say
from plantwright.report.markup import Markup, bullets, joined, tag

EXPLAINED = 3
LEVELS = {
    "throughput": later("Throughput as it is: {rests}"),
    "flow_mean": later("Mean flow time as it is: {rests}"),
}


def ground_lines(ranking: Ranking, most: int = EXPLAINED) -> Iterator[str]:
    """Iterate over what the intervals of the plant and of the first changes rest on, and how robust these are."""
    if ranking.base_rests and ranking.base_rests.ignorance > 0:
        yield say(LEVELS[ranking.objective], rests=ranking.base_rests.sentence())
    for one in ranking.changes[:most]:
        words = _said(one)
        if words:
            yield say("“{change}”: {words}", change=one.change.name, words=words)


def grounds(ranking: Ranking) -> Markup:
    """Return the lines for the page, with the promise and its method."""
    promise = ranking.guarantee
    how = (
        say("Held by {method}; {n} looks at the runs.", method=said(promise.method), n=promise.looks)
        if promise.looks > 1
        else ""
    )
    words = [tag("p", f"{promise.sentence()} {how}".strip(), css="note")]
    lines = list(ground_lines(ranking, len(ranking.changes)))
    return joined([*words, tag("h3", say("What the gains rest on")), bullets(lines)] if lines else words)


def _said(one: RankedChange) -> str:
    rests = str(one.rests.sentence()) if one.rests and (one.rests.by_source or one.rests.ignorance == 0) else ""
    return f"{rests} {one.robust.sentence() if one.robust else ''}".strip()
