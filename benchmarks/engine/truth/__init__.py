"""Truth: plants that theory knows exactly, and whether 95 % intervals of the twin hold what it knows.

Each interval is formed as a user forms it, by Student's t over ten replications or batches. A wrong rule of the engine,
a biased start, or an interval that is too narrow shows as intervals that miss; one seed that happens to agree does not
help. Intervals of different cells share no random numbers.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import groupby

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from benchmarks.engine.truth.cell import Cell
from benchmarks.engine.truth.coverage import Judged, band, judged
from benchmarks.engine.truth.lines import three_or_four, two_breaking
from benchmarks.engine.truth.measure import values
from benchmarks.engine.truth.networks import closed, few_places, jackson, repair
from benchmarks.engine.truth.queues import breakdowns, general, many_stations, priorities
from benchmarks.table import Detail, Row, row

FAMILIES = (
    many_stations, general, priorities, few_places, repair, breakdowns, jackson, closed, two_breaking, three_or_four,
)  # fmt: skip
INTERVALS = 200


def cells() -> list[Cell]:
    """Return every cell, family by family."""
    return [cell for family in FAMILIES for cell in family()]


def figures(smoke: bool) -> list[Row]:
    """Return the share of intervals that cover, by family and over all, and every cell."""
    start = time.process_time()
    chosen = [cell for family in FAMILIES for cell in family()[2:4]] if smoke else cells()
    found = measured(chosen, 10 if smoke else INTERVALS)
    families = [list(one) for _, one in groupby(found, key=lambda one: one.cell.family)]
    return [
        *(made for family in families for made in family_rows(family)),
        *all_rows(found),
        row("truth: CPU time", (time.process_time() - start) / 60, "CPU min"),
        *(made for one in found for made in cell_rows(one)),
    ]


def measured(chosen: list[Cell], intervals: int) -> list[Judged]:
    """Run cells and judge each, showing how far it is."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    found = []
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("truth", total=len(chosen))
        for cell in chosen:
            progress.update(task, description=cell.family)
            found.append(judged(cell, values(cell, intervals)))
            progress.advance(task)
    return found


def family_rows(family: list[Judged]) -> Iterator[Row]:
    """Iterate over the figures of one family."""
    name = family[0].cell.family
    low, high = band(sum(one.intervals for one in family))
    yield row(f"{name}, {len(family)} cells: intervals that cover", share(family), "1", f"{low:.4f} to {high:.4f}")
    yield row(f"{name}: error of a cell, mean", 100 * float(np.mean([one.error for one in family])), "%")
    yield row(f"{name}: half width of an interval, median", 100 * _median_width(family), "%")


def all_rows(found: list[Judged]) -> Iterator[Row]:
    """Iterate over the figures of all cells together."""
    yield row("truth: cells", len(found), "1", ">= 200")
    yield row("truth: intervals a cell", min(one.intervals for one in found), "1", ">= 200")
    yield row("truth: intervals that cover, over all", share(found), "1", "0.93 to 0.97")
    yield row("truth: error of a cell, mean over all", 100 * float(np.mean([one.error for one in found])), "%")
    yield row("truth: half width of an interval, median over all", 100 * _median_width(found), "%")


def cell_rows(one: Judged) -> Iterator[Row]:
    """Iterate over the figures of one cell: its mean beside what theory says, and its intervals."""
    made = row(one.cell.label, one.mean, "s and orders", peer=one.cell.exact)
    yield Detail(**vars(made))
    yield Detail(**vars(row(f"{one.cell.label}: intervals that cover", one.covering / one.intervals, "1")))
    yield Detail(**vars(row(f"{one.cell.label}: error in standard errors", one.deviations, "1")))


def share(found: list[Judged]) -> float:
    """Return the share of all intervals that cover [1]."""
    return sum(one.covering for one in found) / sum(one.intervals for one in found)


def _median_width(found: list[Judged]) -> float:
    return float(np.median([one.half_width for one in found]))
