"""The engine's truth: intervals judged right, enough cells that share no random numbers, and figures read right."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.engine.truth import FAMILIES, cells, few
from benchmarks.engine.truth.cell import Cell
from benchmarks.engine.truth.coverage import band, judged
from benchmarks.engine.truth.measure import intervals
from benchmarks.engine.truth.queues import many_stations


def test_there_are_enough_cells_each_with_random_numbers_of_its_own() -> None:
    """At least 200 cells of ten families and their long runs; no two share a name or a seed."""
    made = cells()
    assert len(made) >= 200
    assert len({one.family for one in made}) == len(FAMILIES) + 1 == 11
    assert len({one.label for one in made}) == len({one.seed for one in made}) == len(made)


def test_right_intervals_cover_as_often_as_they_say() -> None:
    """Intervals of normal numbers around the truth cover within the band; of shifted ones too few do."""
    cell = many_stations()[0]
    means = cell.exact + np.random.default_rng(2).normal(0, 0.1, 4000)
    found = np.array([means, means - 0.196, means + 0.196]).T
    low, high = band(4000)
    assert low <= judged(cell, found).covering / 4000 <= high
    assert judged(cell, found + 0.05).covering / 4000 < low
    assert judged(cell, found + 0.05).deviations > 10


def test_what_has_no_bounds_covers_nothing() -> None:
    """An interval that a run was too short for counts as one that misses."""
    cell = many_stations()[0]
    found = np.array([[cell.exact, np.nan, np.nan], [cell.exact + 0.1, 0.0, 2.0]])
    assert judged(cell, found).covering == 1


def test_the_band_is_the_binomial_one() -> None:
    """Of 200 intervals, 181 to 197 may cover: the 0.5 % quantiles of 200 tries at 95 %."""
    assert band(200) == (pytest.approx(181 / 200), pytest.approx(197 / 200))


@pytest.mark.parametrize("cell", few(cells()), ids=lambda one: one.label)
def test_a_cell_is_near_what_theory_says(cell: Cell) -> None:
    """Two cells of each family come out within a few percent, in seconds and orders, between their bounds."""
    mean, low, high = intervals(replace(cell, length=cell.length / 3), 4).T
    assert mean.mean() == pytest.approx(cell.exact, rel=0.06)
    assert (low < mean).all()
    assert (mean < high).all()


def test_state_shares_are_read() -> None:
    """The share of a state is that of the named work center's stations: an M/M/1 processes for its load."""
    cell = replace(many_stations()[0], figure="process a", exact=0.3)
    assert intervals(cell, 1)[0, 0] == pytest.approx(0.3, rel=0.05)
