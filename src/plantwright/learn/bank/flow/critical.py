"""Raw process time, bottleneck rate and critical WIP of a line of the plant's work centers, at their best."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.times import Center, centers
from plantwright.learn.bank.make import number
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import listed, text


@dataclass(frozen=True)
class Stage:
    """A work center of a line, in whole minutes."""

    name: str
    stations: int
    minutes: int
    """Process time of an order."""


@dataclass(frozen=True)
class Line:
    """Work centers that orders pass one after the other."""

    stages: tuple[Stage, ...]

    @property
    def raw(self) -> int:
        """Raw process time [min]."""
        return sum(one.minutes for one in self.stages)

    @property
    def slowest(self) -> Stage:
        """The bottleneck."""
        return max(self.stages, key=lambda one: one.minutes / one.stations)

    @property
    def rate(self) -> float:
        """Orders that the bottleneck can do [1/min]."""
        return self.slowest.stations / self.slowest.minutes

    @property
    def critical(self) -> float:
        """Critical WIP [orders]."""
        return self.raw * self.rate

    @property
    def said(self) -> str:
        """What a question supposes of the line."""
        return (
            f"The table shows the mean time of a step, by the log. Suppose that orders pass {self._names} one after "
            "the other, that they take just these times, and that no order waits unless all stations are busy."
        )

    @property
    def _names(self) -> str:
        return listed([one.name for one in self.stages])

    def table(self) -> Table:
        """Return the line's stages."""
        columns = (Column(name="work center"), Column(name="stations"), Column(name="an order's time", unit="min"))
        return Table(title="A line", columns=columns,
                     rows=tuple((one.name, one.stations, one.minutes) for one in self.stages))  # fmt: skip


def some_line(case: Case, draw: Draw) -> Line:
    """Return three to five of the plant's work centers as a line."""
    known = [one for one in centers(case) if one.minutes >= 0.5]
    if len(known) < 3:
        raise NotHereError("fewer than three work centers have steps of half a minute or more")
    some = draw.some(known, draw.whole(3, min(5, len(known))))
    return Line(tuple(_stage(one) for one in some))


def _stage(one: Center) -> Stage:
    return Stage(one.name, min(one.stations, 4), max(round(one.minutes), 1))


@template("flow.critical_wip", "number")
def critical_wip_of_a_line(case: Case, draw: Draw) -> Draft:
    """Ask for critical WIP from stations and process times."""
    line = some_line(case, draw)
    slow = line.slowest
    longest = max(one.minutes for one in line.stages)
    return Draft(
        stem=f"{line.said}\n\nWhat is the critical WIP of this line: the least number of orders with which its "
        "bottleneck could always work, if nothing varied?",
        views=(line.table(),),
        answer=number(
            line.critical,
            "orders",
            ("ignored_parallel_stations", line.raw / longest, "A work center's pace is its stations over its time."),
            ("counted_stations", float(sum(one.stations for one in line.stages)), "Not all stations are always busy."),
            ("sum_of_rates", line.raw * sum(one.stations / one.minutes for one in line.stages),
             "The line's pace is that of its bottleneck, not of all work centers together."),
            ("raw_process_time", float(line.raw), "That is the raw process time; multiply it by a rate."),
        ),
        solution=(
            f"Raw process time: {' + '.join(str(one.minutes) for one in line.stages)} = {text(line.raw, 'min', 6)}.",
            f"Bottleneck: {slow.name} with {slow.stations} / {slow.minutes} min = {text(line.rate, 'orders/min')}.",
            (f"Critical WIP = {text(line.raw, '', 6)} × {text(line.rate)} = {text(line.critical, 'orders', 3)} "
            "(Hopp and Spearman, Factory Physics)."),
        ),
        hints=(
            "Critical WIP ties the time that an order needs without waiting to the pace of the bottleneck.",
            "Add up the times. Then find the work center with the fewest orders a minute: stations / time.",
            "Multiply the sum of the times by the rate of the bottleneck.",
        ),
        again=lambda: Exactly(_kept_busy(line)),
    )  # fmt: skip


@template("flow.critical_wip", "number")
def best_case_throughput(case: Case, draw: Draw) -> Draft:
    """Ask for the best throughput at a given WIP, below or above critical WIP."""
    line = some_line(case, draw)
    level = max(round(line.critical * draw.one((0.5, 0.7, 0.85, 1.3, 1.6, 2.0))), 1)
    rate = 60 * min(level / line.raw, line.rate)
    return Draft(
        stem=f"{line.said} Suppose that {level} orders are always in process: when one leaves, the next is released."
        "\n\nHow many orders leave in an hour, at best?",
        views=(line.table(),),
        answer=number(
            rate,
            "orders/h",
            ("always_the_bottleneck", 60 * line.rate, "Are there enough orders to keep the bottleneck busy?"),
            ("always_the_wip", 60 * level / line.raw, "More orders than the bottleneck can do will wait there."),
            ("one_order", 60 / line.raw, "More than one order is on its way at the same time."),
            ("forgot_the_unit", rate / 60, "That is in orders a minute."),
        ),
        solution=(
            (
                f"Raw process time {text(line.raw, 'min', 6)}, bottleneck rate {text(line.rate, 'orders/min')}, "
                f"critical "
                f"WIP {text(line.critical, 'orders', 3)}."
            ),
            f"{level} orders are {'fewer' if level < line.critical else 'not fewer'} than that.",
            (
                f"Throughput = {'WIP / raw process time' if level < line.critical else 'bottleneck rate'} = "
                f"{text(rate, 'orders/h', 3)}."
            ),
        ),
        hints=(
            "With few orders the line lacks work, with many its bottleneck limits it. Which one is it here?",
            "Reckon raw process time × bottleneck rate and compare it with the orders in process.",
            (
                "Below it throughput = WIP / raw process time; above it, the rate of the bottleneck. Then make it "
                "an hour's."
            ),
        ),
        again=lambda: Exactly(60 * _run(line, level)),
    )


def _kept_busy(line: Line) -> float:
    """Return the WIP at which the two limits of throughput cross, by search."""
    low, high = 0.0, float(sum(one.stations for one in line.stages)) + 1.0
    for _ in range(200):
        middle = (low + high) / 2
        enough = all(middle / line.raw >= one.stations / one.minutes for one in [line.slowest])
        low, high = (low, middle) if enough else (middle, high)
    return high


def _run(line: Line, level: int) -> float:
    """Return the throughput of the line by running it, order by order, until it repeats itself [1/min]."""
    free = [[0] * one.stations for one in line.stages]
    round_trip = level * line.slowest.stations
    settle = math.ceil(60 * line.critical / round_trip) * round_trip + 40 * round_trip
    done: list[int] = []
    for k in range(settle + round_trip + 1):
        at = done[k - level] if k >= level else 0
        for stage, stations in zip(line.stages, free, strict=True):
            start = max(at, heapq.heappop(stations))
            at = start + stage.minutes
            heapq.heappush(stations, at)
        done.append(at)
    return round_trip / (done[settle + round_trip] - done[settle])
