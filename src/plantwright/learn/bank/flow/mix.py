"""Utilization and the bottleneck of a mix of products."""

from __future__ import annotations

import itertools
import math

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.pairs import Line, Pair, orders_for, pair_table, two_products
from plantwright.learn.bank.make import choice, number, ordering
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.words import text


@template("flow.utilization", "number")
def utilization_by_a_mix(case: Case, draw: Draw) -> Draft:
    """Ask for the utilization of a work center by a mix of two products."""
    pair = two_products(case, draw, least=1)
    products, line, hours = pair.products, draw.one(pair.lines), draw.one((80, 120, 160))
    orders = orders_for(draw, [line], hours)
    wanted = 100 * line.load(orders) / hours
    first, second = (text(one, "orders", 6) for one in orders)
    return Draft(
        stem=f"The table shows the process time that orders {pair.said}, bring to "
        f"{line.name}. Suppose that a week brings {first} of {products[0]} and {second} of {products[1]}, and "
        f"that each "
        f"station is there for {hours} h a week.\n\nWhat is the utilization of {line.name}?",
        views=(pair_table(Pair(products, [line], pair.said)),),
        answer=number(
            wanted,
            "%",
            ("ignored_parallel_stations", wanted * line.stations, "Its stations share the work."),
            ("one_product", 100 * orders[0] * line.first / line.stations / hours, "The other product needs time too."),
            ("mean_of_times", 50 * sum(orders) * (line.first + line.second) / line.stations / hours,
             "The products do not come in equal numbers; weigh each time with its orders."),
            ("calendar_time", 100 * line.load(orders) / 168, "Only the hours in which it is there count."),
        ),
        solution=(
            (f"Work: {first} × {text(line.first, 'h')} + {second} × {text(line.second, 'h')} = "
            f"{text(line.load(orders) * line.stations, 'h')}."),
            f"There are {line.stations} × {hours} h = {text(line.stations * hours, 'h')}.",
            f"Utilization = {text(wanted, '%', 3)}.",
        ),
        hints=(
            "Utilization compares the work that comes with the time that there is for it.",
            "Multiply the orders of each product by their time, and add up.",
            "Divide by the stations times the hours that each is there.",
        ),
        again=lambda: Exactly(_added_up(line, orders, hours)),
    )  # fmt: skip


@template("flow.bottleneck", "choice")
def bottleneck_of_another_mix(case: Case, draw: Draw) -> Draft:
    """Ask which work center limits the plant under a mix that is given."""
    pair, orders, before = _mixes(case, draw)
    products, lines = pair.products, pair.lines
    now, then = (max(lines, key=lambda one: one.load(mix)).name for mix in (orders, before))
    first, second = (text(one, "orders", 6) for one in orders)
    slowest = max(lines, key=lambda one: one.first + one.second).name
    others = [(one.name, "not_the_most_loaded", "Reckon its load for each of its stations.") for one in lines]
    return Draft(
        stem=f"The table shows the process time of orders {pair.said}. Suppose that in each week the "
        f"demand changes from {text(before[0])} orders of {products[0]} and {text(before[1])} of {products[1]} to "
        f"{first} of {products[0]} and {second} of {products[1]}.\n\nWhich of these work centers is loaded the most "
        "after the change?",
        views=(pair_table(pair),),
        answer=choice(
            draw,
            now,
            "It has the most work for each of its stations under the new mix.",
            (then, "bottleneck_of_the_old_mix", "That holds before the change; the new one loads it another way."),
            (slowest, "sum_of_times", "Its orders take long, but how many come, and how many stations share them?"),
            *others,
        ),
        solution=tuple(f"{one.name}: ({first} × {text(one.first, 'h')} + {second} × {text(one.second, 'h')}) / "
                       f"{one.stations} = {text(one.load(orders), 'h', 3)}" for one in lines),
        hints=(
            "What limits a plant depends on what it is asked to make.",
            "Reckon the hours that the new mix brings to each line of the table.",
            "Divide them by the stations; the largest number of hours for a station is the bottleneck.",
        ),
        again=lambda: Exactly(min(lines, key=lambda one: _most_weeks(one, orders)).name),
    )  # fmt: skip


@template("flow.utilization", "order")
def work_centers_by_utilization(case: Case, draw: Draw) -> Draft:
    """Ask to order work centers by their utilization under one mix, where they are not there equally long."""
    pair, orders, hours = _unlike(case, draw)
    products, lines = pair.products, pair.lines
    used = {one.name: one.load(orders) / hours[one.name] for one in lines}
    right = sorted(used, key=lambda name: -used[name])
    by_load = sorted(lines, key=lambda one: -one.load(orders))
    by_work = sorted(lines, key=lambda one: -one.load(orders) * one.stations)
    return Draft(
        stem=f"The table shows the process time of orders {pair.said}. Suppose a week with "
        f"{text(orders[0], 'orders', 6)} of {products[0]} and {text(orders[1], 'orders', 6)} of {products[1]}. Suppose "
        "that each station is there for the hours in the last column.\n\nPut the work centers in order of utilization, "
        "the highest first.",
        views=(pair_table(pair, hours),),
        answer=ordering(
            draw,
            right,
            ("lowest_first", right[::-1], "The highest comes first."),
            ("forgot_hours", [one.name for one in by_load], "They are not there equally long; divide by their hours."),
            ("ignored_parallel_stations", [one.name for one in by_work], "Stations share the work, and have hours."),
        ),
        solution=tuple(f"{name}: {text(100 * used[name], '%', 3)}" for name in right),
        hints=(
            "Utilization compares the work that comes with the time that there is for it.",
            "The work on a line is the orders of each product times their hours, added up.",
            "Divide it by stations × hours on each line, and begin with the largest.",
        ),
        again=lambda: Exactly(tuple(sorted(used, key=lambda n: hours[n] / _of(lines, n).load(orders)))),
    )


def _of(lines: list[Line], name: str) -> Line:
    return next(one for one in lines if one.name == name)


def _unlike(case: Case, draw: Draw) -> tuple[Pair, tuple[int, int], dict[str, int]]:
    """Return lines, a mix and hours under which no two work centers are used alike."""
    for _ in range(100):
        pair = two_products(case, draw)
        hours = {one.name: draw.one((40, 80, 120, 160)) for one in pair.lines}
        orders = orders_for(draw, pair.lines, min(hours.values()))
        used = sorted(one.load(orders) / hours[one.name] for one in pair.lines)
        if all(high >= 1.02 * low for low, high in itertools.pairwise(used)):
            return pair, orders, hours
    raise NotHereError("the work centers are loaded alike")


def _mixes(case: Case, draw: Draw) -> tuple[Pair, tuple[int, int], tuple[int, int]]:
    """Return a mix with one most loaded work center, and the mix before it; where it can be, with another one."""
    kept = None
    for _ in range(100):
        pair, a, b = two_products(case, draw), draw.whole(2, 40), draw.whole(2, 40)
        loads = sorted(one.load((a, b)) for one in pair.lines)
        if a == b or loads[-1] < 1.03 * loads[-2]:
            continue
        kept = (pair, (a, b), (b, a))
        now, then = (max(one.load(mix) for one in pair.lines) for mix in kept[1:])
        if not any(one.load((a, b)) == now and one.load((b, a)) == then for one in pair.lines):
            return kept
    if kept is None:
        raise NotHereError("two work centers are loaded alike under every mix")
    return kept


def _added_up(line: Line, orders: tuple[int, int], hours: float) -> float:
    """Return utilization in percent, order by order."""
    work = math.fsum([line.first] * orders[0] + [line.second] * orders[1])
    return 100 * work / (line.stations * hours)


def _most_weeks(line: Line, orders: tuple[float, float]) -> float:
    """Return how many times the whole mix a work center could do in 1000 hours."""
    return 1000 * line.stations / (orders[0] * line.first + orders[1] * line.second or 1e-12)
