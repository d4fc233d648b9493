"""Say before a run what a change will do (Hopp and Spearman: bottleneck rate, Little's law), then look."""

from __future__ import annotations

import heapq
from functools import lru_cache
from itertools import combinations
from math import floor

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.improve.pieces import Center, centers, some_centers
from plantwright.learn.bank.make import choice, number, setting
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Chart, Column, Series, Table
from plantwright.learn.bank.words import rounded, text


def paces(some: list[Center], more: dict[str, int] | None = None) -> dict[str, float]:
    """Return the orders an hour of each work center, with more stations at some."""
    return {one.name: (one.stations + (more or {}).get(one.name, 0)) / one.each for one in some}


def center_table(some: list[Center]) -> Table:
    """Return work centers with stations and hours of an order."""
    columns = (Column(name="work center"), Column(name="stations"), Column(name="work an order", unit="h"))
    rows = tuple((one.name, one.stations, one.each) for one in some)
    return Table(title="Work that an order brings, by the log", columns=columns, rows=rows)


@template("improve.predict_change", "choice")
def what_a_station_more_does(case: Case, draw: Draw) -> Draft:
    """Ask what one station more at a work center does to throughput when work always waits."""
    some = some_centers(case, draw)
    before = paces(some)
    tight = min(before, key=lambda name: before[name])
    where = tight if draw.whole(0, 2) else draw.one([one.name for one in some if one.name != tight])
    after = paces(some, {where: 1})
    gain = 100 * (min(after.values()) / min(before.values()) - 1)
    own = 100 * (after[where] / before[where] - 1)
    beliefs = (
        (own, "forgot_the_next_bottleneck" if where == tight else "every_station_helps",
         "Ask which work center sets the pace after the change."),
        (0.0, "no_station_helps", "It is the work center that sets the pace."),
        (100 / sum(one.stations for one in some), "stations_in_all", "Stations elsewhere do other work."),
        (own / 2, "halfway", "The pace is set by one work center, not by a mean of several."),
    )  # fmt: skip
    wrong = [(_by(percent), *told) for percent, *told in beliefs if abs(percent - gain) > 4]
    return Draft(
        stem=f"The table shows the work that an order brings. Suppose that {where} gets one station more, and that "
        "work "
        "always waits in front of every work center.\n\nForetell: what happens to the orders completed an hour?",
        views=(center_table(some),),
        answer=choice(draw, _by(gain), "The slowest pace sets it.", *((t, n, f) for t, n, f in wrong)),
        solution=(
            "Paces before: " + ", ".join(f"{name} {text(pace, 'orders/h')}" for name, pace in before.items()) + ".",
            f"After: {where} {text(after[where], 'orders/h')}.",
            (f"The slowest: {text(min(before.values()))} before, {text(min(after.values()))} after: "
            f"{_by(gain).lower()}."),
        ),
        hints=("The work center with the slowest pace sets that of the plant.",
               "Pace = stations / hours of an order. Reckon all of them, before and after.",
               "Compare the slowest before with the slowest after, which may be another one."),
        again=lambda: Exactly(_by(_nearest((gain, *(one[0] for one in beliefs)), _raced(some, where)))),
    )  # fmt: skip


def _by(percent: float) -> str:
    whole = round(percent)
    return f"They rise by about {whole} %" if whole else "They stay as they are"


def _nearest(values: tuple[float, ...], to: float) -> float:
    return min(values, key=lambda one: abs(one - to))


def _raced(some: list[Center], where: str) -> float:
    """Return the gain [%] in a run of orders that go through all work centers, each station taking the next one."""
    rates = [_run(some, where if changed else "") for changed in (False, True)]
    return 100 * (rates[1] / rates[0] - 1)


def _run(some: list[Center], where: str) -> float:
    """Return the orders an hour between the 2000th and the last completion."""
    ready = [0.0] * 6000
    for one in some:
        free = [0.0] * (one.stations + (one.name == where))
        heapq.heapify(free)
        ends = []
        for at in ready:
            end = max(heapq.heappop(free), at) + one.each
            heapq.heappush(free, end)
            ends.append(end)
        ready = sorted(ends)
    return 3999 / (ready[-1] - ready[2000])


@template("improve.predict_change", "number")
def flow_time_after_a_change(case: Case, draw: Draw) -> Draft:
    """Ask what flow time a faster bottleneck gives when orders on the floor are limited."""
    some = some_centers(case, draw)
    before = paces(some)
    tight = min(before, key=lambda name: before[name])
    work = sum(one.each for one in some)
    limit = max(int(work * min(before.values()) * draw.step(1.5, 3.0, 0.5)) + 1, 4)
    faster = draw.whole(10, 40)
    after = {name: pace / (1 - faster / 100) if name == tight else pace for name, pace in before.items()}
    flow = limit / min(after.values())
    return Draft(
        stem=f"The table shows the work that an order brings. Suppose that {limit} orders are always on the floor, a "
        "new one "
        "for each one that leaves, so that the slowest work center always has work; and that process times at "
        f"{tight} get "
        f"{faster} % shorter.\n\nForetell the mean flow time after the change.",
        views=(center_table(some),),
        answer=number(
            flow,
            "h",
            ("flow_time_before", limit / min(before.values()), "That is the flow time before the change."),
            ("forgot_the_next_bottleneck", limit / after[tight], "Does another work center set the pace now?"),
            ("process_for_flow", work - faster / 100 * next(one.each for one in some if one.name == tight),
             "That is the work alone; orders wait as well."),
            ("throughput_for_flow", min(after.values()), "That is the pace; how long does an order stay?"),
        ),
        solution=(
            f"Paces after: {', '.join(f'{name} {text(pace)}' for name, pace in after.items())} orders/h.",
            f"The slowest sets the throughput: {text(min(after.values()), 'orders/h')}.",
            f"Little's law: {limit} / {text(min(after.values()))} = {text(flow, 'h')}.",
        ),
        hints=("First foretell the throughput: which work center is the slowest after the change?",
               "Pace = stations / hours of an order; shorter times raise it.",
               "Flow time = orders on the floor / throughput."),
        again=lambda: Exactly(max(
            limit * one.each * (1 - faster / 100 if one.name == tight else 1) / one.stations for one in some)),
    )  # fmt: skip


@template("improve.predict_change", "change")
def stations_until_the_bottleneck_moves(case: Case, draw: Draw) -> Draft:
    """Ask how many stations make another work center the bottleneck, from bars of paces."""
    some = draw.one(_readable(case))
    before = paces(some)
    tight, second = sorted(before, key=lambda name: before[name])[:2]
    one = next(center for center in some if center.name == tight)
    need = next(k for k in range(1, 500) if (one.stations + k) / one.each > before[second])
    chart = Chart(
        title="Orders an hour that each work center can do", mark="bars", x=Axis(title="work center"),
        y=Axis(title="pace", unit="orders/h"), read="The lowest bar sets the pace of the plant.",
        series=(Series(x=tuple(before), y=tuple(rounded(pace) for pace in before.values())),),
    )  # fmt: skip
    return Draft(
        stem=f"The chart shows the pace of work centers by the log. {tight} has {one.stations} stations; each one "
        "more adds "
        "as much pace as each of these.\n\nHow many stations must it get, at least, so that another work center "
        "becomes the "
        "bottleneck?",
        views=(chart,),
        answer=setting(
            ("add_stations", tight, "count", "stations"),
            (0, 4 * need + 10),
            need,
            ("stations_in_all", one.stations + need, "That is how many there will be."),
            ("one_too_few", need - 1, "With so many it is still the slowest."),
            ("one_too_many", need + 1, "With one fewer another one is slower already."),
        ),
        solution=(
            (f"{tight}: {text(before[tight])} with {one.stations}: {text(before[tight] / one.stations, 'orders/h')} "
            "each."),
            f"The next one, {second}: {text(before[second], 'orders/h')}.",
            f"With {need} more: {text((one.stations + need) / one.each, 'orders/h')}.",
        ),
        hints=("Find the lowest bar and the second lowest.",
               "How much pace does one station of the lowest bar have?",
               "Add stations one after another until its bar is above the other."),
        again=lambda: Exactly(float(floor(_stations_short(some)) + 1)),
    )  # fmt: skip


@lru_cache(KEPT)
def _readable(case: Case) -> tuple[list[Center], ...]:
    """Return threes of work centers whose bars tell the answer; those that need two stations or more, if there are any.

    Raises
    ------
    NotHereError
        All paces are too near to each other, or too far apart.
    """
    unlike = {round(one.each / one.stations, 9): one for one in centers(case)}
    needs = [(list(some), _stations_short(list(some))) for some in combinations(unlike.values(), 3)]
    clear = [(some, need) for some, need in needs if 0.12 < need % 1 < 0.88 and need < 8]
    seen = [one for one in clear if max(paces(one[0]).values()) < 12 * min(paces(one[0]).values())] or clear
    found = tuple(some for some, need in seen if need > 1) or tuple(some for some, _ in seen)
    if not found:
        raise NotHereError("the paces of the work centers are too near to each other, or too far apart")
    return found


def _stations_short(some: list[Center]) -> float:
    """Return how many stations the slowest lacks, as a broken number, to be as quick as the second slowest."""
    before = paces(some)
    tight, second = sorted(before, key=lambda name: before[name])[:2]
    one = next(center for center in some if center.name == tight)
    return before[second] * one.each - one.stations
