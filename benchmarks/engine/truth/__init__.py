"""Truth: plants that theory knows exactly, and whether 95 % intervals of the twin hold what it knows.

Each interval is one that the twin gives its user: Student's t over ten replications, or batch means of a long run. A
wrong rule of the engine, a biased start, or intervals too narrow show as intervals that miss; one seed that happens to
agree does not help. Intervals of different cells share no random numbers.
"""

from __future__ import annotations

import time
from itertools import groupby

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from benchmarks.engine.truth.cell import Cell
from benchmarks.engine.truth.coverage import Judged, judged
from benchmarks.engine.truth.lines import three_or_four, two_breaking
from benchmarks.engine.truth.long import long_runs
from benchmarks.engine.truth.measure import intervals
from benchmarks.engine.truth.networks import closed, few_places, jackson, repair
from benchmarks.engine.truth.queues import breakdowns, general, many_stations, priorities
from benchmarks.engine.truth.report import rows, table
from benchmarks.table import Row, row

FAMILIES = (
    many_stations, general, priorities, few_places, repair, breakdowns, jackson, closed, two_breaking, three_or_four,
)  # fmt: skip
INTERVALS = 200


def cells() -> list[Cell]:
    """Return every cell, family by family."""
    made = [cell for family in FAMILIES for cell in family()]
    return [*made, *long_runs(made)]


def few(chosen: list[Cell]) -> list[Cell]:
    """Return the first two cells of each family."""
    return [one for _, family in groupby(chosen, key=lambda one: one.family) for one in list(family)[:2]]


def figures(smoke: bool) -> list[Row]:
    """Return the share of intervals that cover, by family and over all, and every cell."""
    start = time.process_time()
    found = measured(few(cells()) if smoke else cells(), 10 if smoke else INTERVALS)
    spent = (time.process_time() - start) / 60
    Console(width=100).print(table(found))
    return [*rows(found), row("truth: time taken", spent, "CPU min")]


def measured(chosen: list[Cell], count: int) -> list[Judged]:
    """Run cells and judge each, showing how far it is."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    found = []
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("truth", total=len(chosen))
        for cell in chosen:
            progress.update(task, description=cell.family)
            found.append(judged(cell, intervals(cell, count)))
            progress.advance(task)
    return found
