"""One long run in place of ten: cells of the other families, whose intervals come from batch means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.engine.truth.cell import Cell

FIGURES = ("throughput", "flow_time", "wip")
"""Figures that a long run has intervals for."""


def long_runs(cells: Sequence[Cell]) -> list[Cell]:
    """Return every eighth of the cells that a long run can answer, to be judged by one."""
    able = [one for one in cells if one.figure in FIGURES]
    return [
        replace(one, family="one long run", name=f"{one.family}, {one.name}", method="long run") for one in able[::8]
    ]
