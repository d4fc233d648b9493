"""Throughput and work in process, counted from the plant's orders."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.times import tenths, unit_of
from plantwright.learn.bank.make import number
from plantwright.learn.bank.slices import run_of_orders
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Chart, Column, Series, Table
from plantwright.learn.bank.words import text

Ticks = NDArray[np.int64]
PARTS = 12
"""Stretches that a chart of a log's whole time has."""


@template("flow.throughput", "number")
def throughput_of_a_window(case: Case, draw: Draw) -> Draft:
    """Ask for the throughput of a window, from orders and when they were completed."""
    names, times, unit, (begin, end) = _window(case, draw)
    inside = [name for name, at in zip(names, times, strict=True) if begin < at <= end]
    rate, long = len(inside) / ((end - begin) / 10), text((end - begin) / 10, unit)
    first, last = text(begin / 10, unit), text(end / 10, unit)
    return Draft(
        stem=f"The table shows orders that were completed one after another, in the time since the first of them."
        f"\n\nWhat was the throughput from {first} to {last}? An order that left after {first}, and "
        f"at {last} at the latest, counts.",
        views=(
            Table(title="Completed orders", columns=(Column(name="order"), Column(name="completed", unit=unit)),
                  rows=tuple(zip(names, (times / 10).tolist(), strict=True))),
        ),
        answer=number(
            rate,
            f"orders/{unit}",
            ("counted_outside", len(names) / ((end - begin) / 10), "You counted orders that left outside the window."),
            ("from_zero", len(inside) / (end / 10), "The window does not begin at 0."),
            ("time_between", 1 / rate, "That is the time for one order; throughput is orders for one unit of time."),
            ("only_counted", float(len(inside)), "That is a count; throughput is a count over a time."),
        ),
        solution=(
            f"Between {first} and {last} left: {', '.join(inside)}, which are {len(inside)}.",
            f"The window is {long} long.",
            f"Throughput = {len(inside)} / {long} = {text(rate, f'orders/{unit}', 3)}.",
        ),
        hints=(
            "Throughput is what left in a window over the length of the window.",
            "Mark the lines whose time lies in the window, and count only these.",
            "The length is the window's end minus its begin; divide the count by it.",
        ),
        again=lambda: Exactly(_left_by(times, end, begin) * 10 / (end - begin)),
    )  # fmt: skip


@template("flow.throughput", "number")
def throughput_from_a_rising_line(case: Case, draw: Draw) -> Draft:
    """Ask for the mean throughput between two moments, read from a chart of completions added up."""
    done = np.sort(case.orders["completed"].to_numpy())
    if len(done) < 10:
        raise NotHereError("fewer than ten orders are finished")
    size, unit = unit_of(float(done[-1] - done[0]))
    at = np.round(np.linspace(0, (done[-1] - done[0]) / size, PARTS + 1), 1)
    level = np.searchsorted(done - done[0], at * size, side="right")
    begin = draw.whole(2, 4)
    end = begin + draw.whole(6, 8)
    passed, long = int(level[end] - level[begin]), float(at[end] - at[begin])
    if passed < 3:
        raise NotHereError("hardly any order was completed in the middle of the log")
    return Draft(
        stem=f"The chart adds up the completed orders of the log.\n\nHow many orders per {unit} were completed on "
        f"average between {text(at[begin], unit)} and {text(at[end], unit)}? Read the chart as closely as you can.",
        views=(
            Chart(title="Completed orders, added up", mark="line", x=Axis(title="time", unit=unit),
                  y=Axis(title="completed orders"),
                  series=(Series(x=tuple(at.tolist()), y=tuple(map(float, level))),),
                  read="The height is how many orders had been completed by then."),
        ),
        answer=number(
            passed / long,
            f"orders/{unit}",
            ("from_zero", level[end] / at[end], "Some orders had left before the stretch began; leave them out."),
            ("only_counted", float(passed), "That is how many were completed; throughput is a count over a time."),
            ("time_between", long / passed, "That is the time for one order, not the orders for a time."),
            share=0.05,
            least=0.02 * float(level[-1]) / long,
        ),
        solution=(
            (f"At {text(at[begin], unit)} about {level[begin]} had been completed, at {text(at[end], unit)} about "
            f"{level[end]}."),
            (f"Throughput = ({level[end]} − {level[begin]}) / {text(long, unit)} = "
            f"{text(passed / long, f'orders/{unit}', 3)}."),
        ),
        hints=(
            "In such a chart throughput is how steeply the line rises.",
            "Read the height at the begin and at the end of the stretch, and take the difference.",
            "Divide the difference of the heights by the length of the stretch.",
        ),
        again=lambda: Exactly(_between(done - done[0], at[begin] * size, at[end] * size) / long),
    )  # fmt: skip


@template("flow.wip", "number")
def wip_at_a_moment(case: Case, draw: Draw) -> Draft:
    """Ask how many orders were in process at a moment, from releases and completions."""
    names, released, completed, unit = _orders(case, draw)
    moment = int(draw.one(_good_moments(released, completed)))
    here = int(np.sum((released <= moment) & (completed > moment)))
    came, went = int(np.sum(released <= moment)), int(np.sum(completed <= moment))
    return Draft(
        stem=f"The table shows when some orders were released and completed, in the time since the first release. Look "
        f"at these orders only.\n\nHow many of them were in process at {text(moment / 10, unit)}?",
        views=(
            Table(title="Orders",
                  columns=(Column(name="order"), Column(name="released", unit=unit),
                           Column(name="completed", unit=unit)),
                  rows=tuple(zip(names, (released / 10).tolist(), (completed / 10).tolist(), strict=True))),
        ),
        answer=number(
            float(here),
            "orders",
            ("forgot_completed", float(came), "Some of those that were released had been completed by then."),
            ("counted_completed", float(went), "Those had left by then."),
            ("not_completed_yet", float(len(names) - went), "Some of those had not been released yet."),
            share=1e-6,
        ),
        solution=(
            f"Released by then: {came}. Completed by then: {went}.",
            f"In process: {came} − {went} = {here}.",
        ),
        hints=(
            "An order is in process from its release to its completion.",
            "Take the lines that were released by then. Which of them had left?",
            "Subtract those completed by then from those released by then.",
        ),
        again=lambda: Exactly(float(_level_at(released, completed, moment))),
    )  # fmt: skip


@template("flow.wip", "number")
def average_wip_from_a_chart(case: Case, draw: Draw) -> Draft:
    """Ask for the average WIP over the time that a chart shows."""
    _, released, completed, unit = _orders(case, draw, most=5)
    moments = np.unique(np.concatenate([released, completed]))
    levels = [int(np.sum(released <= one) - np.sum(completed <= one)) for one in moments]
    span, area = float(moments[-1]), float(np.sum(completed - released))
    return Draft(
        stem="The chart shows how many of a few orders were in process, from the first release to the last completion."
        "\n\nHow many were in process on average over the time that is shown? Read the chart as closely as you can.",
        views=(
            Chart(title="Orders in process", mark="steps", x=Axis(title="time since the first release", unit=unit),
                  y=Axis(title="orders in process"),
                  series=(Series(x=tuple((moments / 10).tolist()), y=tuple(map(float, levels))),),
                  read="The line rises by one at a release and falls by one at a completion."),
        ),
        answer=number(
            area / span,
            "orders",
            ("highest", float(max(levels)), "That is the highest level; it did not last all the time."),
            ("unweighted", float(np.mean(levels[:-1])), "A level that lasts long counts more than a short one."),
            ("area_only", area / 10, "That is the area under the line; divide it by the time."),
            share=0.06,
        ),
        solution=(
            f"The area under the line is the sum of height × length: {text(area / 10, f'orders × {unit}')}.",
            f"It lasts {text(span / 10, unit)}.",
            f"Average = {text(area / 10)} / {text(span / 10)} = {text(area / span, 'orders', 3)}.",
        ),
        hints=(
            "An average over time weighs each level with how long it lasts.",
            "Cut the area under the line into rectangles: height × length.",
            "Add up the rectangles and divide by the length of the whole time.",
        ),
        again=lambda: Exactly(float(np.dot(levels[:-1], np.diff(moments))) / span),
    )  # fmt: skip


def _window(case: Case, draw: Draw) -> tuple[list[str], Ticks, str, tuple[int, int]]:
    """Return completions of eight orders and a window that some of them lie in, some before and some after."""
    for _ in range(60):
        orders = run_of_orders(case, draw, 8)
        done = orders["completed"].to_numpy()
        times, unit = tenths(done - done[0], float(done[-1] - done[0]))
        before, within = draw.whole(1, 3), draw.whole(2, 4)
        begin, end = (int(times[k - 1] + times[k]) // 2 for k in (before, before + within))
        if begin < end < times[-1] and begin > 0:
            return orders["order"].astype(str).tolist(), times, unit, (begin, end)
    raise NotHereError("orders were completed in bulk, so that no window parts them")


def _orders(case: Case, draw: Draw, most: int = 9) -> tuple[list[str], Ticks, Ticks, str]:
    for _ in range(60):
        orders = run_of_orders(case, draw, draw.whole(4, most))
        first, last = orders["released"].min(), orders["completed"].max()
        released, unit = tenths(orders["released"].to_numpy() - first, last - first)
        completed, _ = tenths(orders["completed"].to_numpy() - first, last - first)
        if np.all(completed > released) and _good_moments(released, completed):
            return orders["order"].astype(str).tolist(), released, completed, unit
    raise NotHereError("no orders were in process together")


def _good_moments(released: Ticks, completed: Ticks) -> list[int]:
    """Return moments between events at which two or more are in process and one has left."""
    events = np.unique(np.concatenate([released, completed]))
    between = [int(a + b) // 2 for a, b in itertools.pairwise(events) if b - a > 1]
    return [at for at in between if np.sum(completed <= at) and np.sum((released <= at) & (completed > at)) > 1]


def _left_by(times: Ticks, end: int, begin: int) -> int:
    """Return how many left in a window, as the difference of what had left by its ends."""
    return int(np.searchsorted(times, end, side="right") - np.searchsorted(times, begin, side="right"))


def _between(done: NDArray[np.float64], begin: float, end: float) -> int:
    return sum(begin < one <= end for one in done.tolist())


def _level_at(released: Ticks, completed: Ticks, moment: int) -> int:
    """Return the level that a sweep over releases and completions reaches by a moment."""
    events = sorted([(int(at), 1) for at in released] + [(int(at), -1) for at in completed])
    return sum(change for at, change in events if at <= moment)
