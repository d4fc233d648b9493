"""A cell: a plant whose behavior theory knows exactly, one figure of it, and how it is run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from zlib import crc32

from plantwright.model.plant import Plant

RUNS = 10
"""Replications behind one interval; a long run is as long as they are together."""
VISITS = 8000
"""Visits to stations in the measured window of one replication, where a cell asks for no more."""
WARM_UP = 0.1
"""Warm-up as a share of that window."""


@dataclass(frozen=True)
class Cell:
    """One figure of one plant that theory knows exactly; the plant's unit of time is a second."""

    family: str
    name: str
    plant: Plant
    figure: str
    """``throughput`` [1/s], ``flow_time`` [s], ``wip`` [1]; ``flow_time urgent`` and ``flow_time others`` [s]; or a
    state and a work center, as ``down a``: the share of its stations' time spent so [1]."""
    exact: float
    visit_rate: float
    """Visits to stations [1/s]."""
    length: float = 1.0
    """How many times ``VISITS`` a run is long: more where a few long waits weigh much."""
    method: Literal["replications", "long run"] = "replications"

    @property
    def horizon(self) -> float:
        """Return the measured time of one replication [s]."""
        return self.length * VISITS / self.visit_rate

    @property
    def warm_up(self) -> float:
        """Return the time before it [s]."""
        return WARM_UP * self.horizon

    @property
    def label(self) -> str:
        """Return what names the cell among all."""
        return f"{self.family}: {self.name}, {self.figure}, {self.method}"

    @property
    def seed(self) -> int:
        """Return a seed of the cell's own, which no other cell changes."""
        return crc32(self.label.encode())
