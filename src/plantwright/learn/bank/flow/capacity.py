"""Which work center limits the plant, and how many stations it would need."""

from __future__ import annotations

import math
from heapq import heapreplace

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.loads import Load, load_table, some_loads
from plantwright.learn.bank.make import choice, ordering, setting
from plantwright.learn.bank.template import Draft, Exactly, template
from plantwright.learn.bank.words import rounded, text


@template("flow.bottleneck", "choice")
def bottleneck_by_load(case: Case, draw: Draw) -> Draft:
    """Ask which work center limits the plant, from stations and the work that an order brings."""
    loads = some_loads(case, draw)
    most = max(loads, key=lambda one: one.hours / one.stations)
    slowest, fewest = max(loads, key=lambda one: one.hours), min(loads, key=lambda one: one.stations)
    others = [(one.work_center, "not_the_most_loaded", "Divide its work by its stations and compare.") for one in loads]
    return Draft(
        stem="The table shows how much work an order brings to each work center, as the log has it.\n\n"
        "Which work center limits how many orders an hour can come through?",
        views=(load_table(loads),),
        answer=choice(
            draw,
            most.work_center,
            "It has the most work for each of its stations.",
            (slowest.work_center, "ignored_parallel_stations", "An order takes long there, but stations share it."),
            (fewest.work_center, "fewest_stations", "It has few stations; how much work do they have?"),
            *others,
        ),
        solution=(
            *(f"{one.work_center}: {text(one.hours, 'h')} / {one.stations} = {text(one.hours / one.stations, 'h', 3)} "
              "for an order" for one in loads),
            f"{most.work_center} needs the most time for an order: it sets the pace of the plant.",
        ),
        hints=(
            "The bottleneck has the most work for what it can do.",
            "Stations of a work center share its work.",
            "Divide hours by stations on each line; the largest quotient limits the plant.",
        ),
        again=lambda: Exactly(_by_race(loads)[0]),
    )  # fmt: skip


@template("flow.station_capacity", "order")
def work_centers_by_pace(case: Case, draw: Draw) -> Draft:
    """Ask to order work centers by the orders an hour that they can do."""
    loads = some_loads(case, draw)
    slow_first = sorted(loads, key=lambda one: one.pace)
    by_hours = sorted(loads, key=lambda one: -one.hours)
    return Draft(
        stem="Put the work centers in order of how many orders an hour they can do, the slowest first.",
        views=(load_table(loads),),
        answer=ordering(
            draw,
            [one.work_center for one in slow_first],
            ("fastest_first", [one.work_center for one in reversed(slow_first)], "The slowest comes first."),
            ("ignored_parallel_stations", [one.work_center for one in by_hours], "Stations share the work."),
        ),
        solution=tuple(f"{one.work_center}: {one.stations} / {text(one.hours, 'h')} = {text(one.pace, 'orders/h', 3)}"
                       for one in slow_first),
        hints=(
            "A work center's pace is the number of its stations over the work that an order brings.",
            "Two stations do twice as many orders an hour as one.",
            "Reckon stations / hours on each line and begin with the smallest.",
        ),
        again=lambda: Exactly(tuple(_by_race(loads))),
    )  # fmt: skip


@template("flow.station_capacity", "change")
def stations_for_a_demand(case: Case, draw: Draw) -> Draft:
    """Ask how many stations to add so that a work center keeps some time in hand at a higher demand."""
    loads = some_loads(case, draw)
    tight = max(loads, key=lambda one: one.hours / one.stations)
    demand, most_busy = rounded(tight.pace * draw.step(1.2, 2.6, 0.1), 2), draw.step(0.8, 0.9, 0.05)
    need = _fewest(tight, demand, most_busy)
    plain = _fewest(tight, demand, 1.0)
    plural = "station" if tight.stations == 1 else "stations"
    return Draft(
        stem=f"Work center {tight.work_center} has {text(tight.stations)} {plural} and {text(tight.hours, 'h')} "
        f"of work "
        f"in an order. Suppose that {text(demand, 'orders/h')} must come through.\n\nHow many stations must be added, "
        f"at least, so that its stations are busy at most {text(100 * most_busy)} % of the time?",
        answer=setting(
            ("add_stations", tight.work_center, "count", "stations"),
            (0, 4 * tight.stations + 10),
            need - tight.stations,
            ("full_load", plain - tight.stations, "That would keep up only if the stations were never idle or down."),
            ("stations_in_all", need, "That is how many stations there will be, not how many are added."),
        ),
        solution=(
            f"{text(demand, 'orders/h')} × {text(tight.hours, 'h')} keep {text(demand * tight.hours)} stations busy.",
            f"At {text(100 * most_busy)} % busy: {text(demand * tight.hours / most_busy)}, so {need} stations.",
            f"{need} − {tight.stations} = {need - tight.stations} to be added.",
        ),
        hints=(
            "How much work arrives an hour, counted in stations that are busy all the time?",
            "Divide it by the share of time that they may be busy, and round up.",
            "Subtract the stations that are there already.",
        ),
        again=lambda: Exactly(float(_first_that_keeps(tight, demand, most_busy) - tight.stations)),
    )  # fmt: skip


def _by_race(loads: list[Load]) -> list[str]:
    """Return work centers by when each is done with the same orders, the last first: the next goes to who is free.

    There are so many orders that each work center can deal them out to its stations evenly.
    """
    orders = math.lcm(*(one.stations for one in loads))
    ends = {}
    for one in loads:
        free = [0.0] * one.stations
        for _ in range(orders):
            heapreplace(free, free[0] + one.hours)
        ends[one.work_center] = max(free)
    return sorted(ends, key=lambda name: -ends[name])


def _fewest(load: Load, demand: float, most_busy: float) -> int:
    exact = demand * load.hours / most_busy
    return max(-int(-exact // 1), load.stations)


def _first_that_keeps(load: Load, demand: float, most_busy: float) -> int:
    count = load.stations
    while demand * load.hours / count > most_busy * (1 + 1e-12):
        count += 1
    return count
