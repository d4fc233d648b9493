"""The setup game: flow time of lots, the shortest interval for every product, and the best plan."""

from __future__ import annotations

import pytest

from plantwright.errors import GameError
from plantwright.learn.games import game as games
from plantwright.learn.games import setup
from plantwright.learn.games.nouns import Decision


def test_flow_time_by_hand() -> None:
    """Lots of 100 with setups of 2 h take 8 h, load the machine to 0.8 and flow in 8 + 0.8 · 8 / 0.4 = 24 h."""
    assert setup.load(2.0, 100) == pytest.approx(0.8)
    assert setup.flow_time(2.0, 100) == pytest.approx(24.0)


def test_two_ways_to_the_smallest_lot() -> None:
    """A lot that lasts for one EPEI is the very lot at which the machine has no time left."""
    for workshops in range(4):
        time = setup.setup_after(workshops)
        lot = setup.epei(time) * setup.DEMAND / setup.PRODUCTS
        assert setup.load(time, lot) == pytest.approx(1.0)
    assert setup.epei(2.0) == pytest.approx(20.0)


def test_half_the_setup_is_half_the_flow_time() -> None:
    """At lots that shrink with the setup, flow time shrinks in the same proportion."""
    assert setup.flow_time(1.0, 50) == pytest.approx(setup.flow_time(2.0, 100) / 2)


@pytest.mark.parametrize(("time", "lot"), [(2.0, 120), (0.98, 60)])
def test_the_twin_waits_as_the_formula_says(time: float, lot: int) -> None:
    """Sixty times ten runs of the twin are within 1.5 % of Pollaczek and Khinchine."""
    found = [setup.run(time, lot, seed).flow_time.mean for seed in range(60)]
    assert sum(found) / 60 == pytest.approx(setup.flow_time(time, lot), rel=0.015)


def test_lots_that_are_too_small_are_refused_with_their_cure() -> None:
    """A lot for which the machine has no time is refused with the smallest that can be made."""
    with pytest.raises(GameError, match="make lots of at least 58"):
        games.play(games.start("setup"), Decision(values={"lot": 40, "workshops": 0}))
    assert setup.load(2.0, 58) <= setup.MOST_LOAD < setup.load(2.0, 57)


def test_the_best_plan_is_the_cheapest_of_all_tried_by_hand() -> None:
    """In one week all three plans are priced by hand, and dear workshops are left alone."""
    told = setup.SetupSettings(rounds=1)
    costs = {
        plan: plan * told.workshop
        + told.holding * 10 * 168 * min(setup.flow_time(setup.setup_after(plan), lot) for lot in range(58, 501))
        for plan in range(3)
    }
    plan, cost = setup.best_plan(told)
    assert costs[plan[0]] == pytest.approx(cost)
    assert cost == pytest.approx(min(costs.values()))
    assert setup.best_plan(setup.SetupSettings(workshop=1e6))[0] == (0, 0, 0, 0)
