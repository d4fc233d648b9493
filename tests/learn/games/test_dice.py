"""The dice game: the Markov chain against every way the dice may fall, and against simulation."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from plantwright.learn.games.dice import (
    Dice,
    DiceSettings,
    expected_out,
    expected_profit,
    simulated,
    thrown,
)
from plantwright.learn.games.run import interval


@pytest.mark.parametrize(("stations", "throws"), [(2, 2), (2, 3), (3, 2)])
@pytest.mark.parametrize("matches", [0, 1, 4])
def test_the_chain_is_the_mean_over_all_dice(stations: int, throws: int, matches: int) -> None:
    """All 6^(stations · throws) ways the dice may fall have the mean that the chain gives, after every throw."""
    ways = np.array(list(product(range(1, 7), repeat=stations * throws))).reshape(-1, throws, stations)
    counted = simulated(stations, matches, ways).mean(axis=0)
    assert expected_out(stations, throws, matches) == pytest.approx(counted)


def test_the_first_throw_is_the_smallest_die() -> None:
    """With empty bowls the first throw passes on the smallest of all dice: 441/216 of three."""
    assert expected_out(3, 1, 0)[0] == pytest.approx(441 / 216)


def test_stock_never_hurts_what_leaves() -> None:
    """More matches between the stations let no fewer leave, never more than 3.5 a throw, and many let all."""
    out = [expected_out(3, 6, matches)[-1] for matches in (0, 1, 2, 4, 8, 40)]
    assert out == sorted(out)
    assert out[-1] == pytest.approx(21)


def test_simulated_shifts_have_the_expected_mean() -> None:
    """The interval of 40,000 simulated shifts of four stations holds the exact number."""
    made = simulated(4, 0, thrown([3], 40_000, 10, 4))[:, -1].astype(float)
    assert interval(made).holds(expected_out(4, 10, 0)[-1])
    assert made.mean() < 30


def test_the_best_is_the_best_of_all_simulated() -> None:
    """The expert's matches are worth as much in simulation as any other number, within its noise."""
    told = DiceSettings()
    dice = thrown([9], 20_000, told.throws, told.stations)
    profits = {}
    for matches in range(9):
        out = simulated(told.stations, matches, dice)
        table = (told.stations - 1) * matches + dice[:, :, 0].cumsum(axis=1) - out
        profits[matches] = float((told.margin * out[:, -1] - told.holding * table.sum(axis=1)).mean())
        assert profits[matches] == pytest.approx(expected_profit(told, matches), rel=0.01)
    assert profits[Dice().best(told)] == pytest.approx(max(profits.values()), rel=0.005)
