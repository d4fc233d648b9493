"""The games against numbers in print."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from benchmarks.learn.games import FEWEST, read_graph

from plantwright.learn.games import game as games
from plantwright.learn.games import penny
from plantwright.learn.games.beer import costs
from plantwright.learn.games.line_balance import Tasks, faults, fewest

DATA = Path(os.environ.get("PLANTWRIGHT_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
GRAPHS = DATA / "salbp_scholl1993_subset"


def test_sterman_benchmark_of_the_beer_game() -> None:
    """36 weeks cost 46, 50, 54 and 54 $, 204 $ in all, as Sterman (1989) reports for his benchmark."""
    found = costs(games.played_by(games.start("beer"), "expert"))
    assert found == {"retailer": 46.0, "wholesaler": 50.0, "distributor": 54.0, "factory": 54.0}


@pytest.mark.parametrize(("wip", "rate"), [(1, 0.125), (4, 2 / 7), (8, 4 / 11), (12, 0.4)])
def test_practical_worst_case_of_penny_fab_one(wip: int, rate: float) -> None:
    """Factory Physics, chapter 7: w/(w + 3) · 0.5 pennies an hour at w pennies."""
    assert penny.exponential(penny.ONE, wip) == pytest.approx(rate)


@pytest.mark.parametrize(("wip", "rate"), [(1, 0.05), (4, 0.2), (8, 0.4), (12, 0.4)])
def test_best_case_of_penny_fab_two(wip: int, rate: float) -> None:
    """Factory Physics, chapter 7: 0.05, 0.2, 0.4 and 0.4 pennies an hour at 1, 4, 8 and 12 pennies, on the twin."""
    assert penny.run(penny.TWO, "constant", wip, 0).throughput.mean == pytest.approx(rate)


@pytest.mark.skipif(not GRAPHS.is_dir(), reason="the precedence graphs are not there")
@pytest.mark.parametrize(
    ("name", "cycle_time", "count"), [(name, time, count) for name, of in FEWEST.items() for time, count in of.items()]
)
def test_published_optima_of_line_balancing(name: str, cycle_time: int, count: int) -> None:
    """The search gives the published fewest stations on the graphs collected by Scholl (1993)."""
    tasks = read_graph(GRAPHS / f"{name}.IN2", cycle_time)
    found = fewest(tasks)
    assert max(found) == count
    assert list(faults(tasks, found)) == []


@pytest.mark.parametrize(("cycle_time", "count"), [(7, 8), (9, 6), (10, 5), (13, 4), (14, 4), (21, 3)])
def test_jackson_line(cycle_time: int, count: int) -> None:
    """Jackson's eleven tasks of 1956 need 8, 6, 5, 4, 4 and 3 stations at cycle times of 7 to 21."""
    arcs = ((1, 2), (1, 3), (1, 4), (1, 5), (2, 6), (3, 7), (4, 7), (5, 7), (6, 8), (7, 9), (8, 10), (9, 11), (10, 11))
    times = (6, 2, 5, 7, 1, 2, 3, 6, 5, 5, 4)
    tasks = Tasks(times, tuple((first - 1, then - 1) for first, then in arcs), cycle_time)
    assert max(fewest(tasks)) == count
