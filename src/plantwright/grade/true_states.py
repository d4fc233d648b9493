"""Where the time of every station went, in seconds, and which work center held the floor back."""

from __future__ import annotations

from typing import Any

from plantwright.grade.measured import Measured
from plantwright.grade.sheet_truth import CenterRank, StationStates
from plantwright.model.estimate import Estimate, Row
from plantwright.observe.bottleneck import FEW, METHODS, active_sums, agreement, bottleneck_table
from plantwright.observe.unexplained import unexplained_of
from plantwright.observe.work_centers import center_table, centers_of
from plantwright.observe.working_time import HOUR, SECOND

STATES_METHOD = (
    "seconds of working time, one state at a time, down before setup before busy; blocked: done and not relieved; "
    "unexplained: idle while the next lot waited; starved: the rest; off: closed, or told to be off"
)
BOTTLENECK_METHOD = (
    "first by the ranks of longest active period (Roser, Nakano and Tanaka 2002), busy share and queue time added up; "
    "likeness, by which the others follow: the mean of each sign over its largest, over that of the first, at most 1"
)


def states_of(one: Measured) -> tuple[StationStates, ...]:
    """Return the seconds of each state of every station that the log knows, worked in the window or not."""
    opened, closed = one.floor.blocks.open / SECOND, (one.floor.blocks.window - one.floor.blocks.open) / SECOND
    sums = {name: one.account.total(name) / SECOND for name in one.account.sums}
    index = {name: place for place, (name,) in one.account.index()}
    idle = _unexplained(one)

    def line(station: str) -> StationStates:
        place = index.get(station)
        found = {name: 0.0 if place is None else max(float(sums[name][place]), 0.0) for name in sums}
        starved = opened if place is None else found["starved"]
        silent = min(idle.get(station, 0.0), starved)
        return StationStates(
            station=station, work_center=one.places[station], busy=found["process"], setup=found["setup"],
            blocked=found["blocked"] if one.knows.blocked else None, starved=starved - silent, unexplained=silent,
            down=found["down"] if one.knows.down else None, off=closed + found["off"],
        )  # fmt: skip

    return tuple(line(station) for station in sorted(one.places))


def _unexplained(one: Measured) -> dict[str, float]:
    found = unexplained_of(one.floor, one.journey, by="station")
    return {str(name): float(found.sums["hours"][place].sum()) * (HOUR / SECOND) for place, (name,) in found.index()}


def bottlenecks_of(one: Measured) -> tuple[tuple[CenterRank, ...], Estimate]:
    """Return the work centers, the likeliest bottleneck first, and how far the methods agree."""
    floor = one.floor
    centers = center_table(floor, centers_of(floor, one.journey), one.account)
    lines = bottleneck_table(floor, active_sums(floor, one.sweep, one.account), centers)
    signs = [[_sign(line, method) for method in METHODS] for line in lines]
    return _ranks(lines, signs), agreement(floor, lines)


def _sign(line: Row, method: str) -> float | None:
    cell: Any = line[method]
    few = method == "queue_time" and (cell.n or 0) < FEW
    return None if cell.value is None or few else max(float(cell.value), 0.0)


def _ranks(lines: tuple[Row, ...], signs: list[list[float | None]]) -> tuple[CenterRank, ...]:
    largest = [max((line[k] or 0.0 for line in signs), default=0.0) for k in range(len(METHODS))]
    told = [k for k, size in enumerate(largest) if size > 0]
    means = [sum((line[k] or 0.0) / largest[k] for k in told) / max(len(told), 1) for line in signs]
    if not means or not means[0] > 0:
        return ()
    like = [1.0, *(min(mean / means[0], 1.0) for mean in means[1:])]
    order = sorted(range(len(lines)), key=lambda place: (place > 0, -like[place]))
    return tuple(_rank(lines[place], signs[place], like[place], rank) for rank, place in enumerate(order, start=1))


def _rank(line: Row, signs: list[float | None], likeness: float, rank: int) -> CenterRank:
    named = dict(zip(METHODS, signs, strict=True))
    active, busy = (None if named[name] is None else min(named[name] or 0.0, 1.0) for name in METHODS[:2])
    return CenterRank(
        work_center=str(line["work_center"]), rank=rank, likeness=likeness, active_period=active, busy_share=busy,
        queue_time=named["queue_time"],
    )  # fmt: skip
