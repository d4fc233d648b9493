"""A finished run as plain records, and how it is cut into loads, for laws that look at every row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from plantwright.model.plant import Plant
from plantwright.twin.compile import Tables, tables_of
from plantwright.twin.kernel import floor as records
from plantwright.twin.kernel.clock import worked
from plantwright.twin.kernel.floor import Floor
from plantwright.twin.machine import run_floor

Rows = NDArray[np.void]
SLACK = 1e-6
"""Rounding of times of day in seconds, after weeks of them [s]."""


def _which(row: np.void, moment: str) -> tuple[int, ...]:
    """Return which step of which order on which station a row is of, and one of its moments: steps may take no time."""
    return row["order"], row["step"], row["station"], row[moment]


@dataclass(frozen=True)
class Run:
    """A run from an empty floor on a Monday 00:00 to ``end`` [s], measured from the first second on."""

    plant: Plant
    tables: Tables
    floor: Floor
    end: float

    def orders(self) -> Rows:
        """Return every order released, by number."""
        orders = self.floor.orders[: self.floor.state[0]["orders"]]
        return orders[np.argsort(orders["order"], kind="stable")]

    def rows(self, kind: int) -> Rows:
        """Return the rows of one kind, by start."""
        rows = self.floor.rows[: self.floor.state[0]["rows"]]
        rows = rows[rows["kind"] == kind]
        return rows[np.argsort(rows["start"], kind="stable")]

    def visits(self) -> Rows:
        """Return one row for each finished or running processing of a lot, ``start`` at the begin of its setup."""
        visits = self.rows(records.PROCESS_ROW).copy()
        begun = {_which(row, "end"): row for row in self.rows(records.SETUP_ROW)}
        for visit in visits:
            setup = begun.get(_which(visit, "start"))
            if setup is not None:
                visit["start"], visit["ready"] = setup["start"], setup["ready"]
        return visits[np.argsort(visits["start"], kind="stable")]

    def by(self, name: str, rows: Rows) -> Iterator[tuple[int, Rows]]:
        """Iterate over the rows of each station, worker or order, in the order they are given."""
        ranked = rows[np.argsort(rows[name], kind="stable")]
        for value, group in groupby(range(len(ranked)), key=lambda index: int(ranked[name][index])):
            yield value, ranked[list(group)]

    def center_of(self, rows: Rows) -> NDArray[np.int32]:
        """Return the number of the work center of each row."""
        return np.asarray(self.tables.stations["center"][rows["station"]])

    def working(self, center: int, start: float, end: float) -> float:
        """Return the time between two moments in which a work center is open [s]."""
        calendar = int(self.tables.centers[center]["calendar"])
        clock = self.tables.calendars, self.tables.spans, calendar
        return float(worked(*clock, end) - worked(*clock, start))


def run_of(plant: Plant, *, end: float, seed: int = 0) -> Run:
    """Run a plant from an empty floor, every row written."""
    tables = tables_of(plant)
    return Run(plant, tables, run_floor(tables, start=0.0, window=(0.0, end), seed=seed, logging=True), end)


def flow_times(run: Run, warm_up: float = 0.0) -> NDArray[np.float64]:
    """Return release to completion of the orders completed after ``warm_up``, by number of the order [s]."""
    orders = run.orders()
    orders = orders[orders["completed"] >= warm_up]
    return np.asarray(orders["completed"] - orders["released"])
