"""The newsvendor: formulas against every demand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plantwright.errors import GameError
from plantwright.learn.games import game as games
from plantwright.learn.games.newsvendor import NewsSettings, best, critical_ratio, expected_profit


@given(some.integers(1, 60), some.floats(0, 3), some.floats(0.1, 5), some.floats(0.1, 9))
def test_formula_and_best_against_every_demand(most: int, salvage: float, more: float, margin: float) -> None:
    """The expected profit is the mean over all demands, and no quantity has a higher one than that of the ratio."""
    told = NewsSettings(price=salvage + more + margin, cost=salvage + more, salvage=salvage, most=most)

    def profit(bought: int, demand: int) -> float:
        sold = min(bought, demand)
        return told.price * sold + told.salvage * (bought - sold) - told.cost * bought

    counted = [sum(profit(bought, one) for one in range(most + 1)) / (most + 1) for bought in range(most + 1)]
    assert [expected_profit(told, one) for one in range(most + 1)] == pytest.approx(counted, abs=1e-9)
    assert counted[best(told)] == pytest.approx(max(counted), abs=1e-9)


def test_the_ratio_by_hand() -> None:
    """At 12 for 3 one covers three days of four: 75 of 100 papers, half of which is 50."""
    assert critical_ratio(NewsSettings()) == 0.75
    assert best(NewsSettings()) == 75
    assert games.computer(games.start("newsvendor")).values == {"bought": 62.0}


def test_prices_out_of_order_are_refused() -> None:
    """A price below cost makes no game."""
    with pytest.raises(GameError, match="each must be below the next"):
        games.start("newsvendor", {"price": 2})
