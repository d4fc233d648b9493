"""Lines with little room: two stations that break down, and three or four by their exact Markov chain."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product as pairs

from benchmarks.engine.truth.cell import Cell
from benchmarks.engine.truth.plants import held, plant, product, step
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, WorkCenter
from plantwright.model.plant import Plant
from plantwright.theory.lines import LineSteady, Stage, line

BREAKING = {
    "alike": (Stage(1.0, time_to_failure=20.0, time_to_repair=5.0), Stage(1.0, 0, 1, 20.0, 5.0)),
    "unlike": (Stage(1.0, time_to_failure=10.0, time_to_repair=2.0), Stage(0.8, 0, 1, 30.0, 12.0)),
    "first slow": (Stage(1.0, time_to_failure=40.0, time_to_repair=4.0), Stage(0.7, 0, 1, 10.0, 3.0)),
    "second breaks": (Stage(1.0), Stage(0.8, 0, 1, 15.0, 5.0)),
}
"""Two stations, of which at least one breaks down."""


def _rooms(times: Sequence[float], buffers: Sequence[int], stations: int = 1) -> tuple[Stage, ...]:
    rooms = [None, *buffers]
    return tuple(Stage(time, room, stations) for time, room in zip(times, rooms, strict=True))


LINES = {
    "3 alike, no room": _rooms([1.0] * 3, (0, 0)),
    "3 alike, room for 1": _rooms([1.0] * 3, (1, 1)),
    "3 alike, room for 3": _rooms([1.0] * 3, (3, 3)),
    "3 alike, room for 0 and 2": _rooms([1.0] * 3, (0, 2)),
    "3 as a bowl, no room": _rooms([1.05, 0.9, 1.05], (0, 0)),
    "3, the middle slow, room for 2": _rooms([0.8, 1.2, 0.9], (2, 2)),
    "3 of two stations, room for 1": _rooms([2.0, 2.0, 2.0], (1, 1), 2),
    "3 of two stations, no room": _rooms([2.0, 1.6, 2.0], (0, 0), 2),
    "3 that break down": tuple(Stage(1.0, room, 1, 20.0, 4.0) for room in (None, 2, 2)),
    "4 alike, no room": _rooms([1.0] * 4, (0, 0, 0)),
    "4 alike, room for 1": _rooms([1.0] * 4, (1, 1, 1)),
    "4 unlike, room for 1, 0, 2": _rooms([0.9, 1.0, 0.8, 1.1], (1, 0, 2)),
}
"""Lines of three and four stages."""


def two_breaking() -> list[Cell]:
    """Return cells of two stations that break down: the first never without work, or few orders."""
    asked = {0: "throughput", 1: "blocked s0", 3: "throughput", 8: "down s1"}
    fed = [_breaking(name, room, figure) for name, (room, figure) in pairs(BREAKING, asked.items())]
    few = [
        _breaking(name, 4, figure, orders)
        for name, (orders, figure) in pairs(BREAKING, ((2, "process s1"), (4, "throughput")))
    ]
    return [*fed, *few]


def _breaking(name: str, room: int, figure: str, orders: int | None = None) -> Cell:
    first, second = BREAKING[name]
    second = Stage(second.process_time, room, 1, second.time_to_failure, second.time_to_repair)
    return _cell("two stations, breakdowns", f"{name}, room for {room}", (first, second), figure, orders)


def three_or_four() -> list[Cell]:
    """Return cells of lines of three and four stages: the first never without work, or few orders."""
    family = "3 to 4 stations, Markov"
    fed = [
        _cell(family, name, stages, "blocked s0" if k % 2 else "throughput")
        for k, (name, stages) in enumerate(LINES.items())
    ]
    few = [_cell(family, name, stages, "throughput", len(stages) + 1) for name, stages in LINES.items()]
    return [*fed, *few]


def _cell(family: str, name: str, stages: Sequence[Stage], figure: str, orders: int | None = None) -> Cell:
    steady = line(stages, orders)
    title = f"{name}, {'always work' if orders is None else f'{orders} orders'}"
    visit_rate = steady.throughput * len(stages)
    return Cell(family, title, _plant(stages, orders), figure, _exact(steady, figure), visit_rate)


def _exact(steady: LineSteady, figure: str) -> float:
    if figure == "throughput":
        return steady.throughput
    state, center = figure.split()
    shares = {"process": steady.working, "blocked": steady.blocked, "down": steady.down}[state]
    return shares[int(center.removeprefix("s"))]


def _plant(stages: Sequence[Stage], orders: int | None) -> Plant:
    places = sum(one.stations + (one.buffer or 0) for one in stages)
    centers = [_center(f"s{k}", stage) for k, stage in enumerate(stages)]
    steps = [step(f"s{k}", stage.process_time) for k, stage in enumerate(stages)]
    return plant(centers, [product(steps)], held(places if orders is None else orders))


def _center(name: str, stage: Stage) -> WorkCenter:
    failures = None
    if stage.time_to_failure is not None:
        failures = Failures(
            time_to_failure=Distribution.exponential(stage.time_to_failure),
            time_to_repair=Distribution.exponential(stage.time_to_repair),
        )
    return WorkCenter(id=name, stations=stage.stations, buffer=stage.buffer, failures=failures)
