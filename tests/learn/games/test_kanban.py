"""The card game: its Markov chain against mean value analysis and the twin."""

from __future__ import annotations

import pytest

from plantwright.learn.games import kanban


@pytest.mark.parametrize("cards", [1, 3, 6])
def test_room_for_all_is_pure_conwip(cards: int) -> None:
    """With as many places as cards the chain gives what mean value analysis gives."""
    assert kanban.exact(cards, cards, cards) == pytest.approx(kanban.without_limits(cards))


def test_one_card_goes_through_alone() -> None:
    """With one card a piece needs the sum of the times, and nobody waits."""
    assert kanban.exact(1, 0, 0) == pytest.approx(1 / sum(kanban.TIMES))


def test_more_room_never_hurts() -> None:
    """A card or a place more never makes less."""
    for cards in (2, 5, 9):
        assert kanban.exact(cards, 1, 1) <= kanban.exact(cards + 1, 1, 1) + 1e-12
        assert kanban.exact(cards, 1, 1) <= kanban.exact(cards, 2, 1) + 1e-12
        assert kanban.exact(cards, 1, 1) <= kanban.exact(cards, 1, 2) + 1e-12


@pytest.mark.parametrize("choice", [(3, 1, 1), (7, 0, 2)])
def test_the_twin_makes_what_the_chain_says(choice: tuple[int, int, int]) -> None:
    """Ten runs of the twin are within 1.5 % of the chain."""
    assert kanban.run(*choice, 4).throughput.mean == pytest.approx(kanban.exact(*choice), rel=0.015)


def test_the_best_beats_its_neighbors() -> None:
    """No card or place more or less has a higher exact profit than the expert's choice."""
    told = kanban.KanbanSettings()
    cards, second, third = kanban.best(told)
    top = kanban._expected(told, (cards, second, third))
    for step in ((1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)):
        near = (cards + step[0], max(second + step[1], 0), max(third + step[2], 0))
        assert kanban._expected(told, near) <= top
