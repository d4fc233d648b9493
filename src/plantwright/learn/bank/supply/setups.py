"""The sequence of product families that needs the least setup time."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise, permutations

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number, ordering
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import text

Times = dict[tuple[str, str], int]


@template("supply.setup_sequence", "order")
def sequence_with_least_setup(case: Case, draw: Draw) -> Draft:
    """Ask for the sequence of products with the least setup time."""
    now, rest, times = _matrix(case, draw)
    best = _best(now, rest, times)
    nearest = _nearest(now, rest, times)
    return Draft(
        stem=_told(now) + "\n\nPut the products in the order that needs the least setup time in all.",
        views=(_table(now, rest, times),),
        answer=ordering(
            draw,
            best,
            ("nearest_next", nearest, "The shortest setup next can leave a long one for the end."),
            ("by_name", sorted(rest), "That is the order of names; look at the setups."),
            ("backwards", list(reversed(best)), "From the product that is set up now, that way is longer."),
        ),
        solution=(
            f"Along {' → '.join((now, *best))}: {_sum(now, best, times)}.",
            f"Always the shortest setup next would need {_sum(now, nearest, times)}.",
            "No other order needs less: there are few enough to try them all.",
        ),
        hints=(
            "Start at the product that is set up now.",
            "The shortest setup next is not always the best way: look at what it leaves.",
            "Add up the setups along each order that looks good, and compare the sums.",
        ),
        again=lambda: Exactly(tuple(min(permutations(rest), key=lambda one: _sum(now, one, times)))),
    )


@template("supply.setup_sequence", "number")
def setup_time_saved(case: Case, draw: Draw) -> Draft:
    """Ask how much setup time the best sequence saves over that of the names."""
    now, rest, times = _matrix(case, draw)
    best, given = _best(now, rest, times), sorted(rest, reverse=True)
    if _sum(now, best, times) == _sum(now, given, times):
        given = sorted(rest)
    saved = _sum(now, given, times) - _sum(now, best, times)
    there, least = _sum(now, given, times), _sum(now, best, times)
    nearest = there - _sum(now, _nearest(now, rest, times), times)
    return Draft(
        stem=f"{_told(now)} They are planned in the order {', '.join(given)}.\n\nHow many minutes of setup does "
        "the best order save?",
        views=(_table(now, rest, times),),
        answer=number(
            saved,
            "min",
            ("nearest_next", nearest, "The shortest setup next can leave a long one for the end."),
            ("total_for_difference", least, "That is what the best order still needs."),
            ("planned_for_difference", there, "That is what the planned order needs."),
            ("forgot_the_first", there - times[now, given[0]] - (least - times[now, best[0]]),
             "The first setup, from what is set up now, counts too."),
            share=0.0, least=0.4,
        ),
        solution=(
            f"Planned: {there} min.",
            f"Best, {' → '.join((now, *best))}: {least} min.",
            f"Saved: {text(saved, 'min')}.",
        ),
        hints=(
            "Add up the setups along the planned order, beginning with the product that is set up now.",
            "Then look for an order with a smaller sum; the shortest setup next is only a first guess.",
            "Subtract the smaller sum from the larger.",
        ),
        again=lambda: Exactly(there - min(_sum(now, one, times) for one in permutations(rest))),
    )  # fmt: skip


def _told(now: str) -> str:
    return (
        f"A station is set up for {now}. Suppose that changing from the product of a row to that of a column takes the "
        f"minutes of the table; every other product is to be made once."
    )


def _matrix(case: Case, draw: Draw) -> tuple[str, list[str], Times]:
    """Return the product set up now, three or four others, and setup times of the size that the log has [min]."""
    names = sorted({str(one) for one in case.steps["product"].dropna()})
    if len(names) < 4:
        names = [*names, *(f"{names[0] if names else 'product'} (variant {k})" for k in range(1, 5 - len(names)))]
    typical = float(case.setups["seconds"].median()) / 60 if len(case.setups) else 30.0
    middle = min(max(round(typical), 10), 600)
    for _ in range(200):
        now, *rest = draw.shuffled(draw.some(names, min(len(names), draw.whole(4, 5))))
        pairs = [(a, b) for a in (now, *rest) for b in rest if a != b]
        times = {pair: max(round(middle * draw.step(0.3, 2.0, 0.1)), 1) for pair in pairs}
        ways = sorted(_sum(now, one, times) for one in permutations(rest))
        if ways[0] < ways[1] and _sum(now, _nearest(now, rest, times), times) > ways[0]:
            return now, rest, times
    raise NotHereError("no setups with one best sequence were found")


def _best(now: str, rest: list[str], times: Times) -> list[str]:
    """Return the best sequence by the least setups to have done a set of products and end with one (Held and Karp)."""
    ways: dict[tuple[frozenset[str], str], tuple[int, list[str]]] = {
        (frozenset([one]), one): (times[now, one], [one]) for one in rest
    }
    for _ in rest[1:]:
        longer: dict[tuple[frozenset[str], str], tuple[int, list[str]]] = {}
        for (done, last), (spent, way) in ways.items():
            for one in sorted(set(rest) - done):
                key, cost = (done | {one}, one), spent + times[last, one]
                if key not in longer or cost < longer[key][0]:
                    longer[key] = (cost, [*way, one])
        ways = longer
    return min(ways.values())[1]


def _nearest(now: str, rest: list[str], times: Times) -> list[str]:
    way, left = [now], list(rest)
    while left:
        way.append(min(left, key=lambda one: (times[way[-1], one], one)))
        left.remove(way[-1])
    return way[1:]


def _sum(now: str, way: Iterable[str], times: Times) -> int:
    return sum(times[pair] for pair in pairwise((now, *way)))


def _table(now: str, rest: list[str], times: Times) -> Table:
    columns = (Column(name="from \\ to"), *(Column(name=one, unit="min") for one in rest))
    rows = tuple((a, *(times.get((a, b)) for b in rest)) for a in (now, *rest))
    return Table(title="Setup times", columns=columns, rows=rows)
