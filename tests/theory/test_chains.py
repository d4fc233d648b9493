"""Markov chains found by walking."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from plantwright.errors import TheoryError
from plantwright.theory.birth_death import birth_death
from plantwright.theory.chains import MOST_STATES, steady_state


def test_a_count_that_moves_by_one_is_solved_by_its_product() -> None:
    """A chain of counts has the time shares that its balance of flow gives."""

    def moves(count: int) -> Iterator[tuple[float, int]]:
        if count < 6:
            yield 1.5, count + 1
        if count:
            yield 0.5 * count, count - 1

    found = steady_state(0, moves)
    expected = birth_death([1.5] * 6, [0.5 * count for count in range(1, 7)])
    assert [found[count] for count in range(7)] == pytest.approx(expected.tolist())


def test_a_chain_too_large_to_solve_is_refused() -> None:
    """A walk that finds no end is given up with what to do."""
    with pytest.raises(TheoryError, match=f"more than {MOST_STATES} states"):
        steady_state(0, lambda count: [(1.0, count + 1), (1.0, 0)])
