"""What the engine costs: against other simulators in the same run, and as plants and runs grow.

Ours is timed in CPU seconds of its thread, without a log, compiled before; a rival in CPU seconds of its process,
without imports and compiling. Both simulate the same window; the cost is that of a visit of a station, as many as the
arrivals bring on average. Runs of ours and of a rival alternate, and medians are compared.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.engine import agreement, ours
from benchmarks.engine.differential import SCRIPTS
from benchmarks.engine.models import JobShop, Line, Window, single, unreliable, weeks
from benchmarks.engine.scaling import first_run_rows, long_run_rows, station_rows, thread_row
from benchmarks.engine.streaming import streaming_rows
from benchmarks.environments import PeerMissingError, Reply, ask
from benchmarks.table import Row, load, row


@dataclass(frozen=True)
class Race:
    """A model that a rival runs too."""

    name: str
    model: Line | JobShop
    peer: str
    window: Window
    turns: int
    """How often ours and the rival take turns."""
    runs: int
    """Runs of each in a turn."""
    target: str | None = None
    """What our cost over the rival's may be."""
    answers: bool = True
    """Whether flow times are compared, too."""

    def script(self) -> str:
        """Return the rival's script."""
        return "simpy_job_shop.py" if isinstance(self.model, JobShop) else SCRIPTS[self.peer]


def races(smoke: bool) -> tuple[Race, ...]:
    """Return all races.

    Notes
    -----
    At load 0.6 the line's flow times are so heavy-tailed that few runs tell nothing; its answers are compared at 0.5.
    """
    part = 0.01 if smoke else 1.0
    turns = (1, 2) if smoke else (5, 1)
    queue, line, calm = single(0.9), unreliable(0.6), unreliable(0.5)
    # a compiled rival needs some milliseconds to set a run up: its runs are longer, so that they do not count
    customers, visits = queue.bringing(5e6 * part), line.bringing(1e7 * part)
    short, calmly = line.bringing(2e6 * part), calm.bringing(1e6 * part)
    shop = weeks(1, 3) if smoke else weeks(2, 156)
    loaded, calmer = "20 unreliable stations, arrivals 0.6/s", "20 unreliable stations, arrivals 0.5/s"
    return (
        Race("M/M/1, load 0.9", queue, "cimba", customers, *turns, "ratio <= 1.5"),
        Race(loaded, line, "simpy", short, *turns, "ratio <= 0.04", answers=False),
        Race(loaded, line, "cimba", visits, *turns, "ratio <= 1", answers=False),
        Race(calmer, calm, "simpy", calmly, *turns),
        Race(calmer, calm, "cimba", calmly, *turns),
        Race("job shop", JobShop(), "simpy", shop, *turns, "ratio <= 0.025"),
    )


def figures(smoke: bool) -> list[Row]:
    """Return every figure of cost."""
    quiet = load()  # before this benchmark itself keeps the machine busy
    run = races(smoke)
    level = agreement.joint_level(sum(one.answers for one in run))
    return [
        *first_run_rows(quiet, smoke),
        thread_row(quiet, smoke),
        *(row for one in run for row in race_rows(one, level)),
        *station_rows(smoke),
        *long_run_rows(smoke),
        *streaming_rows(smoke),
    ]


def race_rows(race: Race, level: float) -> list[Row]:
    """Return the row of the cost, and of the answer where it is compared."""
    print(f"{race.name}, {race.peer} …", file=sys.stderr, flush=True)
    cost, answer = f"{race.name}, cost of a visit, {race.peer}", f"{race.name}, {race.peer}"
    try:
        mine, theirs = alternate(race)
    except PeerMissingError as problem:
        mine = ours.reply(race.model, race.window, range(race.turns * race.runs))
        rows = [row(f"{cost}; {problem}", per_visit(race, mine), "us", race.target)]
        return rows + [agreement.missing_row(answer, "flow", str(problem))] * race.answers
    rows = [row(cost, per_visit(race, mine), "us", race.target, per_visit(race, theirs))]
    if race.answers:
        rows.append(agreement.agreement_row(answer, "flow", mine.measures["flow"], theirs.measures["flow"], level))
    return rows


def alternate(race: Race) -> tuple[Reply, Reply]:
    """Return the runs of ours and of the rival, made in turn."""
    request = {**race.model.told(), "warm_up": race.window.warm_up, "horizon": race.window.horizon}
    mine, theirs = [], []
    for turn in range(race.turns):
        seeds = range(turn * race.runs, (turn + 1) * race.runs)
        mine.append(ours.reply(race.model, race.window, seeds))
        theirs.append(ask(race.peer, race.script(), request, [1_000_001 + seed for seed in seeds]))
    return joined(mine), joined(theirs)


def joined(replies: Sequence[Reply]) -> Reply:
    """Return several replies as one."""
    measures = {name: np.concatenate([one.measures[name] for one in replies]) for name in replies[0].measures}
    prepare = float(np.median([one.prepare for one in replies]))
    return Reply(prepare, np.concatenate([one.cpu for one in replies]), measures)


def per_visit(race: Race, reply: Reply) -> float:
    """Return the median cost of a visit [us]."""
    return float(np.median(reply.cpu)) / race.model.visits(race.window) * 1e6
