"""What came of the cells: family by family, over all, and cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
from rich import box
from rich.table import Table

from benchmarks.engine.truth.coverage import Judged, band
from benchmarks.table import Detail, Row, row

CELLS, INTERVALS, OVER_ALL = ">= 200", ">= 200", "0.93 to 0.97"
"""What the whole must reach: cells, intervals of each, share of intervals that cover."""


def by_family(found: Sequence[Judged]) -> dict[str, list[Judged]]:
    """Return the cells of each family, in their order."""
    return {name: list(family) for name, family in groupby(found, key=lambda one: one.cell.family)}


def table(found: Sequence[Judged]) -> Table:
    """Return families by figures."""
    made = Table(title="family by family", box=box.SIMPLE_HEAD)
    for name in ("family", "cells", "intervals", "cover", "from", "to", "error %", "half width %"):
        made.add_column(name, justify="left" if name == "family" else "right", no_wrap=True)
    for name, family in {**by_family(found), "all": list(found)}.items():
        low, high = (f"{bound:.4f}" for bound in band(_tried(family))) if name != "all" else OVER_ALL.split(" to ")
        made.add_row(
            name, f"{len(family)}", f"{_tried(family)}", f"{share(family):.4f}", low, high,
            f"{_error(family):.3f}", f"{_half_width(family):.2f}",
        )  # fmt: skip
    return made


def rows(found: Sequence[Judged]) -> list[Row]:
    """Return the figures of every family, of all together, and of each cell."""
    families = [made for name, family in by_family(found).items() for made in _family_rows(name, family)]
    return [*families, *_all_rows(found), *(made for one in found for made in _cell_rows(one))]


def _family_rows(name: str, family: Sequence[Judged]) -> Iterator[Row]:
    low, high = band(_tried(family))
    # to the digits of the band, or a share right at its edge would lie outside
    yield row(f"{name}: intervals that cover", round(share(family), 4), "1", f"{low:.4f} to {high:.4f}")


def _all_rows(found: Sequence[Judged]) -> Iterator[Row]:
    yield row("truth: cells", len(found), "1", CELLS)
    yield row("truth: intervals of each cell", min(one.intervals for one in found), "1", INTERVALS)
    yield row("truth: intervals that cover, over all", share(found), "1", OVER_ALL)
    yield row("truth: error of a cell, mean", _error(found), "%")
    yield row("truth: half width of an interval, median", _half_width(found), "%")


def _cell_rows(one: Judged) -> Iterator[Row]:
    """Iterate over the figures of one cell: its mean beside what theory says, and its intervals."""
    name = one.cell.label
    yield Detail(**vars(row(name, one.mean, "s, orders", peer=one.cell.exact)))
    yield Detail(**vars(row(f"{name}: intervals that cover", one.covering / one.intervals, "1")))
    yield Detail(**vars(row(f"{name}: half width of an interval", 100 * one.half_width, "%")))
    yield Detail(**vars(row(f"{name}: error in standard errors", one.deviations, "1")))


def share(found: Sequence[Judged]) -> float:
    """Return the share of all intervals that cover [1]."""
    return sum(one.covering for one in found) / _tried(found)


def _tried(found: Sequence[Judged]) -> int:
    return sum(one.intervals for one in found)


def _error(found: Sequence[Judged]) -> float:
    """Return the mean relative error of a cell [%]."""
    return 100 * float(np.mean([one.error for one in found]))


def _half_width(found: Sequence[Judged]) -> float:
    """Return the median over cells of the mean relative half width of an interval [%]."""
    return 100 * float(np.median([one.half_width for one in found]))
