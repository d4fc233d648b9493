"""The balancing game: the search against every assignment there is."""

from __future__ import annotations

from itertools import product

import pytest

from plantwright.errors import GameError
from plantwright.learn.games import game as games
from plantwright.learn.games.balance import made
from plantwright.learn.games.line_balance import Tasks, bound, by_weight, faults, fewest
from plantwright.learn.games.nouns import Decision


def every(tasks: Tasks) -> int:
    """Return the fewest stations by trying every assignment of tasks to ever more stations."""
    for count in range(1, len(tasks.times) + 1):
        ways = product(range(1, count + 1), repeat=len(tasks.times))
        if any(not any(faults(tasks, way)) for way in ways):
            return count
    raise AssertionError


@pytest.mark.parametrize("seed", range(25))
def test_the_search_finds_the_fewest(seed: int) -> None:
    """On 25 lines of six tasks the search needs as few stations as the best of all assignments."""
    tasks = made(6, 9 + seed % 4, seed)
    found = fewest(tasks)
    assert list(faults(tasks, found)) == []
    assert max(found) == every(tasks) >= bound(tasks)


@pytest.mark.parametrize("seed", range(10))
def test_the_rule_of_weights_keeps_the_rules(seed: int) -> None:
    """Positional weights break no order and no cycle time, and need at least as many stations as the search."""
    tasks = made(14, 13, seed)
    found = by_weight(tasks)
    assert list(faults(tasks, found)) == []
    assert max(found) >= max(fewest(tasks))


def test_the_bound_may_not_be_reached() -> None:
    """Three tasks of 6 s in 10 s need three stations, though their work would fill two."""
    tasks = Tasks((6, 6, 6), (), 10)
    assert (bound(tasks), max(fewest(tasks))) == (2, 3)


def test_all_faults_are_told_at_once() -> None:
    """A balance that breaks an order and overloads a station is refused with both, and what to do."""
    state = games.start("balance", {"tasks": 4, "cycle_time": 9}, 2)
    with pytest.raises(GameError) as told:
        games.play(state, Decision(values={"task_1": 2, "task_2": 1, "task_3": 1, "task_4": 1}))
    assert any("comes before it" in one for one in told.value.problems)
    assert any("move a task away" in one for one in told.value.problems)
