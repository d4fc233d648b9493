"""The engine's truth: intervals judged right, enough cells that share no random numbers, and figures read right."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.engine.truth import FAMILIES, cells
from benchmarks.engine.truth.cell import RUNS
from benchmarks.engine.truth.coverage import band, judged
from benchmarks.engine.truth.measure import values
from benchmarks.engine.truth.queues import many_stations


def test_there_are_enough_cells_each_with_random_numbers_of_its_own() -> None:
    """At least 200 cells of ten families; no two share a name or a seed."""
    made = cells()
    assert len(made) >= 200
    assert len({one.family for one in made}) == len(FAMILIES) == 10
    assert len({one.label for one in made}) == len({one.seed for one in made}) == len(made)


def test_right_intervals_cover_as_often_as_they_say() -> None:
    """Students's intervals of normal numbers around the truth cover within the band; shifted ones do not."""
    cell = many_stations()[0]
    drawn = cell.exact + np.random.default_rng(2).normal(0, 0.1, (4000, RUNS))
    low, high = band(4000)
    assert low <= judged(cell, drawn).covering / 4000 <= high
    assert judged(cell, drawn + 0.02).covering / 4000 < low
    assert judged(cell, drawn + 0.02).deviations > 10


def test_the_band_is_the_binomial_one() -> None:
    """Of 200 intervals, 181 to 197 may cover: the 0.5 % quantiles of 200 tries at 95 %."""
    assert band(200) == (pytest.approx(181 / 200), pytest.approx(197 / 200))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda one: one.__name__)
def test_a_cell_is_near_what_theory_says(family: object) -> None:
    """The first cell judged by replications, and the last of the family, come out within a few percent."""
    for cell in (family()[0], family()[-1]):
        made = values(replace(cell, length=cell.length / 4), 4)
        assert made.shape == (4, RUNS)
        assert made.mean() == pytest.approx(cell.exact, rel=0.06)


def test_state_shares_are_read() -> None:
    """The share of a state is that of the named work center's stations: an M/M/1 processes for its load."""
    cell = replace(many_stations()[0], figure="process a", exact=0.3)
    assert values(cell, 1).mean() == pytest.approx(0.3, rel=0.05)
